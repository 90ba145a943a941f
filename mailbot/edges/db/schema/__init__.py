"""The tables, with the constraints that make a double pairing or a double answer impossible."""

from mailbot.edges.db.schema.columns import Moment, metadata
from mailbot.edges.db.schema.inbound import folder, received, received_bytes, sighting
from mailbot.edges.db.schema.outbound import outbox
from mailbot.edges.db.schema.people import (
    address,
    arrangement,
    member,
    partnership,
    person,
    scheme,
)
from mailbot.edges.db.schema.record import journal, promise
from mailbot.edges.db.schema.tasks import assignment, stage, submission, task_round

__all__ = [
    "Moment",
    "address",
    "arrangement",
    "assignment",
    "folder",
    "journal",
    "member",
    "metadata",
    "outbox",
    "partnership",
    "person",
    "promise",
    "received",
    "received_bytes",
    "scheme",
    "sighting",
    "stage",
    "submission",
    "task_round",
]

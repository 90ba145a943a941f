"""The tables, with the constraints that make a double pairing or a double answer impossible."""

from mailbot.edges.db.schema.columns import Moment, metadata
from mailbot.edges.db.schema.inbound import folder, received, received_bytes, sighting
from mailbot.edges.db.schema.meeting import event, invitation
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
from mailbot.edges.db.schema.tasks import (
    assignment,
    remark,
    stage,
    standby,
    submission,
    task_round,
)

__all__ = [
    "Moment",
    "address",
    "arrangement",
    "assignment",
    "event",
    "folder",
    "invitation",
    "journal",
    "member",
    "metadata",
    "outbox",
    "partnership",
    "person",
    "promise",
    "received",
    "received_bytes",
    "remark",
    "scheme",
    "sighting",
    "stage",
    "standby",
    "submission",
    "task_round",
]

"""The tables of what is promised or asked, and of everything that was done with its reason."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from mailbot.edges.db.schema.columns import Moment, belongs_to, identity, metadata, one_of

promise = Table(
    "promise",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("number", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    belongs_to("person_id", "person", nullable=True),
    belongs_to("received_id", "received", nullable=True),
    belongs_to("assignment_id", "assignment", nullable=True),
    belongs_to("partnership_id", "partnership", nullable=True),
    Column("asks_coordinator", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("options", JSON, nullable=False, default=list),
    Column("details", JSON, nullable=False, default=dict),
    Column("opened_at", Moment, nullable=False),
    Column("next_look_at", Moment),
    Column("state", String(10), nullable=False, default="open"),
    Column("closed_at", Moment),
    Column("closed_by", Text, nullable=False, default=""),
    Column("outcome", Text, nullable=False, default=""),
    one_of("state", "state", "open kept dropped"),
    UniqueConstraint("scheme_id", "number"),
)
Index(
    "ix_promise_due",
    promise.c.next_look_at,
    sqlite_where=promise.c.state == "open",
    postgresql_where=promise.c.state == "open",
)
Index(
    "ix_promise_open",
    promise.c.scheme_id,
    promise.c.kind,
    sqlite_where=promise.c.state == "open",
    postgresql_where=promise.c.state == "open",
)

journal = Table(
    "journal",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("at", Moment, nullable=False),
    Column("action", String(30), nullable=False),
    Column("because", Text, nullable=False),
    Column("by", Text, nullable=False),
    belongs_to("person_id", "person", nullable=True),
    belongs_to("received_id", "received", nullable=True),
    belongs_to("outbox_id", "outbox", nullable=True),
    belongs_to("promise_id", "promise", nullable=True),
    belongs_to("assignment_id", "assignment", nullable=True),
    Column("details", JSON, nullable=False, default=dict),
)

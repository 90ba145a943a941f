"""The tables of events and of who was asked to them and what they said."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from mailbot.edges.db.schema.columns import Moment, belongs_to, identity, metadata, one_of

# `sequence` and the id make the calendar entry's SEQUENCE and UID (RFC 5545 sections 3.8.7.4, 3.8.4.7).
event = Table(
    "event",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False, default=""),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment),
    Column("capacity", Integer),
    Column("roles", JSON, nullable=False, default=list),
    Column("sequence", Integer, nullable=False, default=0),
    Column("state", String(10), nullable=False),
    Column("next_look_at", Moment),
    one_of("state", "state", "planned announced cancelled over"),
)
Index(
    "ix_event_due",
    event.c.next_look_at,
    sqlite_where=event.c.next_look_at.is_not(None),
    postgresql_where=event.c.next_look_at.is_not(None),
)

# `needs` is what they eat or how they get in: deleted when the event is over (E4).
invitation = Table(
    "invitation",
    metadata,
    identity(),
    belongs_to("event_id", "event"),
    belongs_to("person_id", "person"),
    Column("answer", String(10)),
    Column("answered_at", Moment),
    Column("waits", Boolean, nullable=False, default=False),
    Column("needs", Text, nullable=False, default=""),
    Column("came", Boolean),
    one_of("answer", "answer", "yes probably no"),
    UniqueConstraint("event_id", "person_id"),
)

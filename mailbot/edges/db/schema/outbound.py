"""The table of mail that leaves, with what makes a second copy of it impossible."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from mailbot.edges.db.schema.columns import Moment, belongs_to, identity, metadata, one_of

outbox = Table(
    "outbox",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("mail", String(4), nullable=False),
    belongs_to("person_id", "person", nullable=True),
    Column("recipients", JSON, nullable=False),
    Column("message_id", String(250), nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("unsolicited", Boolean, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("attempts", Integer, nullable=False, default=0),
    Column("claimed_by", String(64), nullable=False, default=""),
    Column("claimed_at", Moment),
    Column("sent_at", Moment),
    Column("reply", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False),
    Column("once_key", String(200)),
    Column("answer_key", String(400)),
    Column("thread", String(250), nullable=False, default=""),
    belongs_to("received_id", "received", nullable=True),
    belongs_to("assignment_id", "assignment", nullable=True),
    belongs_to("promise_id", "promise", nullable=True),
    belongs_to("partnership_id", "partnership", nullable=True),
    belongs_to("stage_id", "stage", nullable=True),
    Column("offers", JSON, nullable=False, default=list),
    Column("needs_assignment_open", Boolean, nullable=False, default=False),
    one_of(
        "state",
        "state",
        "listened approval ready claimed leaving uncertain sent refused withdrawn expired",
    ),
    # The same thing is never queued twice: one announcement per person and stage, one digest a day.
    UniqueConstraint("scheme_id", "once_key"),
)
Index(
    "ix_outbox_ready",
    outbox.c.scheme_id,
    outbox.c.not_before,
    sqlite_where=outbox.c.state == "ready",
    postgresql_where=outbox.c.state == "ready",
)
Index(
    "ix_outbox_unsettled",
    outbox.c.scheme_id,
    outbox.c.state,
    sqlite_where=outbox.c.state.in_(("claimed", "leaving", "uncertain")),
    postgresql_where=outbox.c.state.in_(("claimed", "leaving", "uncertain")),
)
Index("ix_outbox_sent", outbox.c.scheme_id, outbox.c.sent_at)
Index("ix_outbox_answer_key", outbox.c.answer_key, outbox.c.queued_at)
Index("ix_outbox_person_sent", outbox.c.person_id, outbox.c.sent_at)
Index("ix_outbox_thread", outbox.c.thread)

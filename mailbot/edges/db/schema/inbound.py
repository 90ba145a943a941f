"""The tables of mail that came: its bytes, its one outcome, and where it was seen."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from mailbot.edges.db.schema.columns import Moment, belongs_to, identity, metadata, one_of

received = Table(
    "received",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("fingerprint", String(64), nullable=False),
    Column("message_id", Text, nullable=False, default=""),
    Column("arrived_at", Moment, nullable=False),
    Column("state", String(10), nullable=False, default="received"),
    Column("from_sent", Boolean, nullable=False, default=False),
    Column("outcome", String(10), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("handled_at", Moment),
    Column("cleared", Boolean, nullable=False, default=False),
    Column("size_bytes", Integer, nullable=False, default=0),
    one_of("state", "state", "received handled held"),
    CheckConstraint(
        "(state = 'received') = (outcome = '')", name="every_handled_mail_has_its_outcome"
    ),
    UniqueConstraint("scheme_id", "fingerprint"),
)
Index(
    "ix_received_waiting",
    received.c.scheme_id,
    received.c.id,
    sqlite_where=received.c.state == "received",
    postgresql_where=received.c.state == "received",
)
Index("ix_received_message_id", received.c.scheme_id, received.c.message_id)

received_bytes = Table(
    "received_bytes",
    metadata,
    Column("received_id", ForeignKey("received.id"), primary_key=True),
    Column("raw", LargeBinary, nullable=False),
)

# Where a message was seen: the identity of RFC 9051 section 2.3.1.1. One mail may be seen in many places.
sighting = Table(
    "sighting",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("mailbox", Text, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    belongs_to("received_id", "received", nullable=True),
    Column("what", String(12), nullable=False),
    one_of("what", "what", "mail ours unfetchable"),
    UniqueConstraint("scheme_id", "mailbox", "uidvalidity", "uid"),
)
Index(
    "ix_sighting_unfetchable",
    sighting.c.scheme_id,
    sqlite_where=sighting.c.what == "unfetchable",
    postgresql_where=sighting.c.what == "unfetchable",
)

folder = Table(
    "folder",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("seen_to_uid", BigInteger, nullable=False, default=0),
    Column("keeps_our_copies", Boolean, nullable=False, default=False),
    UniqueConstraint("scheme_id", "name"),
)

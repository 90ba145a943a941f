"""The tables, with the constraints that make a double pairing or a double answer impossible."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as UTC; SQLite gives naive values back, so the zone is put on here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  its signature
        """Turn an aware moment into UTC; a naive one is a bug and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  its signature
        """Give the moment back, aware and UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def identity() -> Column[int]:
    """Make the usual primary key."""
    return Column("id", Integer, primary_key=True)


def belongs_to(name: str, target: str, *, nullable: bool = False) -> Column[int]:
    """Make an indexed foreign key to `target`.id."""
    return Column(name, ForeignKey(f"{target}.id"), nullable=nullable, index=True)


def one_of(name: str, column: str, values: str) -> CheckConstraint:
    """Hold a column to a space-separated list of words."""
    words = ", ".join(f"'{one}'" for one in values.split(" "))
    return CheckConstraint(f"{column} IN ({words})", name=name)


scheme = Table(
    "scheme",
    metadata,
    identity(),
    Column("address", String(320), nullable=False, unique=True),
    Column("nightly_done_for", String(10), nullable=False, default=""),
    Column("matched_at", Moment),
)

person = Table(
    "person",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("name", Text, nullable=False, default=""),
    Column("role", String(20), nullable=False, default=""),
    Column("specialty", Text, nullable=False, default=""),
    Column("grade", Text, nullable=False, default=""),
    Column("employer", Text, nullable=False, default=""),
    Column("town", Text, nullable=False, default=""),
    Column("phone", Text, nullable=False, default=""),
    Column("state", String(12), nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("waiting_since", Moment),
    Column("paused_until", Moment),
    Column("away_until", Moment),
    Column("quiet_since", Moment),
    Column("last_sign_at", Moment),
    Column("held", Boolean, nullable=False, default=False),
    Column("imported_id", String(200)),
    Column("next_look_at", Moment),
    one_of("state", "state", "registered waiting active paused left"),
    UniqueConstraint("scheme_id", "imported_id"),
)
Index(
    "ix_person_due",
    person.c.next_look_at,
    sqlite_where=person.c.next_look_at.is_not(None),
    postgresql_where=person.c.next_look_at.is_not(None),
)
Index("ix_person_state", person.c.scheme_id, person.c.state)

address = Table(
    "address",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    belongs_to("person_id", "person"),
    Column("address", String(320), nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Column("state", String(12), nullable=False, default="alive"),
    one_of("state", "state", "alive dead unconfirmed"),
    UniqueConstraint("scheme_id", "address", "person_id"),
)

partnership = Table(
    "partnership",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("state", String(10), nullable=False),
    Column("since", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("reasons", JSON, nullable=False, default=list),
    Column("imported_id", String(200)),
    Column("next_look_at", Moment),
    one_of("state", "state", "proposed active ended"),
    UniqueConstraint("scheme_id", "imported_id"),
)
Index(
    "ix_partnership_due",
    partnership.c.next_look_at,
    sqlite_where=partnership.c.next_look_at.is_not(None),
    postgresql_where=partnership.c.next_look_at.is_not(None),
)

member = Table(
    "member",
    metadata,
    identity(),
    belongs_to("partnership_id", "partnership"),
    belongs_to("person_id", "person"),
    Column("position", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("asked_to_change", Boolean, nullable=False, default=False),
    UniqueConstraint("partnership_id", "person_id"),
)
# Nobody can be in two living (or proposed) groups at once.
Index(
    "uq_member_current",
    member.c.person_id,
    unique=True,
    sqlite_where=member.c.current.is_(True),
    postgresql_where=member.c.current.is_(True),
)

task_round = Table(
    "task_round",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("task", String(60), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("imported_id", String(200)),
    UniqueConstraint("scheme_id", "imported_id"),
)

stage = Table(
    "stage",
    metadata,
    identity(),
    belongs_to("round_id", "task_round"),
    Column("name", String(60), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("opens_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    UniqueConstraint("round_id", "name"),
)

assignment = Table(
    "assignment",
    metadata,
    identity(),
    belongs_to("stage_id", "stage"),
    belongs_to("person_id", "person"),
    belongs_to("partnership_id", "partnership", nullable=True),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("closed_at", Moment),
    Column("nudge_at", Moment),
    Column("nudges", JSON, nullable=False, default=list),
    Column("next_look_at", Moment),
    UniqueConstraint("stage_id", "person_id"),
)
Index(
    "ix_assignment_due",
    assignment.c.next_look_at,
    sqlite_where=assignment.c.next_look_at.is_not(None),
    postgresql_where=assignment.c.next_look_at.is_not(None),
)

submission = Table(
    "submission",
    metadata,
    identity(),
    belongs_to("assignment_id", "assignment"),
    belongs_to("received_id", "received", nullable=True),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(12), nullable=False),
    one_of("state", "state", "kept held relayed superseded"),
    UniqueConstraint("assignment_id", "received_id"),
)

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
        "(state = 'received') = (outcome = '')",
        name="every_handled_mail_has_its_outcome",
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
    one_of("what", "what", "mail ours unfetchable gone"),
    UniqueConstraint("scheme_id", "mailbox", "uidvalidity", "uid"),
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

"""The tables of the scheme, its people with their addresses, and their pairs and trios."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from mailbot.edges.db.schema.columns import Moment, belongs_to, identity, metadata, one_of

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

# What a coordinator has fixed for matching: never together, together, who takes two, what was asked for.
arrangement = Table(
    "arrangement",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    Column("kind", String(6), nullable=False),
    belongs_to("person_id", "person"),
    belongs_to("other_id", "person", nullable=True),
    Column("value", Text, nullable=False, default=""),
    one_of("kind", "kind", "never pin takes wish"),
)

"""The tables of tasks that run, what each person owes in them, and what they sent."""

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, UniqueConstraint

from mailbot.edges.db.schema.columns import Moment, belongs_to, identity, metadata, one_of

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
    Column("said", JSON, nullable=False, default=dict),
    one_of("state", "state", "kept held cleared relayed superseded"),
    UniqueConstraint("assignment_id", "received_id"),
)

# What people say about a task, and ideas for others; `role` is the writer's then, for quotes without a name.
remark = Table(
    "remark",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    belongs_to("person_id", "person", nullable=True),
    belongs_to("received_id", "received", nullable=True),
    Column("kind", String(10), nullable=False),
    Column("task", String(60), nullable=False, default=""),
    Column("role", String(20), nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("quotable", String(10), nullable=False),
    one_of("kind", "kind", "feedback idea"),
    one_of("quotable", "quotable", "no cohort anywhere"),
)

# Who said that they would answer a letter for somebody else's silent buddy (C7).
standby = Table(
    "standby",
    metadata,
    identity(),
    belongs_to("scheme_id", "scheme"),
    belongs_to("person_id", "person"),
    Column("since", Moment, nullable=False),
    Column("last_asked_at", Moment),
    UniqueConstraint("person_id"),
)

"""Questions about rounds, stages, what is owed and what came, and the changes to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import assignment, stage, task_round
from mailbot.edges.db.standby import is_everybodys


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a round that runs; times are aware UTC."""

    id: int
    round_id: int
    task: str
    name: str
    kind: StageKind
    opens_at: datetime
    due_at: datetime


# Built once: these are asked several times for every mail.
_ASSIGNMENTS: Select[tuple[object, ...]] = (
    select(assignment, stage.c.round_id, stage.c.name, stage.c.kind, task_round.c.task)
    .join(stage, stage.c.id == assignment.c.stage_id)
    .join(task_round, task_round.c.id == stage.c.round_id)
)
_BY_ID = _ASSIGNMENTS.where(assignment.c.id == bindparam("wanted"))
_OWED_BY = _ASSIGNMENTS.where(
    assignment.c.person_id == bindparam("wanted"),
    assignment.c.done_at.is_(None),
    assignment.c.closed_at.is_(None),
).order_by(assignment.c.due_at, assignment.c.id)


def _assignment(row: Row[tuple[object, ...]]) -> Assignment:
    return Assignment(
        id=row.id,
        round_id=row.round_id,
        stage_id=row.stage_id,
        task=row.task,
        stage=row.name,
        kind=StageKind(row.kind),
        person_id=row.person_id,
        partnership_id=row.partnership_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        done_at=row.done_at,
        closed_at=row.closed_at,
        nudge_at=row.nudge_at,
        nudges=tuple(row.nudges),
        next_look_at=row.next_look_at,
    )


def add_round(conn: Connection, in_scheme: int, task: str, now: datetime, **more: object) -> int:
    """Start a round of a task and give its id."""
    row = {"scheme_id": in_scheme, "task": task, "started_at": now} | more
    return new_id(conn.execute(task_round.insert().values(row)))


def add_stage(conn: Connection, round_id: int, position: int, **details: object) -> int:
    """Add a stage to a round and give its id."""
    row = {"round_id": round_id, "position": position} | details
    return new_id(conn.execute(stage.insert().values(row)))


def stages_of(conn: Connection, round_id: int) -> tuple[Stage, ...]:
    """Give the stages of a round in order."""
    rows = conn.execute(
        select(stage, task_round.c.task)
        .join(task_round, task_round.c.id == stage.c.round_id)
        .where(stage.c.round_id == round_id)
        .order_by(stage.c.position)
    )
    return tuple(
        Stage(
            row.id, row.round_id, row.task, row.name, StageKind(row.kind), row.opens_at, row.due_at
        )
        for row in rows
    )


def change_stage(conn: Connection, stage_id: int, **changes: object) -> None:
    """Set columns of one stage of a round."""
    conn.execute(update(stage).where(stage.c.id == stage_id).values(changes))


def rounds_of(conn: Connection, in_scheme: int) -> tuple[tuple[int, str, datetime], ...]:
    """Give (id, task, started_at) of the rounds that run for everybody, the newest first."""
    rows = conn.execute(
        select(task_round.c.id, task_round.c.task, task_round.c.started_at)
        .where(task_round.c.scheme_id == in_scheme, is_everybodys())
        .order_by(task_round.c.id.desc())
    )
    return tuple((row.id, row.task, row.started_at) for row in rows)


def add_assignment(conn: Connection, **details: object) -> int:
    """Let somebody owe a stage and give the id; raises IntegrityError when they owe it already."""
    made = conn.execute(assignment.insert().values(details))
    return new_id(made)


def assignment_by_id(conn: Connection, assignment_id: int) -> Assignment:
    """Give one assignment; raises LookupError for an id that is not there."""
    row = conn.execute(_BY_ID, {"wanted": assignment_id}).first()
    if row is None:
        raise LookupError(f"no assignment {assignment_id}")
    return _assignment(row)


def owed_by(conn: Connection, person_id: int) -> tuple[Assignment, ...]:
    """Give what somebody owes, the earliest due first."""
    rows = conn.execute(_OWED_BY, {"wanted": person_id})
    return tuple(_assignment(row) for row in rows)


def owed_in_partnership(conn: Connection, partnership_id: int) -> tuple[Assignment, ...]:
    """Give what the members of a pair or trio still owe each other."""
    rows = conn.execute(
        _ASSIGNMENTS.where(
            assignment.c.partnership_id == partnership_id,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
        ).order_by(assignment.c.id)
    )
    return tuple(_assignment(row) for row in rows)


def ended_for(conn: Connection, person_id: int, limit: int = 5) -> tuple[Assignment, ...]:
    """Give what somebody did or let lapse lately, the newest first."""
    rows = conn.execute(
        _ASSIGNMENTS.where(
            assignment.c.person_id == person_id,
            assignment.c.done_at.is_not(None) | assignment.c.closed_at.is_not(None),
        )
        .order_by(assignment.c.id.desc())
        .limit(limit)
    )
    return tuple(_assignment(row) for row in rows)


def assignments_of_round(
    conn: Connection, round_id: int, people: Sequence[int]
) -> tuple[Assignment, ...]:
    """Give what some people owe or did in one round."""
    rows = conn.execute(
        _ASSIGNMENTS.where(
            stage.c.round_id == round_id, assignment.c.person_id.in_(people)
        ).order_by(stage.c.position, assignment.c.id)
    )
    return tuple(_assignment(row) for row in rows)


def due_assignments(
    conn: Connection, in_scheme: int, now: datetime, after: int, limit: int
) -> list[int]:
    """Give the ids of assignments to look at by now, in order of id, `after` excluded."""
    return list(
        conn.scalars(
            select(assignment.c.id)
            .join(stage, stage.c.id == assignment.c.stage_id)
            .join(task_round, task_round.c.id == stage.c.round_id)
            .where(
                task_round.c.scheme_id == in_scheme,
                assignment.c.next_look_at <= now,
                assignment.c.id > after,
            )
            .order_by(assignment.c.id)
            .limit(limit)
        )
    )


def all_owed(conn: Connection, in_scheme: int) -> tuple[Assignment, ...]:
    """Give everything that is open in a scheme, the earliest due first."""
    rows = conn.execute(
        _ASSIGNMENTS.where(
            task_round.c.scheme_id == in_scheme,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
        ).order_by(assignment.c.due_at, assignment.c.id)
    )
    return tuple(_assignment(row) for row in rows)


def fell_due(
    conn: Connection, in_scheme: int, since: datetime, until: datetime
) -> tuple[Assignment, ...]:
    """Give what is still open and fell due after one moment and by another."""
    rows = conn.execute(
        _ASSIGNMENTS.where(
            task_round.c.scheme_id == in_scheme,
            assignment.c.due_at > since,
            assignment.c.due_at <= until,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
        ).order_by(assignment.c.id)
    )
    return tuple(_assignment(row) for row in rows)


def open_in_stage(conn: Connection, stage_id: int) -> tuple[Assignment, ...]:
    """Give what is still owed in one stage."""
    rows = conn.execute(
        _ASSIGNMENTS.where(
            assignment.c.stage_id == stage_id,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
        ).order_by(assignment.c.id)
    )
    return tuple(_assignment(row) for row in rows)


def progress(conn: Connection, stage_id: int) -> tuple[int, int, int]:
    """Count (done, still open, ended without) of one stage."""
    done, closed, every = conn.execute(
        select(
            func.count(assignment.c.done_at), func.count(assignment.c.closed_at), func.count()
        ).where(assignment.c.stage_id == stage_id)
    ).one()
    return done, every - done - closed, closed


def change_assignment(conn: Connection, assignment_id: int, **changes: object) -> None:
    """Set columns of one assignment."""
    conn.execute(update(assignment).where(assignment.c.id == assignment_id).values(changes))


def end_assignment(conn: Connection, assignment_id: int, now: datetime, *, came: bool) -> bool:
    """End an open assignment, done or without; False when it had ended already."""
    column = "done_at" if came else "closed_at"
    changed = conn.execute(
        update(assignment)
        .where(
            assignment.c.id == assignment_id,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
        )
        .values({column: now, "next_look_at": None})
    )
    return changed.rowcount == 1


def end_late(conn: Connection, assignment_id: int, now: datetime) -> bool:
    """Count as done what was over without anything; False when it is open or done already (C14)."""
    changed = conn.execute(
        update(assignment)
        .where(
            assignment.c.id == assignment_id,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_not(None),
        )
        .values(done_at=now, closed_at=None, next_look_at=None)
    )
    return changed.rowcount == 1


def reopen_assignment(conn: Connection, assignment_id: int, **changes: object) -> None:
    """Let somebody owe again what they did: their answer has to change, or was taken back."""
    conn.execute(
        update(assignment)
        .where(assignment.c.id == assignment_id)
        .values({"done_at": None, "closed_at": None} | changes)
    )


def in_stage(
    conn: Connection, stage_id: int, partnership_id: int | None = None
) -> tuple[Assignment, ...]:
    """Give what everybody owes or did in a stage, or the members of one pair or trio, in order."""
    asked = _ASSIGNMENTS.where(assignment.c.stage_id == stage_id)
    if partnership_id is not None:
        asked = asked.where(assignment.c.partnership_id == partnership_id)
    return tuple(_assignment(row) for row in conn.execute(asked.order_by(assignment.c.id)))


def wake_assignments(conn: Connection, person_id: int, now: datetime) -> None:
    """Look at everything somebody owes in the next round, because something about them changed."""
    conn.execute(
        update(assignment)
        .where(
            assignment.c.person_id == person_id,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
        )
        .values(next_look_at=now)
    )

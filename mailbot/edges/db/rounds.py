"""Questions about whole rounds of a task: which run, who did what in them, and when they are closed."""

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from mailbot.edges.db.schema import Moment, assignment, outbox, stage, task_round
from mailbot.edges.db.standby import is_everybodys


def unended(conn: Connection, in_scheme: int, now: datetime, after: int, limit: int) -> list[int]:
    """Give the ids of rounds that began by now and have not been closed, in order, `after` excluded."""
    return list(
        conn.scalars(
            select(task_round.c.id)
            .where(
                task_round.c.scheme_id == in_scheme,
                task_round.c.ended_at.is_(None),
                task_round.c.started_at <= now,
                task_round.c.id > after,
                is_everybodys(),
            )
            .order_by(task_round.c.id)
            .limit(limit)
        )
    )


def task_of(conn: Connection, round_id: int) -> tuple[str, bool]:
    """Give the task of a round, and whether the round was taken over; raises LookupError."""
    row = conn.execute(select(task_round).where(task_round.c.id == round_id)).first()
    if row is None:
        raise LookupError(f"no round {round_id}")
    return row.task, row.imported_id is not None


def end_rounds_of(conn: Connection, in_scheme: int, task: str, now: datetime) -> None:
    """Close every round of a task that is called off."""
    conn.execute(
        update(task_round)
        .where(
            task_round.c.scheme_id == in_scheme,
            task_round.c.task == task,
            task_round.c.ended_at.is_(None),
        )
        .values(ended_at=now)
    )


def off_key(round_id: int, person_id: int) -> str:
    """Name the one line by which somebody hears that a round is called off."""
    return f"P33:off:{round_id}:{person_id}"


def is_called_off(conn: Connection, in_scheme: int, round_id: int) -> bool:
    """Say whether a round was ended by a coordinator, who had people told so, and not by its last day."""
    first, last = off_key(round_id, 0)[:-1], f"P33:off:{round_id};"  # ";" follows ":"
    found = conn.scalar(
        select(outbox.c.id)
        .join(task_round, task_round.c.ended_at == outbox.c.queued_at)
        .where(
            task_round.c.id == round_id,
            outbox.c.scheme_id == in_scheme,
            outbox.c.once_key.between(first, last),
        )
        .limit(1)
    )
    return found is not None


def end_round(conn: Connection, round_id: int, now: datetime) -> None:
    """Close a round: nothing more follows from its end."""
    conn.execute(update(task_round).where(task_round.c.id == round_id).values(ended_at=now))


def last_end(conn: Connection, round_id: int) -> datetime | None:
    """Give when somebody last did or let lapse a part of a round."""
    found: datetime | None = conn.scalar(
        select(func.max(func.coalesce(assignment.c.done_at, assignment.c.closed_at), type_=Moment))
        .join(stage, stage.c.id == assignment.c.stage_id)
        .where(stage.c.round_id == round_id)
    )
    return found


def open_until(conn: Connection, round_id: int) -> datetime | None:
    """Give the latest date that somebody still has in a round; None where nothing is owed."""
    found: datetime | None = conn.scalar(
        select(func.max(assignment.c.due_at, type_=Moment))
        .join(stage, stage.c.id == assignment.c.stage_id)
        .where(
            stage.c.round_id == round_id,
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
        )
    )
    return found


def done_in_round(conn: Connection, round_id: int) -> tuple[tuple[int, str, bool], ...]:
    """Give (person, stage, whether it was done) of everything that was asked in a round."""
    rows = conn.execute(
        select(assignment.c.person_id, stage.c.name, assignment.c.done_at)
        .join(stage, stage.c.id == assignment.c.stage_id)
        .where(stage.c.round_id == round_id)
        .order_by(stage.c.position, assignment.c.id)
    )
    return tuple((row.person_id, row.name, row.done_at is not None) for row in rows)

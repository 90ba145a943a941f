"""Questions about how much has come of a stage, and of stages like it before."""

from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from mailbot.core.tasks import StageKind
from mailbot.core.turnout import Past
from mailbot.edges.db.schema import assignment, journal, person, stage, task_round

MOST_PAST = 400


def come_of(conn: Connection, stage_id: int, opened_by: datetime) -> tuple[int, int, int, int, int]:
    """Count of those who had a stage by a moment: (all, done, closed without, heard of, bounced).

    Heard of is who did it, wrote anything since it opened, or whose out-of-office did.
    """
    came_back = (
        select(journal.c.id)
        .where(
            journal.c.person_id == assignment.c.person_id,
            journal.c.action == "note_bounce",
            journal.c.at >= assignment.c.opened_at,
        )
        .exists()
    )
    heard = or_(
        assignment.c.done_at.is_not(None),
        person.c.last_sign_at >= assignment.c.opened_at,
        person.c.away_until >= assignment.c.opened_at,
    )
    every, done, closed, signs, bounced = conn.execute(
        select(
            func.count(),
            func.count(assignment.c.done_at),
            func.count(assignment.c.closed_at),
            func.count().filter(heard),
            func.count().filter(came_back),
        )
        .select_from(assignment)
        .join(person, person.c.id == assignment.c.person_id)
        .where(assignment.c.stage_id == stage_id, assignment.c.opened_at <= opened_by)
    ).one()
    return every, done, closed, signs, bounced


def past_parts(
    conn: Connection, in_scheme: int, kind: StageKind, before: datetime
) -> tuple[Past, ...]:
    """Give the newest parts of stages of a kind that were due before a moment, some hundreds at most."""
    rows = conn.execute(
        select(assignment.c.opened_at, assignment.c.due_at, assignment.c.done_at)
        .join(stage, stage.c.id == assignment.c.stage_id)
        .join(task_round, task_round.c.id == stage.c.round_id)
        .where(
            task_round.c.scheme_id == in_scheme,
            stage.c.kind == kind,
            assignment.c.due_at < before,
        )
        .order_by(assignment.c.id.desc())
        .limit(MOST_PAST)
    )
    return tuple(Past(row.opened_at, row.due_at, row.done_at) for row in rows)

"""Questions for the numbers of a whole scheme: counts of people, rematches, answers and coordinators' mails."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select

from mailbot.edges.db.schema import assignment, journal, outbox, person, stage, task_round
from mailbot.edges.db.standby import is_everybodys


def rematches(conn: Connection, in_scheme: int) -> int:
    """Count the new pairs and trios that were introduced in the place of others."""
    return (
        conn.scalar(
            select(func.count(func.distinct(outbox.c.partnership_id))).where(
                outbox.c.scheme_id == in_scheme, outbox.c.mail == "P27", outbox.c.state == "sent"
            )
        )
        or 0
    )


def answers(
    conn: Connection, in_scheme: int
) -> tuple[tuple[int, int, str, str, datetime, datetime | None], ...]:
    """Give (round, stage position, stage, role, opened, done) of all that was ever asked, in order."""
    rows = conn.execute(
        select(
            task_round.c.id.label("round_id"),
            stage.c.position,
            stage.c.name,
            person.c.role,
            assignment.c.opened_at,
            assignment.c.done_at,
        )
        .join(stage, stage.c.id == assignment.c.stage_id)
        .join(task_round, task_round.c.id == stage.c.round_id)
        .join(person, person.c.id == assignment.c.person_id)
        .where(task_round.c.scheme_id == in_scheme, is_everybodys())
        .order_by(task_round.c.id, stage.c.position, assignment.c.id)
    )
    return tuple(
        (row.round_id, row.position, row.name, row.role, row.opened_at, row.done_at) for row in rows
    )


def mails_acted_on(conn: Connection, in_scheme: int, by: Collection[str], since: datetime) -> int:
    """Count the mails of some coordinators that did something since a moment."""
    return (
        conn.scalar(
            select(func.count(func.distinct(journal.c.received_id))).where(
                journal.c.scheme_id == in_scheme, journal.c.by.in_(by), journal.c.at > since
            )
        )
        or 0
    )

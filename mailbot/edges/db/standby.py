"""Questions about who would answer a letter for another's silent buddy, and which letters have somebody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select, update

from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import standby, task_round

# A letter's stand-ins owe their answer in a round of its own, which names the letter.
_FOR_A_LETTER = "stand-in for letter "


@dataclass(frozen=True, slots=True)
class OnBench:
    """Somebody who would answer an extra letter, and when they were asked last."""

    person_id: int
    since: datetime
    last_asked_at: datetime | None


def bench(conn: Connection, in_scheme: int) -> tuple[OnBench, ...]:
    """Give everybody on the bench, who joined first in front."""
    rows = conn.execute(
        select(standby).where(standby.c.scheme_id == in_scheme).order_by(standby.c.id)
    )
    return tuple(OnBench(row.person_id, row.since, row.last_asked_at) for row in rows)


def is_on_bench(conn: Connection, person_id: int) -> bool:
    """Say whether somebody has offered to answer an extra letter."""
    return conn.scalar(select(standby.c.id).where(standby.c.person_id == person_id)) is not None


def join_bench(conn: Connection, in_scheme: int, person_id: int, now: datetime) -> bool:
    """Put somebody on the bench; False when they are there already."""
    if is_on_bench(conn, person_id):
        return False
    row = {"scheme_id": in_scheme, "person_id": person_id, "since": now}
    conn.execute(standby.insert().values(row))
    return True


def leave_bench(conn: Connection, person_id: int) -> bool:
    """Take somebody off the bench; False when they were not there."""
    return conn.execute(standby.delete().where(standby.c.person_id == person_id)).rowcount == 1


def note_asked(conn: Connection, person_id: int, now: datetime) -> None:
    """Keep when somebody on the bench was asked last."""
    conn.execute(update(standby).where(standby.c.person_id == person_id).values(last_asked_at=now))


def round_for(conn: Connection, in_scheme: int, letter_id: int) -> int | None:
    """Give the round in which stand-ins answer a letter (an assignment's id); None before the first."""
    found: int | None = conn.scalar(
        select(task_round.c.id).where(
            task_round.c.scheme_id == in_scheme,
            task_round.c.imported_id == f"{_FOR_A_LETTER}{letter_id}",
        )
    )
    return found


def add_round_for(
    conn: Connection, in_scheme: int, task: str, letter_id: int, now: datetime
) -> int:
    """Begin the round in which stand-ins answer a letter, and give its id."""
    row = {
        "scheme_id": in_scheme,
        "task": task,
        "started_at": now,
        "imported_id": f"{_FOR_A_LETTER}{letter_id}",
    }
    return new_id(conn.execute(task_round.insert().values(row)))


def letter_answered_in(conn: Connection, round_id: int) -> int | None:
    """Give the letter that a round of stand-ins answers; None for a round of everybody's."""
    name = conn.scalar(select(task_round.c.imported_id).where(task_round.c.id == round_id)) or ""
    number = name.removeprefix(_FOR_A_LETTER)
    return int(number) if number != name and number.isdigit() else None


def is_everybodys() -> ColumnElement[bool]:
    """Narrow rounds to those that run for everybody: a stand-in's is no task of the scheme."""
    named = task_round.c.imported_id
    return or_(named.is_(None), ~named.startswith(_FOR_A_LETTER, autoescape=True))

"""Let one whole scheme live, and count what became of its silences."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from benchmarks.answered_in_time import jilted, returned
from benchmarks.watching import (
    AWAY,
    LEFT,
    OUTSIDE_HOURS,
    OVER_BUDGET,
    PAUSED,
    SUBMITTED,
    Watch,
)
from mailbot.core.people import PartnershipState, PersonState
from mailbot.core.scheme import Mode
from mailbot.edges.db.engine import reading
from mailbot.edges.db.schema import (
    assignment,
    member,
    partnership,
    promise,
    received,
    task_round,
)
from mailbot.edges.db.schema import person as somebody
from mailbot.world.life import Life, live
from mailbot.world.people import Mix

TASKS, LEAST_DAYS_BETWEEN, LAST_DAYS = 4, 42, 56
SLOT, KEEPS = timedelta(hours=2), timedelta(days=7)
NO_REMINDERS = "[stage]\nmidway_nudge = false\nlast_day_nudge = false\ngrace_nudge = false\n"
FAILED = "mails and looks on which our own code failed"
TWO_PAIRS = "people in two pairs at once"
NOT_STARTED = "tasks that did not start"
LEFT_OPEN = "parts of tasks that nobody closed in six weeks after their date"
LEFT_OPEN_FOR = timedelta(weeks=6)
# What may never happen, in the order of the report.
WRONG = (
    SUBMITTED,
    LEFT,
    PAUSED,
    AWAY,
    OUTSIDE_HOURS,
    OVER_BUDGET,
    FAILED,
    TWO_PAIRS,
    NOT_STARTED,
    LEFT_OPEN,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one scheme came to; `faults` are sentences about what went wrong.

    `jilted` counts who wrote that their buddy is silent, `returned` who wrote after they heard that
    their place is paused. `cpu_seconds` is what the whole life took.
    """

    seed: int
    weeks: int
    size: int
    reminders: bool
    wrong: Mapping[str, int]
    faults: tuple[str, ...]
    nudges: int
    unasked: int
    most_in_28_days: int
    parts: int
    completed: int
    jilted: int
    answered_same_day: int
    returned: int
    welcomed: int
    longest_alone: int
    longest_held_up: int
    cpu_seconds: int

    def as_row(self) -> dict[str, object]:
        """Give what a file of lives keeps."""
        return asdict(self) | {"wrong": dict(self.wrong), "faults": list(self.faults)}

    @property
    def wrongs(self) -> int:
        """Count everything that may never happen."""
        return sum(self.wrong.values())

    @property
    def completed_share(self) -> float:
        """Give the percentage of the parts of tasks that were done."""
        return 100 * self.completed / self.parts if self.parts else 0.0


def one_life(
    seed: int,
    weeks: int,
    size: int,
    *,
    reminders: bool = True,
    mix: Mix | None = None,
    homes: Path | None = None,
) -> Figures:
    """Let one scheme live, with the tasks of the bank spread over its weeks, and count.

    Its home folder is left in `homes`, to look at what went wrong, or deleted.
    """
    began = time.process_time()
    watch = Watch()
    days = _task_days(weeks)
    with _home(homes, f"seed{seed}{'' if reminders else 'bare'}") as home:
        if not reminders:
            (home / "rules").mkdir()
            (home / "rules" / "chasing.toml").write_text(NO_REMINDERS)
        life = live(
            home,
            size=size,
            weeks=weeks,
            seed=seed,
            mix=mix or Mix(),
            mode=Mode.APPROVE,
            task_days=days,
            slot=SLOT,
            keeps=KEEPS,
            watch=watch,
        )
        with reading(life.house.engine) as conn:
            wrong, faults = _wrong(conn, life, watch, len(days))
            parts, completed = _completed(conn)
            told = jilted(conn, life)
            back = returned(conn, life)
        life.house.engine.dispose()
    return Figures(
        seed=seed,
        weeks=weeks,
        size=size,
        reminders=reminders,
        wrong=wrong,
        faults=(*watch.faults, *faults, *told.missing, *back.missing),
        nudges=watch.nudges,
        unasked=watch.unasked,
        most_in_28_days=watch.most_in_28_days,
        parts=parts,
        completed=completed,
        jilted=told.in_all,
        answered_same_day=told.in_all - len(told.missing),
        returned=back.in_all,
        welcomed=back.in_all - len(back.missing),
        longest_alone=watch.alone.longest,
        longest_held_up=watch.held_up.longest,
        cpu_seconds=round(time.process_time() - began),
    )


@contextmanager
def _home(homes: Path | None, name: str) -> Iterator[Path]:
    if homes is None:
        with tempfile.TemporaryDirectory() as place:
            yield Path(place)
        return
    (homes / name).mkdir(parents=True)
    yield homes / name


def _task_days(weeks: int) -> list[int]:
    between = max(LEAST_DAYS_BETWEEN, (weeks * 7 - 14 - LAST_DAYS) // (TASKS - 1))
    return list(range(14, weeks * 7 - 28, between))[:TASKS] or [14]


def _wrong(
    conn: Connection, life: Life, watch: Watch, tasks: int
) -> tuple[dict[str, int], list[str]]:
    """Add to what the watch saw what only the record tells; give it with sentences about that."""
    failed, started = _failed_on(conn), _started(conn)
    counts = {
        FAILED: len(failed),
        TWO_PAIRS: _in_two_pairs(conn),
        NOT_STARTED: tasks - started,
        LEFT_OPEN: _left_open(conn, life.ends),
    }
    faults = [*failed, *life.troubles]
    faults += [f"{what}: {count}" for what, count in list(counts.items())[1:] if count]
    return {one: watch.wrong[one] + counts.get(one, 0) for one in WRONG}, faults


def _completed(conn: Connection) -> tuple[int, int]:
    every, done = conn.execute(
        select(func.count(), func.count(assignment.c.done_at)).select_from(assignment)
    ).one()
    return every, done


def _started(conn: Connection) -> int:
    return conn.scalar(select(func.count(task_round.c.task.distinct()))) or 0


def _failed_on(conn: Connection) -> list[str]:
    mails = select(received.c.reason).where(received.c.reason.startswith("the bot failed on it"))
    looks = select(promise.c.title).where(promise.c.title.startswith("I failed on"))
    return [*conn.scalars(mails), *conn.scalars(looks)]


def _in_two_pairs(conn: Connection) -> int:
    """Count who is in two pairs at work; nobody of the mail world is asked to take two."""
    twice = (
        select(member.c.person_id)
        .join(partnership, partnership.c.id == member.c.partnership_id)
        .where(partnership.c.state == PartnershipState.ACTIVE)
        .group_by(member.c.person_id)
        .having(func.count() > 1)
    )
    return len(conn.scalars(twice).all())


def _left_open(conn: Connection, ends: datetime) -> int:
    """Count what is still owed weeks after its date by somebody who is there."""
    late = (
        select(func.count())
        .select_from(assignment)
        .join(somebody, somebody.c.id == assignment.c.person_id)
        .where(
            assignment.c.done_at.is_(None),
            assignment.c.closed_at.is_(None),
            assignment.c.due_at < ends - LEFT_OPEN_FOR,
            somebody.c.state == PersonState.ACTIVE,
            somebody.c.held.is_(False),
        )
    )
    return conn.scalar(late) or 0

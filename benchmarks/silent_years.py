"""Let one whole scheme live, and count what became of its silences."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from benchmarks.watching import (
    AWAY,
    LEFT,
    OUTSIDE_HOURS,
    OVER_BUDGET,
    PAUSED,
    SUBMITTED,
    Watch,
)
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, Person, PersonState
from mailbot.core.scheme import Mode
from mailbot.edges.db import outbox, people
from mailbot.edges.db.engine import reading
from mailbot.edges.db.schema import (
    assignment,
    member,
    partnership,
    promise,
    received,
    task_round,
)
from mailbot.edges.db.schema import outbox as sent_mail
from mailbot.edges.db.schema import person as somebody
from mailbot.flows.house import House
from mailbot.world.life import Life, live
from mailbot.world.people import Mix

TASKS, LEAST_DAYS_BETWEEN, LAST_DAYS = 4, 42, 56
SLOT, KEEPS = timedelta(hours=2), timedelta(days=7)
NO_REMINDERS = "[stage]\nmidway_nudge = false\nlast_day_nudge = false\ngrace_nudge = false\n"
FAILED = "mails and looks on which our own code failed"
TWO_PAIRS = "people in two pairs at once"
NOT_STARTED = "tasks that did not start"
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
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one scheme came to; `faults` are sentences about what went wrong.

    `jilted` counts who wrote that their buddy is silent, `returned` who wrote after their place was
    paused. `cpu_seconds` is what the whole life took.
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
            jilted, unanswered = _jilted(conn, life)
            returned, not_welcomed = _returned(conn)
        life.house.engine.dispose()
    return Figures(
        seed=seed,
        weeks=weeks,
        size=size,
        reminders=reminders,
        wrong=wrong,
        faults=(*watch.faults, *faults, *unanswered, *not_welcomed),
        nudges=watch.nudges,
        unasked=watch.unasked,
        most_in_28_days=watch.most_in_28_days,
        parts=parts,
        completed=completed,
        jilted=jilted,
        answered_same_day=jilted - len(unanswered),
        returned=returned,
        welcomed=returned - len(not_welcomed),
        longest_alone=watch.longest_alone,
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


def _jilted(conn: Connection, life: Life) -> tuple[int, list[str]]:
    """Count who wrote that their buddy is silent; tell who had no choices the same working day.

    Who wrote is known from the people themselves, and not from what the bot made of it.
    """
    told = [(who, at) for who, at in life.crowd.complaints() if at < life.ends]
    house, unanswered = life.house, []
    for who, at in told:
        found = people.who_has_address(conn, house.scheme_id, who.address)
        if not any(_heard_by(conn, house, one.id, MailId.P25, at) for one in found):
            unanswered.append(f"no choices for {who.name}, who wrote on {at:%d %b %Y %H:%M}")
    return len(told), unanswered


def _heard_by(conn: Connection, house: House, person_id: int, mail: MailId, at: datetime) -> bool:
    """Say whether a kind of mail left by the end of the working day on which it was due.

    An earlier one whose question is still open counts: nobody is asked twice. What is written within
    a slot is read at the end of it.
    """
    due_on = house.hours.today(house.hours.next_open(at + SLOT))
    latest = house.hours.at(due_on + timedelta(days=1), house.hours.opens)
    found = conn.scalar(
        select(func.count())
        .select_from(sent_mail)
        .where(
            sent_mail.c.person_id == person_id,
            sent_mail.c.mail == mail,
            sent_mail.c.sent_at > at - timedelta(days=14),
            sent_mail.c.sent_at < latest,
        )
    )
    return bool(found)


def _returned(conn: Connection) -> tuple[int, list[str]]:
    """Count who wrote after their place was paused (P28); tell who was not welcomed."""
    paused = conn.execute(
        select(sent_mail.c.person_id, func.max(sent_mail.c.sent_at).label("at"))
        .where(sent_mail.c.mail == MailId.P28, sent_mail.c.state == "sent")
        .group_by(sent_mail.c.person_id)
    ).all()
    signs = dict(conn.execute(select(somebody.c.id, somebody.c.last_sign_at)).all())
    back = [one for one in paused if signs[one.person_id] and signs[one.person_id] > one.at]
    left_standing = [
        f"no welcome for person {one.person_id}, whose place was paused on {one.at:%d %b %Y}"
        for one in back
        if not _is_welcome(conn, one.person_id, one.at)
    ]
    return len(back), left_standing


def _is_welcome(conn: Connection, person_id: int, since: datetime) -> bool:
    who: Person = people.person_by_id(conn, person_id)
    # Who leaves, or writes to have a break of their own (P36), is answered with that.
    if who.state is not PersonState.PAUSED:
        return True
    answers = (MailId.P29, MailId.P36)
    return any(outbox.last_sent(conn, person_id, one.value, since) for one in answers)

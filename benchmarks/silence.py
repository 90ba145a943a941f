"""Let whole schemes live and say how silence was dealt with: python -m benchmarks.silence --seeds 20."""

import argparse
import logging
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, func, select

from mailbot.core.chasing import BudgetRules
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.people import PartnershipState, Person, PersonState, Role
from mailbot.core.scheme import Mode
from mailbot.core.sending import BUDGET_LONG, NEVER_WAITS, budget_allows_at
from mailbot.edges.db import outbox, partnerships, people, tasks
from mailbot.edges.db.engine import reading
from mailbot.edges.db.schema import assignment, journal, member, partnership, received
from mailbot.edges.db.schema import outbox as sent_mail
from mailbot.edges.db.schema import person as somebody
from mailbot.flows.house import House
from mailbot.world.life import live
from mailbot.world.people import Mix

TASKS, LEAST_DAYS_BETWEEN, LAST_DAYS = 4, 42, 56
SLOT = timedelta(hours=2)
NO_REMINDERS = "[stage]\nmidway_nudge = false\nlast_day_nudge = false\ngrace_nudge = false\n"
NUDGES = frozenset({MailId.P20, MailId.P21, MailId.P22, MailId.P23})
# What a person may never get, in the order of the report.
WRONG = (
    "nudges to somebody who had submitted",
    "unasked mails to somebody who had left",
    "unasked mails to somebody on a break",
    "nudges to somebody away",
    "nudges outside the hours",
    "nudges over the contact budget",
    "mails on which our own code failed",
    "people in two pairs at once",
)


@dataclass(slots=True)
class Watch:
    """Looks over the bot's shoulder after every pass; `free_days` count the days alone beside others."""

    wrong: Counter[str] = field(default_factory=Counter)
    nudges: int = 0
    unasked: int = 0
    free_days: Counter[int] = field(default_factory=Counter)
    longest: int = 0
    day: date | None = None

    def __call__(self, house: House, now: datetime) -> None:
        """Judge what left in this pass by what is on record now; once a day, count who is alone."""
        with reading(house.engine) as conn:
            for row in _left_at(conn, now):
                self._judge(conn, house, row, now)
            today = house.hours.today(now)
            if self.day != today and house.hours.is_working(today):
                self.day = today
                self._count_alone(conn, house)

    def _judge(
        self, conn: Connection, house: House, row: tuple[str, int, int | None], now: datetime
    ) -> None:
        mail, person_id, assignment_id = MailId(row[0]), row[1], row[2]
        who = people.person_by_id(conn, person_id)
        kind = CATALOGUE[mail]
        self.unasked += 1
        self._note(WRONG[1], who.state is PersonState.LEFT)
        self._note(WRONG[2], who.state is PersonState.PAUSED and mail is not MailId.P28)
        if kind.priority in NEVER_WAITS:
            return
        self.nudges += 1
        if assignment_id is not None and mail in NUDGES:
            self._note(WRONG[0], tasks.assignment_by_id(conn, assignment_id).done_at is not None)
        self._note(WRONG[3], kind.lapses and who.away_until is not None and who.away_until > now)
        self._note(WRONG[4], not house.hours.is_open(now))
        before = [one for one in outbox.unasked_times(conn, who.id, now - BUDGET_LONG) if one < now]
        self._note(WRONG[5], budget_allows_at(before, now, BudgetRules()) > now)

    def _note(self, what: str, it_is_so: bool) -> None:  # noqa: FBT001
        self.wrong[what] += it_is_so

    def _count_alone(self, conn: Connection, house: House) -> None:
        """Count a day for who was alone while somebody of the other side was free and new to them."""
        free = [
            one
            for one in people.people_in_state(conn, house.scheme_id, PersonState.WAITING)
            if one.takes_mail and partnerships.current_partnership(conn, one.id) is None
        ]
        met = _who_met(conn)
        clinicians = [one.id for one in free if one.role is Role.CLINICIAN]
        managers = [one.id for one in free if one.role is Role.GENERAL_MANAGER]
        new = [
            (one, other)
            for one in clinicians
            for other in managers
            if (min(one, other), max(one, other)) not in met
        ]
        alone = {one for pair in new for one in pair}
        self.free_days = Counter({one: self.free_days[one] + 1 for one in alone})
        self.longest = max(self.longest, *self.free_days.values(), 0)


def _who_met(conn: Connection) -> frozenset[tuple[int, int]]:
    """Give who was together before, or was proposed and declined, the smaller id first."""
    other = member.alias()
    rows = conn.execute(
        select(member.c.person_id, other.c.person_id)
        .join(other, other.c.partnership_id == member.c.partnership_id)
        .where(member.c.person_id < other.c.person_id)
    )
    return frozenset((one, another) for one, another in rows)


def _left_at(conn: Connection, now: datetime) -> list[tuple[str, int, int | None]]:
    rows = conn.execute(
        select(sent_mail.c.mail, sent_mail.c.person_id, sent_mail.c.assignment_id).where(
            sent_mail.c.sent_at == now,
            sent_mail.c.unsolicited,
            sent_mail.c.person_id.is_not(None),
        )
    ).all()
    people_get = Audience.PARTICIPANT
    return [
        (row.mail, row.person_id, row.assignment_id)
        for row in rows
        if CATALOGUE[MailId(row.mail)].audience is people_get
    ]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one scheme came to."""

    wrong: Counter[str]
    nudges: int
    unasked: int
    completed: float
    jilted: int
    answered_same_day: int
    returned: int
    welcomed: int
    longest_alone: int


def one_life(
    seed: int, weeks: int, size: int, *, reminders: bool = True, mix: Mix | None = None
) -> Figures:
    """Let one scheme live, with the tasks of the bank spread over its weeks, and count."""
    watch = Watch()
    between = max(LEAST_DAYS_BETWEEN, (weeks * 7 - 14 - LAST_DAYS) // (TASKS - 1))
    days = list(range(14, weeks * 7 - 28, between))[:TASKS]
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
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
            task_days=days or [14],
            slot=SLOT,
            watch=watch,
        )
        with reading(life.house.engine) as conn:
            jilted, answered = _jilted(conn, life.house)
            returned, welcomed = _returned(conn)
            completed = _completed(conn)
            watch.wrong[WRONG[6]] += _failed_on(conn)
            watch.wrong[WRONG[7]] += _in_two_pairs(conn)
        life.house.engine.dispose()
    return Figures(
        watch.wrong,
        watch.nudges,
        watch.unasked,
        completed,
        jilted,
        answered,
        returned,
        welcomed,
        watch.longest,
    )


def _completed(conn: Connection) -> float:
    done, every = conn.execute(
        select(func.count(assignment.c.done_at), func.count()).select_from(assignment)
    ).one()
    return done / every if every else 0.0


def _failed_on(conn: Connection) -> int:
    failed = received.c.reason.startswith("the bot failed on it")
    return conn.scalar(select(func.count()).select_from(received).where(failed)) or 0


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


def _jilted(conn: Connection, house: House) -> tuple[int, int]:
    """Count who told us that their buddy is silent, and who had their choices the same working day."""
    told = conn.execute(
        select(journal.c.person_id, journal.c.at).where(journal.c.action == "note_quiet_buddy")
    ).all()
    answered = sum(_heard_by(conn, house, one.person_id, "P25", one.at) for one in told)
    return len(told), answered


def _heard_by(conn: Connection, house: House, person_id: int, mail: str, at: datetime) -> bool:
    """Say whether a kind of mail left by the end of the working day on which it was due.

    An earlier one whose question is still open counts: nobody is asked twice.
    """
    due_on = house.hours.today(house.hours.next_open(at))
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


def _returned(conn: Connection) -> tuple[int, int]:
    """Count who wrote after their place was paused (P28), and who was welcomed or is back."""
    paused = conn.execute(
        select(sent_mail.c.person_id, func.max(sent_mail.c.sent_at).label("at"))
        .where(sent_mail.c.mail == "P28", sent_mail.c.state == "sent")
        .group_by(sent_mail.c.person_id)
    ).all()
    signs = dict(conn.execute(select(somebody.c.id, somebody.c.last_sign_at)).all())
    back = [one for one in paused if signs[one.person_id] and signs[one.person_id] > one.at]
    return len(back), sum(_is_welcome(conn, one.person_id, one.at) for one in back)


def _is_welcome(conn: Connection, person_id: int, since: datetime) -> bool:
    who: Person = people.person_by_id(conn, person_id)
    # Who leaves, or writes to have a break of their own (P36), is answered with that.
    if who.state is not PersonState.PAUSED:
        return True
    answers = (MailId.P29, MailId.P36)
    return any(outbox.last_sent(conn, person_id, one.value, since) for one in answers)


def report(figures: Sequence[Figures], without: Sequence[Figures]) -> list[str]:
    """Put the figures of all schemes into lines: totals for what may never happen, else the spread."""
    lines = [f"{what}: {sum(one.wrong[what] for one in figures)}" for what in WRONG]
    jilted = sum(one.jilted for one in figures)
    returned = sum(one.returned for one in figures)
    lines += [
        f"jilted and answered on the same working day:"
        f" {sum(one.answered_same_day for one in figures)} of {jilted}",
        f"returned and welcomed: {sum(one.welcomed for one in figures)} of {returned}",
        _spread("working days alone while somebody was free", [o.longest_alone for o in figures]),
        _spread("unasked mails", [one.unasked for one in figures]),
        _spread("of those, reminders and the like", [one.nudges for one in figures]),
        _spread("completed, %", [100 * one.completed for one in figures]),
    ]
    if without:
        lines.append(
            _spread("completed without reminders, %", [100 * o.completed for o in without])
        )
    return lines


def _spread(what: str, values: Sequence[float]) -> str:
    return f"{what}: {min(values):.0f} to {max(values):.0f}, median {median(values):.0f}"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.silence", description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--people", type=int, default=80)
    parser.add_argument("--compare", action="store_true", help="also without any reminder")
    chosen = parser.parse_args()
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    seeds = range(1, chosen.seeds + 1)
    lived: list[Figures] = []
    for seed in seeds:
        lived.append(one_life(seed, chosen.weeks, chosen.people))
        wrong = sum(lived[-1].wrong.values())
        print(f"seed {seed}: {wrong} wrong in {lived[-1].unasked} unasked mails", flush=True)
    bare = (
        [one_life(seed, chosen.weeks, chosen.people, reminders=False) for seed in seeds]
        if chosen.compare
        else []
    )
    print(f"{chosen.seeds} schemes of {chosen.people} people, {chosen.weeks} weeks each")
    for line in report(lived, bare):
        print(line)


if __name__ == "__main__":
    main()

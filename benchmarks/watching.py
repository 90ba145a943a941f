"""Look over the bot's shoulder, pass by pass, and put down whatever may never happen."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, select

from mailbot.core.chasing import BudgetRules
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.offering import kept_out
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.sending import BUDGET_LONG, NEVER_WAITS, budget_allows_at
from mailbot.edges.db import outbox, partnerships, people, submissions, tasks
from mailbot.edges.db.engine import reading
from mailbot.edges.db.schema import member
from mailbot.edges.db.schema import outbox as sent_mail
from mailbot.flows.house import House
from mailbot.flows.offering import offers_lately

NUDGES = frozenset({MailId.P20, MailId.P21, MailId.P22, MailId.P23})
PROMISED_WORKING_DAYS = 2
SUBMITTED = "nudges to somebody who had submitted"
LEFT = "unasked mails to somebody who had left"
PAUSED = "unasked mails to somebody on a break"
AWAY = "nudges to somebody away"
OUTSIDE_HOURS = "nudges outside the hours"
OVER_BUDGET = "nudges over the contact budget"


@dataclass(frozen=True, slots=True)
class _Left:
    """One unasked mail to a participant that left in this pass."""

    mail: MailId
    person_id: int
    assignment_id: int | None


@dataclass(slots=True)
class Streaks:
    """Counts for each person the working days on end on which something was so, and the longest there was."""

    days: Counter[int] = field(default_factory=Counter)
    longest: int = 0

    def count(self, people: Set[int]) -> dict[int, int]:
        """Count a day for these, and give for whom a streak is over, with its days."""
        over = {one: days for one, days in self.days.items() if one not in people}
        self.days = Counter({one: self.days[one] + 1 for one in people})
        self.longest = max(self.longest, *self.days.values(), 0)
        return over


@dataclass(slots=True)
class Watch:
    """Judges every unasked mail by the record at the end of the pass in which it left.

    `faults` tell each wrong mail by its kind, day and the person's number; `alone` counts who has been
    alone while somebody new to them was free, `held_up` also those for whom a place is being asked about.
    """

    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    nudges: int = 0
    unasked: int = 0
    most_in_28_days: int = 0
    alone: Streaks = field(default_factory=Streaks)
    held_up: Streaks = field(default_factory=Streaks)
    day: date | None = None

    def __call__(self, house: House, now: datetime) -> None:
        """Judge what left in this pass; once a working day, count who is alone."""
        today = house.hours.today(now)
        with reading(house.engine) as conn:
            for one in _left_at(conn, now):
                self._judge(conn, house, one, now)
            if self.day != today and house.hours.is_working(today):
                self.day = today
                self._count_alone(conn, house, now)

    def _judge(self, conn: Connection, house: House, one: _Left, now: datetime) -> None:
        who = people.person_by_id(conn, one.person_id)
        kind = CATALOGUE[one.mail]
        sent = outbox.unasked_times(conn, who.id, now - BUDGET_LONG)
        self.unasked += 1
        self.most_in_28_days = max(self.most_in_28_days, len(sent))
        found = {
            LEFT: who.state is PersonState.LEFT,
            PAUSED: who.state is PersonState.PAUSED and one.mail is not MailId.P28,
        }
        if kind.priority not in NEVER_WAITS:
            self.nudges += 1
            away = who.away_until is not None and who.away_until > now
            before = [moment for moment in sent if moment < now]
            found |= {
                SUBMITTED: one.mail in NUDGES and _has_submitted(conn, one.assignment_id),
                AWAY: kind.lapses and away,
                OUTSIDE_HOURS: not house.hours_of(who).is_open(now),
                OVER_BUDGET: budget_allows_at(before, now, BudgetRules()) > now,
            }
        for what, it_is_so in found.items():
            if it_is_so:
                self.wrong[what] += 1
                self.faults.append(f"{what}: {one.mail} to person {who.id} at {now:%d %b %Y %H:%M}")

    def _count_alone(self, conn: Connection, house: House, now: datetime) -> None:
        """Count a day for who was alone while somebody of the other side was free and new to them.

        Who was asked whether they are still in, and has not said so, is not free; nor is whoever is
        kept free for them, but their days are counted apart.
        """
        waiting = people.people_in_state(conn, house.scheme_id, PersonState.WAITING)
        here = [
            one
            for one in waiting
            if one.takes_mail and partnerships.current_partnership(conn, one.id) is None
        ]
        offers = offers_lately(conn, house, now)
        out = kept_out(waiting, offers, now, house.chasing.waiting)
        asked = out & {one.person for one in offers}
        met = _who_met(conn) if here else frozenset()
        self.held_up.count(_alone([one for one in here if one.id not in asked], met))
        over = self.alone.count(_alone([one for one in here if one.id not in out], met))
        self.faults += [
            f"person {one} was alone for {days} working days by {now:%d %b %Y}"
            for one, days in over.items()
            if days > PROMISED_WORKING_DAYS
        ]


def _alone(free: Sequence[Person], met: Set[tuple[int, int]]) -> Set[int]:
    """Give who could be with somebody of the other side whom they have never met."""
    clinicians = [one.id for one in free if one.role is Role.CLINICIAN]
    managers = [one.id for one in free if one.role is Role.GENERAL_MANAGER]
    return {
        one
        for clinician in clinicians
        for manager in managers
        if (min(clinician, manager), max(clinician, manager)) not in met
        for one in (clinician, manager)
    }


def _has_submitted(conn: Connection, assignment_id: int | None) -> bool:
    """Say whether anything they sent for it is on record, the final word of a pair included."""
    if assignment_id is None:
        return False
    done = tasks.assignment_by_id(conn, assignment_id).done_at is not None
    return done or submissions.standing_submission(conn, assignment_id) is not None


def _who_met(conn: Connection) -> frozenset[tuple[int, int]]:
    """Give who was together before, or was proposed and declined, the smaller id first."""
    other = member.alias()
    rows = conn.execute(
        select(member.c.person_id, other.c.person_id)
        .join(other, other.c.partnership_id == member.c.partnership_id)
        .where(member.c.person_id < other.c.person_id)
    )
    return frozenset((one, another) for one, another in rows)


def _left_at(conn: Connection, now: datetime) -> list[_Left]:
    rows = conn.execute(
        select(sent_mail.c.mail, sent_mail.c.person_id, sent_mail.c.assignment_id).where(
            sent_mail.c.sent_at == now,
            sent_mail.c.unsolicited,
            sent_mail.c.person_id.is_not(None),
        )
    ).all()
    return [
        _Left(MailId(row.mail), row.person_id, row.assignment_id)
        for row in rows
        if CATALOGUE[MailId(row.mail)].audience is Audience.PARTICIPANT
    ]

"""Decide at the moment of sending whether a queued mail may still leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.core.chasing import BudgetRules
from mailbot.core.hours import Hours
from mailbot.core.mails import CATALOGUE, Audience, MailId, Priority
from mailbot.core.people import Person, PersonState
from mailbot.core.scheme import Mode

# Somebody was promised these for a day, so they go when they are due and count against the budget;
# what is less urgent makes room for them. And they are nobody's to lose: who rests finds them later.
NEVER_WAITS = frozenset({Priority.RELAY, Priority.INTRODUCTION, Priority.TASK})
KEPT_FOR_LATER = frozenset(
    one for one, kind in CATALOGUE.items() if kind.unsolicited and kind.priority in NEVER_WAITS
)

# What interrupts a coordinator's day, besides answers to themselves and what is urgent (F10).
INTERRUPTIONS = frozenset({MailId.N02, MailId.N10, MailId.N11, MailId.N16, MailId.N20})

# An answer to whoever asked, and news to whoever did not.
TELLS_THE_GROUP = frozenset({MailId.P33})
# What is only for who takes part: never for somebody who was told that we won't write again (G9).
ONLY_WHILE_HERE = frozenset({MailId.P20, MailId.P25, MailId.P33, MailId.P36})
OUT_OF_HOURS = "outside the hours in which people are written to"

ASKED_AGAIN_AFTER = timedelta(hours=1)
BUDGET_SHORT, BUDGET_LONG = timedelta(hours=48), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Departure:
    """What bears on one mail about to leave; `person` is None for coordinators and outsiders.

    `unasked` are the times at which unsolicited mail left for the person in the last 28 days;
    `interruptions` is how many mails of that kind left for the coordinator today, and `answers` says
    that a mail of somebody's has brought it about. `choosing` is true while somebody was asked whether
    they would rather stop or pause, and has not said.
    """

    mail: MailId
    unsolicited: bool
    expires_at: datetime | None
    person: Person | None = None
    still_owed: bool = True
    unasked: tuple[datetime, ...] = ()
    on_hold: bool = False
    interruptions: int = 0
    answers: bool = True
    choosing: bool = False


@dataclass(frozen=True, slots=True)
class Go:
    """It may leave."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not before another time."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Not at all any more; `lapsed` when it only came too late."""

    why: str
    lapsed: bool = False


def is_let_out(mail: MailId, mode: Mode) -> bool:
    """Say whether a mode lets a kind of mail out at all (J6).

    While it listens, only the digest leaves, what answers a coordinator's own mail, the word to the
    lead that somebody may be in distress or unsafe (a weekend is too long to wait with that), and
    that somebody complains or may have named a patient: that happened, whoever answers it.
    """
    if mode is not Mode.LISTEN:
        return True
    kind = CATALOGUE[mail]
    return kind.audience is Audience.COORDINATOR and (
        mail in {MailId.N01, MailId.N02, MailId.N03} or kind.answers
    )


def may_leave(
    departure: Departure, now: datetime, hours: Hours, budget: BudgetRules, mode: Mode
) -> Go | Wait | Drop:
    """Check what may have changed since it was queued: mode, owed, wanted, in time, budget, hours.

    While everything is on hold, what nobody asked for waits, and nothing of it lapses (D9).
    """
    person = departure.person
    if departure.on_hold and departure.unsolicited and person is not None:
        return Wait(now + ASKED_AGAIN_AFTER, "everything is on hold")
    kept_back = _kept_back(departure, now, mode)
    if kept_back is None and departure.mail in INTERRUPTIONS:
        return _interrupts(departure, now, hours, budget)
    if kept_back is None and departure.mail in TELLS_THE_GROUP and not departure.answers:
        # Nobody is woken by a new date for everybody, also not by one that was queued by day.
        return Go() if hours.is_open(now) else Wait(hours.next_open(now), OUT_OF_HOURS)
    if kept_back is not None or person is None or not departure.unsolicited:
        return kept_back or Go()
    return _unasked(departure, person, now, hours, budget)


def _kept_back(departure: Departure, now: datetime, mode: Mode) -> Wait | Drop | None:
    if departure.expires_at is not None and departure.expires_at < now:
        return Drop("it came too late to be of use", lapsed=True)
    if not departure.still_owed:
        return Drop("it is not owed any more")
    person = departure.person
    if (
        person is not None
        and person.state is PersonState.LEFT
        and departure.mail in ONLY_WHILE_HERE
    ):
        return Drop("they have left")
    if not is_let_out(departure.mail, mode):
        # Queued before somebody set the mode back: it is kept, and asked about again.
        return Wait(now + ASKED_AGAIN_AFTER, "the scheme only listens")
    return None


def _interrupts(
    departure: Departure, now: datetime, hours: Hours, budget: BudgetRules
) -> Go | Wait | Drop:
    """What has had no room today waits for a day; a decision that lapses by then stands in the digest."""
    if departure.interruptions < budget.coordinator_per_day:
        return Go()
    work = hours.at_work
    tomorrow = work.working_day_from(work.today(now) + timedelta(days=1))
    again = work.at(tomorrow, work.nudge if departure.mail is MailId.N02 else work.opens)
    lapses = departure.expires_at is None or again > departure.expires_at
    if lapses and departure.mail is MailId.N02:
        return Drop("the coordinator had enough mail today; the digest has it", lapsed=True)
    return Wait(again, "the coordinator had enough mail today")


def _unasked(
    departure: Departure, person: Person, now: datetime, hours: Hours, budget: BudgetRules
) -> Go | Wait | Drop:
    unwanted = "they have a choice open" if departure.choosing else _unwanted(departure, person)
    if unwanted and departure.mail in KEPT_FOR_LATER and person.state is not PersonState.LEFT:
        return Wait(hours.next_open(now + timedelta(days=1)), f"{unwanted}; it is kept for later")
    return Drop(unwanted) if unwanted else _in_time(departure, person, now, hours, budget)


def _unwanted(departure: Departure, person: Person) -> str:
    if person.held:
        return "automatic mail to this person is held"
    # What tells somebody that their place is paused is meant for those very people.
    resting = person.state in {PersonState.PAUSED, PersonState.LEFT}
    if resting and departure.mail is not MailId.P28:
        return "they are taking a break or have left"
    return ""


def _in_time(
    departure: Departure, person: Person, now: datetime, hours: Hours, budget: BudgetRules
) -> Go | Wait | Drop:
    kind = CATALOGUE[departure.mail]
    if person.away_until is not None and person.away_until > now and kind.lapses:
        return Drop("they are away", lapsed=True)
    if not hours.is_open(now):
        return Wait(hours.next_open(now), OUT_OF_HOURS)
    fits_at = budget_allows_at(departure.unasked, now, budget)
    if kind.priority in NEVER_WAITS or fits_at <= now:
        return Go()
    again = hours.next_open(fits_at)
    if departure.expires_at is not None and again > departure.expires_at:
        return Drop("their contact budget is used up", lapsed=True)
    return Wait(again, "their contact budget is used up")


def budget_allows_at(sent: Sequence[datetime], now: datetime, budget: BudgetRules) -> datetime:
    """Give when one more unasked mail fits into somebody's budget; `now` when it does at once."""
    spans = {
        BUDGET_SHORT: budget.per_48_hours,
        timedelta(days=7): budget.per_7_days,
        BUDGET_LONG: budget.per_28_days,
    }
    fits = now
    for span, most in spans.items():
        within = sorted(one for one in sent if one > now - span)
        if len(within) >= most:
            leaves_room = within[len(within) - most] if most else now
            fits = max(fits, leaves_room + span)
    return fits

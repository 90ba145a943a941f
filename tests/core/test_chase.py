"""The whole chasing policy, told by days: what somebody who still owes something hears, and when."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailbot.core import actions as do
from mailbot.core.chasing import BudgetRules, ChasingRules
from mailbot.core.hours import Hours
from mailbot.core.mails import CATALOGUE, MailId
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.scheme import Mode
from mailbot.core.sending import Departure, Go, Wait, budget_allows_at, may_leave
from mailbot.core.silence import Owed, look_at_assignment, schedule
from mailbot.core.tasks import Assignment, StageKind
from mailbot.translate.free_days import free_days

LONDON = ZoneInfo("Europe/London")
RULES = ChasingRules()
HOURS = Hours(LONDON, free_days("ENG", range(2026, 2030)))
BEN = Person(2, "Ben Okafor", Role.GENERAL_MANAGER, PersonState.ACTIVE, ("ben@trust.test",))
ANA = 1
NIGHTLY = timedelta(hours=2, minutes=30)


@dataclass(slots=True)
class Told:
    """What was decided on the nights of one chase, as (night, what)."""

    owed: Owed
    told: list[tuple[str, str]] = field(default_factory=list)

    def night(self, day: date) -> None:
        until = HOURS.at(day + timedelta(days=1), datetime.min.time())
        look = look_at_assignment(self.owed, until, HOURS, RULES)
        for action in look.actions:
            self._does(action, day)

    def _does(self, action: do.Action, day: date) -> None:
        here = f"{day:%a} {day.day} {day:%b}"
        match action:
            case do.SendMail(_, mail, _):
                nudged = replace(
                    self.owed.assignment, nudges=(*self.owed.assignment.nudges, mail.value)
                )
                self.owed = replace(self.owed, assignment=nudged, sent=self.owed.sent + 1)
                self.told.append((here, mail.value))
            case do.AskQuietPerson():
                asked = HOURS.nudge_on(day)
                self.owed = replace(self.owed, asked_at=asked)
                self.told.append((here, "P24"))
            case do.OfferChoices(person, mail, _):
                self.owed = replace(self.owed, told=(*self.owed.told, person))
                self.told.append((here, f"{mail.value} to the buddy"))
            case do.MarkDone():
                closed = replace(self.owed.assignment, closed_at=HOURS.nudge_on(day))
                self.owed = replace(self.owed, assignment=closed)
                self.told.append((here, "closed without blame"))
            case _:
                raise AssertionError(action)


def owing(opens: date, due: date) -> Owed:
    work = Assignment(
        id=1,
        round_id=1,
        stage_id=1,
        task="letters",
        stage="letter",
        kind=StageKind.LETTER,
        person_id=BEN.id,
        partnership_id=1,
        opened_at=HOURS.at(opens, datetime.min.time().replace(hour=10)),
        due_at=HOURS.deadline_on(due),
    )
    return Owed(work, BEN, sent=1, buddies_waiting=(ANA,))


def chase(owed: Owed, days: int = 45) -> list[tuple[str, str]]:
    told = Told(owed)
    first = HOURS.today(owed.assignment.opened_at)
    for shift in range(days):
        told.night(first + timedelta(days=shift))
    return told.told


# Each line is one task, opened and due on these days, to which nobody ever answers.
POLICY = {
    "an ordinary task, Thursday to the Monday week": (
        date(2027, 6, 10),
        date(2027, 6, 21),
        "Wed 16 Jun P21, Mon 21 Jun P22, Wed 23 Jun P23, Fri 25 Jun P24, Tue 29 Jun P25 to the buddy,"
        " Fri 2 Jul closed without blame",
    ),
    "due on a Tuesday": (
        date(2027, 6, 11),
        date(2027, 6, 22),
        "Thu 17 Jun P21, Tue 22 Jun P22, Thu 24 Jun P23, Mon 28 Jun P24, Wed 30 Jun P25 to the buddy,"
        " Mon 5 Jul closed without blame",
    ),
    "due on a Thursday: the grace note is not a Saturday's": (
        date(2027, 6, 14),
        date(2027, 6, 24),
        "Mon 21 Jun P21, Thu 24 Jun P22, Mon 28 Jun P23, Wed 30 Jun P24, Fri 2 Jul P25 to the buddy,"
        " Wed 7 Jul closed without blame",
    ),
    "due on a Friday: the note comes on Monday and the door stays open a day longer": (
        date(2027, 6, 8),
        date(2027, 6, 18),
        "Mon 14 Jun P21, Fri 18 Jun P22, Mon 21 Jun P23, Wed 23 Jun P24, Fri 25 Jun P25 to the buddy,"
        " Wed 30 Jun closed without blame",
    ),
    "over the clocks going forward on 28 March": (
        date(2027, 3, 18),
        date(2027, 3, 30),
        "Wed 24 Mar P21, Tue 30 Mar P22, Thu 1 Apr P23, Mon 5 Apr P24, Wed 7 Apr P25 to the buddy,"
        " Mon 12 Apr closed without blame",
    ),
    "over the clocks going back on 31 October": (
        date(2027, 10, 22),
        date(2027, 11, 2),
        "Thu 28 Oct P21, Tue 2 Nov P22, Thu 4 Nov P23, Mon 8 Nov P24, Wed 10 Nov P25 to the buddy,"
        " Mon 15 Nov closed without blame",
    ),
    "over the bank holiday weekend at the end of May": (
        date(2027, 5, 18),
        date(2027, 5, 28),
        "Mon 24 May P21, Fri 28 May P22, Tue 1 Jun P23, Thu 3 Jun P24, Mon 7 Jun P25 to the buddy,"
        " Thu 10 Jun closed without blame",
    ),
    "over Christmas: nothing between 20 December and 2 January": (
        date(2027, 12, 7),
        date(2027, 12, 17),
        "Mon 13 Dec P21, Fri 17 Dec P22, Tue 4 Jan P23, Thu 6 Jan P24, Mon 10 Jan P25 to the buddy,"
        " Thu 13 Jan closed without blame",
    ),
    "due in the week of the first Wednesday of August: the date itself moves behind it": (
        date(2027, 7, 26),
        date(2027, 8, 4),
        "Mon 9 Aug P22, Wed 11 Aug P23, Fri 13 Aug P24, Tue 17 Aug P25 to the buddy,"
        " Fri 20 Aug closed without blame",
    ),
    "over 29 February": (
        date(2028, 2, 18),
        date(2028, 2, 29),
        "Thu 24 Feb P21, Tue 29 Feb P22, Thu 2 Mar P23, Mon 6 Mar P24, Wed 8 Mar P25 to the buddy,"
        " Mon 13 Mar closed without blame",
    ),
}


@pytest.mark.parametrize("story", POLICY)
def test_the_chase_of_somebody_who_never_answers_keeps_to_the_policy(story: str) -> None:
    opens, due, wanted = POLICY[story]

    told = chase(owing(opens, due))

    assert ", ".join(f"{day} {what}" for day, what in told) == wanted


@pytest.mark.parametrize("story", POLICY)
def test_the_budget_drops_none_of_the_nudges_of_a_stage(story: str) -> None:
    opens, due, _ = POLICY[story]
    plan = schedule(owing(opens, due).assignment, HOURS, RULES)
    sent: list[datetime] = []

    for when in (plan.midway, plan.last_day, plan.grace):
        if when is None:
            continue
        assert budget_allows_at(sent, when, BudgetRules()) == when
        sent.append(when)


def resting(owed: Owed, **changes: object) -> Owed:
    return replace(owed, person=replace(owed.person, **changes))  # type: ignore[arg-type]


ON_SCHEDULE = owing(date(2027, 6, 10), date(2027, 6, 21))
BACK = datetime(2027, 9, 1, 7, tzinfo=UTC)
NEVER = {
    "has submitted": replace(
        ON_SCHEDULE, assignment=replace(ON_SCHEDULE.assignment, done_at=BACK - timedelta(days=80))
    ),
    "is away": resting(ON_SCHEDULE, away_until=BACK),
    "is paused": resting(ON_SCHEDULE, state=PersonState.PAUSED),
    "is seen to by a person": resting(ON_SCHEDULE, held=True),
    "has no address that works": resting(ON_SCHEDULE, addresses=()),
}


@pytest.mark.parametrize("why", NEVER)
def test_somebody_is_never_chased_who(why: str) -> None:
    assert chase(NEVER[why]) == []


def test_what_somebody_owes_who_has_left_is_closed_and_nothing_is_sent() -> None:
    told = chase(resting(ON_SCHEDULE, state=PersonState.LEFT))

    assert [what for _, what in told] == ["closed without blame"]


def test_after_the_question_how_they_are_nothing_else_they_owe_is_chased() -> None:
    asked = replace(ON_SCHEDULE, asked_at=datetime(2027, 6, 11, 11, tzinfo=UTC))

    told = chase(asked)

    assert [what for _, what in told] == ["P25 to the buddy", "closed without blame"]


def test_who_chose_a_time_hears_nothing_before_it() -> None:
    chosen = datetime(2027, 6, 22, 19, tzinfo=UTC)
    work = replace(ON_SCHEDULE.assignment, nudge_at=chosen)

    told = chase(replace(ON_SCHEDULE, assignment=work))

    assert told[0] == ("Wed 23 Jun", "P23")


def test_while_something_older_is_late_the_midway_nudge_of_the_next_thing_is_left_out() -> None:
    told = chase(replace(ON_SCHEDULE, older_first=True))

    assert [what for _, what in told][:2] == ["P22", "P23"]


def test_when_most_are_late_nobody_is_chased() -> None:
    assert chase(replace(ON_SCHEDULE, most_are_late=True)) == []


def test_who_was_asked_lately_is_not_asked_again_but_the_buddy_has_a_choice() -> None:
    told = chase(replace(ON_SCHEDULE, asked_lately=True))

    assert [what for _, what in told][-2:] == ["P25 to the buddy", "closed without blame"]


def leaving(mail: MailId, unasked: tuple[datetime, ...], **changes: object) -> object:
    noon = datetime(2027, 6, 23, 11, 15, tzinfo=UTC)
    person = replace(BEN, **changes)  # type: ignore[arg-type]
    departure = Departure(mail, CATALOGUE[mail].unsolicited, None, person, unasked=unasked)
    return may_leave(departure, noon, HOURS, BudgetRules(), Mode.AUTO)


def test_a_nudge_waits_until_the_budget_has_room_for_it() -> None:
    yesterday = datetime(2027, 6, 22, 13, tzinfo=UTC)

    verdict = leaving(MailId.P23, (yesterday,))

    assert Wait(yesterday + timedelta(hours=48), "their contact budget is used up") == verdict


def test_three_in_a_week_are_never_sent() -> None:
    week = datetime(2027, 6, 17, 9, tzinfo=UTC)

    verdict = leaving(MailId.P23, (week, week + timedelta(days=2)))

    assert Wait(week + timedelta(days=7), "their contact budget is used up") == verdict


def test_a_letter_never_waits_for_the_budget() -> None:
    assert Go() == leaving(MailId.P11, (datetime(2027, 6, 23, 9, tzinfo=UTC),))


@pytest.mark.parametrize("rest", [{"state": PersonState.PAUSED}, {"held": True}])
def test_a_letter_is_kept_for_whoever_rests(rest: dict[str, object]) -> None:
    verdict = leaving(MailId.P11, (), **rest)

    assert isinstance(verdict, Wait)

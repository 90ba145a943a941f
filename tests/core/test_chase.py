"""The whole chasing policy by days: the table of docs/chasing.md, line by line, and what comes before it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.core import actions as do
from mailbot.core.chasing import BudgetRules, ChasingRules
from mailbot.core.hours import Hours
from mailbot.core.mails import CATALOGUE, MailId
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.scheme import Mode
from mailbot.core.sending import Departure, Go, Wait, may_leave
from mailbot.core.silence import Owed, look_at_assignment
from mailbot.core.tasks import Assignment, StageKind
from mailbot.translate.free_days import free_days

LONDON = ZoneInfo("Europe/London")
RULES = ChasingRules()
HOURS = Hours(LONDON, free_days("ENG", range(2026, 2030)))
BEN = Person(2, "Ben Okafor", Role.GENERAL_MANAGER, PersonState.ACTIVE, ("ben@trust.test",))
ANA = 1
ROOT = Path(__file__).parents[2]
ABOVE_THE_TABLE = "## By the calendar"
CLOSED = "closed without blame"
COLUMNS = ("P21", "P22", "P23", "P24", "P25", CLOSED)


@dataclass(slots=True)
class Told:
    """What was said over the nights of one chase, as (day on which it left, what).

    The contact budget is kept, with the task itself in it: a mail leaves when there is room for it.
    """

    owed: Owed
    told: list[tuple[str, str]] = field(default_factory=list)
    sent: list[datetime] = field(default_factory=list)
    asked: datetime | None = None

    def night(self, day: date) -> None:
        until = HOURS.at(day + timedelta(days=1), datetime.min.time())
        if self.asked is not None and self.asked < HOURS.at(day, datetime.min.time()):
            self.owed = replace(self.owed, asked_at=self.asked)
        look = look_at_assignment(self.owed, until, HOURS, RULES)
        for action in look.actions:
            self._does(action, day)

    def _does(self, action: do.Action, day: date) -> None:
        match action:
            case do.SendMail(_, mail, _):
                self._sends(mail, day)
            case do.AskQuietPerson():
                # While the question waits for its place, every night comes to the same.
                self.asked = self.asked or self._leaves(MailId.P24, day)
            case do.OfferChoices(person, mail, _):
                self.owed = replace(self.owed, told=(*self.owed.told, person))
                self._tells(HOURS.next_open(HOURS.at(day, HOURS.opens)), mail.value)
            case do.MarkDone():
                closed = replace(self.owed.assignment, closed_at=HOURS.nudge_on(day))
                self.owed = replace(self.owed, assignment=closed)
                self._tells(HOURS.nudge_on(day), CLOSED)
            case _:
                raise AssertionError(action)

    def _sends(self, mail: MailId, day: date) -> None:
        self._leaves(mail, day)
        nudges = (*self.owed.assignment.nudges, mail.value)
        work = replace(self.owed.assignment, nudges=nudges)
        self.owed = replace(self.owed, assignment=work, sent=self.owed.sent + 1)

    def _leaves(self, mail: MailId, day: date) -> datetime:
        at_midday = mail in {MailId.P21, MailId.P23}
        when = HOURS.nudge_on(day) if at_midday else HOURS.next_open(HOURS.at(day, HOURS.opens))
        departure = Departure(mail, unsolicited=True, expires_at=None, person=self.owed.person)
        while True:
            tried = replace(departure, unasked=tuple(self.sent))
            match may_leave(tried, when, HOURS, BudgetRules(), Mode.AUTO):
                case Go():
                    self.sent.append(when)
                    self._tells(when, mail.value)
                    return when
                case Wait(until, _):
                    when = until
                case verdict:
                    raise AssertionError(verdict)

    def _tells(self, when: datetime, what: str) -> None:
        self.told.append((day_of(HOURS.today(when)), what))


def day_of(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


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


def chase(owed: Owed, days: int = 60) -> list[tuple[str, str]]:
    told = Told(owed, sent=[owed.assignment.opened_at])
    first = HOURS.today(owed.assignment.opened_at)
    for shift in range(days):
        told.night(first + timedelta(days=shift))
    return told.told


def lines_of_the_page() -> dict[str, list[str]]:
    """Read the table of docs/chasing.md in which nobody ever answers, by the name of each task."""
    page = (ROOT / "docs" / "chasing.md").read_text()
    part = page.split(ABOVE_THE_TABLE)[1].split("##")[0]
    table = [line for line in part.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]
    return {cells[0]: cells[1:] for cells in rows}


POLICY = lines_of_the_page()


def day_in(text: str) -> date:
    return datetime.strptime(text, "%a %d %b %Y").replace(tzinfo=LONDON).date()


def test_the_page_tells_of_all_the_odd_days_of_the_year() -> None:
    odd = " ".join(POLICY)

    assert all(
        one in odd for one in ("forward", "back", "bank holiday", "Christmas", "August", "29 Feb")
    )


@pytest.mark.parametrize("task", POLICY)
def test_the_chase_of_somebody_who_never_answers_is_as_the_page_tells_it(task: str) -> None:
    opens, due, *wanted = POLICY[task]

    told = {what: day for day, what in chase(owing(day_in(opens), day_in(due)))}

    assert [told.get(what, "-") for what in COLUMNS] == wanted


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

    assert [what for _, what in told] == [CLOSED]


def test_after_the_question_how_they_are_nothing_else_they_owe_is_chased() -> None:
    asked = replace(ON_SCHEDULE, asked_at=datetime(2027, 6, 11, 11, tzinfo=UTC))

    told = chase(asked)

    assert [what for _, what in told] == ["P25", CLOSED]


def test_who_chose_a_time_hears_nothing_before_it() -> None:
    chosen = datetime(2027, 6, 22, 19, tzinfo=UTC)
    work = replace(ON_SCHEDULE.assignment, nudge_at=chosen)

    told = chase(replace(ON_SCHEDULE, assignment=work))

    assert told[0] == ("Wed 23 Jun", "P23")


def test_while_something_older_is_late_the_midway_nudge_of_the_next_thing_is_left_out() -> None:
    told = chase(replace(ON_SCHEDULE, older_first=True))

    assert [what for _, what in told][:2] == ["P22", "P23"]


def test_while_a_coordinator_is_asked_whether_it_is_us_nobody_is_chased() -> None:
    assert chase(replace(ON_SCHEDULE, doubted=True)) == []


def test_a_part_whose_rest_never_comes_is_put_before_a_person_and_closed_in_the_end() -> None:
    held = replace(ON_SCHEDULE, held=True)

    looks = {
        day: look_at_assignment(held, HOURS.at(day, HOURS.opens), HOURS, RULES).actions
        for day in (date(2027, 6, 24), date(2027, 6, 26), date(2027, 7, 2))
    }

    assert [[type(one) for one in actions] for actions in looks.values()] == [
        [],
        [do.AskCoordinator],
        [do.MarkDone],
    ]


def test_who_was_asked_lately_is_not_asked_again_but_the_buddy_has_a_choice() -> None:
    before = HOURS.at(date(2027, 6, 12), datetime.min.time())
    told = chase(replace(ON_SCHEDULE, answered_at=before))

    assert [what for _, what in told][-2:] == ["P25", CLOSED]


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


def test_who_answers_that_question_has_five_working_days_of_peace() -> None:
    answered = HOURS.at(date(2027, 6, 28), datetime.min.time().replace(hour=12))
    told = chase(replace(ON_SCHEDULE, answered_at=answered))

    assert told[2:] == [("Wed 23 Jun", "P23"), ("Mon 5 Jul", "P25"), ("Mon 5 Jul", CLOSED)]

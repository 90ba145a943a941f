"""Decide when to ask people whether they change jobs, and whom: most doctors move in one week of August."""

from collections.abc import Iterable
from datetime import date, timedelta

from mailbot.core.chasing import JobsRules
from mailbot.core.hours import changeover
from mailbot.core.people import Person, PersonState, Role

# Asked any later, an answer would hardly come before the move.
LEAST_AHEAD = timedelta(days=7)
MOVE = frozenset({Role.CLINICIAN, Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER})


def asks_about_jobs_on(today: date, rules: JobsRules) -> date | None:
    """Give the changeover that people are asked about on a date; None outside those weeks (G11)."""
    day = changeover(today.year)
    ahead = timedelta(days=rules.ask_days_before)
    in_time = day - ahead <= today <= day - min(LEAST_AHEAD, ahead)
    return day if rules.ask and in_time else None


def who_may_move(everybody: Iterable[Person]) -> list[Person]:
    """Give the clinicians and managers who can be written to; experts keep their jobs."""
    states = {PersonState.ACTIVE, PersonState.WAITING}
    return [one for one in everybody if one.role in MOVE and one.state in states and one.takes_mail]

"""Who may move in August is asked in the three weeks before it, and at no other time."""

from datetime import date

import pytest

from mailbot.core.chasing import JobsRules
from mailbot.core.moving import asks_about_jobs_on, who_may_move
from mailbot.core.people import Person, PersonState, Role


@pytest.mark.parametrize(
    ("today", "changeover"),
    [
        (date(2027, 7, 13), None),
        (date(2027, 7, 14), date(2027, 8, 4)),
        (date(2027, 7, 28), date(2027, 8, 4)),
        # A week ahead is the last day on which an answer may still come in time.
        (date(2027, 7, 29), None),
        (date(2027, 12, 14), None),
    ],
)
def test_the_question_has_its_weeks(today: date, changeover: date | None) -> None:
    assert asks_about_jobs_on(today, JobsRules()) == changeover


def test_a_scheme_may_leave_it_out() -> None:
    assert asks_about_jobs_on(date(2027, 7, 20), JobsRules(ask=False)) is None


def somebody(role: Role, state: PersonState, *addresses: str) -> Person:
    return Person(1, "Ana Reyes", role, state, addresses)


def test_experts_and_who_rests_or_cannot_be_reached_are_not_asked() -> None:
    active, here = PersonState.ACTIVE, "ana@ward.test"
    asked = somebody(Role.CLINICIAN, active, here)
    others = [
        somebody(Role.EXPERT, active, here),
        somebody(Role.CLINICIAN, PersonState.PAUSED, here),
        somebody(Role.GENERAL_MANAGER, PersonState.LEFT, here),
        somebody(Role.GENERAL_MANAGER, active),
    ]

    assert who_may_move([*others, asked]) == [asked]

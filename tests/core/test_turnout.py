"""Whether so little has come back that the fault may be ours (D9)."""

from datetime import UTC, datetime, timedelta

import pytest

from mailbot.core.chasing import QuietRules
from mailbot.core.turnout import Doubt, Past, Turnout, doubt_in, usual_share

RULES = QuietRules()
BEGAN = datetime(2027, 6, 10, 9, tzinfo=UTC)
HALF_WAY = {
    "nothing from anybody": (Turnout(owing=80, done=0), Doubt.FEW),
    "an out-of-office, and no past to compare with": (Turnout(80, 0, heard=1), None),
    "a third of what is usual": (Turnout(80, 13, heard=20, usual=0.5), Doubt.FEW),
    "half of what is usual": (Turnout(80, 20, heard=30, usual=0.5), None),
    "too few people to say": (Turnout(owing=7, done=0), None),
    "a fifth of the mails came back": (Turnout(80, 40, heard=60, bounced=16), Doubt.BOUNCED),
    "two of eight mails came back": (Turnout(8, 4, heard=6, bounced=2), None),
}
LAST_DAY = {
    "more than half are late": (Turnout(80, 30, without=5, heard=60), Doubt.LATE),
    "half are late": (Turnout(80, 40, heard=60), None),
    "most of very few are late": (Turnout(9, 2, heard=5), None),
}


@pytest.mark.parametrize("what", HALF_WAY)
def test_half_way_the_chase_is_doubted_when(what: str) -> None:
    turnout, wanted = HALF_WAY[what]

    assert doubt_in(turnout, RULES, last_day=False) == wanted


@pytest.mark.parametrize("what", LAST_DAY)
def test_on_the_last_day_the_chase_is_doubted_when(what: str) -> None:
    turnout, wanted = LAST_DAY[what]

    assert doubt_in(turnout, RULES, last_day=True) == wanted


def done_after(*days: int | None) -> list[Past]:
    due = BEGAN + timedelta(days=10)
    return [Past(BEGAN, due, None if day is None else BEGAN + timedelta(days=day)) for day in days]


def test_what_is_usual_counts_what_was_done_by_the_same_part_of_the_time() -> None:
    past = done_after(*[2] * 5, *[8] * 10, *[12] * 2, *[None] * 3)

    assert usual_share(past, 0.5) == 0.25
    assert usual_share(past, 1) == 0.75


def test_a_short_past_says_nothing_about_what_is_usual() -> None:
    assert usual_share(done_after(*[2] * 19), 1) is None

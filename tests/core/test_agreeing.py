"""Two or three agree on a day or a case from what each has said."""

from datetime import date

import pytest

from mailbot.core.agreeing import (
    ANY,
    Said,
    common_day,
    days_for,
    in_that_week,
    nearest_days,
    settled_option,
)

WEEK = tuple(date(2021, 6, day) for day in range(21, 26))
MON, TUE, WED, THU, FRI = WEEK


def test_who_only_refuses_some_days_can_do_the_others() -> None:
    assert days_for(Said(refused=(MON, WED)), WEEK) == (TUE, THU, FRI)


def test_the_day_that_more_people_like_best_wins_and_of_equals_the_earlier() -> None:
    assert common_day({1: (THU, TUE), 2: (THU, TUE)}) == THU
    assert common_day({1: (THU, TUE), 2: (TUE, THU)}) == TUE
    assert common_day({1: (MON,), 2: (TUE,)}) is None


def test_without_a_common_day_each_takes_the_one_nearest_to_the_others() -> None:
    assert nearest_days({1: (MON, THU), 2: (FRI,)}) == {1: THU, 2: FRI}


def test_a_weekday_before_the_week_that_was_asked_about_means_the_one_in_it() -> None:
    said = in_that_week(Said(suits=(date(2021, 6, 10),), refused=(date(2021, 6, 28),)), WEEK)

    assert said == Said(suits=(THU,), refused=(date(2021, 6, 28),))


@pytest.mark.parametrize(
    ("said", "time_is_up", "expected"),
    [
        (("A", "A"), False, "A"),
        (("A", ANY), False, "A"),
        ((ANY, ANY), False, "A"),
        (("C", "A"), False, None),
        (("C", "A"), True, "C"),
        ((), True, None),
    ],
)
def test_a_case_is_settled_when_all_agree_or_when_the_time_is_up(
    said: tuple[str, ...], time_is_up: bool, expected: str | None
) -> None:
    assert settled_option(said, ("A", "B", "C"), time_is_up=time_is_up) == expected

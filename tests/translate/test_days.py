"""Days are heard as they are meant: which suit, which do not, and in which week."""

from dataclasses import replace
from datetime import date

import pytest

from mailbot.core.reading import Facts, IntentKind
from mailbot.core.tasks import StageKind
from tests.translate.readings import answering, from_ana, kinds, owed, read, slot

MON, TUE, WED, THU, FRI = (date(2027, 6, day) for day in (14, 15, 9, 10, 11))


def asked_for_a_day(text: str = "") -> Facts:
    answered = replace(answering("P10"), texts=(text,) if text else ())
    return from_ana(answered, owes=(owed(StageKind.DAY, "shadowing", "day"),))


@pytest.mark.parametrize(
    ("words", "suits", "refused"),
    [
        ("not Mon, Tue or Wed", (), (MON, TUE, WED)),
        ("not Mon or Weds, on nights til Tues am", (), (MON, WED, TUE)),
        ("Mon, Tues and Thurs all fine", (MON, TUE, THU), ()),
        ("any day but Tuesday", (), (TUE,)),
        ("everything except Wed", (), (WED,)),
        ("can't do Monday, Friday's good", (FRI,), (MON,)),
        ("Tuesday is no good for me, Thursday?", (THU,), (TUE,)),
        ("Tuesday no, Thursday yes", (THU,), (TUE,)),
        ("no problem with Thursday", (THU,), ()),
    ],
)
def test_days_that_suit_are_told_from_those_that_do_not(
    words: str, suits: tuple[date, ...], refused: tuple[date, ...]
) -> None:
    reading = read(words, asked_for_a_day())

    assert slot(reading, IntentKind.DAY, "date") == (suits[0] if suits else None)
    assert (slot(reading, IntentKind.DAY, "unavailable") or ()) == tuple(
        one.isoformat() for one in refused
    )


def test_a_weekday_means_the_one_in_the_week_that_was_asked_about() -> None:
    reading = read("Thursday's best", asked_for_a_day("Any day from Mon 21 June to Fri 25 June."))

    assert slot(reading, IntentKind.DAY, "date") == date(2027, 6, 24)


def test_any_day_at_all_is_an_answer() -> None:
    reading = read("Whenever suits, I'm easy", asked_for_a_day())

    assert slot(reading, IntentKind.DAY, "any") is True


def test_a_day_after_the_last_one_in_a_question_asks_for_more_time() -> None:
    reading = read("Any use to you on Monday 21 June?")

    assert kinds(reading) == ["extension"]
    assert slot(reading, IntentKind.EXTENSION, "until") == date(2027, 6, 21)


def test_a_day_after_the_last_one_about_something_else_does_not() -> None:
    reading = read("When does the next task start, 21 June?")

    assert "extension" not in kinds(reading)


def test_a_day_on_which_something_was_done_is_no_time_to_be_nudged() -> None:
    reading = read("The letter went on Monday")

    assert "nudge_time" not in kinds(reading)

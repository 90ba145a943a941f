"""When a break ends is told from when it begins, and a month alone may say either."""

from datetime import date

import pytest

from mailbot.translate.until import begins_later, day_meant

TODAY = date(2027, 6, 10)


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("I'll be back in September.", date(2027, 9, 1)),
        ("Could I start again from September?", date(2027, 9, 1)),
        ("Pause me please, from October I'm free again.", date(2027, 10, 1)),
        ("Can I sit this out until after my exams in September?", date(2027, 10, 1)),
        ("On maternity leave from July until March.", date(2028, 3, 1)),
    ],
)
def test_the_month_of_a_return_ends_a_break(words: str, ends: date) -> None:
    assert day_meant(words, TODAY) == ends
    assert begins_later(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("I'm off on parental leave in July, back next spring.", date(2027, 7, 1)),
        ("I'll need a break from August, for a year or so.", date(2027, 8, 1)),
    ],
)
def test_the_month_in_which_a_break_begins_is_not_its_end(words: str, begins: date) -> None:
    assert day_meant(words, TODAY) is None
    assert begins_later(words, TODAY) == begins

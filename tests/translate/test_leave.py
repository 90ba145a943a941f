"""However a coordinator says that they are away, the days are the ones they meant, or they are asked."""

from datetime import date

import pytest

from mailbot.translate.leave import Leave, is_back, leave_in, stands_in

# A Monday.
TODAY = date(2021, 6, 7)


def june(first: int, last: int) -> Leave:
    return Leave(date(2021, 6, first), date(2021, 6, last))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("away 14-18 june", june(14, 18)),
        ("I'm off from Friday for a fortnight", june(11, 24)),
        ("off on Thursday for three days", june(10, 12)),
        ("back on the 21st", june(7, 20)),
        ("On leave from Monday 14 June, back on Thursday 17 June", june(14, 16)),
        ("I'll be off on Monday 14th and back Wednesday", june(14, 15)),
        ("out of the office this week, back Monday", june(7, 13)),
        ("not around tomorrow", june(8, 8)),
        ("away on friday", june(11, 11)),
        ("I'm away on Thursday and Friday", june(10, 11)),
        ("not in until Thursday", june(7, 9)),
        ("on leave until 20 june", june(7, 20)),
        ("away next week", june(14, 20)),
        ("away the week of 14 June", june(14, 20)),
        ("off mon to wed", june(7, 9)),
        ("away 21st-25th", june(21, 25)),
        ("Annual leave 14 June - 25 June", june(14, 25)),
        ("away for a week", june(7, 13)),
        ("away 28 june to 2 july", Leave(date(2021, 6, 28), date(2021, 7, 2))),
        ("away 20-5 july", Leave(date(2021, 6, 20), date(2021, 7, 5))),
        ("away in august", Leave(date(2021, 8, 1), date(2021, 8, 31))),
        ("away until september", Leave(date(2021, 6, 7), date(2021, 8, 31))),
        ("away 20 dec to 3 jan", Leave(date(2021, 12, 20), date(2022, 1, 3))),
    ],
)
def test_an_absence_is_the_days_that_were_meant(words: str, days: Leave) -> None:
    assert days == leave_in(words, TODAY)


def test_a_range_that_has_begun_is_what_is_left_of_it() -> None:
    begun = leave_in("away 20 dec to 3 jan", date(2021, 12, 22))

    assert Leave(date(2021, 12, 22), date(2022, 1, 3)) == begun


@pytest.mark.parametrize(
    "words", ["away", "away from friday", "away until further notice", "away this afternoon"]
)
def test_an_absence_without_an_end_is_no_period(words: str) -> None:
    assert leave_in(words, TODAY) is None


@pytest.mark.parametrize("words", ["I'm back", "back early", "Actually I'm back from leave!"])
def test_who_is_there_again_says_so(words: str) -> None:
    assert is_back(words, TODAY)


@pytest.mark.parametrize("words", ["back on the 21st", "back to normal", "back in the pub"])
def test_back_alone_is_no_return(words: str) -> None:
    assert not is_back(words, TODAY)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("on leave 3-17 Aug, Kit's got it", "Kit"),
        ("away 3-17 aug, lou is covering", "Lou"),
        ("away 3-17 aug", ""),
        ("away 3-17 aug, Kit's away too", ""),
        ("away 3-17 aug, Kit and Lou will manage", ""),
    ],
)
def test_who_stands_in_is_the_one_who_is_named_and_there(words: str, who: str) -> None:
    assert who == stands_in(words, ["Kit", "Lou"])

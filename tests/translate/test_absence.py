"""An away message tells the day on which its writer is back, or tells none."""

from datetime import date

import pytest

from mailbot.translate.absence import return_day

TUESDAY = date(2027, 6, 8)


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("on leave w/c 12 July returning the 19th", date(2027, 7, 19)),
        ("I am on leave w/c 12 July", date(2027, 7, 19)),
        ("on annual leave from 12 July to 16 July.", date(2027, 7, 17)),
        ("out of office until 21/06/2027 inclusive", date(2027, 6, 22)),
        ("Away from 14 June until Friday 18 June, returning Monday 21 June", date(2027, 6, 21)),
        ("I left on 1 June and return on the 21st", date(2027, 6, 21)),
        ("I will not be back before 5 July", date(2027, 7, 5)),
    ],
)
def test_the_first_day_back_is_read_from_leave_and_ranges(said: str, back: date) -> None:
    assert back == return_day(said, TUESDAY)


@pytest.mark.parametrize("said", ["I am away.", "I was back on 1/5/2027", "See you on Friday"])
def test_no_day_back_is_made_up(said: str) -> None:
    assert return_day(said, TUESDAY) is None

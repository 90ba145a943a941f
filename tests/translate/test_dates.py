"""Days are found in prose as staff in the UK write them, and nothing else is taken for a day."""

from datetime import date, time

import pytest

from mailbot.translate.absence import return_day
from mailbot.translate.dates import dates_in

TUESDAY = date(2027, 6, 8)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fri 25 June", date(2027, 6, 25)),
        ("see you 25/6", date(2027, 6, 25)),
        ("on 4/7", date(2027, 7, 4)),
        ("by the 21st please", date(2027, 6, 21)),
        ("Monday is fine", date(2027, 6, 14)),
        ("next Tuesday", date(2027, 6, 15)),
        ("Tuesday week", date(2027, 6, 15)),
        ("Wednesday next week", date(2027, 6, 16)),
        ("a week on Tuesday", date(2027, 6, 15)),
        ("tomorrow", date(2027, 6, 9)),
        ("at the end of the month", date(2027, 6, 30)),
        ("in two weeks", date(2027, 6, 22)),
        ("w/c 12 July", date(2027, 7, 12)),
        ("Saturday 3rd July", date(2027, 7, 3)),
        ("1 June", date(2028, 6, 1)),
        ("29 February", date(2028, 2, 29)),
        ("21.06.27", date(2027, 6, 21)),
        ("2027-06-21", date(2027, 6, 21)),
    ],
)
def test_a_day_is_found_as_it_is_meant(text, day):
    assert [day] == [one.day for one in dates_in(text, TUESDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "ST4",
        "100 words",
        "ward 12",
        "24/7",
        "a good 9/10",
        "BP 120/80",
        "CT2",
        "top five",
        "my 1st task",
        "1/2 day",
        "after 3/9 day shifts",
        "31/6",
        "over 12/13 June",
        "07700 900123",
        "we may 12",
        "last Monday",
        "every Monday",
        "I sat in the sun",
    ],
)
def test_a_number_that_is_no_day_is_left_alone(text):
    assert () == dates_in(text, TUESDAY)


@pytest.mark.parametrize(
    ("text", "at"),
    [("Sun 8pm", time(20)), ("8pm on Sunday", time(20)), ("Friday 18 June 6.30pm", time(18, 30))],
)
def test_a_time_beside_a_day_belongs_to_it(text, at):
    (found,) = dates_in(text, TUESDAY)

    assert at == found.time


def test_the_words_stand_where_it_says():
    text = "Could we do Fri 25 June or the 28th?"

    for found in dates_in(text, TUESDAY):
        assert found.words == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("back Monday 21st", date(2027, 6, 21)),
        ("until 4/7", date(2027, 7, 4)),
        ("on leave w/c 12 July returning the 19th", date(2027, 7, 19)),
        ("I'm away until Monday 21 June; urgent: ward 12 bleep", date(2027, 6, 21)),
        ("annual leave from 12 July to 16 July", date(2027, 7, 17)),
        ("out of office until 21/06/2027 inclusive", date(2027, 6, 22)),
        ("on leave w/c 12 July", date(2027, 7, 19)),
        ("I am off and not back until 5 July", date(2027, 7, 5)),
        ("I am away this week", None),
        ("The task is due on 4 July", None),
    ],
)
def test_the_first_day_back_is_read(text, day):
    assert day == return_day(text, TUESDAY)

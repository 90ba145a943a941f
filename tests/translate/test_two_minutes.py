"""The two-minute check says what would make people put a task off, and is silent about one that can go."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from mailbot.core.hours import Hours
from mailbot.translate.free_days import free_days
from mailbot.translate.two_minutes import Check, two_minute_check

TODAY = date(2027, 6, 8)
HOURS = Hours(ZoneInfo("Europe/London"), free_days("ENG", range(2026, 2029)))
GOOD = (
    "About 10 minutes. Write your buddy a postcard about a rule you'd scrap, up to 80 words. Reply to this "
    "email with it by Friday 18 June, 6pm. Only your buddy reads it. If you can't, nothing happens."
)


def found(text: str) -> str:
    return "; ".join(two_minute_check(Check(text, TODAY, HOURS)))


def test_a_mail_that_says_everything_once_can_go() -> None:
    assert not found(GOOD)


@pytest.mark.parametrize(
    ("left_out", "put_in", "says"),
    [
        ("About 10 minutes. ", "", "no time needed is stated"),
        ("Only your buddy reads it. ", "", "doesn't say who reads the answer"),
        (" If you can't, nothing happens.", "", "busy or does nothing"),
        ("Friday 18 June, 6pm", "next Friday", "'next Friday' has no date"),
        ("Friday 18 June, 6pm", "the end of the month", "has no date"),
        ("Friday 18 June, 6pm", "Thursday 18 June", "18 June is a Friday, not a Thursday"),
        ("Friday 18 June, 6pm", "Saturday 19 June", "Saturday 19 June is no working day"),
        ("Friday 18 June, 6pm", "Monday 30 August", "Monday 30 August is no working day"),
        ("Friday 18 June, 6pm", "18 June", "has no weekday; it is a Friday"),
        ("Only", "Please ring the site office too. Only", "two separate asks"),
        ("Only", "Also, read chapter three of the guide. Only", "two separate asks"),
        ("Write your buddy a postcard about", "Think about", "nothing to send back is named"),
        ("your buddy a postcard", "{name} a postcard", "{name} is nothing I can fill in"),
        ("rule", "rule " * 110, "words (aim under 120)"),
    ],
)
def test_what_is_missing_or_too_much_is_named(left_out: str, put_in: str, says: str) -> None:
    text = GOOD.replace(left_out, put_in, 1)

    assert text != GOOD
    assert says in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Takes half an hour. Draw your ward's busiest corner and send the picture back by Wednesday 16 "
        "June. It's seen by your buddy and nobody else. Too busy? Say which day suits.",
        "15 mins. Which of your meetings could go? Reply with one, and one line of why, before Monday 21 "
        "June. Goes only to your buddy. If I hear nothing, that's fine.",
    ],
)
def test_other_words_for_the_same_are_as_good(text: str) -> None:
    assert not found(text)


def test_what_is_quoted_or_given_as_an_example_is_not_the_mails_own() -> None:
    quoted = f'{GOOD}\n\nSay for example "tomorrow".\n\n---\nRead this by next Friday.\n---\n'

    assert not found(quoted)

"""When somebody will do it is read as people say it, and no more time is never less (D1, D4)."""

from datetime import date

import pytest

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.reading import IntentKind
from mailbot.core.respond import respond
from tests.translate.readings import answering, from_ana, kinds, offered, read, slot

RULES = ChasingRules()
AT_HOME = from_ana(answering("P21"))


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("Remind me on Monday at half past six in the evening, ta", "2027-06-14T18:30"),
        ("16th, 9ish at night", "2027-06-16T21:00"),
        ("sun evening prob, about 8", "2027-06-13T20:00"),
        ("tmrw 7am before ward round", "2027-06-10T07:00"),
        ("Saturday, quarter to nine in the morning", "2027-06-12T08:45"),
        ("Thursday eight o'clock in the evening please", "2027-06-10T20:00"),
    ],
)
def test_a_time_in_words_is_the_time_that_was_meant(words: str, at: str) -> None:
    found = slot(read(words, AT_HOME), IntentKind.NUDGE_TIME, "at")

    assert f"{found:%Y-%m-%dT%H:%M}" == at


def decided(words: str, mail: str, *options: str) -> tuple[do.Action, ...]:
    offers = offered(mail, *options) if options else ()
    facts = from_ana(answering(mail, *options), offers=offers)
    return respond(facts, read(words, facts), RULES).actions


@pytest.mark.parametrize(
    "words",
    ["on nights till Thurs, can I have the weekend?", "Could I have until Monday for this one?"],
)
def test_who_asks_for_a_day_before_the_last_is_nudged_then_and_has_no_less_time(words: str) -> None:
    found = decided(words, "P21")

    assert any(isinstance(one, do.MoveNudge) for one in found)
    assert not any(isinstance(one, do.GrantExtension | do.TellBuddy) for one in found)


@pytest.mark.parametrize(
    ("words", "until"),
    [("1, I need until Wednesday", None), ("1 until the 25th", date(2027, 6, 25))],
)
def test_until_today_is_never_meant_by_who_asks_for_time(words: str, until: date | None) -> None:
    found = [
        one for one in decided(words, "P24", "1", "2", "3") if isinstance(one, do.GrantExtension)
    ]

    assert [one.until for one in found] == ([until] if until else [])


def test_a_break_until_the_weekday_that_is_today_lasts_a_week() -> None:
    found = [
        one
        for one in decided("2 until Wednesday", "P24", "1", "2", "3")
        if isinstance(one, do.Pause)
    ]

    assert [one.until for one in found] == [date(2027, 6, 16)]


def test_who_only_says_until_when_they_are_away_has_some_days_after_it() -> None:
    found = decided("I'm away until 22 June", "P21")

    assert do.GrantExtension(7, date(2027, 6, 22), back=True) in found


def test_who_is_away_and_asks_for_a_day_has_that_day() -> None:
    words = "Am on nights until Tuesday so can I have until Monday 21 June pls"

    assert do.GrantExtension(7, date(2027, 6, 21)) in decided(words, "P21")


@pytest.mark.parametrize(
    "words",
    [
        "Not to be a pain but I haven't heard a thing since the introduction",
        "nothing has come since the intro",
        "I've had nothing back since you put us in touch",
        "we were paired up a fortnight ago and I've heard nothing",
    ],
)
def test_a_silence_since_the_introduction_is_heard_without_a_name(words: str) -> None:
    assert "quiet_buddy" in kinds(read(words, from_ana(answering("P10"))))

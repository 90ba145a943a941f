"""A coordinator decides many items in one breath, and none that they did not mean."""

import pytest

from mailbot.core.reading import IntentKind
from tests.translate.readings import answering, from_gil, kinds, read, slot

OPEN = (1, 2, 3, 6)


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("ok all but 6", {"1: ok", "2: ok", "3: ok"}),
        ("all fine except 2 and 3", {"1: fine", "6: fine"}),
        ("everything apart from 1 is ok", {"2: ok", "3: ok", "6: ok"}),
        ("2 no, the rest ok", {"2: no", "1: ok", "3: ok", "6: ok"}),
        ("no to 2, ok to the others", {"2: no", "1: ok", "3: ok", "6: ok"}),
        ("ok 1 3, swap 2 and 6", {"1: ok", "3: ok", "2: swap with 6", "6: swap with 2"}),
        ("1 ok but not 2", {"1: ok", "2: no"}),
        ("ok to 1-3, 6 later", {"1: ok", "2: ok", "3: ok", "6: later"}),
        ("1 ok. For 2 please ask her.", {"1: ok.", "2: please ask her."}),
        ("1 ok 2 wait 2 days", {"1: ok", "2: wait 2 days"}),
    ],
)
def test_items_are_decided_together_and_exceptions_stay_open(words: str, answers: set[str]) -> None:
    reading = read(words, from_gil(answering("N01"), decisions=OPEN))

    assert kinds(reading) == ["decision"]
    said = slot(reading, IntentKind.DECISION, "answers")
    assert isinstance(said, tuple)
    assert set(said) == answers


def test_an_exception_is_put_off_where_nobody_knows_what_is_open() -> None:
    reading = read("ok all but 6", from_gil(answering("N10")))

    assert slot(reading, IntentKind.DECISION, "answers") == ("*: ok", "6: later")


@pytest.mark.parametrize("words", ["Thanks both, great digest", "Thank you!", "cheers"])
def test_thanks_decide_nothing(words: str) -> None:
    reading = read(words, from_gil(answering("N01"), decisions=(1,)))

    assert kinds(reading) == ["thanks"]


@pytest.mark.parametrize(
    ("words", "verb"), [("statsu", "status"), ("waitign", "waiting"), ("rematch sam", "rematch")]
)
def test_a_slip_of_the_thumb_is_still_a_command(words: str, verb: str) -> None:
    reading = read(words, from_gil())

    assert slot(reading, IntentKind.COMMAND, "verb") == verb


@pytest.mark.parametrize("words", ["There you are!", "Hello there, nice weather", "Great week all"])
def test_small_talk_is_no_slip_of_a_command(words: str) -> None:
    reading = read(words, from_gil())

    assert "command" not in kinds(reading)


def test_all_three_people_of_a_trio_are_named() -> None:
    reading = read("match alex + priya (+ tom)", from_gil())

    assert slot(reading, IntentKind.COMMAND, "who") == ("alex", "priya", "tom")

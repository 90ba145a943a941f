"""Offers to answer a letter for others are heard in any words, and so is who sits a task out."""

import pytest

from mailbot.core.reading import IntentKind
from mailbot.core.standing_in import JOINS_BENCH, LEAVES_BENCH
from tests.translate.readings import LETTER, answering, from_ana, kinds, read, slot


@pytest.mark.parametrize(
    "words",
    [
        "I'd be happy to answer an extra letter if somebody's buddy goes quiet.",
        "Put me down as a stand-in, please.",
        "By the way, I could take an extra letter now and again.",
        "Happy to stand in whenever you need somebody.",
        "Feel free to add me to the standby list.",
        "I'm willing to reply to letters for people whose buddy has vanished.",
        "Glad to do another unanswered letter any time",
        "You can count me in for the stand-in list",
        "I wouldn't mind answering an additional letter",
    ],
)
def test_an_offer_to_stand_in_is_heard(words: str) -> None:
    reading = read(words, from_ana(owes=()))

    assert slot(reading, IntentKind.CHOICE, "option") == JOINS_BENCH
    assert kinds(reading) == ["choice"]


@pytest.mark.parametrize(
    "words",
    [
        "Please take me off the stand-in list.",
        "No more extra letters for me, thanks.",
        "Could you remove me from the standby list? Too much on.",
        "I can no longer be a stand-in.",
    ],
)
def test_leaving_the_bench_is_heard_and_is_no_leaving_of_the_scheme(words: str) -> None:
    reading = read(words, from_ana(owes=()))

    assert slot(reading, IntentKind.CHOICE, "option") == LEAVES_BENCH
    assert not {"withdrawal", "stop"} & set(kinds(reading))


@pytest.mark.parametrize(
    "words",
    [
        "Could you find someone to stand in for Ben?",
        "I can't answer another letter this month.",
        "My registrar was asked to stand in for the consultant again.",
        "Is there a stand-in for this task?",
        "Can I have an extra week for the letter?",
    ],
)
def test_what_is_no_offer_puts_nobody_on_the_bench(words: str) -> None:
    reading = read(words, from_ana())

    assert IntentKind.CHOICE.value not in kinds(reading)


def test_an_offer_beside_a_letter_is_heard_and_the_letter_too() -> None:
    words = f"{LETTER}\n\nPS I'd be happy to answer an extra letter."

    reading = read(words, from_ana(answering("P10")))

    assert set(kinds(reading)) == {"submission", "choice"}


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ("P23", "skip"),
        ("P23", "I'll sit this one out"),
        ("P23", "Give this one a miss for me, sorry"),
        ("P22", "Going to have to pass on this one I'm afraid"),
        ("P11", "Sorry, I'll have to skip this one"),
        ("P10", "Can I skip this one please?"),
        ("P21", "I'd rather sit this one out, far too busy"),
    ],
)
def test_who_sits_a_task_out_is_heard(mail: str, words: str) -> None:
    reading = read(words, from_ana(answering(mail)))

    assert slot(reading, IntentKind.CHOICE, "option") == "skip"


@pytest.mark.parametrize(
    "words",
    [
        "Do trios skip the first stage?",
        "I won't skip it, promise!",
        "We skip lunch most days here.",
    ],
)
def test_the_word_alone_skips_nothing_before_the_last_day(words: str) -> None:
    reading = read(words, from_ana(answering("P10")))

    assert slot_or_none(reading) != "skip"


def slot_or_none(reading: object) -> object:
    found = reading.intent(IntentKind.CHOICE)  # type: ignore[attr-defined]
    return None if found is None else found.slots.get("option")


@pytest.mark.parametrize(
    "words",
    ["NO", "Sorry, not this time", "I can't manage it this week, sorry", "Best ask someone else"],
)
def test_a_volunteers_no_is_heard(words: str) -> None:
    reading = read(words, from_ana(answering("P30", "no")))

    assert slot(reading, IntentKind.CHOICE, "option") == "no"

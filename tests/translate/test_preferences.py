"""Whom somebody would like as a buddy, and whom not, is read wherever they say it; their letters are not."""

import pytest

from mailbot.core.people import Person, PersonState, Role
from mailbot.core.reading import IntentKind
from tests.translate.readings import LETTER, answering, from_ana, from_stranger, read, slot

FAY = Person(3, "Fay Lund", Role.CLINICIAN, PersonState.WAITING, ("fay@infirmary.example",))
JOINS = "Please sign me up. I'm an ST4 in acute medicine at Leeds General Infirmary, Leeds. "

REFUSED = [
    ("Please don't pair me with Dr Chandran.", "Chandran"),
    ("I'd rather not be matched with Helen Moss, we used to share a flat.", "Helen Moss"),
    ("Anyone but Helen Moss please!", "Helen Moss"),
    ("One thing: not with dr chandran please, he supervises me", "chandran"),
    ("I can't be paired with my clinical supervisor, Dr Anne Poole.", "Anne Poole"),
    ("Could you avoid my line manager? My line manager is Priya Shah.", "Priya Shah"),
    ("Not my own supervisor please.", "own workplace"),
    ("It would be awkward to be put with my line manager", "own workplace"),
    ("Please do not match me with my husband", "somebody"),
]
WISHED = [
    ("I'd love somebody in commissioning.", "commissioning"),
    ("Ideally someone at a different trust from mine", "other trust"),
    ("Could I be paired with a manager who works in mental health?", "mental health"),
    ("I'd prefer somebody close to home if possible", "near"),
]
NEITHER = [
    "Looking forward to it!",
    "I'd like to join as a clinician at Salford Royal.",
    "Please don't put me with the late ones on Monday",
    "I would love to meet a manager!",
    "Don't worry about me, I am not with it today",
    "I don't get on with IT",
]


@pytest.mark.parametrize(("words", "whom"), REFUSED)
def test_whom_somebody_would_not_be_with_is_read(words: str, whom: str) -> None:
    reading = read(words, from_ana(owes=(), partners=(), person=FAY))

    assert (whom,) == slot(reading, IntentKind.REGISTRATION, "not_with")
    assert reading.intent(IntentKind.REMATCH) is None
    assert reading.intent(IntentKind.QUERY) is None


@pytest.mark.parametrize(("words", "wish"), WISHED)
def test_whom_somebody_would_like_is_read_when_they_join_and_while_they_wait(
    words: str, wish: str
) -> None:
    waiting = read(words, from_ana(owes=(), partners=(), person=FAY))
    joining = read(JOINS + words, from_stranger())

    assert (wish,) == slot(waiting, IntentKind.REGISTRATION, "wishes")
    assert (wish,) == slot(joining, IntentKind.REGISTRATION, "wishes")
    assert "acute medicine" == slot(joining, IntentKind.REGISTRATION, "specialty")


@pytest.mark.parametrize("words", NEITHER)
def test_what_says_nothing_of_a_buddy_is_no_preference(words: str) -> None:
    for reading in (
        read(words, from_ana(owes=(), partners=(), person=FAY)),
        read(JOINS + words, from_stranger()),
    ):
        joining = reading.intent(IntentKind.REGISTRATION)
        assert joining is None or not {"wishes", "not_with"} & set(joining.slots)


def test_a_letter_that_tells_of_a_supervisor_states_no_preference() -> None:
    letter = f"{LETTER} Never again put me with my supervisor, I thought."

    reading = read(letter, from_ana(answering("P10")))

    assert reading.intent(IntentKind.REGISTRATION) is None
    assert reading.intent(IntentKind.SUBMISSION) is not None


def test_not_again_with_the_buddy_of_now_is_a_wish_for_another() -> None:
    reading = read("Please don't pair me with Ben again", from_ana(owes=()))

    assert reading.intent(IntentKind.REGISTRATION) is None


def test_who_asks_for_another_buddy_and_says_whom_is_heard_for_both() -> None:
    words = (
        "Could I swap to somebody else please? I'd like someone in Leeds, but not with Dr Chandran."
    )

    reading = read(words, from_ana(owes=()))

    assert reading.intent(IntentKind.REMATCH) is not None
    assert ("Chandran",) == slot(reading, IntentKind.REGISTRATION, "not_with")

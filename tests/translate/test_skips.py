"""What a coordinator leaves out, and for whom, is read however it is said."""

import pytest

from mailbot.core.reading import IntentKind
from tests.translate.readings import from_gil, read, slot


@pytest.mark.parametrize(
    ("words", "text", "who"),
    [
        ("skip stage 2 for trios", "stage 2", ("trios",)),
        ("Please skip task 2 for Sam, thanks", "task 2", ("Sam",)),
        ("leave out the diary for trios", "the diary", ("trios",)),
        ("let Sam skip task 2", "task 2", ("Sam",)),
        ("sam skip task 2", "task 2", ("sam",)),
        ("skip task 1 stage 2 for everyone", "task 1 stage 2", ("everyone",)),
        ("omit stage 3", "stage 3", ""),
        ("skip task 2 for Sam Patel and Priya", "task 2", ("Sam Patel", "Priya")),
    ],
)
def test_what_is_left_out_and_for_whom(words: str, text: str, who: object) -> None:
    reading = read(words, from_gil())

    assert slot(reading, IntentKind.COMMAND, "verb") == "skip"
    assert slot(reading, IntentKind.COMMAND, "text") == text
    intent = reading.intent(IntentKind.COMMAND)
    assert intent is not None
    assert intent.slots.get("who", "") == who

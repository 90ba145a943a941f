"""The length of a letter is judged kindly, without its greeting and the name below it."""

import pytest

from mailbot.core.lengths import Length, count_words, judge
from mailbot.core.tasks import StageDefinition, StageKind

STAGE = StageDefinition("letter", StageKind.LETTER, 10, "letter", limit_words=100, least_words=15)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (14, Length.SHORT),
        (15, Length.FINE),
        (110, Length.FINE),
        (111, Length.OVER),
        (150, Length.OVER),
        (151, Length.FAR),
    ],
)
def test_a_tenth_more_is_fine_and_half_as_much_again_is_asked_about(
    words: int, expected: Length
) -> None:
    assert judge(words, STAGE) is expected


def test_greeting_parting_and_name_do_not_count() -> None:
    letter = "Dear Deidre,\n\nnobody ever asks the night shift.\n\nBest wishes,\nAna Reyes\nST4"

    assert count_words(letter) == 6


def test_a_letter_that_only_begins_with_thanks_is_counted_whole() -> None:
    assert count_words("Thanks\nfor nothing, said the ward") == 6

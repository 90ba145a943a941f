"""Two people ask the same in words of their own; others who use some of those words don't."""

import pytest

from mailbot.translate.asked import ask_the_same

OWN = "Does it have to be about a manager at my own trust?"


@pytest.mark.parametrize(
    "words",
    [
        "Hi Jo, can the manager be from another trust or must it be our own?",
        "Is it ok if the manager is at a diferent trust than my own?",
        "Must I write about a manager from my own trust? Thanks, Alex",
        "quick one - manager from own trust only?",
    ],
)
def test_the_same_question_is_known_in_other_words(words: str) -> None:
    assert ask_the_same(OWN, words)


@pytest.mark.parametrize(
    "words",
    [
        "Does my manager see the letter before my buddy does?",
        "Can I have until Friday? My own exams are this week.",
        "I changed trust last month. Who is my buddy now?",
        "Thanks!",
        "",
    ],
)
def test_another_question_is_not(words: str) -> None:
    assert not ask_the_same(OWN, words)

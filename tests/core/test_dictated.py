"""What a coordinator dictates is sent as the asker should read it."""

import pytest

from mailbot.core.dictated import for_the_asker


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("first one: tell him it can be anybody", "It can be anybody"),
        ("Tell her any ward will do", "Any ward will do"),
        ("please let them know that the 3rd is fine", "The 3rd is fine"),
        ("For Ben: yes, by all means", "Yes, by all means"),
        ("the one from Ana - say it's up to her", "It's up to her"),
    ],
)
def test_what_is_said_to_us_about_the_asker_is_left_out(words: str, sent: str) -> None:
    assert for_the_asker(words) == sent


@pytest.mark.parametrize(
    "words",
    [
        "Any manager, any trust.",
        "For now, any will do.",
        "To be honest, I'd ask your buddy.",
        "Tell me more about it and I'll find out.",
        "tell them to ask Kit",
        "Answer her in the morning, she's on nights.",
        "Say what you like in it.",
    ],
)
def test_an_answer_stays_as_it_was_written(words: str) -> None:
    assert for_the_asker(words) == words

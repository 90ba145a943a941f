"""A coordinator's few words about one decision: what agrees, what refuses, and what is neither."""

import pytest

from mailbot.core.answers import Meaning, confirms, meaning


@pytest.mark.parametrize(
    "words",
    [
        "YES",
        "yes please",
        "Oj",
        "Hi, YES please. Thanks",
        "Yes! Do it.",
        "go ahead",
        "YES\n\nGil Sharp\nScheme coordinator, second floor, mornings on the ward",
    ],
)
def test_a_plain_yes_confirms(words: str) -> None:
    assert confirms(words)


@pytest.mark.parametrize(
    "words",
    [
        "I never said yes",
        "Who said yes",
        "I am away.\n\n> YES\n> remove ana",
        "> YES",
        "Yes but only the managers",
        "Yes\n\nbut not before Friday",
        "yes?",
        "thanks",
        "I am away until the yes vote is in, so please ask somebody else about it",
        "",
    ],
)
def test_what_is_quoted_asked_refused_or_bound_to_something_confirms_nothing(words: str) -> None:
    assert not confirms(words)


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("ok", Meaning.YES),
        ("not ok", Meaning.NO),
        ("no, not now", Meaning.NO),
        ("ok, no", Meaning.UNCLEAR),
        ("don't wait", Meaning.UNCLEAR),
        ("I never said ok", Meaning.WORDS),
        ("wait please", Meaning.LATER),
    ],
)
def test_an_option_that_is_named_to_be_refused_is_not_taken(words: str, means: Meaning) -> None:
    assert means is meaning(words, ("ok", "no", "wait"))[0]

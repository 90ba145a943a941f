"""Whether somebody's words may be quoted is heard in any manner, and no word of theirs is lost."""

import pytest

from mailbot.core.remarks import Permission, asks_for_a_line, permission_in


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("A name beats a bleep. N", "A name beats a bleep."),
        ("A name beats a bleep.\n\nN", "A name beats a bleep."),
        ("A name beats a bleep, n.", "A name beats a bleep"),
        ("N - ask the site office first", "ask the site office first"),
        ("Ask the site office first. N\n\nSam", "Ask the site office first."),
        ("Ask first. (N)", "Ask first."),
        ("Ring before ten. No thanks.", "Ring before ten."),
        ("I'd visit the ward. Please don't quote me.", "I'd visit the ward."),
        ("Not for quoting: nobody reads the form.", "Not for quoting: nobody reads the form."),
        ("I will ring ward N", "I will ring ward N"),
        ("n please", ""),
        ("I'd rather not be quoted, thanks", ""),
        ("Sorry, could you leave my quote out after all?", ""),
        ("Rather you didn't use that.", ""),
        ("Just between us: I was wrong.", "Just between us: I was wrong."),
    ],
)
def test_a_refusal_is_heard_and_what_is_said_beside_it_is_kept(said: str, words: str) -> None:
    assert (words, Permission.NO) == permission_in(said)


@pytest.mark.parametrize(
    "said",
    [
        "I will never say no again.",
        "I'll share the rota earlier",
        "Learned that the builder's quote was wrong",
        "I will not use my phone in meetings",
        "Ask for a name. Nobody owns the form.",
    ],
)
def test_words_without_a_refusal_may_be_quoted_as_they_are(said: str) -> None:
    assert (said, Permission.COHORT) == permission_in(said)


def test_a_mail_tells_who_may_read_the_line_it_asks_for() -> None:
    assert asks_for_a_line(
        "What will you do differently? We may quote it to the\ngroup, without your name."
    )
    assert not asks_for_a_line("Got your letter. It goes to Priya today.")

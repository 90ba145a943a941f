"""Which case somebody takes is heard by letter, place and title, and by what they will not have."""

from dataclasses import replace

import pytest

from mailbot.core.reading import Facts, IntentKind
from mailbot.core.tasks import StageKind
from mailbot.translate.options import listed_options, option_beside, option_meant
from tests.translate.readings import a_mail, answering, from_ana, kinds, owed, read, slot

MAIL = (
    "Choose a case to work on with Ben:\n\nA The bed that was never there. Who counts it?\n"
    "B A letter that nobody types.\nC Weekends: who goes home, and who decides?\n\nReply with a letter."
)
TITLES = listed_options(MAIL, ("A", "B", "C"))


def choosing() -> Facts:
    answered = replace(answering("P10"), texts=(MAIL,), stage="case")
    return from_ana(answered, owes=(owed(StageKind.CHOICE, "cases", "case"),))


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("b please", "B"),
        ("Case C for us please", "C"),
        ("the one about beds", "A"),
        ("Ben and I would both like the weekends one", "C"),
        ("anything but the beds. Go on then, the typing", "B"),
        ("Not A, not B", "C"),
        ("The middle one", "B"),
        ("I'm going for the first on the list", "A"),
        ("last one please", "C"),
        ("Ben wants A but I'd prefer C", "C"),
        ("A sounds interesting but I'll go for C", "C"),
        ("Rather C than A", "C"),
        ("B first, C if not", "B"),
        ("Could we do the weekend one?", "C"),
        ("Either B or C", ""),
        ("Is B taken?", ""),
        ("A good week to you all", ""),
        ("Ben would like the beds", ""),
    ],
)
def test_an_option_is_meant_in_many_words(words: str, option: str) -> None:
    meant = option_meant(words, TITLES, frozenset({"ben"}))

    assert option == meant


def test_what_stands_below_an_option_in_our_mail_takes_it() -> None:
    quoted = "\n".join(f"> {line}" for line in MAIL.splitlines())
    quoted = quoted.replace("nobody types.", "nobody types.\n\nThis one for me\n")

    found = option_beside("This one for me", quoted, ("A", "B", "C"))

    assert found == "B"


def test_a_case_taken_by_its_title_is_a_choice_and_no_letter() -> None:
    reading = read(
        "After discussing it with my colleagues, who have opinions, I am going for the one about beds,"
        " because I would like to understand who really owns them.",
        choosing(),
    )

    assert kinds(reading) == ["choice"]
    assert slot(reading, IntentKind.CHOICE, "option") == "A"


def test_whatever_the_buddy_likes_is_any_option() -> None:
    reading = read("Happy to go along with whatever Ben fancies", choosing())

    assert slot(reading, IntentKind.CHOICE, "option") == "any"


def test_a_question_about_a_case_chooses_none() -> None:
    reading = read("Do I have to work in a ward to do the one about beds?", choosing(), a_mail())

    assert kinds(reading) == ["query"]

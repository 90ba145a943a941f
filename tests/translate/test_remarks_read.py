"""A wish not to be quoted is heard wherever it is said, and a line at the end of a task in any words."""

from dataclasses import replace

import pytest

from mailbot.core.reading import Facts
from mailbot.core.remarks import Permission
from mailbot.core.respond_feedback import feedback
from tests.translate.readings import DUE, answering, from_ana, kinds, owed, read, slot

ASKED = (
    "Ben has answered your letter. One line back, if you like: what will you do differently? "
    "We may quote it to the group, without your name. Add N to say no."
)


def finished(mail: str | None, text: str = ASKED) -> Facts:
    answered = None if mail is None else replace(answering(mail), texts=(text,))
    return from_ana(answered, owes=(), done=(replace(owed(), done_at=DUE),))


@pytest.mark.parametrize(
    "words",
    [
        "Please don't quote me after all.",
        "I'd rather not be quoted",
        "I don't want to be quoted in the summary please",
        "No quotes please",
        "Take my line out please",
        "Could you please leave out my quote",
        "Not keen to be quoted, sorry",
    ],
)
@pytest.mark.parametrize("mail", ["P17", "P40", None])
def test_a_wish_not_to_be_quoted_is_feedback_that_refuses(words: str, mail: str | None) -> None:
    facts = finished(mail)
    heard = read(words, facts)

    kept = feedback(facts, str(slot(heard, heard.intents[0].kind, "text")), 1)

    assert "feedback" in kinds(heard)
    assert kept.refuses
    assert kept.quotable == Permission.NO


@pytest.mark.parametrize(
    "words",
    [
        "Don't quote me on that, but is it due on Friday?",
        "Sorry I'm late, the builders' quote took all morning. Can I have until Monday?",
        "Do I have to share my letter with the whole group?",
    ],
)
def test_other_words_about_quotes_and_sharing_are_no_such_wish(words: str) -> None:
    assert "feedback" not in kinds(read(words, from_ana(answering("P10"))))


@pytest.mark.parametrize(
    ("mail", "text", "quotable"),
    [
        ("P41", ASKED, Permission.COHORT),
        ("P17", ASKED, Permission.COHORT),
        ("P12", ASKED, Permission.COHORT),
        ("P42", "For your portfolio: what did you learn?", Permission.NO),
        ("P10", "Write Ben a letter, up to 100 words.", Permission.NO),
        (None, "", Permission.NO),
    ],
)
def test_words_may_be_quoted_only_where_the_mail_they_answer_said_so(
    mail: str | None, text: str, quotable: Permission
) -> None:
    kept = feedback(finished(mail, text), "A name beats a bleep number.", 1)

    assert quotable == kept.quotable
    assert not kept.refuses
    assert kept.task == "letters"


@pytest.mark.parametrize(
    "words",
    [
        "I haven't heard anything from Ben since you introduced us. Should I try again?",
        "Still nothing from Ben, by the way.",
    ],
)
def test_a_silent_buddy_is_heard_where_a_line_was_asked_for(words: str) -> None:
    assert "quiet_buddy" in kinds(read(words, finished("P12")))


def test_a_line_about_silence_in_general_is_still_the_line_asked_for() -> None:
    words = "I'd ring first. Nobody answers a form, and now I know why."

    assert ["feedback"] == kinds(read(words, finished("P12")))

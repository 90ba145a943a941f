"""What participants say in passing is no coordinator's to answer, and what they ask is (F13, law 3)."""

from dataclasses import replace

import pytest

from mailbot.core.reading import Answered
from tests.translate.readings import LETTER, answering, from_ana, kinds, read

ASKS_FOR_A_LINE = (
    "One line back, if you like: what will you do differently? We may quote it to the group, "
    "without your name. Add N to say no."
)


def after_the_answer() -> Answered:
    return replace(answering("P17"), texts=(ASKS_FOR_A_LINE,))


@pytest.mark.parametrize(
    "words",
    [
        "Ben hasn't answered a thing in ten days. What should I do?",
        "I've heard nothing from Ben. Should I write to him again?",
        "No word from Ben since the introduction. What now?",
        "Not a peep from Ben, so what happens next?",
    ],
)
def test_what_to_do_about_a_silent_buddy_is_answered_by_the_choices_alone(words: str) -> None:
    assert kinds(read(words, from_ana(answering("P10")))) == ["quiet_buddy"]


@pytest.mark.parametrize(
    "words",
    [
        "I've heard nothing from Ben. May I write about my own trust?",
        "Not a peep from Ben. What should I do about the travel costs?",
        "Nothing from Ben so far. Should I write to his consultant?",
    ],
)
def test_another_question_beside_it_goes_to_a_person(words: str) -> None:
    assert "query" in kinds(read(words, from_ana(answering("P10"))))


@pytest.mark.parametrize("words", ["Yep, got it, cheers", "It did, thank you", "Received, thanks!"])
def test_any_word_back_to_whether_it_came_is_a_sign_of_life(words: str) -> None:
    reading = kinds(read(words, from_ana(answering("P09"))))

    assert "still_here" in reading
    assert "other" not in reading


def test_whoever_says_that_it_did_not_come_is_seen_by_a_person() -> None:
    assert "other" in kinds(read("No, it never came, thanks", from_ana(answering("P09"))))


@pytest.mark.parametrize(
    "words",
    [
        "I'm going to ask who owns a form before I fill it in.",
        "I will ring the site office before I complain about it.",
        "I'll sit in on a bed meeting before I write another rota.",
    ],
)
def test_a_good_resolve_is_feedback_also_while_something_else_is_owed(words: str) -> None:
    assert kinds(read(words, from_ana(after_the_answer()))) == ["feedback"]


def test_a_real_question_below_the_same_mail_stays_one() -> None:
    reading = read("I will try. But who is the site office?", from_ana(after_the_answer()))

    assert "query" in kinds(reading)


def test_a_remark_on_what_was_learned_is_kept_and_a_complaint_of_it_is_not_one() -> None:
    learned = from_ana(answering("P40"), owes=())

    assert kinds(read("The second point could have been our ward.", learned)) == ["feedback"]
    assert "feedback" not in kinds(read("Why was I quoted when I said no?", learned))


@pytest.mark.parametrize(
    "words",
    [
        f"Here is ours. If after six weeks nobody notices that it has stopped, it was wrong. {LETTER}",
        f"Here's my letter. I was asked to write a plan for a ward that I had never seen. {LETTER}",
        f"Here you are. Nobody knows who owns the form, and nobody notices when the list has moved. {LETTER}",
    ],
)
def test_a_letter_about_forms_that_nobody_looks_after_is_a_letter(words: str) -> None:
    assert kinds(read(words, from_ana(answering("P10")))) == ["submission"]


@pytest.mark.parametrize(
    "words",
    [
        "Nobody notices that I have stopped eating.",
        "Nobody knows that it is me who cries in the sluice every night.",
        "Nobody knows how bad it has got.",
    ],
)
def test_a_loneliness_in_nearly_the_same_words_is_heard(words: str) -> None:
    assert "distress" in kinds(read(words, from_ana(answering("P10"))))


def test_who_watched_records_being_made_up_is_heard() -> None:
    words = "Last night I watched them write obs that nobody had taken."

    assert "concern" in kinds(read(words, from_ana(answering("P10"))))


@pytest.mark.parametrize(
    "words",
    [
        "honestly I can't keep this up with exams looming",
        "I'm sorry, I can't keep all this going any more",
    ],
)
def test_who_cannot_keep_it_up_thinks_of_leaving(words: str) -> None:
    assert "withdrawal" in kinds(read(words, from_ana(answering("P10"))))


def test_a_strike_next_week_is_over_on_the_monday_after_it() -> None:
    reading = read("We're on strike next week so nothing from me", from_ana(answering("P10")))

    assert str(reading.intents[0].day("until")) == "2027-06-21"

"""A coordinator who says that a mail was misread is understood, and what they say is learnt with care."""

from dataclasses import replace
from datetime import date

import pytest

from mailbot.core.reading import Intent, IntentKind, Reading
from mailbot.translate.corrections import Correction, as_corrected, corrections_of
from mailbot.translate.folding import fold
from mailbot.translate.rules import BadRule, Rules, load_rules
from mailbot.translate.understand import understand
from tests.translate.readings import (
    FOLDER,
    LETTER,
    RULES,
    a_mail,
    answering,
    from_ana,
    from_gil,
    kinds,
    offered,
    read,
    slot,
)

K = IntentKind
BIRD = "The kingfisher by the canal has not shown itself this week."
DAY = date(2027, 6, 1)

BOTH_KINDS = [
    ("14 is a question, not a letter", 14, K.QUERY, K.SUBMISSION),
    ("14: that's a question, not a letter. Thanks", 14, K.QUERY, K.SUBMISSION),
    ("Sorry, 14 isn't a complaint but a request for more time", 14, K.EXTENSION, K.COMPLAINT),
    ("#14 was her letter rather than a question - she told me so", 14, K.SUBMISSION, K.QUERY),
    ("not a complaint, just chat", 0, K.BUDDY_CHAT, K.COMPLAINT),
    ("Sam's mail was feedback, not a complaint", 0, K.FEEDBACK, K.COMPLAINT),
    ("That is spam and not a question", 0, K.SPAM, K.QUERY),
]


@pytest.mark.parametrize(("words", "number", "right", "wrong"), BOTH_KINDS)
def test_a_correction_names_what_a_mail_is_and_what_it_is_not(
    words: str, number: int, right: IntentKind, wrong: IntentKind
) -> None:
    reading = read(words, from_gil())

    assert ["command"] == kinds(reading)
    assert ("correct", right, wrong, number or None) == tuple(
        slot(reading, K.COMMAND, name) for name in ("verb", "kind", "not", "number")
    )


@pytest.mark.parametrize("words", ["that was her letter", "It's a letter", "this one is a letter"])
def test_one_kind_alone_corrects_what_the_answered_mail_is_about(words: str) -> None:
    under_ours = read(words, from_gil(answering("N01"), decisions=(14,)))
    out_of_the_blue = read(words, from_gil())

    assert "submission" == slot(under_ours, K.COMMAND, "kind")
    assert ["other"] == kinds(out_of_the_blue)


def test_a_mail_may_be_named_by_its_own_number() -> None:
    reading = read("mail 231 is an extension request, not a question", from_gil())

    assert (231, None) == (
        slot(reading, K.COMMAND, "mail"),
        slot(reading, K.COMMAND, "number"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "14 ok",
        "14 no: ask him first",
        "14 yes, that's a question for the trust",
        "14 the letter is due on Friday",
        "14 the task is a letter of 100 words, and no question is too small for it",
    ],
)
def test_a_decision_in_words_is_no_correction(words: str) -> None:
    reading = read(words, from_gil(answering("N01"), decisions=(14,)))

    assert ["decision"] == kinds(reading)


def test_decisions_beside_a_correction_are_taken_too() -> None:
    facts = from_gil(answering("N01"), decisions=(1, 2, 3))

    inline = read("1 ok 2 no 3 is a question, not a letter", facts)
    by_line = read("3 is a question, not a letter\n1 ok\n2 no", facts)

    for reading in (inline, by_line):
        assert {"decision", "command"} == set(kinds(reading))
        assert ("1: ok", "2: no") == slot(reading, K.DECISION, "answers")
        assert 3 == slot(reading, K.COMMAND, "number")


def taught(words: str, kind: IntentKind, wrong: IntentKind | None, *sentences: str) -> Rules:
    """The rules after one correction; without sentences every sentence of the words is learnt."""
    folded = tuple(fold(one) for one in sentences or (words,))
    said = Correction(kind, wrong, DAY, "Gil", folded)
    return replace(RULES, corrections=corrections_of([said]))


def reading_of(words: str, rules: Rules) -> Reading:
    return understand(words, "Re: Task 1", "", from_ana(answering("P10")), a_mail(), None, rules)


@pytest.mark.parametrize(
    "kind", [K.FEEDBACK, K.EXTENSION, K.WITHDRAWAL, K.SUBMISSION, K.QUERY, K.DISTRESS, K.BUDDY_CHAT]
)
def test_a_corrected_sentence_is_read_as_was_said(kind: IntentKind) -> None:
    reading = reading_of(BIRD, taught(BIRD, kind, K.OTHER))

    assert [kind.value] == kinds(reading)
    assert "a coordinator corrected this wording on 2027-06-01" in reading.intents[0].because


def test_a_corrected_sentence_counts_among_others_whatever_its_capitals() -> None:
    rules = taught(BIRD, K.FEEDBACK, K.OTHER)

    reading = reading_of(f"Hi both!\n\n{BIRD.upper()}\n\nAna", rules)

    assert "feedback" in kinds(reading)


def test_what_most_words_do_not_mean_is_not_read_any_more() -> None:
    words = "Could you tell me whether the kingfisher is back?"
    assert "query" in kinds(reading_of(words, RULES))

    assert ["buddy_chat"] == kinds(reading_of(words, taught(words, K.BUDDY_CHAT, K.QUERY)))


def test_a_letter_is_none_where_its_words_were_said_to_be_none() -> None:
    reading = reading_of(LETTER, taught(LETTER, K.FEEDBACK, K.SUBMISSION, *LETTER.split(". ")))

    assert "submission" not in kinds(reading)


def test_what_is_asked_in_words_that_are_no_letter_is_heard() -> None:
    words = f"{LETTER} I want to leave the scheme. My best night was the one with the kingfisher."
    assert "withdrawal" not in kinds(reading_of(words, RULES))

    reading = reading_of(words, taught(words, K.FEEDBACK, K.SUBMISSION, *LETTER.split(". ")))

    assert "withdrawal" in kinds(reading)


def test_a_corrected_letter_has_what_every_letter_has() -> None:
    reading = reading_of(BIRD, taught(BIRD, K.SUBMISSION, K.OTHER))

    assert (True, "self", 7) == tuple(
        slot(reading, K.SUBMISSION, name) for name in ("complete", "for", "assignment")
    )


def test_an_answer_to_a_choice_is_none_where_it_was_said_to_be_none() -> None:
    facts = from_ana(answering("P25", "1", "2"), offers=offered("P25", "1", "2"))
    rules = taught("2", K.BUDDY_CHAT, K.CHOICE)
    assert ["choice"] == kinds(read("2", facts))

    reading = understand("2", "Re: Task 1", "", facts, a_mail(), None, rules)

    assert ["buddy_chat"] == kinds(reading)


def test_a_few_words_are_learnt_only_for_a_mail_that_is_nothing_else() -> None:
    rules = taught("The kingfisher.", K.FEEDBACK, K.OTHER)

    assert ["feedback"] == kinds(reading_of("The kingfisher.", rules))
    assert "feedback" not in kinds(reading_of(f"{BIRD} The kingfisher.", rules))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("I am at the end of my tether and I can't go on like this.", K.DISTRESS),
        ("My patient Mrs Adams, aged 81, was in bed 12 that night.", K.PATIENT_DETAILS),
    ],
)
def test_a_correction_never_makes_an_alarm_go_away_for_other_mails(
    words: str, kind: IntentKind
) -> None:
    assert kind.value in kinds(reading_of(words, RULES))

    assert kind.value in kinds(reading_of(words, taught(words, K.BUDDY_CHAT, kind)))


def test_the_corrected_mail_itself_is_what_was_said_and_keeps_what_else_is_in_it() -> None:
    read_as = (Intent(K.DISTRESS, 0.9), Intent(K.QUERY, 0.8), Intent(K.OTHER, 0.5))
    said = Correction(K.BUDDY_CHAT, K.DISTRESS, DAY, case="14", message_id="<a@x.example>")

    assert [K.BUDDY_CHAT, K.QUERY] == [one.kind for one in as_corrected(read_as, said)]


def test_only_the_very_mail_is_the_corrected_one() -> None:
    said = Correction(K.BUDDY_CHAT, K.DISTRESS, DAY, case="14", message_id="<a@x.example>")
    learnt = corrections_of([said])

    assert said is learnt.of_mail(14, "<a@x.example>")
    assert learnt.of_mail(15, "<a@x.example>") is None
    assert learnt.of_mail(14, "<b@x.example>") is None


def test_the_later_of_two_corrections_counts() -> None:
    first = Correction(K.FEEDBACK, None, DAY, sentences=(fold(BIRD),))
    later = Correction(K.TASK_IDEA, None, date(2027, 6, 2), sentences=(fold(BIRD),))
    rules = replace(RULES, corrections=corrections_of([later, first]))

    assert ["task_idea"] == kinds(reading_of(BIRD, rules))


def test_a_name_for_a_kind_that_does_not_exist_is_told() -> None:
    texts = {name: (FOLDER / name).read_text() for name in ("classify.toml", "vocabulary.toml")}
    texts["classify.toml"] += '\n[[kind]]\nname = "lettre"\nphrases = ["lettre"]\n'

    with pytest.raises(BadRule, match="kind 'lettre'"):
        load_rules(texts)

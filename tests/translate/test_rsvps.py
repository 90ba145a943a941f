"""Answers to an invitation are understood in anybody's words, for the event they mean, with what is needed."""

from dataclasses import replace
from datetime import date

import pytest

from mailbot.core.events import Coming
from mailbot.core.reading import Facts, IntentKind, OpenEvent
from mailbot.core.tasks import StageKind
from mailbot.translate.rsvps import coming, needs_in
from tests.translate.readings import RULES, answering, from_ana, kinds, owed, read, slot

DRINKS = OpenEvent(5, "Drinks", "The Oast, Manchester", date(2027, 6, 24))
QUIZ = OpenEvent(6, "Quiz night", "The Crown", date(2027, 7, 8))


def invited(facts: Facts | None = None) -> Facts:
    """Ana was asked to drinks on Thursday 24 June and to a quiz on Thursday 8 July."""
    return replace(facts or from_ana(owes=()), events=(DRINKS, QUIZ))


@pytest.mark.parametrize(
    "words",
    [
        "Count me in!",
        "Yes, might be a bit late",
        "No problem, I'll be there",
        "No dietary requirements, see you there",
        "Can't wait!",
        "Wouldn't miss it for the world",
        "Can I bring a colleague?",
        "Is it ok if I bring my partner?",
        "I'm in",
        "Save me a seat please",
        "Sign me up",
        "yes pls",
        "I will definitely come",
        "Love to come, thanks for asking",
        "Sorry for the slow reply. I'd love to come.",
        "Put me down for one",
        "Sounds great, see you there!",
        "I'll come but will have to leave early for nights",
        "We'll both be there",
    ],
)
def test_who_comes_says_so_in_many_ways(words: str) -> None:
    assert Coming.YES is coming(words, RULES)


@pytest.mark.parametrize(
    "words",
    [
        "I'll try, might be late from clinic",
        "Hopefully!",
        "Probably, depends on the rota",
        "I'll do my best to make it",
        "Might pop in for a bit",
        "Should be able to make it",
        "Pencil me in",
        "If I can get out of theatre in time I'll be there",
        "Not sure yet, I'll let you know",
        "Maybe",
        "50/50 I'm afraid, waiting on childcare",
    ],
)
def test_who_may_come_counts_as_probably(words: str) -> None:
    assert Coming.PROBABLY is coming(words, RULES)


@pytest.mark.parametrize(
    "words",
    [
        "can't, sorry",
        "Sorry can't make it",
        "Sounds lovely but I'm on nights that week",
        "Sounds great! Sadly I can't make it though",
        "I don't think I can make it",
        "Unfortunately I'm away then",
        "Not this time, thanks",
        "I'll have to pass, exams the next morning",
        "Thanks for the invite but I'm on call",
        "No thanks",
        "I need to drop out of this one, childcare fell through",
        "Regrets from me",
        "Unlikely I'm afraid. Too far on a school night",
        "Next time!",
    ],
)
def test_who_does_not_come_says_so_in_many_ways(words: str) -> None:
    assert Coming.NO is coming(words, RULES)


@pytest.mark.parametrize("words", ["What time does it finish?", "Is there parking?", "Thanks Jo"])
def test_what_is_no_answer_is_none(words: str) -> None:
    assert coming(words, RULES) is None


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("Yes please! I'm veggie.", "I'm veggie."),
        ("Count me in, no nuts for me. See you", "Count me in, no nuts for me."),
        ("Coming. I use a wheelchair, is it step-free?", "I use a wheelchair, is it step-free?"),
        ("Yes, no dietary requirements.", ""),
        ("Yes!", ""),
    ],
)
def test_what_somebody_eats_or_needs_is_kept_in_their_words(words: str, needs: str) -> None:
    assert needs == needs_in(words)


def test_an_answer_to_the_invitation_is_about_that_event() -> None:
    facts = invited(from_ana(replace(answering("P43"), event_id=6), owes=()))

    reading = read("Yes please, I'm vegan", facts)

    assert ["rsvp"] == kinds(reading)
    assert (6, "yes") == (
        slot(reading, IntentKind.RSVP, "event"),
        slot(reading, IntentKind.RSVP, "answer"),
    )
    assert "Yes please, I'm vegan" == slot(reading, IntentKind.RSVP, "needs")


def test_a_question_beside_the_answer_is_heard_too() -> None:
    facts = invited(from_ana(replace(answering("P43"), event_id=5), owes=()))

    reading = read("Can I bring a colleague?", facts)

    assert {"rsvp", "query"} == set(kinds(reading))
    assert "yes" == slot(reading, IntentKind.RSVP, "answer")


def test_a_mail_of_its_own_is_about_the_event_it_names() -> None:
    reading = read("Hi Jo, I can't make the quiz after all, sorry.", invited())

    assert ["rsvp"] == kinds(reading)
    assert (6, "no") == (
        slot(reading, IntentKind.RSVP, "event"),
        slot(reading, IntentKind.RSVP, "answer"),
    )


def test_a_day_alone_is_that_of_the_event_where_nothing_else_is_on_that_day() -> None:
    reading = read("Sorry, can't make it on 24 June :(", invited())

    assert (5, "no") == (
        slot(reading, IntentKind.RSVP, "event"),
        slot(reading, IntentKind.RSVP, "answer"),
    )
    assert slot(reading, IntentKind.RSVP, "instead") is None


def test_where_a_task_asks_for_a_day_of_that_week_too_it_is_not_guessed() -> None:
    facts = invited(from_ana(owes=(owed(StageKind.DAY, "shadowing", "day"),)))

    reading = read("Sorry, can't make it on 24 June :(", facts)

    assert date(2027, 6, 24) == slot(reading, IntentKind.RSVP, "instead")


def test_more_time_until_the_day_of_an_event_is_no_answer_to_it() -> None:
    reading = read(
        "Sorry, I can't do 24 June. Can I have until 28 June for my letter?", invited(from_ana())
    )

    assert "rsvp" not in kinds(reading)
    assert "extension" in kinds(reading)


def test_leaving_the_scheme_is_more_than_not_coming() -> None:
    facts = invited(from_ana(replace(answering("P43"), event_id=5), owes=()))

    reading = read("I can't come, and to be honest I'd like to leave the scheme altogether.", facts)

    assert "withdrawal" in kinds(reading)

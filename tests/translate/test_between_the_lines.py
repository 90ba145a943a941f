"""Grave words never pass for a letter, and what is said between the lines is heard."""

from dataclasses import replace

import pytest

from mailbot.core import actions as do
from mailbot.core.chasing import ChasingRules
from mailbot.core.reading import IntentKind
from mailbot.core.respond import respond
from mailbot.core.tasks import StageKind
from tests.translate.readings import ANA, answering, from_ana, kinds, offered, owed, read

LETTER = from_ana(answering("P10"))
GRAVE = [
    "I have started this four times. I can't make myself get out of the car in the mornings and last week"
    " it seemed to me that it would be simpler not to be here. This is the wrong place to say so.",
    "The turning charts on our ward were being completed for rounds that no one had done, and I have it in"
    " two photographs. I don't know whether it is mine to say. Who should I tell?",
    "I asked in March and then again in April that my answers should go to nobody but the writer. They were"
    " read out at the regional day. I should like an explanation, and from somebody in charge.",
    "Ben's last mail was kind, but there was a line in it about saying goodbye to the dog that bothered me"
    " all weekend. I'm probably overreacting. Could somebody check in on him?",
]
ABOUT_THE_WORK = [
    "We've not settled on anything, Ben is still holding out for the car park and I for the night sitters,"
    " so if nothing comes by Friday it isn't that we have forgotten.",
    "I've done my half of the shared five and sent it to Ben on the 4th and then again on the 11th. I would"
    " hate to get him into trouble, but we're stuck.",
]


@pytest.mark.parametrize("words", GRAVE)
def test_grave_words_sent_while_a_letter_is_owed_are_no_letter(words: str) -> None:
    reading = read(words, LETTER)

    assert "submission" not in kinds(reading)
    assert {"distress", "concern", "complaint"} & set(kinds(reading))


@pytest.mark.parametrize("words", ABOUT_THE_WORK)
def test_news_of_a_joint_answer_is_not_the_answer(words: str) -> None:
    facts = from_ana(answering("P17"), owes=(owed(StageKind.JOINT, "consortium", "shared"),))

    assert "submission" not in kinds(read(words, facts))


def test_an_option_says_what_it_means_and_is_done_once() -> None:
    three = ("1", "2", "3")
    facts = from_ana(answering("P24", *three), offers=offered("P24", *three))

    reading = read("2 please, the twins came early.", facts)
    actions = respond(facts, reading, ChasingRules()).actions

    assert {"choice", "pause"} <= set(kinds(reading))
    assert 1 == sum(isinstance(one, do.Pause) for one in actions)


def test_who_would_rather_stop_one_thing_than_the_scheme_stops_nothing() -> None:
    three = ("1", "2", "3")
    facts = from_ana(answering("P24", *three), offers=offered("P24", *three))

    actions = respond(
        facts, read("I'd rather stop sleeping than stop the scheme!", facts), ChasingRules()
    ).actions

    assert not any(isinstance(one, (do.StopMail, do.Withdraw)) for one in actions)


def test_what_is_sealed_is_not_shown_while_another_s_part_is_open() -> None:
    five = replace(owed(StageKind.SEALED, "consortium", "own"), person_id=ANA.id)
    alone = from_ana(answering("P10"), owes=(five,))
    waiting = replace(alone, others_open=frozenset({five.id}))
    reading = read("1 beds 2 nurses 3 lifts 4 lunch 5 quiet", alone)

    shown = respond(alone, reading, ChasingRules()).actions
    kept = respond(waiting, reading, ChasingRules()).actions

    assert any(isinstance(one, do.Reveal) for one in shown)
    assert not any(isinstance(one, do.Reveal) for one in kept)


def test_a_weak_sign_about_another_does_not_move_plain_distress_to_them() -> None:
    words = "I can't see a way forward. Perhaps I'm being silly."

    found = read(words, LETTER).intent(IntentKind.DISTRESS)

    assert found is not None
    assert "about" not in found.slots


def test_a_question_that_is_answered_at_once_is_asked_of_nobody() -> None:
    assert "query" not in kinds(read("Honest answer? Nothing, we do it already.", LETTER))

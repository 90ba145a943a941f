"""A letter belongs to its reader: what stands in it is nothing that its writer says or asks of us."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.core.reading import Answered, Facts, IntentKind
from mailbot.core.tasks import StageDefinition, StageKind
from tests.translate.readings import (
    BEN,
    DUE,
    answering,
    from_ana,
    kinds,
    offered,
    owed,
    read,
    slot,
)

ANSWER = owed(stage="response")
# Each is an answer to somebody's letter, with one sentence in it that out of it would be for us.
BODY = (
    "Ours is a small team, so I know the feeling of a rota that changes over a weekend. {} The one"
    " thing that helped us was a single sheet beside the kettle with three names on it. Take the"
    " sister along when you go and see them, she has the longest memory on the floor. Bring cake."
)
INSIDE = [
    "I'd sooner have half a plan now than hear about it when it is finished, so send it incomplete.",
    "From our corridor you cannot see the beds at all, and I wish that somebody had told us.",
    "Try that on Monday and let me know what they say to it.",
    "Nobody notices when it goes well, only when the lift breaks.",
    "Nobody knows which form goes where, least of all those who wrote them.",
    "I complained about the boiler for a year before I asked who pays for it.",
    "Please send your list to whoever runs the clinic, he is kinder than he looks.",
    "Say so plainly: does anyone ever look at those yellow slips?",
    "Bring a question along instead of a plan, and somebody will put the kettle on.",
    "I was asked to write up a service that I had never visited, so I made things worse.",
]


def answering_ben(stage: str = "response", mail: str = "P11") -> Answered:
    return replace(answering(mail), stage=stage)


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("greeting", ["", "Dear Ben,\n\n"])
def test_an_answer_is_passed_on_whole_whatever_a_sentence_in_it_might_mean_alone(
    inside: str, greeting: str
) -> None:
    found = read(greeting + BODY.format(inside), from_ana(answering_ben(), owes=(ANSWER,)))

    assert kinds(found) == ["submission"]
    assert slot(found, IntentKind.SUBMISSION, "complete") is True


@pytest.mark.parametrize(
    "words",
    [
        "Nobody knows how I am really, and I can't go on like this.",
        "Nobody would understand. I cry in the car before every shift.",
        "Nobody notices when I don't come in. I feel completely alone.",
    ],
)
def test_somebody_alone_is_heard_all_the_same(words: str) -> None:
    assert kinds(read(words, from_ana(answering_ben(), owes=(ANSWER,))))[0] == "distress"


def test_rounds_written_up_that_nobody_had_done_stay_a_concern() -> None:
    words = "The night team wrote up obs that nobody had taken, and I was told to leave it."

    assert kinds(read(words, from_ana(answering("P10"))))[0] == "concern"


@pytest.mark.parametrize(
    "words",
    [
        "See below.\n\nTuesday would suit me.",
        "My answer is below:\n\nany day but Monday",
    ],
)
def test_a_day_that_was_typed_below_is_a_day(words: str) -> None:
    day = replace(owed(StageKind.DAY, "shadowing", "day"), id=8)
    facts = from_ana(replace(answering("P10"), stage="day", assignment_id=8), owes=(day, ANSWER))

    assert kinds(read(words, facts)) == ["day"]


@pytest.mark.parametrize(
    "words",
    [
        "Could I have until Tuesday? The ward is one short.",
        "On nights till Thursday - please may I have the weekend?",
        "Can I get a few more days, clinic is bursting",
    ],
)
def test_who_asks_for_longer_where_a_day_is_to_be_agreed_names_no_day(words: str) -> None:
    day = replace(owed(StageKind.DAY, "shadowing", "day"), id=8)
    facts = from_ana(replace(answering("P22"), stage="day", assignment_id=8), owes=(day,))

    assert kinds(read(words, facts)) == ["extension"]


def test_the_case_is_chosen_in_answer_to_a_mail_about_it_though_it_was_settled_meanwhile() -> None:
    case = replace(owed(StageKind.CHOICE, "cases", "case"), id=8, done_at=DUE)
    joint = owed(StageKind.JOINT, "cases", "response")
    facts = from_ana(
        replace(answering("P19"), stage="case", assignment_id=8), owes=(joint,), done=(case,)
    )

    found = read("B then", facts)

    assert kinds(found) == ["choice"]
    assert slot(found, IntentKind.CHOICE, "option") == "B"


def met_an_expert(mail: str = "P32") -> Facts:
    note = owed(StageKind.EXPERT, "consortium", "expert")
    return from_ana(replace(answering(mail), stage="expert"), owes=(note,))


def test_two_lines_after_the_expert_are_the_note_that_was_asked_for() -> None:
    words = "She made us put the cheapest thing first. We would now start with the pharmacy hours."

    assert kinds(read(words, met_an_expert())) == ["submission"]


def test_what_arranges_the_meeting_with_the_expert_is_no_note_about_it() -> None:
    words = (
        "Dr Low suggests Thursday at four or Friday at nine, both by phone, whichever is easier."
    )

    assert "submission" not in kinds(read(words, met_an_expert()))


def test_a_time_for_a_part_that_another_has_sent_is_a_sign_of_life() -> None:
    facts = from_ana(answering("P22"), owes=(), done=(replace(owed(), done_at=DUE),))

    assert kinds(read("Sunday evening, promise", facts)) == ["still_here"]


def test_a_second_letter_in_the_thread_of_one_that_came_is_a_new_version_of_it() -> None:
    sent = replace(ANSWER, done_at=datetime(2027, 6, 8, tzinfo=UTC))
    facts = from_ana(answering_ben(mail="P12"), owes=(), done=(sent,))

    found = read("Dear Ben,\n\n" + BODY.format(INSIDE[2]), facts)

    assert kinds(found) == ["submission"]
    assert slot(found, IntentKind.SUBMISSION, "correction") is True


@pytest.mark.parametrize(
    "words",
    [
        "I will ring the service lead before I complain about her.",
        "I'll stop writing long emails on Friday afternoons.",
        "I'm going to ask twice instead of complaining about the answer.",
    ],
)
def test_a_line_about_next_time_is_feedback_and_nothing_is_chosen_or_moved(words: str) -> None:
    asked = "Ben has answered. One line back, if you like: what will you do differently? We may quote it to the group, without your name. Add N to say no."
    mail = replace(answering("P17"), texts=(asked,), promise_id=None)
    facts = from_ana(mail, owes=(ANSWER,), offers=offered("P18", "yes"))

    assert kinds(read(words, facts)) == ["feedback"]


def test_a_long_mail_in_another_thread_takes_no_offer() -> None:
    answered = replace(answering("P35"), promise_id=None)
    facts = from_ana(answered, owes=(), offers=offered("P18", "yes"), partners=(BEN,))

    assert "choice" not in kinds(read("I'll put my name under every email from now on.", facts))


@pytest.mark.parametrize(
    "words",
    [
        "Nothing from Ben for two weeks. Is this still worth it?",
        "Ben hasn't written back. Is there any point in me going on with it?",
        "Heard nothing from Ben. Are we supposed to just wait?",
    ],
)
def test_whoever_asks_whether_it_is_worth_it_gets_choices_and_asks_nobody_else(words: str) -> None:
    found = read(words, from_ana(answering("P12"), owes=(), done=(replace(owed(), done_at=DUE),)))

    assert kinds(found) == ["quiet_buddy"]


def test_a_question_of_substance_beside_a_silent_buddy_is_asked_all_the_same() -> None:
    words = "Nothing from Ben for two weeks. Could I use the letter for my appraisal anyway?"

    assert {"quiet_buddy", "query"} <= set(kinds(read(words, from_ana(answering("P12")))))


@pytest.mark.parametrize(
    "words", ["Great, thanks for sorting that.", "Thank you so much for arranging this for me!"]
)
def test_thanks_for_what_we_did_are_thanks_where_something_was_asked_too(words: str) -> None:
    assert kinds(read(words, from_ana(answering("P01"), owes=()))) == ["thanks"]


def test_thanks_with_a_particular_beside_them_are_more_than_thanks() -> None:
    words = "Thanks for sorting that. It's Wigan and not Leigh though."

    assert kinds(read(words, from_ana(answering("P01"), owes=()))) != ["thanks"]


RELAYED = StageDefinition("response", StageKind.LETTER, 7, "answer", 10, opens_on_relay=True)


@pytest.mark.parametrize("mail", ["P12", "P20", "P21"])
def test_an_answer_that_speaks_to_you_is_one_in_whatever_mail_of_its_thread_it_stands(
    mail: str,
) -> None:
    words = (
        "Your letter made me smile, and then think of you on that ward. Should you ever come down to"
        " us, ask for the one with the list. You will be told that it can't be done before you have"
        " sat down, so you want your tea first. Thank you for telling it so well."
    )
    facts = replace(from_ana(answering_ben(mail=mail), owes=(ANSWER,)), asked={ANSWER.id: RELAYED})

    assert kinds(read(words, facts)) == ["submission"]


def test_a_new_job_is_why_somebody_leaves_and_no_address_to_ask_for() -> None:
    words = (
        "I can't carry on with the scheme, I'm afraid. I'm starting a new job and have no hours."
    )

    assert kinds(read(words, from_ana(answering("P10")))) == ["withdrawal"]


def test_who_leaves_and_names_a_new_address_has_said_both() -> None:
    words = "I can't carry on with the scheme. For my papers: my new address is ana@home.example."

    assert set(kinds(read(words, from_ana(answering("P10"))))) == {"withdrawal", "contact_change"}

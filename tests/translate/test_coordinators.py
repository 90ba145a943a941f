"""What coordinators write from a phone is a decision, a command or a copy, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from mailbot.core.mail import Attachment
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.reading import IntentKind, OpenEvent, OpenQuestion
from tests.translate.readings import ANA, BEN, a_mail, answering, from_gil, kinds, read, slot

DECISIONS = [
    ("1 ok 2 no, ask him first 3 later", ("1: ok", "2: no, ask him first", "3: later")),
    ("1 ok\n2 no\n3 later", ("1: ok", "2: no", "3: later")),
    ("1. OK\n2. No, wait until Monday", ("1: OK", "2: No, wait until Monday")),
    ("ok 1 and 3, no to 2", ("1: ok", "3: ok", "2: no")),
    ("1,2 yes", ("1: yes", "2: yes")),
    ("1-3 ok", ("1: ok", "2: ok", "3: ok")),
    ("all ok", ("*: ok",)),
    ("yes to all", ("*: yes",)),
    ("ok", (": ok",)),
    ("Oj", (": Oj",)),
    ("\U0001f44d", (": \U0001f44d",)),
]


@pytest.mark.parametrize(("words", "answers"), DECISIONS)
def test_a_reply_to_the_digest_decides_item_by_item(words: str, answers: tuple[str, ...]) -> None:
    reading = read(words, from_gil(answering("N01"), decisions=(1, 2, 3)))

    assert slot(reading, IntentKind.DECISION, "answers") == answers


@pytest.mark.parametrize("words", ["1", "The second one, but write to Ben first"])
def test_a_mail_that_asks_one_thing_is_answered_by_any_words(words: str) -> None:
    reading = read(words, from_gil(answering("N07", number=4), decisions=(4,)))

    assert slot(reading, IntentKind.DECISION, "answers") == (f"4: {words}",)


COMMANDS: list[tuple[str, dict[str, object]]] = [
    ("who ana", {"verb": "who", "who": ("ana",)}),
    (
        "Hi, could you please pause ana to 3 sept? Thanks",
        {"verb": "pause", "who": ("ana",), "until": date(2027, 9, 3)},
    ),
    ("pause everything", {"verb": "pause_everything"}),
    ("match ana + ben + cleo", {"verb": "match", "who": ("ana", "ben", "cleo")}),
    ("extend task 1 to fri", {"verb": "extend", "task": "1", "until": date(2027, 6, 11)}),
    (
        "answer 14: Any trust will do.\nBest pick your own.",
        {"verb": "answer", "number": 14, "text": "Any trust will do.\nBest pick your own."},
    ),
    (
        "send managers: the talk is at 6",
        {"verb": "send", "who": ("managers",), "text": "the talk is at 6"},
    ),
    ("start task 1 tuesday 15 june", {"verb": "start", "task": "1", "until": date(2027, 6, 15)}),
    ("away 3-17 aug", {"verb": "away", "until": date(2027, 8, 17)}),
    ("remind late", {"verb": "remind", "who": ("late",)}),
    (
        "handover to lee@trust.example from 1 sept",
        {"verb": "handover", "who": ("lee@trust.example",), "until": date(2027, 9, 1)},
    ),
    ("remove ana field please", {"verb": "remove", "who": ("ana field",)}),
    ("split ana and ben", {"verb": "split", "who": ("ana", "ben")}),
    ("how many are waiting?", {"verb": "waiting"}),
    ("remtch ana", {"verb": "rematch", "who": ("ana",)}),
    ("Late?", {"verb": "late"}),
    ("undo", {"verb": "undo"}),
]


@pytest.mark.parametrize(("words", "data"), COMMANDS)
def test_a_command_is_understood_in_short_english(words: str, data: dict[str, object]) -> None:
    reading = read(words, from_gil())

    assert kinds(reading) == ["command"]
    assert {name: slot(reading, IntentKind.COMMAND, name) for name in data} == data


def test_a_yes_confirms_only_under_the_mail_that_asks_for_it() -> None:
    confirming = read("yes", from_gil(answering("N05"), decisions=()))

    assert slot(confirming, IntentKind.COMMAND, "verb") == "yes"


@pytest.mark.parametrize("words", ["what's for lunch", "San Francisco", "The car park is full"])
def test_chatter_is_no_command(words: str) -> None:
    assert kinds(read(words, from_gil())) == ["other"]


WAITING = tuple(
    Person(number, name, Role.CLINICIAN, PersonState.WAITING, (f"{name.lower()}@trust.example",))
    for number, name in ((11, "Cleo"), (12, "Dev"))
)
COPIES = [
    ("Cleo, Dev: over to you two!", WAITING, (), "introduction"),
    ("Could you look at this please?", (ANA, BEN), (), "unclear"),
    ("Let me introduce you two to each other", (ANA, WAITING[0]), (), "unclear"),
    ("no rush, end of the month is fine", (ANA,), (), "extension"),
    ("Sorry to lose you, and good luck", (ANA,), (), "withdrawal_accepted"),
    ("Hi both, putting you in touch as buddies", WAITING, (), "introduction"),
    ("Thanks both for your patience, we are still looking for a new buddy", WAITING, (), "unclear"),
    ("Yes, that's fine, a line more or less won't hurt anybody.", (ANA,), (), "answer"),
    ("Friday the 25th is fine", (ANA,), (), "extension"),
    ("I've put you down for the 25th instead", (ANA,), (), "extension"),
    ("Are you bringing the projector on Friday?", (ANA,), (), "unclear"),
    ("No hard feelings, we'll find somebody else for Ben", (ANA,), (), "withdrawal_accepted"),
    ("Keep this between us please", (ANA,), (), "private"),
    ("Private clinics are fine too, to answer you", (ANA,), (), "answer"),
    ("Would your trust like a poster?", (), ("press@paper.example",), "outreach"),
]


@pytest.mark.parametrize(("words", "to", "strangers", "means"), COPIES)
def test_a_copy_is_read_for_what_the_coordinator_did(
    words: str, to: tuple[Person, ...], strangers: tuple[str, ...], means: str
) -> None:
    reading = read(words, from_gil(to=to, strangers=strangers))

    assert kinds(reading) == ["coordinator_copy"]
    assert slot(reading, IntentKind.COORDINATOR_COPY, "means") == means


def test_a_copy_that_gives_time_names_the_day() -> None:
    reading = read("no rush, end of the month is fine", from_gil(to=(ANA,)))

    assert slot(reading, IntentKind.COORDINATOR_COPY, "until") == date(2027, 6, 30)


def test_a_copy_to_somebody_whose_question_is_open_answers_it() -> None:
    question = OpenQuestion(9, 14, ANA.id, "Does it matter which trust?")

    reading = read("It does not matter at all.", from_gil(to=(ANA,), questions=(question,)))

    assert slot(reading, IntentKind.COORDINATOR_COPY, "means") == "answer"


def test_a_chat_with_somebody_whose_question_is_open_does_not_answer_it() -> None:
    question = OpenQuestion(9, 14, ANA.id, "Does it matter which trust?")
    words = "Lovely to see you on Thursday, and what a cake!"

    reading = read(words, from_gil(to=(ANA,), questions=(question,)))

    assert slot(reading, IntentKind.COORDINATOR_COPY, "means") == "unclear"


def test_a_command_word_in_a_copied_mail_is_no_command() -> None:
    reading = read("remove ana", from_gil(to=(ANA,)))

    assert kinds(reading) == ["coordinator_copy"]


def test_a_table_is_to_be_imported() -> None:
    table = Attachment("survey.csv", "text/csv", b"name,email\n")

    assert kinds(read("Import please", from_gil(), a_mail(files=(table,)))) == ["import"]


def test_words_to_pass_on_that_name_an_event_order_nothing_about_it() -> None:
    drinks = OpenEvent(5, "Drinks", "The Oast", date(2027, 7, 15))
    facts = replace(from_gil(), events=(drinks,))

    passed_on = read("send managers: drinks is now at 7pm, see you there", facts)
    ordered = read("Hi, please can you move drinks to 7pm? Thanks", facts)

    assert "send" == slot(passed_on, IntentKind.COMMAND, "verb")
    assert "event" == slot(ordered, IntentKind.COMMAND, "verb")


def test_an_answer_of_nothing_but_manners_is_no_order_about_an_event() -> None:
    reading = read("ok", from_gil(answering("N06", number=4), decisions=(4,)))

    assert ("4: ok",) == slot(reading, IntentKind.DECISION, "answers")

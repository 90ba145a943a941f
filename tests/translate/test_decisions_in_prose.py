"""Coordinators decide in their own words: by number, by place, by a name, under each item, or all at once."""

from dataclasses import replace

import pytest

from mailbot.core.reading import Facts, IntentKind
from tests.translate.readings import a_mail, answering, from_gil, kinds, read, slot

DIGEST = """3 things need you.

1 Ben Marsh has heard nothing from Ana Field (9 days). Cleo Hart is free. OK / no / wait
2 Letter held: it may name a patient (Dev Shah). fine / delete
3 Eli Moss asks: may he write about a clinic? OK / your words

7 of 9 on track."""
PAIRS = """4 pairs ready.

5 Ana Field + Ben Marsh - both Dale
6 Cleo Hart + Dev Shah - same trust
7 Eli Moss + Fay Long - both Hill
8 Gwen Pugh + Huw Rees - same trust

OK to all, or like "ok 5 7, hold 8"."""
ONE_QUESTION = """1 thing needs you.

4 Eli Moss asks (since Friday): typed or attached? OK / your words

8 of 9 on track."""
JILTED = "12 Ben Marsh asked for a new buddy. Cleo Hart is free. OK / no / wait"


def below(mail: str, text: str, *numbers: int, number: int = 0) -> Facts:
    return from_gil(replace(answering(mail, number=number), texts=(text,)), decisions=numbers)


BELOW_DIGEST = below("N01", DIGEST, 1, 2, 3)
BELOW_PAIRS = below("N10", PAIRS, 5, 6, 7, 8)
BELOW_QUESTION = below("N01", ONE_QUESTION, 4)
BELOW_JILTED = below("N02", JILTED, 12, number=12)


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("1 go for it, 2 bin it, 3 yes", ("1: ok", "2: delete", "3: yes")),
        ("1 hold fire. 2 delete. 3 any will do", ("1: wait", "2: delete", "3: any will do")),
        (
            "Happy with the first. Second one - bin it. For Eli say a clinic is fine",
            ("1: ok", "2: delete", "3: For Eli say a clinic is fine"),
        ),
        ("The first is fine by me, the second can go in the bin", ("1: ok",)),
        ("Ben can wait. Dev's letter is fine.", ("1: wait", "2: fine")),
        ("1) ok 2) don't delete it", ("1: ok", "2: don't delete it")),
        ("1 - not ok", ("1: no",)),
        ("2 no, ask him first", ("2: no, ask him first",)),
        ("all three please", ("*: ok",)),
        ("wait on all of them", ("*: wait",)),
        ("OK to 1. Delete 2. For 3 say yes", ("1: ok", "2: delete", "3: say yes")),
        ("1. Yes 2. Delete please 3. Yes he may", ("1: ok", "2: delete", "3: Yes he may")),
        ("please delete 2", ("2: delete",)),
        (
            "One: yes. Two: fine. Three: I told him in the corridor",
            ("1: ok", "2: fine", "3: close"),
        ),
        (
            "the first one's fine, bin the second and tell Eli yes",
            ("1: ok", "2: delete", "3: tell Eli yes"),
        ),
    ],
)
def test_a_digest_is_answered_in_prose(words: str, answers: tuple[str, ...]) -> None:
    reading = read(words, BELOW_DIGEST)

    assert kinds(reading) == ["decision"]
    said = slot(reading, IntentKind.DECISION, "answers")
    assert isinstance(said, tuple)
    assert set(answers) <= set(said)


@pytest.mark.parametrize("words", ["Ok", "Everything looks good", "Thanks, all good", "\U0001f44d"])
def test_what_may_be_mere_praise_of_a_digest_is_asked_back(words: str) -> None:
    reading = read(words, BELOW_DIGEST)

    assert slot(reading, IntentKind.DECISION, "answers") == (f": {words}",)


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("Lovely, all four please. Nice work on Gwen and Huw.", {"*: ok"}),
        ("Everything except number 7. Eli is her boss.", {"5: ok", "6: ok", "8: ok"}),
        ("All good except the last one", {"5: ok", "6: ok", "7: ok"}),
        ("no to all of these for now, the board wants to see them", {"*: later"}),
        ("none of them please", {"*: no"}),
        ("yes except Eli and Fay", {"5: ok", "6: ok", "8: ok"}),
        ("Don't do 6, Dev is leaving", {"6: no"}),
        ("Swap 6 and 8 and sit on 5", {"6: swap with 8", "8: swap with 6", "5: later"}),
        ("just 5 and 7", {"5: ok", "7: ok"}),
        ("Happy with 5 and 7, hold 8", {"5: ok", "7: ok", "8: later"}),
        ("5 yes 6 yes 7 no she's his boss 8 yes", {"5: ok", "6: ok", "7: no", "8: ok"}),
    ],
)
def test_proposed_pairs_are_decided_in_prose(words: str, answers: set[str]) -> None:
    reading = read(words, BELOW_PAIRS)

    assert kinds(reading) == ["decision"]
    said = slot(reading, IntentKind.DECISION, "answers")
    assert isinstance(said, tuple)
    assert set(said) == answers


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Yes do it, she's been very patient", "12: ok"),
        ("wait - I saw Ana in the canteen", "12: wait"),
        ("go on then", "12: ok"),
    ],
)
def test_reasons_behind_a_decision_do_not_hide_it(words: str, answer: str) -> None:
    reading = read(words, BELOW_JILTED)

    assert slot(reading, IntentKind.DECISION, "answers") == (answer,)


def test_words_for_the_one_question_are_its_answer() -> None:
    words = "Tell her either's fine, but no photos of the cat"

    reading = read(words, BELOW_QUESTION)

    assert slot(reading, IntentKind.DECISION, "answers") == (f"4: {words}",)


def test_agreeing_to_what_was_suggested_is_not_sent_to_the_asker_as_words() -> None:
    reading = read("go for it", BELOW_QUESTION)

    assert slot(reading, IntentKind.DECISION, "answers") == ("4: ok",)


@pytest.mark.parametrize(
    "words",
    [
        "what's for lunch",
        "See you on Thursday!",
        "What did we say last time?",
        "Typed or attached, you mean?",
    ],
)
def test_chatter_below_the_one_question_is_no_answer_to_it(words: str) -> None:
    reading = read(words, BELOW_QUESTION)

    assert "decision" not in kinds(reading)


@pytest.mark.parametrize(
    ("words", "facts", "verb"),
    [
        ("pause everything", BELOW_DIGEST, "pause_everything"),
        ("late", BELOW_JILTED, "late"),
        ("undo", BELOW_QUESTION, "undo"),
    ],
)
def test_a_command_below_a_mail_that_asks_something_else_is_a_command(
    words: str, facts: Facts, verb: str
) -> None:
    reading = read(words, facts)

    assert slot(reading, IntentKind.COMMAND, "verb") == verb


def test_answers_typed_below_each_item_belong_to_it() -> None:
    words = "wait, he's just back\n\ndelete\n\nok"
    one, two, three = DIGEST.splitlines()[2:5]
    mail = f"> 3 things need you.\n>\n> {one}\n\nwait, he's just back\n\n> {two}\n\ndelete\n\n> {three}\n\nok\n"

    reading = read(words, BELOW_DIGEST, replace(a_mail(), text=mail))

    assert slot(reading, IntentKind.DECISION, "answers") == ("1: wait", "2: delete", "3: ok")


def test_what_stands_below_the_whole_digest_belongs_to_no_item() -> None:
    quoted = "\n".join(f"> {line}" for line in DIGEST.splitlines())

    reading = read("2 fine", BELOW_DIGEST, replace(a_mail(), text=f"{quoted}\n\n2 fine\n"))

    assert slot(reading, IntentKind.DECISION, "answers") == ("2: fine",)


@pytest.mark.parametrize(
    ("words", "facts", "number"),
    [
        ("3 is mine, I know Eli", BELOW_DIGEST, 3),
        ("leave it with me", BELOW_JILTED, 12),
        ("mine", BELOW_QUESTION, 4),
    ],
)
def test_who_takes_an_item_upon_themselves_sends_nobody_words(
    words: str, facts: Facts, number: int
) -> None:
    reading = read(words, facts)

    assert kinds(reading) == ["command"]
    assert slot(reading, IntentKind.COMMAND, "verb") == "mine"
    assert slot(reading, IntentKind.COMMAND, "number") == number


def test_what_is_only_promised_for_later_decides_nothing() -> None:
    reading = read("I'm on the ward until 3, will do 1 then", BELOW_DIGEST)

    assert "decision" not in kinds(reading)


@pytest.mark.parametrize("words", ["give Ana until Friday and then yes", "fine, do it tomorrow"])
def test_a_decision_that_says_two_things_stays_in_words(words: str) -> None:
    reading = read(words, BELOW_JILTED)

    assert slot(reading, IntentKind.DECISION, "answers") == (f"12: {words}",)


LEFT_OVER = """4 things need you.

22 Ana Field is one too many: stay on the list, a trio with Ben Marsh, or the July intake? stay / trio / july
26 Eli Moss is one too many: stay on the list, a trio with Ben Marsh, or the July intake? stay / trio / july
32 Fay Long is one too many: stay on the list, a trio with Ben Marsh, or the July intake? (since Tuesday) stay / trio / july
33 Huw Rees is one too many: stay on the list, a trio with Ben Marsh, or the July intake? stay / trio / july

7 of 9 on track."""


def test_each_number_opens_an_item_where_its_own_line_offers_the_word_behind_it() -> None:
    reading = read("22 stay 26 trio 32 stay 33 july", below("N01", LEFT_OVER, 22, 26, 32, 33))

    assert slot(reading, IntentKind.DECISION, "answers") == (
        "22: stay",
        "26: trio",
        "32: stay",
        "33: july",
    )

"""Copied mail is known as such however it was delivered, and what it answers is answered (F6, F7, F8)."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.stories.scene import Scene, scene
from tests.stories.spoken import KIT, OTHERS, PATIENT, plays, rows, two_work_and_two_wait
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, SCHEME, words_of
from tests.stories.test_who_hears import TRUSTED, VERDICT

# What servers add for whom a mail was in BCC: Gmail, Exchange, Postfix, some that keep the field, and none.
FORMS = {
    "Gmail": f"Delivered-To: {SCHEME}\r\nX-Received: by 2002:a05:6402:1 with SMTP id b1mr2",
    "Exchange": "X-MS-Exchange-Organization-Recipient-P2-Type: Bcc\r\n"
    "X-MS-Exchange-CrossTenant-FromEntityHeader: Hosted\r\nX-MS-Exchange-Organization-AuthAs: Internal",
    "Postfix": f"X-Original-To: {SCHEME}\r\nDelivered-To: {SCHEME}",
    "the field itself": f"Bcc: Buddy Scheme <{SCHEME}>",
    "none": "X-Mailer: iPhone Mail (18F72)",
}
COPIED = tuple(one for one in rows() if "copy" in one.part)
PARTICIPANTS = (ANA, BEN, CLEO, DEV)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "chasing.toml").write_text(PATIENT, "utf-8")
    with scene(tmp_path) as opened:
        for one in OTHERS:
            opened.server.add_person(one)
        two_work_and_two_wait(opened, TRUSTED)
        yield opened


def copies(stage: Scene, words: str, to: str, head: str = "") -> None:
    """Let Gil write to others with the scheme in BCC; an empty `to` names nobody."""
    stage.count += 1
    lines = [
        f"From: Gil Sharp <{GIL}>",
        *([f"To: {to}"] if to else []),
        "Subject: Re: A word",
        f"Message-ID: <{stage.count}.{GIL}>",
        VERDICT,
        *([head] if head else []),
    ]
    stage.hand_in(GIL, [SCHEME], ("\r\n".join(lines) + f"\r\n\r\n{words}\r\n").encode())
    stage.passes(minutes=1)
    stage.passes(minutes=20)


@pytest.mark.parametrize("first", range(len(FORMS)), ids=[*FORMS])
def test_every_copied_mail_is_heard_of_in_the_same_way_through_every_server(
    stage: Scene, first: int
) -> None:
    forms = cycle([*FORMS.values()][first:] + [*FORMS.values()][:first])

    for row in COPIED:
        heard = plays(stage, row, f"{VERDICT}\r\n{next(forms)}")

        assert (row.says, dict(row.hears)) == (row.says, heard)


@pytest.mark.parametrize("to", ["undisclosed-recipients:;", ""])
def test_what_went_to_people_who_are_all_in_bcc_orders_nothing_and_nobody_hears(
    stage: Scene, to: str
) -> None:
    before = {one: len(stage.to(one)) for one in (*PARTICIPANTS, GIL)}

    copies(stage, "Dear all, please send your letters by Friday. The ward kettle is back. Gil", to)
    quiet = {one: len(stage.to(one)) for one in (*PARTICIPANTS, GIL)}
    copies(stage, "Dear all, please pause Ana to 3 september, she is on leave.", to)

    assert before == quiet
    assert "N05" == stage.heard(GIL)[-1]
    assert {**before, GIL: before[GIL] + 1} == {
        one: len(stage.to(one)) for one in (*PARTICIPANTS, GIL)
    }


def question(stage: Scene, words: str) -> str:
    stage.writes(ANA, words, "A word")
    asked_by = f"<{stage.count}.{ANA}>"
    stage.passes(minutes=1)
    return asked_by


def state_of_question(stage: Scene) -> object:
    ((state,),) = stage.ask("select state from promise where kind = 'question'")
    return state


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Ana, straight to me please. Gil", "kept"),
        ("Yep!", "kept"),
        ("Good one, I'll ask the others and come back to you", "open"),
        ("let me check with HR first", "open"),
    ],
)
def test_a_reply_to_the_very_mail_that_asked_answers_it_unless_it_only_promises_to(
    stage: Scene, words: str, state: str
) -> None:
    asked = question(stage, "Where does the diary of the day go, to you or to Ben?")

    copies(stage, words, ANA, f"In-Reply-To: {asked}\r\nReferences: {asked}")

    assert state == state_of_question(stage)
    assert (state == "open") == ("P35" in stage.heard(ANA))


def test_an_answer_that_gives_more_time_as_well_answers_too(stage: Scene) -> None:
    question(stage, "Is it all right to hand the letter in as a photo of my notebook?")

    copies(stage, "Hi Ana, yes a photo is fine, and no rush, take until 30 June. G", ANA)

    assert "kept" == state_of_question(stage)
    assert "P35" not in stage.heard(ANA)
    assert 1 == len(stage.ask("select id from promise where kind = 'extension' and state = 'open'"))


def test_a_colleague_who_answers_what_was_answered_in_a_reply_is_told_first(stage: Scene) -> None:
    asked = question(stage, "Where does the diary of the day go, to you or to Ben?")
    copies(stage, "straight to me pls", ANA, f"In-Reply-To: {asked}")
    ((number,),) = stage.ask("select number from promise where kind = 'question'")

    stage.writes(KIT, f"answer {number}: to Ben please", "Ana", head=VERDICT)
    stage.passes(minutes=10)

    assert "N13" == stage.heard(KIT)[-1]
    assert "P35" not in stage.heard(ANA)


@pytest.mark.parametrize(
    "words",
    ["I've got {n}", "leave {n} to me", "i'll deal with {n} thanks", "I'm on {n}", "taking {n}"],
)
def test_who_takes_an_item_in_any_words_has_it(stage: Scene, words: str) -> None:
    question(stage, "Where does the diary of the day go, to you or to Ben?")
    stage.clock.now = stage.clock.now.replace(day=14, hour=7, minute=45)
    stage.passes()
    ((number,),) = stage.ask("select number from promise where kind = 'question'")

    stage.writes(GIL, words.replace("{n}", str(number)), answers=stage.of_kind(GIL, "N01"))
    stage.passes(minutes=1)

    assert f"{number} is yours" in words_of(stage.last(GIL))
    assert "open" == state_of_question(stage)


def test_no_14_is_a_number_and_no_refusal(stage: Scene) -> None:
    question(stage, "Where does the diary of the day go, to you or to Ben?")
    stage.clock.now = stage.clock.now.replace(day=14, hour=7, minute=45)
    stage.passes()
    ((number,),) = stage.ask("select number from promise where kind = 'question'")

    said = f"tell no {number} it goes to Ben and nobody else"
    stage.writes(GIL, said, answers=stage.of_kind(GIL, "N01"))
    stage.passes(minutes=1)

    assert "it goes to Ben and nobody else" in words_of(stage.of_kind(ANA, "P35"))

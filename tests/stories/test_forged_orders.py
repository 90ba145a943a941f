"""An order counts only from a coordinator who is proven; whatever is forged, quoted or replayed does nothing (F4)."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.core.scheme import Coordinator
from tests.stories.forgeries import NOT_SAID, ORDER, doubted, forged, heard_by_people, states
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, JOINS, SCHEME, words_of

KIT = "kit@office.test"
TRUSTED = "mx.office.test"
GOOD = "Authentication-Results: mx.office.test; dmarc=pass header.from=office.test"
BAD = "Authentication-Results: mx.office.test; dmarc=fail header.from=office.test"
FOREIGN = "Authentication-Results: mx.elsewhere.test; dmarc=pass header.from=office.test"


def trusting(stage: Scene) -> None:
    """Let a second coordinator join, and let one server's verdict count."""
    kit = Coordinator("Kit Hale", KIT)
    scheme = stage.house.scheme
    both = replace(
        scheme, coordinators=(*scheme.coordinators, kit), trusted_authserv=("mx.office.test",)
    )
    stage.house = replace(stage.house, scheme=both)
    stage.server.add_person(KIT)
    stage.passes(minutes=5)
    stage.writes(ANA, JOINS[ANA], "Joining")
    stage.passes(minutes=5)
    stage.passes(hours=1)


def state_of_ana(stage: Scene) -> str:
    ((state,),) = stage.ask("select state from person where name = 'Ana Reyes'")
    return str(state)


@pytest.mark.parametrize(
    "head",
    [f"{BAD}\r\n{GOOD}", f"{FOREIGN}\r\n{GOOD}", *doubted(TRUSTED).values()],
    ids=["pass below fail", "pass below foreign", *doubted(TRUSTED)],
)
def test_an_order_without_a_trusted_verdict_on_top_only_asks_the_address_on_file(
    tmp_path: Path, head: str
) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        heard = len(stage.to(ANA))

        stage.writes(GIL, "pause ana", "An order", head=head)
        stage.passes(minutes=5)

        assert "waiting" == state_of_ana(stage)
        assert ["N05"] == stage.heard(GIL)[-1:]
        assert heard == len(stage.to(ANA))


def test_a_trusted_verdict_on_top_lets_one_person_be_paused_at_once(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)

        stage.writes(GIL, "pause ana", "An order", head=GOOD)
        stage.passes(minutes=5)

        assert "paused" == state_of_ana(stage)
        assert "UNDO works until" in words_of(stage.last(GIL))


def test_however_often_an_order_is_forged_its_owner_is_asked_once_and_nobody_else_hears(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        before = states(stage), heard_by_people(stage), len(stage.to(GIL))

        for head in forged("mx.forger.test").values():
            stage.writes(GIL, ORDER, "An order", head=head)
            stage.passes(minutes=2)
        for head in doubted(TRUSTED).values():
            stage.writes(GIL, ORDER, "An order", head=head)
            stage.passes(minutes=2)

        assert before[:2] == (states(stage), heard_by_people(stage))
        assert ["N05"] == stage.heard(GIL, since=before[2])


def test_a_flood_of_different_orders_ends_in_one_line_of_the_digest(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        before = len(stage.to(GIL))

        for day in range(1, 16):
            stage.writes(GIL, f"pause ana until {day} september", "An order", head=BAD)
        stage.passes(minutes=2)

        assert ["N05"] * 6 == stage.heard(GIL, since=before)
        stage.days(1)
        assert "More orders came in the name of Gil" in words_of(stage.of_kind(GIL, "N01"))


@pytest.mark.parametrize("words", NOT_SAID.values(), ids=NOT_SAID)
def test_an_order_that_its_writer_did_not_say_is_none(tmp_path: Path, words: str) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        before = states(stage), heard_by_people(stage)

        stage.writes(GIL, words, "A word", head=GOOD)
        stage.passes(minutes=5)

        assert before == (states(stage), heard_by_people(stage))
        assert "N05" not in stage.heard(GIL)


def test_two_senders_in_one_from_field_prove_nothing(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)

        head = (
            f"From: eve@evil.test, Gil Sharp <{GIL}>\r\nTo: {SCHEME}\r\nSubject: An order\r\n{GOOD}"
        )
        stage.hand_in(GIL, [SCHEME], f"{head}\r\n\r\n{ORDER}\r\n".encode())
        stage.passes(minutes=5)

        assert "waiting" == state_of_ana(stage)


def test_a_forged_copy_of_an_introduction_or_an_answer_changes_nothing(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        stage.writes(BEN, JOINS[BEN], "Joining")
        stage.writes(ANA, "Must it be a manager of my own trust, or would any do?")
        stage.passes(minutes=10)
        before = states(stage), heard_by_people(stage)

        for head in doubted(TRUSTED).values():
            stage.writes(
                GIL,
                "Ana, meet Ben. Ben, meet Ana: buddies from today.",
                to=f"{ANA}, {BEN}",
                head=head,
            )
            stage.writes(GIL, "Hi Ana, yes, any manager of any trust will do.", to=ANA, head=head)
            stage.passes(minutes=2)

        assert before == (states(stage), heard_by_people(stage))
        assert 1 == stage.heard(GIL).count("N07")


def test_even_a_proven_coordinator_confirms_what_cannot_be_undone_easily(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)

        stage.writes(GIL, "remove ana", "An order", head=GOOD)
        stage.passes(minutes=5)

        assert "waiting" == state_of_ana(stage)
        assert ["N05"] == stage.heard(GIL)[-1:]


@pytest.mark.parametrize(
    ("sender", "words", "head"),
    [
        (KIT, "YES", ""),
        (ANA, "YES", ""),
        (GIL, "YES", BAD),
        (GIL, "YES", "Auto-Submitted: auto-replied"),
        (GIL, "I am away.\n\n> YES\n> remove ana", ""),
        (GIL, "Who said yes?", ""),
        (GIL, "Thank you", ""),
    ],
    ids=[
        "another coordinator",
        "a participant",
        "disowned",
        "an auto-reply",
        "in a quote",
        "asking back",
        "mere thanks",
    ],
)
def test_nobody_but_the_coordinator_who_asked_can_say_yes(
    tmp_path: Path, sender: str, words: str, head: str
) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        stage.writes(GIL, "remove ana", "An order")
        stage.passes(minutes=5)

        stage.writes(sender, words, answers=stage.of_kind(GIL, "N05"), head=head)
        stage.passes(minutes=5)

        assert "waiting" == state_of_ana(stage)


def test_a_colleague_who_says_yes_to_what_another_was_asked_hears_who_can(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        stage.writes(GIL, "remove ana", "An order")
        stage.passes(minutes=5)

        stage.writes(KIT, "YES", answers=stage.of_kind(GIL, "N05"), head=GOOD)
        stage.passes(minutes=5)

        assert "Only who was asked can confirm that" in words_of(stage.last(KIT))
        assert "waiting" == state_of_ana(stage)


def test_a_yes_counts_once_and_not_after_two_days(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        stage.writes(GIL, "pause ana", "An order")
        stage.passes(minutes=5)
        first = stage.of_kind(GIL, "N05")
        stage.writes(GIL, "YES", answers=first)
        stage.passes(minutes=5)
        assert "paused" == state_of_ana(stage)
        stage.writes(GIL, "resume ana", "An order", head=GOOD)
        stage.passes(minutes=5)

        stage.writes(GIL, "YES", answers=first)
        stage.passes(minutes=5)
        assert "waiting" == state_of_ana(stage)
        stage.writes(GIL, "remove ana", "Another order")
        stage.passes(minutes=5)
        stage.writes(GIL, "YES", answers=stage.of_kind(GIL, "N05"))
        stage.passes(days=3)

        assert "waiting" == state_of_ana(stage)


def test_two_from_fields_prove_nothing(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)

        stage.writes(GIL, "pause ana", "An order", head=f"{GOOD}\r\nFrom: Eve <eve@evil.test>")
        stage.passes(minutes=5)

        assert "waiting" == state_of_ana(stage)


def test_who_answers_second_hears_who_was_first_and_decides_whether_theirs_goes_too(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        stage.writes(ANA, "Does it have to be a manager of my own trust, or would any do?")
        stage.passes(minutes=10)
        ((number,),) = stage.ask("select number from promise where kind = 'question'")
        stage.writes(KIT, f"{number} mine", head=GOOD)
        stage.passes(minutes=5)
        assert f"{number} is yours" in words_of(stage.last(KIT))
        stage.writes(GIL, f"answer {number}: Any trust will do.", head=GOOD)
        stage.passes(minutes=5)

        stage.writes(KIT, f"answer {number}: Your own is best.", head=GOOD)
        stage.passes(minutes=5)
        asked = stage.of_kind(KIT, "N13")
        assert "Gil answered Ana" in words_of(asked)
        assert "Any trust will do." in words_of(asked)
        assert "Your own is best" not in words_of(stage.last(ANA))
        stage.writes(KIT, "SEND", answers=asked)
        stage.passes(minutes=5)
        stage.passes(minutes=5)

        assert "Your own is best." in words_of(stage.last(ANA))


def test_while_somebody_is_away_another_has_the_duty_and_a_handover_needs_two_yes(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        trusting(stage)
        stage.writes(GIL, "away until 11 june", "An order", head=GOOD)
        stage.passes(minutes=5)
        assert "Kit has the duty" in words_of(stage.last(GIL))

        stage.writes(GIL, "handover to kit", "Another order", head=GOOD)
        stage.passes(minutes=5)
        stage.writes(GIL, "YES", answers=stage.of_kind(GIL, "N05"))
        stage.passes(minutes=5)
        assert "until then nothing changes" in words_of(stage.last(GIL))
        stage.writes(KIT, "YES", answers=stage.of_kind(KIT, "N05"))
        stage.passes(minutes=5)

        assert "N14" in stage.heard(GIL)
        assert "N14" in stage.heard(KIT)
        stage.writes(GIL, "pause ana", "One more order", head=GOOD)
        stage.passes(minutes=5)
        assert "waiting" == state_of_ana(stage)

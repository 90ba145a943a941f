"""A wish for another buddy is one decision: who is free stands beside it, and an OK introduces them (D7)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, words_of

FAY = "fay.lowe@trust.test"
FAY_JOINS = "Hello, may I join? General management trainee at Salford Royal, Salford.\n\nFay Lowe"
SWITCH = "Lovely person, but we never find the time. Could I have somebody else?"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    """Ana and Ben are together, and Dev waits for somebody."""
    with scene(tmp_path, Mode.APPROVE) as opened:
        opened.server.add_person(FAY)
        for one in (ANA, BEN):
            opened.writes(one, JOINS[one], "Joining")
        opened.passes(minutes=5)
        opened.days(1)
        opened.writes(GIL, "1 ok", answers=opened.of_kind(GIL, "N01"))
        opened.passes(minutes=5)
        opened.passes(minutes=30)
        opened.writes(DEV, JOINS[DEV], "Joining")
        opened.passes(minutes=5)
        opened.days(1)
        yield opened


def asks(stage: Scene) -> str:
    stage.writes(ANA, SWITCH, answers=stage.of_kind(ANA, "P08"))
    stage.passes(minutes=5)
    return words_of(stage.of_kind(GIL, "N02"))


def says(stage: Scene, words: str, answers: str = "N02") -> str:
    stage.writes(GIL, words, answers=stage.of_kind(GIL, answers))
    stage.passes(minutes=5)
    return words_of(stage.last(GIL))


def test_one_ok_ends_the_pair_and_introduces_who_was_named(stage: Scene) -> None:
    asked = asks(stage)
    answer = says(stage, "1")
    stage.passes(minutes=30)

    assert "Dev" in asked
    assert "is free" in asked
    assert "1 ok: I introduce them" in asked
    assert "Ana Reyes is introduced to Dev" in answer
    assert stage.heard(ANA)[-1] == "P27"
    assert stage.heard(DEV)[-1] == "P27"
    assert "P28" in stage.heard(BEN)
    assert [] == stage.ask("select number from promise where kind = 'pair' and state = 'open'")


def test_the_digest_names_them_too_and_keeps_them_for_the_one_who_asked(stage: Scene) -> None:
    asks(stage)
    stage.days(1)
    digest = words_of(stage.of_kind(GIL, "N01"))
    line = next(one for one in digest.splitlines() if "Ana Reyes" in one)

    says(stage, f"{line.split()[0]} ok", "N01")
    stage.passes(minutes=30)

    assert "Dev" in line
    assert line.endswith("ok / no / wait")
    assert stage.heard(ANA)[-1] == "P27"


def test_an_ok_to_a_mail_that_named_somebody_else_introduces_nobody_unseen(stage: Scene) -> None:
    asks(stage)
    old = stage.of_kind(GIL, "N02")
    stage.writes(DEV, "STOP", answers=stage.of_kind(DEV, "P01"))
    stage.writes(FAY, FAY_JOINS, "Joining")
    stage.passes(minutes=5)
    stage.days(1)
    named_now = words_of(stage.of_kind(GIL, "N01"))

    stage.writes(GIL, "1", answers=old)
    stage.passes(minutes=5)
    answer = words_of(stage.last(GIL))
    stage.passes(minutes=30)

    assert "Fay Lowe is free" in named_now
    assert "can have a new buddy, Fay Lowe: the pair waits for your OK" in answer
    assert "P27" not in stage.heard(ANA) + stage.heard(FAY) + stage.heard(DEV)


def test_where_nobody_is_free_it_says_so_and_an_ok_puts_them_first_in_line(stage: Scene) -> None:
    stage.writes(DEV, "STOP", answers=stage.of_kind(DEV, "P01"))
    stage.passes(minutes=5)
    asked = asks(stage)
    answer = says(stage, "1")

    assert "Nobody is free at the moment" in asked
    assert "first in line" in answer


def test_an_ok_to_what_is_decided_already_is_told_so_and_not_that_nobody_understands(
    stage: Scene,
) -> None:
    stage.writes(GIL, "ok to all", answers=stage.of_kind(GIL, "N01"))
    stage.passes(minutes=5)

    assert "Nothing in that email is open any more" in words_of(stage.last(GIL))


def test_a_plain_ok_below_a_read_back_is_answered_with_nothing(stage: Scene) -> None:
    heard = len(stage.to(GIL))
    stage.writes(GIL, "ok", answers=stage.of_kind(GIL, "N04"))
    stage.passes(minutes=5)

    assert len(stage.to(GIL)) == heard


def test_who_leaves_after_asking_lets_who_was_named_go_to_somebody_else(stage: Scene) -> None:
    asks(stage)
    stage.writes(ANA, "STOP", answers=stage.of_kind(ANA, "P08"))
    stage.writes(CLEO, JOINS[CLEO], "Joining")
    stage.passes(minutes=5)
    stage.days(1)

    digest = words_of(stage.of_kind(GIL, "N01"))
    assert "Ana Reyes asks" not in digest
    assert [] == stage.ask("select number from promise where kind = 'rematch' and state = 'open'")
    assert any("Cleo Marsh +" in line and "Dev Anand" in line for line in digest.splitlines())


def test_two_who_part_and_both_ask_are_each_introduced_to_whom_their_own_ok_named(
    stage: Scene,
) -> None:
    asks(stage)
    stage.writes(CLEO, JOINS[CLEO], "Joining")
    stage.writes(BEN, "Could I have a different buddy too?", answers=stage.of_kind(BEN, "P08"))
    stage.passes(minutes=5)
    stage.days(1)
    digest = words_of(stage.of_kind(GIL, "N01"))
    numbers = [line.split()[0] for line in digest.splitlines() if " free" in line]

    says(stage, "\n".join(f"{one} ok" for one in numbers), "N01")
    stage.passes(minutes=40)

    assert 2 == len(numbers)
    assert ["P27", "P27"] == [stage.heard(one)[-1] for one in (ANA, BEN)]


def test_a_silent_buddy_who_has_answered_meanwhile_is_named_before_the_pair_is_ended(
    stage: Scene,
) -> None:
    stage.days(1)
    stage.writes(ANA, "I've heard nothing from Ben so far.", answers=stage.of_kind(ANA, "P08"))
    stage.passes(minutes=30)
    stage.writes(ANA, "1 please", answers=stage.of_kind(ANA, "P25"))
    stage.passes(minutes=5)
    stage.writes(BEN, "Sorry, I was on leave! I'm here.", answers=stage.of_kind(BEN, "P08"))
    stage.days(1)

    digest = words_of(stage.of_kind(GIL, "N01"))
    line = next(one for one in digest.splitlines() if "waits for a silent buddy" in one)
    assert "Ben has written since" in line

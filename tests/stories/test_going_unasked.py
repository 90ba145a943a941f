"""After ten OKs to introductions the next first one goes unasked, is told in the digest, and later ones never do (F13)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.actions import Matter
from mailbot.core.scheme import Mode
from mailbot.edges.db import promises
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, words_of

IN_A_ROW = 10


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, Mode.APPROVE) as opened:
        yield opened


def agreed_to(stage: Scene, matter: Matter, outcomes: list[str]) -> None:
    """Let a coordinator have decided so about things of a kind, one after the other."""
    house, now = stage.house, stage.clock.now
    with house.engine.begin() as conn:
        for number, outcome in enumerate(outcomes):
            one = promises.open_promise(
                conn, house.scheme_id, matter.value, f"pair {number}", now, asks_coordinator=True
            )
            promises.close_promise(conn, one.id, now, "Gil", outcome)


def two_join(stage: Scene, *who: str) -> None:
    for one in who:
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.days(1)


def is_offered_and_agreed(stage: Scene) -> str:
    stage.days(1)
    offer = stage.of_kind(GIL, "N20")
    stage.writes(GIL, "Yes", answers=offer)
    stage.passes(minutes=5)
    return words_of(offer)


def test_after_ten_oks_and_a_yes_the_next_pair_is_introduced_and_told_of_in_the_digest(
    stage: Scene,
) -> None:
    agreed_to(stage, Matter.PAIR, ["ok"] * IN_A_ROW)
    offered = is_offered_and_agreed(stage)
    two_join(stage, ANA, BEN)
    stage.days(1)
    digests = " ".join(words_of(one) for one in stage.to(GIL))

    assert 'I\'ve sent 10 mails of the kind "introduce a pair or trio"' in offered
    assert "P08" in stage.heard(ANA)
    assert "P08" in stage.heard(BEN)
    assert "Without asking you: Ana Reyes + Ben Okafor introduced." in digests
    assert [] == stage.ask("select number from promise where kind = 'pair' and state = 'open'")


def test_one_no_among_the_last_ten_brings_no_offer(stage: Scene) -> None:
    agreed_to(stage, Matter.PAIR, ["ok"] * (IN_A_ROW - 1) + ["no"] + ["ok"] * (IN_A_ROW - 1))
    stage.days(1)

    assert "N20" not in stage.heard(GIL)


def test_somebody_who_had_a_buddy_before_is_never_introduced_unasked(stage: Scene) -> None:
    agreed_to(stage, Matter.PAIR, ["ok"] * IN_A_ROW)
    is_offered_and_agreed(stage)
    two_join(stage, ANA, BEN)
    stage.writes(BEN, "STOP", answers=stage.of_kind(BEN, "P08"))
    stage.passes(minutes=5)
    stage.writes(ANA, "1", answers=stage.of_kind(ANA, "P25"))
    stage.passes(minutes=5)
    stage.writes(GIL, "split ana", "An order")
    stage.passes(minutes=5)
    two_join(stage, DEV)
    stage.days(1)

    assert "P27" not in stage.heard(ANA)
    assert "P08" not in stage.heard(DEV)


def test_a_no_leaves_it_at_asking(stage: Scene) -> None:
    agreed_to(stage, Matter.PAIR, ["ok"] * IN_A_ROW)
    stage.days(1)
    stage.writes(GIL, "no", answers=stage.of_kind(GIL, "N20"))
    stage.passes(minutes=5)
    two_join(stage, ANA, BEN, CLEO)

    assert "P08" not in stage.heard(ANA)
    assert "Ana Reyes +" in words_of(stage.of_kind(GIL, "N01"))

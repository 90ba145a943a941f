"""Whoever is one too many is put before a coordinator once, and what is chosen is done (B3)."""

from pathlib import Path

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, GIL, JOINS, words_of
from tests.stories.test_orders import together


def one_too_many(stage: Scene) -> str:
    """Bring Ana and Ben together, and let Cleo come when no manager is left; give Gil's line."""
    stage.passes(minutes=5)
    for one in (ANA, BEN):
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.days(1)
    stage.writes(CLEO, JOINS[CLEO], "Joining")
    stage.passes(minutes=5)
    stage.days(3)  # alone it is no reason to disturb anybody before two working days
    digest = words_of(stage.of_kind(GIL, "N01"))
    return next(line for line in digest.splitlines() if "one too many" in line)


def test_the_coordinator_is_asked_once_and_a_trio_is_introduced_to_all_three(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        line = one_too_many(stage)
        number = line.split()[0]

        stage.writes(GIL, f"{number} trio", answers=stage.of_kind(GIL, "N01"))
        stage.passes(minutes=5)
        read_back = words_of(stage.last(GIL))
        stage.passes(hours=1)

        assert "a trio with Ana Reyes and Ben Okafor, or the July intake?" in line
        assert line.endswith("stay / trio / july")
        assert {frozenset({"Ana Reyes", "Ben Okafor", "Cleo Marsh"})} == together(stage)
        assert "are a trio, and are introduced next" in read_back
        for one in (ANA, BEN, CLEO):
            assert "Cleo, would you write first?" in words_of(stage.last(one, "a new trio"))


def test_a_trio_is_undone_while_nobody_has_heard_of_it(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        number = one_too_many(stage).split()[0]
        stage.writes(GIL, f"{number} trio", answers=stage.of_kind(GIL, "N01"))
        stage.passes(minutes=5)

        stage.writes(GIL, "undo", answers=stage.last(GIL))
        stage.passes(minutes=5)
        stage.passes(hours=1)

        assert {frozenset({"Ana Reyes", "Ben Okafor"})} == together(stage)
        assert not stage.to(CLEO, "trio")
        assert [("waiting",)] == stage.ask("select state from person where name = 'Cleo Marsh'")


def test_who_waits_for_the_intake_is_not_asked_about_again_before(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        number = one_too_many(stage).split()[0]

        stage.writes(GIL, f"{number} july", answers=stage.of_kind(GIL, "N01"))
        stage.passes(minutes=5)
        stage.days(3)
        stage.writes(GIL, "waiting", "Who waits")
        stage.passes(minutes=5)

        assert [("july",)] == stage.ask("select outcome from promise where kind = 'left_over'")
        assert "Cleo Marsh (CT2 psychiatry, Wigan): no general manager is free" in words_of(
            stage.last(GIL)
        )

"""A pair whom no expert was free to meet is thought of again when one is (C13)."""

from pathlib import Path

from mailbot.core.people import PersonState, Role
from mailbot.edges.db import people
from tests.stories.plays import Play, play
from tests.stories.scripts import ANAS_FIVE, BENS_FIVE, SHARED
from tests.stories.telling import ANA, BEN, GIL, words_of


def nobody_is_free(one: Play) -> None:
    """Let Ana and Ben have their list in, and Hal refuse to meet them."""
    one.says(ANA, ANAS_FIVE, "P10")
    one.says(BEN, BENS_FIVE, "P10")
    one.says(ANA, f"Our shared five:\n\n{SHARED}", "P17")
    one.days(1)
    one.decides("no", "Hal Winter")
    one.days(3)  # the weekend


def another_expert_comes(one: Play) -> None:
    with one.now_by_gil() as (conn, house, case):
        came = people.add_person(
            conn,
            house.scheme_id,
            PersonState.ACTIVE,
            case.now,
            name="Ivy Lund",
            role=Role.EXPERT,
            specialty="finance",
        )
        people.add_address(conn, house.scheme_id, came, "ivy@board.test")


def suggested(one: Play) -> bool:
    return any("Ask Ivy Lund" in words_of(mail) for mail in one.stage.to(GIL))


def test_an_expert_who_comes_later_is_suggested_to_the_pair_that_is_put_off(tmp_path: Path) -> None:
    with play(tmp_path, "consortium", ANA, BEN) as one:
        nobody_is_free(one)
        one.decides("later", "no expert is free")
        another_expert_comes(one)
        one.days(2)

        assert suggested(one)


def test_a_pair_that_a_coordinator_sees_to_is_left_to_them_for_a_week(tmp_path: Path) -> None:
    with play(tmp_path, "consortium", ANA, BEN) as one:
        nobody_is_free(one)
        one.decides("done", "no expert is free")
        another_expert_comes(one)
        one.days(3)
        early = suggested(one)
        one.days(6)

        assert not early
        assert suggested(one)

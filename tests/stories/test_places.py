"""A place that comes up is kept for who has waited long in silence, and holds nobody up for long (A7, P07)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, JOINS, words_of

EVE, HAL = "eve.tan@ward.test", "hal.ng@ward.test"
EVE_JOINS = "May I join the buddy scheme? CT1 in surgery at Wigan Infirmary, Wigan.\n\nEve Tan"
HAL_JOINS = "May I join, please? ST3 in psychiatry at Wigan Infirmary, Wigan.\n\nHal Ng"
WAITING = "select name from person where state = 'waiting' order by id"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        for one in (EVE, HAL):
            opened.server.add_person(one)
        yield opened


def waited_long(stage: Scene, **joins: str) -> None:
    """Let people join, a day after one another, and seven weeks go by in which nothing is heard of them."""
    for count, (name, words) in enumerate(joins.items()):
        stage.writes({"ana": ANA, "cleo": CLEO, "eve": EVE, "hal": HAL}[name], words, "Joining")
        stage.passes(minutes=5)
        with stage.house.engine.begin() as conn:
            for column in ("waiting_since", "last_sign_at", "registered_at"):
                conn.exec_driver_sql(
                    f"update person set {column} = '2021-04-{15 + count} 08:00:00+00:00'"
                    f" where {column} > '2021-05-01'"
                )


def manager_joins(stage: Scene) -> None:
    stage.writes(BEN, JOINS[BEN], "Joining")
    stage.passes(minutes=5)
    stage.days(1)


def test_a_yes_brings_them_together_on_the_same_day(stage: Scene) -> None:
    waited_long(stage, ana=JOINS[ANA])
    manager_joins(stage)

    stage.writes(ANA, "Yes please", answers=stage.of_kind(ANA, "P07"))
    stage.passes(minutes=5)

    assert [("active",)] == stage.ask("select state from partnership")
    stage.passes(minutes=40)
    assert ["P08", "P08"] == [stage.heard(ANA)[-1], stage.heard(BEN)[-1]]


def test_who_was_kept_waiting_in_vain_meets_somebody_heard_of_next(stage: Scene) -> None:
    waited_long(stage, ana=JOINS[ANA], eve=EVE_JOINS)
    stage.writes(CLEO, JOINS[CLEO], "Joining")
    manager_joins(stage)
    assert "P07" in stage.heard(ANA)

    stage.days(4)

    assert "P07" not in stage.heard(EVE)
    assert "P08" in stage.heard(CLEO)
    assert "P08" in stage.heard(BEN)


def test_where_nobody_else_was_heard_of_several_are_asked_and_the_first_yes_has_the_place(
    stage: Scene,
) -> None:
    waited_long(stage, ana=JOINS[ANA], eve=EVE_JOINS, cleo=JOINS[CLEO], hal=HAL_JOINS)
    manager_joins(stage)
    assert [1, 0, 0, 0] == [stage.heard(one).count("P07") for one in (ANA, EVE, CLEO, HAL)]

    stage.days(3)
    assert [1, 1, 1, 1] == [stage.heard(one).count("P07") for one in (ANA, EVE, CLEO, HAL)]
    asked = words_of(stage.of_kind(HAL, "P07"))
    assert "whoever answers first is introduced" in asked
    assert "whoever" not in words_of(stage.of_kind(ANA, "P07"))

    stage.writes(HAL, "Yes, still in", answers=stage.of_kind(HAL, "P07"))
    stage.passes(minutes=5)
    stage.writes(EVE, "YES", answers=stage.of_kind(EVE, "P07"))
    stage.passes(minutes=40)

    assert stage.heard(HAL)[-1] == "P08"
    assert stage.heard(EVE)[-1] == "P29"
    assert "You're at the front of the list" in words_of(stage.last(EVE))
    assert [("Ana Reyes",), ("Eve Tan",), ("Cleo Marsh",)] == stage.ask(WAITING)
    assert [] == stage.ask("select number from promise where kind = 'look'")


def test_a_yes_that_comes_after_the_day_keeps_their_place_and_needs_no_person(
    stage: Scene,
) -> None:
    waited_long(stage, ana=JOINS[ANA])
    stage.writes(CLEO, JOINS[CLEO], "Joining")
    manager_joins(stage)
    stage.days(5)
    assert "P08" in stage.heard(CLEO)

    stage.writes(ANA, "Yes! Sorry, I was on nights", answers=stage.of_kind(ANA, "P07"))
    stage.passes(minutes=5)

    assert stage.heard(ANA)[-1] == "P29"
    assert "as soon as somebody is free" in words_of(stage.last(ANA))
    assert [] == stage.ask("select number from promise where kind = 'look'")

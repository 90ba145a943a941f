"""Who leaves before anybody was introduced to them is never heard of."""

from pathlib import Path

from mailbot.core.scheme import Mode
from tests.stories.scene import scene
from tests.stories.telling import ANA, BEN, GIL, JOINS, words_of


def test_an_introduction_that_waits_is_taken_back_when_one_of_them_leaves(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        for one in (ANA, BEN):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        assert stage.ask("select state from partnership") == [("active",)]

        stage.writes(BEN, "STOP", "STOP")
        stage.passes(minutes=2)
        stage.days(2)

        assert not {"P08", "P25"} & set(stage.heard(ANA))
        assert "P08" not in stage.heard(BEN)
        assert stage.ask("select state from person where name like 'Ana%'") == [("waiting",)]


def test_two_whom_a_coordinator_keeps_apart_are_not_proposed_again(tmp_path: Path) -> None:
    with scene(tmp_path, Mode.APPROVE) as stage:
        for one in (ANA, BEN):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        stage.days(1)
        number = stage.ask("select number from promise where kind = 'pair'")[0][0]
        stage.writes(GIL, f"{number} no", answers=stage.last(GIL))
        stage.passes(minutes=5)
        stage.days(3)

        assert any("not for each other" in words_of(one) for one in stage.to(GIL))
        assert len(stage.ask("select number from promise where kind = 'pair'")) == 1

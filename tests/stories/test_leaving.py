"""Who leaves, or thinks of it, is written to as they were told, and nobody hears of it too early (G9)."""

from datetime import UTC, date, datetime
from pathlib import Path

from mailbot.core.scheme import Mode
from tests.stories.by_the_clock import days_from
from tests.stories.scene import scene
from tests.stories.telling import ANA, BEN, GIL, JOINS, LETTER, words_of

BEGINS = datetime(2027, 6, 7, 8, tzinfo=UTC)
TENTH = date(2027, 6, 10)


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


def test_who_thinks_of_leaving_hears_nothing_more_until_they_choose(tmp_path: Path) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(BEN, "I have enjoyed this, but I don't think I can carry on with it.")
        days.says(ANA, LETTER)

        days.to(date(2027, 6, 24), 12)

        assert days.stage.heard(BEN) == ["P10", "P24"]
        assert any("has not chosen yet" in words_of(one) for one in days.stage.to(GIL))


def test_what_waited_for_somebody_thinking_of_leaving_comes_with_their_next_word(
    tmp_path: Path,
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(BEN, "I have enjoyed this, but I don't think I can carry on with it.")
        days.says(ANA, LETTER)
        days.to(date(2027, 6, 14), 12)

        days.says(BEN, LETTER)
        days.to(date(2027, 6, 16), 12)

        assert "pair of hands" in words_of(days.stage.of_kind(BEN, "P11"))

"""A scheme changes hands by two YES: to somebody new as to a colleague, and the one who leaves has no say after (F12)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, GIL, JOINS, words_of

LEE = "lee.moss@trust.test"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        opened.server.add_person(LEE)
        opened.passes(minutes=5)
        opened.writes(ANA, JOINS[ANA], "Joining")
        opened.passes(minutes=5)
        opened.passes(hours=1)
        yield opened


def gil_hands_over(stage: Scene, order: str = f"handover to {LEE} from 9 june") -> None:
    stage.writes(GIL, order, "An order")
    stage.passes(minutes=1)
    stage.writes(GIL, "YES", answers=stage.of_kind(GIL, "N05"))
    stage.passes(minutes=1)


def told_to(stage: Scene, who: str, order: str) -> str:
    """Let somebody give an order, confirm it where they are asked, and give what they read."""
    stage.writes(who, order, "An order")
    stage.passes(minutes=1)
    if stage.heard(who)[-1:] == ["N05"]:
        stage.writes(who, "YES", answers=stage.last(who))
        stage.passes(minutes=1)
    return words_of(stage.last(who))


def test_somebody_who_is_no_coordinator_yet_is_asked_at_their_own_address(stage: Scene) -> None:
    gil_hands_over(stage)

    asked = words_of(stage.of_kind(LEE, "N05"))
    assert "Gil asked: hand A scheme for stories over to you on Wednesday 9 June" in asked
    assert "Lee is asked for a YES too" in words_of(stage.last(GIL))
    assert "N14" not in stage.heard(GIL)


def test_after_both_yes_the_new_one_runs_the_scheme_from_the_day_on_and_the_old_one_does_not(
    stage: Scene,
) -> None:
    gil_hands_over(stage)
    stage.writes(LEE, "Yes please", answers=stage.of_kind(LEE, "N05"))
    stage.passes(minutes=1)
    assert "from Wednesday 9 June the scheme is yours" in words_of(stage.of_kind(LEE, "N14"))
    assert "change the mailbox's password" in words_of(stage.of_kind(GIL, "N14"))
    heard = len(stage.to(LEE))
    stage.writes(LEE, "who ana", "Too early")
    stage.passes(minutes=1)
    assert "Ana Reyes" not in "".join(words_of(one) for one in stage.to(LEE)[heard:])
    assert "Ana Reyes" in told_to(stage, GIL, "who ana")

    stage.days(2)

    assert "N01" in stage.heard(LEE)
    assert "is the mailbox's password a new one" in words_of(stage.of_kind(LEE, "N01"))
    assert "Ana Reyes is paused" in told_to(stage, LEE, "pause ana until 1 september")
    digests = stage.heard(GIL).count("N01")
    stage.writes(GIL, "resume ana", "One more order")
    stage.days(1)
    assert [("paused",)] == stage.ask("select state from person where name = 'Ana Reyes'")
    assert digests == stage.heard(GIL).count("N01")


@pytest.mark.parametrize("words", ["No, sorry, I can't.", "Who are you?", "> YES"])
def test_anything_but_a_plain_yes_leaves_the_scheme_where_it_is_and_the_leaver_hears(
    stage: Scene, words: str
) -> None:
    gil_hands_over(stage)

    stage.writes(LEE, words, answers=stage.of_kind(LEE, "N05"))
    stage.days(3)

    assert "N14" not in stage.heard(LEE)
    assert "N01" not in stage.heard(LEE)
    assert "Lee Moss was asked to take the scheme over" in words_of(stage.of_kind(GIL, "N01"))


def test_a_yes_from_another_address_takes_nothing_over(stage: Scene) -> None:
    gil_hands_over(stage)

    stage.writes(ANA, "YES", answers=stage.of_kind(LEE, "N05"))
    stage.days(3)

    assert "N14" not in [*stage.heard(GIL), *stage.heard(ANA)]


def test_who_is_called_by_a_name_is_greeted_by_it(stage: Scene) -> None:
    gil_hands_over(stage, "please hand over to Lee-Ann Moss lee.moss@trust.test from 9 june")

    stage.writes(LEE, "YES", answers=stage.of_kind(LEE, "N05"))
    stage.passes(minutes=1)

    assert "Hi Lee-Ann," in words_of(stage.of_kind(LEE, "N14"))


def test_a_newcomer_who_says_nothing_is_told_of_and_their_yes_after_a_weekend_counts(
    stage: Scene,
) -> None:
    stage.days(3)
    gil_hands_over(stage, f"handover to {LEE} from 21 june")  # on a Thursday
    stage.days(5)
    silent = "Lee Moss hasn't answered about taking the scheme over"
    assert silent in words_of(stage.of_kind(GIL, "N01"))

    stage.writes(LEE, "Sorry, was off. Yes", answers=stage.of_kind(LEE, "N05"))
    stage.passes(minutes=1)
    assert "N14" not in stage.heard(LEE)
    stage.writes(LEE, "Yes", answers=stage.of_kind(LEE, "N05"))
    stage.passes(minutes=1)

    assert "from Monday 21 June the scheme is yours" in words_of(stage.of_kind(LEE, "N14"))
    assert silent not in words_of(stage.of_kind(LEE, "N14"))
    stage.days(1)
    assert silent not in words_of(stage.of_kind(GIL, "N01"))


def test_a_handover_that_is_undone_before_its_day_leaves_everything_where_it_was(
    stage: Scene,
) -> None:
    gil_hands_over(stage)
    asked = stage.of_kind(GIL, "N04")
    stage.writes(LEE, "Yes please", answers=stage.of_kind(LEE, "N05"))
    stage.passes(minutes=1)

    stage.writes(GIL, "undo", answers=asked)
    stage.passes(minutes=1)

    assert "the scheme goes to Lee Moss on 9 June" in words_of(stage.of_kind(GIL, "N06"))
    assert "Gil took it back" in words_of(stage.of_kind(LEE, "N06"))
    stage.days(3)
    assert "Ana Reyes" in told_to(stage, GIL, "who ana")
    assert "N01" not in stage.heard(LEE)


def test_the_one_page_has_what_was_put_off_and_since_when_it_waits(stage: Scene) -> None:
    stage.writes(ANA, "Is there parking at the events? And who pays for it?")
    stage.passes(minutes=5)
    stage.days(1)
    stage.writes(GIL, "later", answers=stage.of_kind(GIL, "N01"))
    stage.passes(minutes=1)

    gil_hands_over(stage, f"handover to {LEE} from 14 june")
    stage.writes(LEE, "Yes", answers=stage.of_kind(LEE, "N05"))
    stage.passes(minutes=1)

    page = words_of(stage.of_kind(LEE, "N14"))
    assert "parking" in page
    assert "(since Monday)" in page
    assert "password a new one" not in page

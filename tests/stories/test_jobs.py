"""In July people are asked whether they change jobs, when a coordinator has agreed to it (G11)."""

from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, words_of

LAST_PHONED = "ana@newward.test"


def comes_to_july(stage: Scene) -> None:
    stage.is_running()
    stage.clock.now = datetime(2021, 7, 13, 12, tzinfo=UTC)
    stage.days(1)


def digest(stage: Scene) -> Message:
    return stage.of_kind(GIL, "N01")


def says(stage: Scene, word: str) -> None:
    mail = digest(stage)
    line = next(one for one in words_of(mail).splitlines() if "change jobs" in one)
    stage.writes(GIL, f"{line.split()[0]} {word}", answers=mail)
    stage.passes(minutes=5)


def test_in_mid_july_everybody_is_asked_once_whether_they_change_jobs(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        comes_to_july(stage)
        heard = {one: len(stage.to(one)) for one in (ANA, BEN)}

        says(stage, "ok")
        stage.days(3)

        assert "done: 2 people are asked." in words_of(stage.of_kind(GIL, "N04"))
        assert [stage.heard(one, since=heard[one]).count("P39") for one in heard] == [1, 1]
        assert "are you changing jobs on Wednesday 4 August?" in words_of(stage.of_kind(ANA, "P39"))
        assert stage.ask("select count(*) from promise where kind = 'jobs'") == [(1,)]


@pytest.mark.parametrize("words", ["Same, thanks", "No change here, I'm staying at Salford."])
def test_who_answers_same_is_alive_and_hears_nothing_more_of_it(tmp_path: Path, words: str) -> None:
    with scene(tmp_path) as stage:
        comes_to_july(stage)
        says(stage, "ok")
        stage.days(2)
        before = len(stage.to(BEN))

        stage.writes(BEN, words, answers=stage.of_kind(BEN, "P39"))
        stage.passes(minutes=10)

        [(outcome, sign)] = stage.ask(
            "select outcome, last_sign_at from received, person"
            " where person.id = 2 order by received.id desc limit 1"
        )
        assert outcome != "person"
        assert str(sign)[:10] == f"{stage.clock.now:%Y-%m-%d}"
        assert stage.heard(BEN, since=before) == []


def test_who_moves_answers_with_the_new_address_and_is_written_to_there(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        comes_to_july(stage)
        says(stage, "ok")
        stage.days(2)

        words = f"I'm moving to Preston, Royal Preston Hospital. New address: {LAST_PHONED}"
        stage.writes(ANA, words, answers=stage.of_kind(ANA, "P39"))
        stage.passes(minutes=10)

        addresses = stage.ask("select address from address where person_id = 1 order by position")
        assert addresses == [(LAST_PHONED,), (ANA,)]
        assert "P38" in stage.heard(ANA)


@pytest.mark.parametrize("word", ["no", ""])
def test_without_an_ok_nobody_is_asked(tmp_path: Path, word: str) -> None:
    with scene(tmp_path) as stage:
        comes_to_july(stage)

        if word:
            says(stage, word)
        stage.days(2)

        assert "P39" not in stage.heard(ANA)
        assert stage.ask("select count(*) from promise where kind = 'jobs'") == [(1,)]

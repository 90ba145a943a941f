"""After a copy was put back nobody gets anything twice, and nothing leaves before a coordinator has answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.edges.db.backup import back_up
from mailbot.edges.db.engine import open_database
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.restoring import restore
from mailbot.settings import token_key
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL, LETTER, SCHEME, words_of


def copies(stage: Scene) -> Path:
    stage.house.engine.dispose()
    copy = stage.home / "copy.db"
    back_up(stage.home / "mailbot.db", copy)
    return copy


def is_put_back(stage: Scene, copy: Path) -> None:
    stage.house.engine.dispose()
    database = stage.home / "mailbot.db"
    restore(copy, database, shipped("migrations"), stage.clock.now)
    engine = open_database(f"sqlite:///{database}", durable=False)
    key = token_key(stage.home, SCHEME, {})
    scheme = stage.house.scheme
    stage.house = build_house(stage.home, scheme, engine, key, stage.clock.now, "the new one")


@contextmanager
def lost_a_day(home: Path) -> Iterator[Scene]:
    """Let Ana's letter come and be passed on after the copy was made, and the copy be put back."""
    with scene(home) as stage:
        stage.is_running()
        copy = copies(stage)
        stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
        stage.passes(minutes=5)
        stage.passes(hours=1)
        is_put_back(stage, copy)
        yield stage
        stage.house.engine.dispose()


def says(stage: Scene, word: str) -> None:
    note = stage.of_kind(GIL, "N18")
    line = next(one for one in words_of(note).splitlines() if f" {word} - " in one)
    stage.writes(GIL, f"{line.split()[0]} {word}", answers=note)
    stage.passes(minutes=5)


def test_what_was_sent_since_the_copy_is_not_sent_again(tmp_path: Path) -> None:
    with lost_a_day(tmp_path) as stage:
        heard = {one: stage.heard(one) for one in (ANA, BEN)}
        before = {one: len(stage.to(one)) for one in (ANA, BEN)}

        stage.passes(minutes=30)
        stage.passes(hours=3)

        # Her letter is read once more and stands in the record; all that follows had been sent.
        assert stage.ask("select count(*) from submission") == [(1,)]
        assert {one: len(stage.to(one)) for one in (ANA, BEN)} == before
        assert heard[BEN] != []
        assert "N18" not in stage.heard(GIL)
        assert stage.ask("select count(*) from outbox where state = 'uncertain'") == [(0,)]


def test_nothing_leaves_for_people_until_a_coordinator_has_answered(tmp_path: Path) -> None:
    with lost_a_day(tmp_path) as stage:
        question = "Does it have to be about my own trust?"
        stage.writes(BEN, question, answers=stage.of_kind(BEN, "P10"))
        before = len(stage.to(BEN))

        stage.passes(minutes=5)
        stage.days(1)

        assert len(stage.to(BEN)) == before
        note = words_of(stage.of_kind(GIL, "N18"))
        assert "Nothing leaves for people until you answer." in note
        assert "already sent, going by the Sent folder" in " ".join(note.split())
        says(stage, "ok")
        stage.passes(minutes=5)

        assert len(stage.to(BEN)) == before + 1


def test_a_no_sends_none_of_it_and_life_goes_on(tmp_path: Path) -> None:
    with lost_a_day(tmp_path) as stage:
        question = "Does it have to be about my own trust?"
        stage.writes(BEN, question, answers=stage.of_kind(BEN, "P10"))
        stage.passes(minutes=5)
        before = len(stage.to(BEN))

        says(stage, "no")
        stage.days(1)

        assert len(stage.to(BEN)) == before
        stage.days(5)

        assert len(stage.to(BEN)) > before


def test_a_coordinator_still_hears_while_all_is_held(tmp_path: Path) -> None:
    with lost_a_day(tmp_path) as stage:
        stage.passes(minutes=30)
        heard = len(stage.to(GIL))

        stage.writes(GIL, "status", "status")
        stage.passes(minutes=5)

        assert len(stage.to(GIL)) == heard + 1

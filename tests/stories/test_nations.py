"""A bank holiday counts for those who work where it is one, and for nobody else (I4)."""

from datetime import UTC, datetime
from pathlib import Path

from mailbot.edges.db import people
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, GIL


def works_in_belfast(stage: Scene, person_id: int) -> None:
    with stage.house.engine.begin() as conn:
        people.change_person(conn, person_id, employer="Belfast City Hospital", town="Belfast")


def test_on_the_twelfth_of_july_belfast_is_left_alone_and_salford_is_not(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        works_in_belfast(stage, 1)
        stage.writes(GIL, "extend task 1 to monday 12 july", "More time")
        stage.passes(minutes=5)
        stage.writes(GIL, "YES", answers=stage.last(GIL, "Reply YES"))
        stage.days(1)
        due = [str(one[0])[:10] for one in stage.ask("select due_at from assignment order by id")]
        stage.clock.now = datetime(2021, 7, 11, 12, tzinfo=UTC)
        heard = {one: len(stage.to(one)) for one in (ANA, BEN)}
        stage.days(1)

        assert due == ["2021-07-13", "2021-07-12"]
        assert {one: stage.heard(one, since=heard[one]) for one in heard} == {ANA: [], BEN: ["P22"]}
        stage.days(1)

        assert stage.heard(ANA, since=heard[ANA]) == ["P22"]

"""Time plays no tricks: a second look does nothing, and a week away makes no flood."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from mailbot.edges.db.schema import metadata
from mailbot.flows.round import nightly
from tests.stories.scene import ANA, BEN, LETTER, Scene, scene


def everything(stage: Scene) -> dict[str, list[tuple[object, ...]]]:
    with stage.house.engine.connect() as conn:
        return {
            table.name: [tuple(row) for row in conn.execute(select(table))]
            for table in metadata.sorted_tables
        }


def test_a_second_nightly_round_changes_nothing(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.clock.now += timedelta(days=6)
        nightly(stage.house, stage.clock.now)
        before = everything(stage)

        second = nightly(stage.house, stage.clock.now + timedelta(minutes=1))

        assert (second.looks, second.matches) == (0, 0)
        assert {key: rows for key, rows in everything(stage).items() if key != "scheme"} == {
            key: rows for key, rows in before.items() if key != "scheme"
        }


def test_after_a_week_away_over_a_deadline_each_gets_one_mail_at_most(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        # From Thursday 17 June over the deadline on the 21st to the 24th, nothing runs.
        stage.days(6)
        heard = {one: len(stage.to(one)) for one in (ANA, BEN)}
        stage.clock.now += timedelta(days=7)
        stage.passes()
        stage.passes(hours=5)

        for one in (ANA, BEN):
            assert len(stage.to(one)) - heard[one] <= 1
            assert not [
                m for m in stage.to(one)[heard[one] :] if "Today's the day" in m.as_string()
            ]


def test_a_letter_that_comes_seconds_before_its_reminder_wins(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        # The task runs from the 10th to the 21st of June; its midway is the 16th at a quarter past noon.
        stage.days(5)
        stage.clock.now = stage.clock.now.replace(day=16, hour=2, minute=45)
        stage.passes()
        stage.clock.now = stage.clock.now.replace(hour=11, minute=14, second=50)
        stage.writes(ANA, LETTER, answers=stage.last(ANA, "Task 1"))
        stage.passes(seconds=20)

        reminders = stage.ask(
            "select p.name, o.state from outbox o join person p on p.id = o.person_id"
            " where o.mail = 'P21' order by p.name"
        )
        assert reminders == [("Ana Reyes", "withdrawn"), ("Ben Okafor", "sent")]

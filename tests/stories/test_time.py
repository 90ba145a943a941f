"""Time plays no tricks: a second look does nothing, and a week away makes no flood."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from mailbot.edges.db.schema import metadata
from mailbot.flows.round import nightly
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, LETTER, words_of


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


def test_after_a_week_away_over_a_deadline_nobody_gets_more_than_one_mail_unasked(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running((ANA, BEN, CLEO, DEV))
        # From Wednesday the 16th over the deadline on Monday the 21st to the 23rd, nothing runs.
        stage.days(6)
        them = (ANA, BEN, CLEO, DEV, GIL)
        heard = {one: len(stage.to(one)) for one in them}
        stage.clock.now += timedelta(days=3)
        stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
        stage.writes(
            BEN,
            "I am away until Monday 5 July.",
            "Automatic reply: Task 1",
            head="Auto-Submitted: auto-replied",
        )
        question = "Does it have to be about my own trust?"
        stage.writes(CLEO, question, answers=stage.of_kind(CLEO, "P10"))
        stage.clock.now += timedelta(days=4)

        stage.passes()
        stage.passes(minutes=10)
        stage.passes(hours=5)

        assert {one: stage.heard(one, since=heard[one]) for one in them} == {
            # Her letter is acknowledged; that Ben is away is news.
            ANA: ["P12", "P33"],
            # He reads Ana's letter when he is back.
            BEN: ["P11"],
            # Her question is answered; like Dev she owes a letter, and neither heard on the last day.
            CLEO: ["P35", "P23"],
            DEV: ["P23"],
            GIL: ["N01"],
        }
        assert "open until Thursday night" in words_of(stage.of_kind(DEV, "P23"))


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


def test_a_letter_that_waits_for_morning_still_comes_when_its_reader_turns_out_to_be_away(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.clock.now = stage.clock.now.replace(hour=21)
        stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
        stage.passes(minutes=5)
        stage.writes(
            BEN,
            "I am away until Monday 28 June.",
            "Automatic reply: Task 1",
            head="Auto-Submitted: auto-replied",
        )
        stage.passes(minutes=5)
        stage.days(2)

        assert "pair of hands" in words_of(stage.of_kind(BEN, "P11"))


def test_a_grace_note_that_comes_late_names_a_night_that_is_still_to_come(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        # From Tuesday the 15th, before any reminder, to Thursday the 24th, after the grace.
        stage.days(5)
        heard = len(stage.to(BEN))
        stage.clock.now += timedelta(days=9)
        stage.passes()
        stage.days(1)

        assert stage.heard(BEN, since=heard) == ["P23"]
        assert "open until Friday night" in words_of(stage.of_kind(BEN, "P23"))

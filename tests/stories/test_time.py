"""Time plays no tricks: a second look does nothing, and a week away makes no flood."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, text

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
            # Her question is answered; like Dev she owes a letter, and what becomes of that is asked first.
            CLEO: ["P35"],
            DEV: [],
            GIL: ["N18", "N01"],
        }
        assert "off for six days. What 2 people owed" in words_of(stage.of_kind(GIL, "N18"))


def away_over_the_deadline(stage: Scene) -> None:
    """Let the bot be off from the 16th to the 23rd of June; the letter is due on Monday the 21st."""
    stage.is_running((CLEO, DEV))
    stage.days(6)
    stage.clock.now += timedelta(days=7)
    stage.passes()


def says(stage: Scene, word: str) -> None:
    note = stage.of_kind(GIL, "N18")
    line = next(one for one in words_of(note).splitlines() if f" {word} - " in one)
    stage.writes(GIL, f"{line.split()[0]} {word}", answers=note)
    stage.passes(minutes=5)


def test_dates_that_fell_while_the_bot_was_off_are_moved_at_a_coordinators_word(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        away_over_the_deadline(stage)
        heard = len(stage.to(DEV))

        says(stage, "extend")
        stage.passes(hours=1)

        assert stage.heard(DEV, since=heard) == ["P33"]
        assert "Everybody has more time: your letter is now due Monday 28 June" in words_of(
            stage.last(DEV)
        )
        assert "the dates moved by 6 days, and 2 are told" in words_of(stage.of_kind(GIL, "N04"))


def test_dates_that_fell_while_the_bot_was_off_can_be_left_and_chased(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        away_over_the_deadline(stage)
        heard = len(stage.to(DEV))

        says(stage, "leave")
        stage.days(1)

        assert stage.heard(DEV, since=heard) == ["P23"]


def test_a_chase_over_days_off_goes_on_by_itself_when_no_coordinator_answers(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        away_over_the_deadline(stage)
        heard = len(stage.to(DEV))

        stage.days(1)
        assert stage.heard(DEV, since=heard) == []
        stage.days(1)

        assert stage.heard(DEV, since=heard) == ["P23"]


def test_one_missed_night_is_no_downtime(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.clock.now += timedelta(days=3)
        stage.passes()

        assert "N18" not in stage.heard(GIL)


def test_who_takes_part_in_two_schemes_has_one_contact_budget(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.days(5)
        other = (
            "insert into scheme (id, address, nightly_done_for) values (7, 'other@buddies.test', '')",
            "insert into person (id, scheme_id, name, role, specialty, grade, employer, town, phone,"
            " state, registered_at, held) select 70, 7, name, role, '', '', '', '', '', 'active',"
            " registered_at, 0 from person where name = 'Ben Okafor'",
            f"insert into address (scheme_id, person_id, address, position, state)"
            f" values (7, 70, '{BEN}', 0, 'alive')",
            "insert into outbox (scheme_id, mail, person_id, recipients, message_id, subject, text,"
            " raw, state, priority, unsolicited, queued_at, not_before, attempts, claimed_by, reply,"
            " reason, thread, offers, needs_assignment_open, sent_at) select 7, 'P43', 70, '[]',"
            " 'theirs', '', '', x'', 'sent', 8, 1, queued_at, not_before, 1, '', '', '', '', '[]',"
            " 0, '2021-06-16 08:00:00.000000' from outbox limit 1",
        )
        with stage.house.engine.begin() as conn:
            for one in other:
                conn.execute(text(one))

        stage.days(1)
        assert stage.heard(BEN)[-1] == "P10"
        stage.days(2)

        sent = stage.ask("select sent_at from outbox where mail = 'P21' and person_id = 2")
        assert str(sent[0][0]) >= "2021-06-18 08:00"


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
        stage.days(4)

        assert stage.heard(BEN, since=heard) == ["P23"]
        assert "open until Tuesday night" in words_of(stage.of_kind(BEN, "P23"))

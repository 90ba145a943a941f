"""A year's odd days: who hears what, to the minute of the clock on their wall (I4)."""

from datetime import UTC, date, datetime
from pathlib import Path

from mailbot.flows.owing import late
from tests.stories.by_the_clock import Days, days_from
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, LETTER, words_of


def morning(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 8, tzinfo=UTC)


def told(story: str) -> list[str]:
    return [" ".join(line.split()) for line in story.strip().splitlines()]


def who_is_late(days: Days) -> list[str]:
    stage = days.stage
    with stage.house.engine.connect() as conn:
        return [one.name for one in late(conn, stage.house, stage.clock.now)]


def test_over_the_clocks_going_forward_midday_is_midday_and_six_is_six(tmp_path: Path) -> None:
    # On Sunday 28 March 2027 there is no half past one; Good Friday and Easter Monday lie around it.
    with days_from(tmp_path, morning(2027, 3, 15)) as days:
        days.starts(date(2027, 3, 18))
        days.to(date(2027, 3, 25), 11)
        days.says(ANA, "Please nudge me on Saturday at 6pm.")
        days.says(BEN, "Sunday 6pm")
        days.to(date(2027, 4, 7))

        assert days.sent() == told("""
            Thu 18 Mar 10:00 P10 Ana
            Thu 18 Mar 10:00 P10 Ben
            Wed 24 Mar 12:15 P21 Ana
            Wed 24 Mar 12:15 P21 Ben
            Thu 25 Mar 11:01 P12 Ana
            Thu 25 Mar 11:02 P12 Ben
            Sat 27 Mar 18:00 P20 Ana
            Sun 28 Mar 18:00 P20 Ben
            Tue 30 Mar 07:30 P22 Ana
            Tue 30 Mar 07:30 P22 Ben
            Thu  1 Apr 12:15 P23 Ana
            Thu  1 Apr 12:15 P23 Ben
            Tue  6 Apr 07:30 P24 Ana
            Tue  6 Apr 07:30 P24 Ben
        """)


def test_over_the_clocks_going_back_midday_is_midday_and_six_is_six(tmp_path: Path) -> None:
    # On Sunday 31 October 2027 there are two half past ones.
    with days_from(tmp_path, morning(2027, 10, 18)) as days:
        days.starts(date(2027, 10, 21))
        days.to(date(2027, 10, 28), 11)
        days.says(ANA, "Please nudge me on Saturday at 6pm.")
        days.says(BEN, "Sunday 6pm")
        days.to(date(2027, 11, 9))

        assert days.sent(ANA) == told("""
            Thu 21 Oct 10:00 P10 Ana
            Wed 27 Oct 12:15 P21 Ana
            Thu 28 Oct 11:01 P12 Ana
            Sat 30 Oct 18:00 P20 Ana
            Mon  1 Nov 07:30 P22 Ana
            Wed  3 Nov 12:15 P23 Ana
            Mon  8 Nov 07:30 P24 Ana
        """)
        assert "Sun 31 Oct 18:00 P20 Ben" in days.sent(BEN)


def test_a_deadline_is_at_six_on_the_clock_on_both_sides_of_a_change(tmp_path: Path) -> None:
    winter, summer = date(2027, 3, 25), date(2027, 3, 30)
    with days_from(tmp_path, morning(2027, 3, 15)) as days:
        days.starts(date(2027, 3, 15))
        days.to(date(2027, 3, 22), 11)
        days.says(BEN, "Could I have until Tuesday 30 March, please?")
        seen = []
        for day in (winter, summer):
            for minute in (59, 61):
                days.to(day, 17 + minute // 60, minute % 60)
                seen.append(who_is_late(days))

        assert seen == [[], ["Ana Reyes"], ["Ana Reyes"], ["Ana Reyes", "Ben Okafor"]]
        assert "now due Tuesday 30 March" in words_of(days.stage.of_kind(BEN, "P33"))


def test_easter_monday_is_free_in_salford_and_a_working_day_in_glasgow(tmp_path: Path) -> None:
    with days_from(tmp_path, morning(2027, 3, 22), towns=("Salford", "Glasgow")) as days:
        days.starts(date(2027, 3, 23))
        days.to(date(2027, 4, 7))

        assert days.sent() == told("""
            Tue 23 Mar 10:00 P10 Ana
            Tue 23 Mar 10:00 P10 Ben
            Mon 29 Mar 12:15 P21 Ben
            Tue 30 Mar 12:15 P21 Ana
            Fri  2 Apr 07:30 P22 Ana
            Fri  2 Apr 07:30 P22 Ben
            Mon  5 Apr 12:15 P23 Ben
            Tue  6 Apr 12:15 P23 Ana
        """)


def test_over_christmas_a_letter_is_acknowledged_at_once_and_passed_on_in_january(
    tmp_path: Path,
) -> None:
    # The third of January 2028 is a bank holiday everywhere, the fourth in Scotland.
    with days_from(tmp_path, morning(2027, 12, 6), towns=("Salford", "Glasgow")) as days:
        days.starts(date(2027, 12, 7))
        days.to(date(2027, 12, 22), 15)
        days.says(ANA, LETTER)
        days.to(date(2028, 1, 6))

        assert days.sent() == told("""
            Tue  7 Dec 10:00 P10 Ana
            Tue  7 Dec 10:00 P10 Ben
            Mon 13 Dec 12:15 P21 Ana
            Mon 13 Dec 12:15 P21 Ben
            Fri 17 Dec 07:30 P22 Ana
            Fri 17 Dec 07:30 P22 Ben
            Wed 22 Dec 15:02 P12 Ana
            Wed  5 Jan 07:30 P11 Ben
        """)


def test_in_the_week_of_the_first_wednesday_of_august_nobody_is_reminded_or_asked(
    tmp_path: Path,
) -> None:
    # The Wednesday is 4 August 2027; from the Sunday before to the Saturday after nothing is said.
    with days_from(tmp_path, morning(2027, 7, 19)) as days:
        days.starts(date(2027, 7, 20))
        days.to(date(2027, 8, 12))

        assert days.sent(ANA) == told("""
            Tue 20 Jul 10:00 P10 Ana
            Mon 26 Jul 12:15 P21 Ana
            Fri 30 Jul 07:30 P22 Ana
            Mon  9 Aug 12:15 P23 Ana
            Wed 11 Aug 12:15 P24 Ana
        """)


def test_a_task_that_would_be_due_in_that_week_is_due_behind_it(tmp_path: Path) -> None:
    with days_from(tmp_path, morning(2027, 7, 19)) as days:
        days.starts(date(2027, 7, 26))
        days.to(date(2027, 8, 10))

        assert days.sent(BEN) == told("""
            Mon 26 Jul 10:00 P10 Ben
            Mon  9 Aug 07:30 P22 Ben
        """)
        assert "Monday 9 August" in words_of(days.stage.of_kind(BEN, "P10"))


def test_the_twenty_ninth_of_february_is_a_day_like_any_other(tmp_path: Path) -> None:
    with days_from(tmp_path, morning(2028, 2, 14)) as days:
        days.starts(date(2028, 2, 17))
        days.to(date(2028, 2, 24), 15)
        days.says(BEN, "Could I have until 29 February, please?")
        days.to(date(2028, 3, 8))

        assert days.sent() == told("""
            Thu 17 Feb 10:00 P10 Ana
            Thu 17 Feb 10:00 P10 Ben
            Wed 23 Feb 12:15 P21 Ana
            Wed 23 Feb 12:15 P21 Ben
            Thu 24 Feb 15:01 P33 Ana
            Thu 24 Feb 15:01 P33 Ben
            Mon 28 Feb 07:30 P22 Ana
            Tue 29 Feb 07:30 P22 Ben
            Wed  1 Mar 12:15 P23 Ana
            Thu  2 Mar 12:15 P23 Ben
            Mon  6 Mar 07:30 P24 Ana
            Tue  7 Mar 07:30 P24 Ben
        """)


def test_dates_that_move_over_the_clocks_going_back_stay_at_six(tmp_path: Path) -> None:
    with days_from(tmp_path, morning(2027, 10, 18)) as days:
        days.starts(date(2027, 10, 18))
        days.to(date(2027, 10, 19), 12)
        gil_orders(days, "pause everything")
        days.to(date(2027, 11, 9), 12)
        gil_orders(days, "resume everything")

        hours = days.stage.house.hours
        rows = days.stage.ask("select due_at from stage union all select due_at from assignment")
        moved = [hours.local(datetime.fromisoformat(f"{due}+00:00")) for (due,) in rows]
        assert {f"{due:%H:%M}" for due in moved} == {"18:00"}
        assert f"{min(moved):%d %b}" == "18 Nov"


def gil_orders(days: Days, words: str) -> None:
    stage = days.stage
    stage.writes(GIL, words, "Everything")
    stage.passes(minutes=1)
    if "Reply YES" in str(stage.last(GIL)["Subject"]):
        stage.writes(GIL, "YES", answers=stage.last(GIL))
        stage.passes(minutes=1)


def test_who_was_silent_since_the_introduction_is_asked_alone_and_once(tmp_path: Path) -> None:
    with days_from(tmp_path, morning(2027, 6, 7)) as days:
        stage = days.stage
        for one in (CLEO, DEV):
            stage.writes(one, JOINS[one], "Joining")
            stage.passes(minutes=1)
        days.to(date(2027, 6, 10), 12)
        days.says(CLEO, "Lovely to meet you, Dev.", "P08")
        days.to(date(2027, 6, 25), 12)

        asked = [one for one in days.sent(CLEO, DEV) if "P09" in one]
        assert asked == ["Tue 15 Jun 07:30 P09 Dev"]

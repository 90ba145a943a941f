"""When somebody leaves, those who stay hear the truth, are asked for nothing in vain, and go on (G9, D7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from tests.stories.by_the_clock import ONE_PAIR, Days, days_from
from tests.stories.telling import ANA, ANSWER, BEN, GIL, LETTER, words_of

ELI = "eli@finance.test"
TRIO = ((ANA, BEN, ELI),)
BEGINS = datetime(2027, 6, 7, 8, tzinfo=UTC)
TENTH, ELEVENTH = date(2027, 6, 10), date(2027, 6, 11)
CHASES = {"P21", "P22", "P23", "P24"}


@contextmanager
def ben_stops(
    home: Path, pairs: tuple[tuple[str, ...], ...] = ONE_PAIR, *, wrote: tuple[str, ...] = ()
) -> Iterator[Days]:
    """Some have written their letters; on Friday the 11th at noon Ben leaves."""
    with days_from(home, BEGINS, pairs) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        for one in wrote:
            days.says(one, LETTER)
        days.to(ELEVENTH, 12)
        days.says(BEN, "STOP")
        yield days


def test_nobody_is_reminded_of_a_letter_to_somebody_who_has_left(tmp_path: Path) -> None:
    with ben_stops(tmp_path, wrote=(BEN,)) as days:
        days.to(date(2027, 7, 9), 12)

        assert not CHASES & set(days.stage.heard(ANA))
        assert days.stage.ask("select quiet_since from person where name like 'Ana%'") == [(None,)]
        assert days.stage.ask(
            "select count(*) from assignment where closed_at is null and done_at is null"
        ) == [(0,)]


def test_who_has_left_hears_nothing_more_whatever_their_buddy_does(tmp_path: Path) -> None:
    with ben_stops(tmp_path, TRIO, wrote=(BEN, ANA)) as days:
        days.to(date(2027, 7, 16), 12)

        assert days.stage.heard(BEN)[-1] == "P37"
        assert "P24" in days.stage.heard(ELI)


def test_those_who_stay_of_a_trio_hear_that_they_carry_on(tmp_path: Path) -> None:
    with ben_stops(tmp_path, TRIO) as days:
        said = words_of(days.stage.of_kind(ANA, "P25"))
        days.says(ANA, "4", "P25")
        days.to(date(2027, 6, 18), 12)

        assert "Eli is still with you" in said
        assert "4 Carry on with Eli." in said
        assert days.stage.heard(ANA).count("P25") == 1
        assert days.stage.ask("select state from partnership") == [("active",)]


def test_in_a_trio_a_silence_is_the_silent_ones_and_not_that_of_who_has_left(
    tmp_path: Path,
) -> None:
    with ben_stops(tmp_path, TRIO, wrote=(ANA,)) as days:
        days.to(date(2027, 6, 18), 12)
        days.says(ANA, "Still nothing from Eli.", "P12")

        assert "heard from Eli either" in words_of(days.stage.of_kind(ANA, "P25"))


def test_the_next_task_of_a_trio_is_between_the_two_who_stay(tmp_path: Path) -> None:
    with ben_stops(tmp_path, TRIO) as days:
        days.to(date(2027, 7, 12), 8)
        days.starts(date(2027, 7, 12))
        days.to(date(2027, 7, 12), 12)

        subjects = [str(days.stage.of_kind(one, "P10")["Subject"]) for one in (ANA, ELI)]
        assert [one.partition(" by ")[0] for one in subjects] == [
            "Task 1: letter to Eli",
            "Task 1: letter to Ana",
        ]


def test_who_is_left_alone_gets_no_task_for_nobody_and_a_coordinator_sees_them(
    tmp_path: Path,
) -> None:
    with ben_stops(tmp_path) as days:
        days.to(date(2027, 7, 12), 8)
        days.starts(date(2027, 7, 12))
        days.to(date(2027, 7, 14), 12)

        assert days.stage.heard(ANA).count("P10") == 1
        assert any(
            "Ana Reyes has no buddy since theirs left" in words_of(one)
            for one in days.stage.to(GIL)
        )


def test_an_answer_to_somebody_who_has_left_is_thanked_for_and_stays_with_its_writer(
    tmp_path: Path,
) -> None:
    with ben_stops(tmp_path, wrote=(BEN,)) as days:
        days.says(ANA, ANSWER, "P11")
        days.to(date(2027, 6, 15), 12)

        thanks = words_of(days.stage.of_kind(ANA, "P12"))
        assert "Ben has left the scheme, so it stays with me, for your portfolio." in thanks
        assert days.stage.heard(BEN)[-1] == "P37"


def test_a_letter_to_somebody_who_has_left_is_for_somebody_else_to_answer(tmp_path: Path) -> None:
    with ben_stops(tmp_path) as days:
        days.says(ANA, LETTER)
        days.to(ELEVENTH, 15)

        thanks = words_of(days.stage.of_kind(ANA, "P12"))
        assert "so I'm finding somebody else to answer it" in thanks
        assert "P26" not in days.stage.heard(ANA)
        assert days.stage.ask("select kind from promise where kind = 'stand_in'") == [("stand_in",)]


def test_nobody_looks_for_an_answer_to_the_letter_of_somebody_who_left(tmp_path: Path) -> None:
    with ben_stops(tmp_path, wrote=(BEN,)) as days:
        days.says(ANA, "SKIP")
        days.to(date(2027, 7, 9), 12)

        assert days.stage.ask("select count(*) from promise where kind = 'stand_in'") == [(0,)]


def test_when_part_of_a_trio_could_not_answer_only_they_are_named(tmp_path: Path) -> None:
    with ben_stops(tmp_path, TRIO, wrote=(ANA,)) as days:
        days.to(date(2027, 6, 18), 12)

        assert "Ben couldn't get to this one" in words_of(days.stage.of_kind(ANA, "P17"))


def test_who_stays_after_all_goes_on_where_they_were_and_the_buddy_hears_it(
    tmp_path: Path,
) -> None:
    with ben_stops(tmp_path, wrote=(ANA,)) as days:
        days.to(date(2027, 6, 14), 14)
        days.says(BEN, "STAY", "P37")
        days.says(BEN, ANSWER, "P11")
        days.to(date(2027, 6, 17), 12)

        assert "Ben is staying after all" in words_of(days.stage.of_kind(ANA, "P35"))
        assert "Ben answers" in words_of(days.stage.of_kind(ANA, "P17"))
        assert days.stage.heard(BEN)[-1] == "P21"
        assert days.stage.ask("select count(*) from promise where state = 'open'") == [(0,)]


@contextmanager
def ben_stops_before_it_begins(home: Path, pairs: tuple[tuple[str, ...], ...]) -> Iterator[Days]:
    """A task is ordered for Thursday the 10th; on the Tuesday before Ben leaves."""
    with days_from(home, BEGINS, pairs) as days:
        days.starts(TENTH)
        days.to(date(2027, 6, 8), 12)
        days.stage.writes(BEN, "STOP")
        days.stage.passes(minutes=1)
        yield days


def test_a_task_that_has_not_begun_begins_between_the_two_who_stay(tmp_path: Path) -> None:
    with ben_stops_before_it_begins(tmp_path, TRIO) as days:
        days.to(TENTH, 12)

        subjects = [str(days.stage.of_kind(one, "P10")["Subject"]) for one in (ANA, ELI)]
        assert [one.partition(" by ")[0] for one in subjects] == [
            "Task 1: letter to Eli",
            "Task 1: letter to Ana",
        ]


def test_no_task_begins_for_who_is_left_alone_unless_the_other_stays(tmp_path: Path) -> None:
    with ben_stops_before_it_begins(tmp_path, ONE_PAIR) as days:
        days.to(date(2027, 6, 9), 12)
        waits = days.stage.ask("select count(*) from outbox where mail = 'P10' and state = 'ready'")
        days.says(BEN, "STAY", "P37")
        days.to(TENTH, 12)

        assert waits == [(0,)]
        assert [days.stage.heard(one).count("P10") for one in (ANA, BEN)] == [1, 1]


def test_who_is_left_alone_before_a_task_begins_hears_nothing_of_it(tmp_path: Path) -> None:
    with ben_stops_before_it_begins(tmp_path, ONE_PAIR) as days:
        days.to(date(2027, 7, 9), 12)

        assert set(days.stage.heard(ANA)) == {"P25"}


def test_a_letter_that_was_on_its_way_comes_after_all_when_its_writer_stays(
    tmp_path: Path,
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(BEN, LETTER)
        days.says(BEN, "STOP")
        days.to(ELEVENTH, 12)
        before = days.stage.heard(ANA)
        days.says(BEN, "STAY", "P37")
        days.to(ELEVENTH, 13)

        assert "P11" not in before
        assert "pair of hands" in words_of(days.stage.of_kind(ANA, "P11"))

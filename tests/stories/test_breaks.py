"""A break in the middle of a task: the buddy hears the truth, and whoever is back has time (G10, D7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from tests.stories.by_the_clock import ONE_PAIR, Days, days_from
from tests.stories.telling import ANA, BEN, GIL, LETTER, words_of

ELI = "eli@finance.test"
TRIO = ((ANA, BEN, ELI),)
BEGINS = datetime(2027, 6, 7, 8, tzinfo=UTC)
TENTH = date(2027, 6, 10)


@contextmanager
def ben_rests(
    home: Path, words: str, pairs: tuple[tuple[str, ...], ...] = ONE_PAIR
) -> Iterator[Days]:
    """The task is with everybody, and Ben asks for a break."""
    with days_from(home, BEGINS, pairs) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(BEN, words)
        days.to(TENTH, 13)
        yield days


def test_who_writes_to_somebody_on_a_break_hears_when_it_is_read(tmp_path: Path) -> None:
    with ben_rests(tmp_path, "Please pause me until Monday 5 July.") as days:
        days.says(ANA, LETTER)
        days.to(TENTH, 15)

        thanks = words_of(days.stage.of_kind(ANA, "P12"))
        assert "Ben is taking a break until Monday 5 July, and will find it after that." in thanks
        assert "today" not in thanks


def test_who_is_back_has_time_for_what_fell_due_meanwhile(tmp_path: Path) -> None:
    with ben_rests(tmp_path, "Please pause me until Wednesday 23 June.") as days:
        days.says(ANA, LETTER)
        days.to(date(2027, 6, 24), 12)

        heard = days.stage.heard(BEN)
        letter = str(days.stage.of_kind(BEN, "P11")["Subject"])
        due = days.stage.ask("select due_at from assignment where person_id = 2 order by id")
        assert letter == "Ana's letter: answer by Mon 28 Jun"
        assert not {"P22", "P23", "P24"} & set(heard)
        assert str(due[0][0]).startswith("2027-06-28")


def test_who_sends_their_part_in_a_break_without_an_end_is_back(tmp_path: Path) -> None:
    with ben_rests(tmp_path, "Please pause me.") as days:
        days.says(ANA, LETTER)
        days.to(date(2027, 7, 8), 12)

        days.says(BEN, LETTER)
        days.to(date(2027, 7, 9), 12)

        assert "carry on where you left off" in words_of(days.stage.of_kind(BEN, "P29"))
        assert str(days.stage.of_kind(BEN, "P11")["Subject"]).endswith("by Tue 13 Jul")


def test_who_sends_something_before_their_day_rests_until_then(tmp_path: Path) -> None:
    with ben_rests(tmp_path, "Please pause me until Monday 5 July.") as days:
        days.says(BEN, LETTER)
        days.to(date(2027, 6, 14), 12)

        assert "P29" not in days.stage.heard(BEN)
        assert days.stage.ask("select state from person where name like 'Ben%'") == [("paused",)]


def test_in_a_trio_nobody_is_asked_for_a_silence_that_is_somebodys_break(tmp_path: Path) -> None:
    with ben_rests(tmp_path, "Please pause me until Monday 5 July.", TRIO) as days:
        days.says(ANA, LETTER)
        days.to(date(2027, 6, 18), 12)

        days.says(ELI, "Is Ben still around? I've heard nothing from him.")

        assert "Ben is taking a break" in words_of(days.stage.of_kind(ELI, "P25"))
        assert "P24" not in days.stage.heard(ANA)


def test_a_letter_that_comes_late_names_a_day_that_is_still_to_come(tmp_path: Path) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH)
        days.to(date(2027, 7, 1), 12)

        days.says(ANA, LETTER)
        days.to(date(2027, 7, 1), 13)

        assert "an answer by Thursday 8 July" in words_of(days.stage.of_kind(ANA, "P12"))
        assert str(days.stage.of_kind(BEN, "P11")["Subject"]).endswith("by Thu 8 Jul")


def test_who_rests_from_a_later_month_is_not_put_to_rest_now(tmp_path: Path) -> None:
    with ben_rests(tmp_path, "I'm going on parental leave in July, back next spring.") as days:
        days.to(date(2027, 6, 11), 12)

        assert days.stage.heard(BEN) == ["P10", "P35"]
        assert days.stage.heard(ANA) == ["P10"]
        assert any("begins in July" in words_of(one) for one in days.stage.to(GIL))

"""What follows on "no chasing, just checking": who answers has peace, and the buddy hears what is true (D6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.stories.by_the_clock import Days, days_from
from tests.stories.telling import ANA, BEN, LETTER, words_of

BEGINS = datetime(2027, 6, 7, 8, tzinfo=UTC)
TENTH, ASKED, FRIDAY = date(2027, 6, 10), date(2027, 6, 28), date(2027, 7, 2)


@contextmanager
def ben_is_asked(home: Path) -> Iterator[Days]:
    """Ana writes on the day, Ben never does; on Monday 28 June he is asked how he is."""
    with days_from(home, BEGINS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(ANA, LETTER)
        days.to(ASKED, 12)
        yield days


def heard_after(days: Days, who: str) -> list[str]:
    told = [one.rpartition(" ")[0] for one in days.sent(who)]
    return [one for one in told if "Mon 28 Jun 12:" in one or " Jul " in one or " 29 Jun" in one]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("1, I need until Friday", "Friday 2 July"),
        ("1", "Monday 5 July"),
        ("Sorry, life got in the way. Count me in, I need a week more.", "Monday 5 July"),
    ],
)
def test_who_counts_themselves_in_has_a_new_date_and_the_buddy_hears_the_same(
    tmp_path: Path, words: str, due: str
) -> None:
    with ben_is_asked(tmp_path) as days:
        days.says(BEN, words, "P24")
        days.to(FRIDAY, 7)

        assert f"your letter is now due {due}" in words_of(days.stage.of_kind(BEN, "P33"))
        assert f"the letter will come by {due}" in words_of(days.stage.of_kind(ANA, "P33"))
        assert heard_after(days, ANA) == ["Mon 28 Jun 12:01 P33"]


def test_a_sign_of_life_without_a_date_gives_five_working_days_of_peace(tmp_path: Path) -> None:
    with ben_is_asked(tmp_path) as days:
        days.says(BEN, "All well here, only swamped!", "P24")
        days.to(date(2027, 7, 5), 7)
        meanwhile = days.sent(ANA)
        days.to(date(2027, 7, 6), 12)

        assert not [one for one in meanwhile if "P25" in one]
        assert "P25" in " ".join(days.sent(ANA))
        assert "I've asked Ben too" in words_of(days.stage.of_kind(ANA, "P25"))


@pytest.mark.parametrize(
    ("words", "told"),
    [("2", "Ben is taking a break. "), ("2 until 1 September", " until Wednesday 1 September. ")],
)
def test_a_break_is_told_as_a_break_and_not_as_a_date(
    tmp_path: Path, words: str, told: str
) -> None:
    with ben_is_asked(tmp_path) as days:
        days.says(BEN, words, "P24")

        assert heard_after(days, ANA) == ["Mon 28 Jun 12:01 P33"]
        assert told in words_of(days.stage.of_kind(ANA, "P33"))
        assert "due" not in words_of(days.stage.of_kind(ANA, "P33"))


def test_when_the_buddy_leaves_the_one_left_hears_it_once_and_has_choices(tmp_path: Path) -> None:
    with ben_is_asked(tmp_path) as days:
        days.says(BEN, "3", "P24")
        days.to(date(2027, 6, 30), 12)

        assert heard_after(days, ANA) == ["Mon 28 Jun 12:01 P25"]
        assert "Ben has left the scheme" in words_of(days.stage.of_kind(ANA, "P25"))


def test_an_out_of_office_that_moves_no_date_is_not_told_to_the_buddy(tmp_path: Path) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.stage.writes(
            BEN,
            "I am out of the office and reply when I am back.",
            "Automatic reply",
            head="Auto-Submitted: auto-replied",
        )
        days.stage.passes(minutes=1)

        assert days.sent(ANA) == ["Thu 10 Jun 10:00 P10 Ana"]

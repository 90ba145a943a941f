"""Who waits for a silent buddy is answered each time, truly, and never has to ask twice (D7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.stories.by_the_clock import ONE_PAIR, Days, days_from
from tests.stories.telling import ANA, BEN, GIL, LETTER, words_of

ELI = "eli@finance.test"
BEGINS = datetime(2027, 6, 7, 8, tzinfo=UTC)
TENTH, FIFTEENTH = date(2027, 6, 10), date(2027, 6, 15)
STILL_NOTHING = "Still nothing from Ben, and I wrote to him twice."
AWAY = "Auto-Submitted: auto-replied"


@contextmanager
def ana_wrote(home: Path, pair: tuple[str, ...] = (ANA, BEN)) -> Iterator[Days]:
    """Ana sends her letter on the first day; it is Tuesday the 15th, and Ben has said nothing."""
    with days_from(home, BEGINS, (pair,)) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(ANA, LETTER)
        days.to(FIFTEENTH, 12)
        yield days


def choices(days: Days, who: str = ANA) -> list[str]:
    return [one.rpartition(" P25")[0] for one in days.sent(who) if " P25 " in one]


def test_who_is_silent_in_task_after_task_is_asked_each_time_and_the_buddy_hears_each_time(
    tmp_path: Path,
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(ANA, LETTER)
        days.to(date(2027, 8, 16), 8)
        days.starts(date(2027, 8, 17))
        days.to(date(2027, 8, 17), 12)
        days.says(ANA, LETTER)

        days.to(date(2027, 9, 20), 12)

        asked = [one for one in days.sent(BEN) if " P24 " in one]
        assert asked == ["Mon 28 Jun 07:30 P24 Ben", "Thu 2 Sep 12:15 P24 Ben"]
        assert choices(days) == ["Wed 30 Jun 07:30", "Mon 6 Sep 07:30"]
        assert days.stage.ask(
            "select count(*) from assignment where closed_at is null and done_at is null"
            " and person_id = 2 and due_at < '2027-09-01'"
        ) == [(0,)]


def test_two_complaints_of_one_day_are_answered_once_and_one_of_another_day_again(
    tmp_path: Path,
) -> None:
    with ana_wrote(tmp_path) as days:
        days.says(ANA, STILL_NOTHING, "P12")
        days.to(FIFTEENTH, 15)
        days.says(ANA, "Honestly, has Ben dropped off the earth? Not a peep.", "P12")
        days.to(date(2027, 6, 17), 9)
        assert choices(days) == ["Tue 15 Jun 12:01"]

        days.says(ANA, "I haven't heard from Ben this week either.", "P12")

        assert choices(days) == ["Tue 15 Jun 12:01", "Thu 17 Jun 09:01"]


def test_an_open_question_about_one_buddy_is_no_answer_to_a_complaint_about_the_next(
    tmp_path: Path,
) -> None:
    pairs = (*ONE_PAIR, ("cleo@ward.test", "dev@trust.test"))
    with days_from(tmp_path, BEGINS, pairs) as days:
        days.to(TENTH, 12)
        days.stage.writes(BEN, "STOP")
        days.stage.writes("cleo@ward.test", "STOP")
        days.stage.passes(minutes=1)
        assert len(choices(days)) == 1
        for order in ("split Ana and Ben", "split Cleo and Dev"):
            days.stage.writes(GIL, order)
            days.stage.passes(minutes=1)
            days.stage.writes(GIL, "YES", answers=days.stage.last(GIL))
            days.stage.passes(minutes=1)
        days.to(date(2027, 6, 16), 12)
        assert "Ana, meet Dev" in str(days.stage.last(ANA)["Subject"])

        days.says(ANA, "I've not had a word from Dev so far.", "P27")

        assert len(choices(days)) == 2
        assert "I hadn't asked Dev yet; I have now" in words_of(days.stage.of_kind(ANA, "P25"))


def test_who_waits_until_the_day_is_not_left_there_when_it_has_gone_by(tmp_path: Path) -> None:
    with ana_wrote(tmp_path) as days:
        days.says(ANA, STILL_NOTHING, "P12")
        days.says(ANA, "4, I'll give him a bit longer", "P25")
        assert "Wait until Tuesday" in words_of(days.stage.of_kind(ANA, "P25"))
        days.to(date(2027, 6, 22), 20)
        assert len(choices(days)) == 1

        days.to(date(2027, 6, 23), 9)

        assert choices(days)[1:] == ["Wed 23 Jun 07:30"]


def test_who_waits_and_hears_of_their_buddy_meanwhile_is_not_asked_again(tmp_path: Path) -> None:
    with ana_wrote(tmp_path) as days:
        days.says(ANA, STILL_NOTHING, "P12")
        days.says(ANA, "4", "P25")
        days.says(BEN, "Sorry, up to my ears. It's on its way!", "P11")

        days.to(date(2027, 6, 25), 18)

        assert len(choices(days)) == 1
        assert "P24" not in days.stage.heard(BEN)


def test_who_waits_may_think_again_before_the_day(tmp_path: Path) -> None:
    with ana_wrote(tmp_path) as days:
        days.says(ANA, STILL_NOTHING, "P12")
        days.says(ANA, "4", "P25")
        days.to(date(2027, 6, 17), 9)

        days.says(ANA, "Actually, make that 1.", "P25")
        days.to(date(2027, 6, 28), 12)

        rows = days.stage.ask("select outcome from promise where kind = 'rematch'")
        assert rows == [("agreed",)]
        assert len(choices(days)) == 1


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        ("away", "Ben is away until Monday 21 June, so it's nothing to do with you."),
        ("break", "Ben is taking a break, so it's nothing to do with you."),
        ("wrote", "Ben was in touch with me on Tuesday, so it's nothing to do with you"),
    ],
)
def test_a_silence_that_something_explains_is_called_by_its_name_and_nobody_is_asked_for_it(
    tmp_path: Path, happens: str, told: str
) -> None:
    with ana_wrote(tmp_path) as days:
        if happens == "away":
            days.stage.writes(
                BEN, "I am on leave until Monday 21 June.", "Out of office", head=AWAY
            )
        elif happens == "break":
            days.stage.writes(BEN, "Please pause me for now.", answers=days.stage.last(BEN))
        else:
            days.stage.writes(BEN, "Thanks for this!", answers=days.stage.last(BEN))
        days.stage.passes(minutes=1)

        days.says(ANA, STILL_NOTHING, "P12")

        words = words_of(days.stage.of_kind(ANA, "P25"))
        assert told in " ".join(words.split())
        assert "AWOL" not in words + str(days.stage.of_kind(ANA, "P25")["Subject"])
        assert "P24" not in days.stage.heard(BEN)


def test_in_a_trio_only_the_silent_one_is_asked(tmp_path: Path) -> None:
    with ana_wrote(tmp_path, (ANA, BEN, ELI)) as days:
        days.says(ELI, "Thanks, lovely to have this. Mine comes at the weekend.")
        days.to(date(2027, 6, 18), 12)

        days.says(ANA, STILL_NOTHING, "P12")

        assert "I haven't heard from Ben either" in words_of(days.stage.of_kind(ANA, "P25"))
        days.to(date(2027, 6, 23), 12)
        assert "P24" in days.stage.heard(BEN)
        assert "P24" not in days.stage.heard(ELI)


def test_of_two_who_both_owe_the_same_nobody_is_told_that_the_other_is_silent(
    tmp_path: Path,
) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH, "cases")
        days.to(TENTH, 12)
        days.says(ANA, "A")
        days.says(BEN, "A please")
        days.to(date(2027, 7, 20), 12)

        heard = [*days.stage.heard(ANA), *days.stage.heard(BEN)]
        assert heard.count("P24") == 2
        assert "P25" not in heard


def test_when_one_of_a_trio_leaves_nobody_is_asked_whether_they_are_there(tmp_path: Path) -> None:
    with ana_wrote(tmp_path, (ANA, BEN, ELI)) as days:
        days.says(BEN, "STOP")
        days.to(date(2027, 6, 17), 12)

        assert [days.stage.heard(one).count("P25") for one in (ANA, ELI)] == [1, 1]
        assert "P24" not in [*days.stage.heard(ANA), *days.stage.heard(ELI)]


def test_who_thinks_of_leaving_is_answered_although_they_were_asked_how_they_are(
    tmp_path: Path,
) -> None:
    with ana_wrote(tmp_path) as days:
        days.says(ANA, STILL_NOTHING, "P12")
        days.to(date(2027, 6, 18), 12)
        assert days.stage.heard(BEN)[-1] == "P24"

        words = "With a heavy heart I'm thinking of giving this up."
        days.stage.writes(BEN, words, "Your scheme")
        days.stage.passes(minutes=1)

        assert "Stop, or pause?" in str(days.stage.last(BEN)["Subject"])


def test_nobody_is_paused_for_a_silence_that_they_had_no_time_to_explain(tmp_path: Path) -> None:
    with days_from(tmp_path, BEGINS) as days:
        days.starts(TENTH)
        days.to(TENTH, 12)
        days.says(ANA, LETTER)
        days.to(date(2027, 6, 11), 14)
        days.says(BEN, "Lovely letter. Mine comes next week!", "P11")
        days.to(date(2027, 6, 14), 14)

        days.says(ANA, STILL_NOTHING, "P12")
        days.says(ANA, "1 please", "P25")
        days.to(date(2027, 6, 15), 12)

        assert "you're first in line" in words_of(days.stage.of_kind(BEN, "P28"))
        assert days.stage.ask("select state from person where name = 'Ben Okafor'") == [
            ("waiting",)
        ]

"""What people say of what they have just sent, and of days, cases and hours, is heard as they mean it."""

from pathlib import Path

import pytest

from tests.stories.plays import ELI, play
from tests.stories.telling import ANA, ANSWER, BEN, GIL, LETTER, words_of


@pytest.mark.parametrize(
    "words",
    [
        "Ignore that, wrong version!",
        "Sorry - wrong file. New one in a sec",
        "please disregard my last, it was a draft",
        "scrap that x",
    ],
)
def test_a_wrong_version_that_has_not_left_goes_to_nobody(tmp_path: Path, words: str) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        asked = one.stage.of_kind(ANA, "P10")
        one.stage.writes(ANA, f"{LETTER}\n\nAna", answers=asked)
        one.stage.passes(minutes=1)
        one.says(ANA, words, "P10")
        one.days(1)

        assert "P11" not in one.kinds(BEN)
        assert "It goes nowhere: I've kept your letter back." in one.last(ANA, "P13")


@pytest.mark.parametrize(
    "words", ["Ignore my last email, I can do Friday after all", "Never mind that, all good now"]
)
def test_words_about_something_else_take_no_letter_back(tmp_path: Path, words: str) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER}\n\nAna", "P10")
        one.days(3)
        one.says(ANA, words)

        assert "P11" in one.kinds(BEN)
        assert "P13" not in one.kinds(ANA)


@pytest.mark.parametrize("cast", [(ANA, BEN), (ANA, BEN, ELI)])
def test_a_second_list_takes_the_place_of_the_first(tmp_path: Path, cast: tuple[str, ...]) -> None:
    with play(tmp_path, "consortium", *cast) as one:
        one.says(ANA, "1 beds 2 porters 3 a lift 4 fewer committees 5 tea at night", "P10")
        one.says(
            ANA, "Community nurses, discharge lounge, one IT login, more beds, no newsletter", "P10"
        )
        for other in cast[1:]:
            one.says(other, "1 rotas 2 pharmacy 3 ambulances 4 crèche 5 parking", "P10")

        one.days(1)

        shown = one.last(BEN, "P17")
        assert "discharge lounge" in shown
        assert "fewer committees" not in shown


def test_who_is_away_all_the_week_asked_about_is_not_paused(tmp_path: Path) -> None:
    with play(tmp_path, "shadowing", ANA, BEN) as one:
        one.says(ANA, "none of those I'm afraid, on leave all week", "P10")

        assert "P36" not in one.kinds(ANA)
        assert "P33" not in one.kinds(BEN)
        assert "no day of that week" in one.last(ANA, "P12")


def test_a_day_that_is_refused_twice_is_noted_once(tmp_path: Path) -> None:
    with play(tmp_path, "shadowing", ANA, BEN) as one:
        one.says(ANA, "any bar tues, got clinic all day tues", "P10")

        assert "Noted: not Tuesday. You'll hear" in one.last(ANA, "P12")


def test_who_leaves_the_case_to_the_buddy_is_happy_with_any(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "let Ben choose", "P10")
        one.says(BEN, "C", "P10")

        assert "It's case C" in one.last(ANA, "P10")


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("Sat about ten in the morning", "Saturday 10am"),
        ("Tues 7 or so", "Tuesday 7pm"),
        ("sunday at eight", "Sunday 8pm"),
        ("weds, say 6", "Wednesday 6pm"),
        ("about 3 lines to go, will finish it Friday", "Friday noon"),
    ],
)
def test_an_hour_is_heard_as_people_say_it(tmp_path: Path, words: str, when: str) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, words, "P10")

        assert f"{when} it is." in one.last(ANA, "P12")
        assert not [mail for mail in one.stage.to(GIL) if "more time" in words_of(mail)]


def test_who_asks_for_all_they_wrote_offers_to_answer_no_more_letters(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER}\n\nAna", "P10")
        one.says(BEN, f"{ANSWER}\n\nBen", "P11")
        one.says(BEN, "pls send everything I've written", "P12")

        assert "P42" in one.kinds(BEN)
        assert not one.stage.ask("select 1 from standby")

"""What goes otherwise in a task for three, and what comes when its time is over (C8, C10, C11, C14)."""

from pathlib import Path

from tests.stories.plays import ELI, play
from tests.stories.scripts import BENS_LETTER, ELIS_LETTER, JOINT, OTHER_JOINT
from tests.stories.telling import ANA, BEN, LETTER


def test_in_a_trio_the_right_version_goes_to_the_one_who_reads_it_and_to_nobody_else(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN, ELI) as one:
        one.stage.writes(ANA, BENS_LETTER, answers=one.stage.of_kind(ANA, "P10"))
        one.later(minutes=1)
        one.says(ANA, f"Sorry, wrong one. This is the right letter.\n\n{LETTER}", "P10")
        one.days(1)

        assert [one.kinds(who).count("P11") for who in (ANA, BEN, ELI)] == [0, 1, 0]
        assert "pair of hands" in one.last(BEN, "P11")


def test_in_a_trio_three_wishes_are_put_to_all_and_two_alike_settle_it(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN, ELI) as one:
        one.says(ANA, "A", "P10")
        one.says(BEN, "B please", "P10")
        one.says(ELI, "C", "P10")

        assert [one.kinds(who).count("P19") for who in (ANA, BEN, ELI)] == [1, 1, 1]

        one.says(ELI, "Fine, A then", "P19")
        one.says(BEN, "A is fine", "P19")
        one.days(1)
        assert "It's case A" in one.last(ELI, "P10")
        assert one.kinds(BEN).count("P19") == 1


def test_in_a_trio_without_a_common_day_each_may_keep_their_own(tmp_path: Path) -> None:
    with play(tmp_path, "shadowing", ANA, BEN, ELI) as one:
        one.says(ANA, "Tuesday", "P10")
        one.says(BEN, "I can only do Wednesday.", "P10")
        one.says(ELI, "Friday would suit", "P10")
        one.says(ANA, "FINE", "P18")
        one.days(15)

        assert "Tuesday 22 June is your day" in one.last(ANA, "P10")
        assert "Friday 25 June is your day" in one.last(ELI, "P10")


def test_in_a_trio_two_joint_answers_that_crossed_reach_everybody(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN, ELI) as one:
        for who in (ANA, BEN, ELI):
            one.says(who, "A", "P10")
        one.days(1)
        one.stage.writes(
            ANA, f"Our joint answer:\n\n{JOINT}", answers=one.stage.of_kind(ANA, "P10")
        )
        one.later(minutes=1)
        one.says(BEN, f"Our joint answer:\n\n{OTHER_JOINT}", "P10")

        assert "specialty doctor" in one.last(ANA, "P16")
        assert "half past seven" in one.last(BEN, "P16")
        assert one.kinds(ELI).count("P16") == 2
        assert one.open() == []


def test_a_letter_that_comes_when_its_time_is_over_is_thanked_for_and_still_passed_on(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(BEN, BENS_LETTER, "P10")
        one.days(32)
        assert ("Ana Reyes", "letter") not in one.open()

        one.says(ANA, ELIS_LETTER, "P10")
        assert "Thank you for coming back to it" in one.last(ANA, "P12")
        assert "one page with what it spent" in one.last(BEN, "P11")

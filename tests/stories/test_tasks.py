"""The tasks of the bank, played by a pair and by a trio, and what happens when things go otherwise."""

from datetime import date
from pathlib import Path

from mailbot.core.tasks import StageKind
from mailbot.flows.ordering import dates
from mailbot.flows.stages import skipping
from tests.stories.plays import ELI, HAL, play, play_on_servers
from tests.stories.scripts import (
    ANAS_FIVE,
    BENS_FIVE,
    BENS_LETTER,
    JOINT,
    OTHER_JOINT,
    SCRIPTS,
    SHARED,
)
from tests.stories.telling import ANA, ANSWER, BEN, GIL, LETTER, words_of
from tests.stories.transcript import PAGE, transcript

MUCH_TOO_LONG = " ".join([LETTER] * 3)


def test_a_letter_a_little_too_long_goes_next_morning_unless_it_is_shortened(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        words = f"{LETTER} {' '.join(LETTER.split()[:45])}."
        one.says(ANA, words, "P10")

        assert "123 words and we said 100" in one.last(ANA, "P13")
        assert one.kinds(BEN) == ["P10"]

        one.days(1)
        assert "pair of hands" in one.last(BEN, "P11")


def test_a_letter_shortened_in_time_is_the_only_one_that_goes(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER} {' '.join(LETTER.split()[:45])}.", "P10")
        one.says(ANA, f"Here is a shorter letter.\n\n{LETTER}", "P13")
        one.days(2)

        assert one.kinds(BEN) == ["P10", "P11"]
        assert one.last(BEN, "P11").rstrip("-\n ").endswith("all that time.")


def test_a_letter_far_too_long_waits_for_its_writer_who_is_not_reminded(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, MUCH_TOO_LONG, "P10")
        one.days(8)

        assert one.kinds(ANA) == ["P10", "P13"]
        assert "P11" not in one.kinds(BEN)

        one.says(ANA, "Yes, please send it as it is.", "P13")
        assert "P11" in one.kinds(BEN)


def test_hardly_any_words_are_asked_about_and_passed_on_at_a_yes(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, "Dear Deidre, nobody ever listens to anybody on this ward.", "P10")

        assert "is that all of your letter" in one.last(ANA, "P13")
        assert one.kinds(BEN) == ["P10"]

        one.says(ANA, "Yes, all of it", "P13")
        assert "nobody ever listens" in one.last(BEN, "P11")


def test_an_empty_mail_is_asked_about_and_counts_as_nothing(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, "", "P10")

        assert one.kinds(ANA) == ["P10", "P51"]
        assert ("Ana Reyes", "letter") in one.open()


def test_the_right_version_takes_the_place_of_a_wrong_one_that_has_not_left(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.stage.writes(ANA, LETTER, answers=one.stage.of_kind(ANA, "P10"))
        one.later(minutes=1)
        one.says(ANA, f"Ignore that, wrong version. Here is the right one.\n\n{BENS_LETTER}", "P10")
        one.days(1)

        assert one.kinds(BEN) == ["P10", "P11"]
        assert "discharge lounge" in one.last(BEN, "P11")
        assert one.kinds(ANA) == ["P10", "P12"]


def test_after_the_first_has_gone_the_writer_is_asked_whether_the_new_one_should_go(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, LETTER, "P10")
        one.says(ANA, f"Sorry, that was the wrong one. This is it.\n\n{BENS_LETTER}", "P10")

        assert "has the first version" in one.last(ANA, "P13")
        assert one.kinds(BEN) == ["P10", "P11"]

        one.says(ANA, "Yes please", "P13")
        assert one.kinds(BEN) == ["P10", "P11", "P11"]
        assert "discharge lounge" in one.last(BEN, "P11")


def test_a_letter_taken_back_in_time_goes_nowhere_and_the_buddy_is_not_asked_for_an_answer(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.stage.writes(ANA, LETTER, answers=one.stage.of_kind(ANA, "P10"))
        one.later(minutes=1)
        one.says(ANA, "Please don't pass my letter on after all.", "P10")
        one.days(3)

        assert "I've kept your letter back" in one.last(ANA, "P13")
        assert one.kinds(BEN) == ["P10"]
        assert ("Ana Reyes", "letter") in one.open()


def test_a_letter_with_a_question_is_both(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER}\n\nPS Jo, do we get trios next time?", "P10")

        assert one.kinds(BEN) == ["P10", "P11"]
        assert "trios" not in one.last(BEN, "P11")
        assert "I've passed your question to Gil" in one.last(ANA, "P12")


def test_a_letter_with_patient_details_is_held_and_forgotten_when_a_clean_one_comes(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(
            ANA, f"{LETTER} It was about Mrs Abara, 82, in bed 4, NHS number 943 476 5919.", "P10"
        )

        assert one.kinds(ANA) == ["P10", "P14"]
        assert one.kinds(BEN) == ["P10"]

        one.says(ANA, LETTER, "P14")
        assert "Abara" not in one.last(BEN, "P11")
        held = "select count(*) from received_bytes where raw like '%Abara%'"
        assert one.stage.ask(held) == [(0,)]


def test_a_late_letter_is_thanked_for_and_passed_on(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.days(12)
        one.says(ANA, LETTER, "P10")

        assert "Thank you for coming back to it" in one.last(ANA, "P12")
        assert one.kinds(BEN)[-1] == "P11"


def test_who_wrote_to_a_silent_buddy_has_their_letter_closed_kindly(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, LETTER, "P10")
        one.days(40)

        assert "it counts" in one.last(ANA, "P17")
        assert one.kinds(ANA).count("P17") == 1
        assert one.open() == []


def test_in_a_trio_a_silent_third_leaves_the_other_two_their_letters(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN, ELI) as one:
        one.says(ANA, LETTER, "P10")
        one.says(BEN, BENS_LETTER, "P10")
        one.says(BEN, ANSWER, "P11")
        one.days(40)

        assert "pair of hands" in one.last(BEN, "P11")
        assert one.kinds(ANA).count("P17") == 1
        assert "it counts" in one.last(BEN, "P17")
        assert one.open() == []


def test_a_day_that_suits_nobody_else_leaves_each_their_own(tmp_path: Path) -> None:
    with play(tmp_path, "shadowing", ANA, BEN) as one:
        one.says(ANA, "Tuesday or Friday", "P10")
        one.says(BEN, "I can only do Wednesday.", "P10")

        assert "yours would be Tuesday 22 June" in one.last(ANA, "P18")
        assert "yours would be Wednesday 23 June" in one.last(BEN, "P18")

        one.says(ANA, "FINE", "P18")
        one.days(14)
        assert "Tuesday 22 June is your day" in one.last(ANA, "P10")
        assert "Wednesday 23 June is your day" in one.last(BEN, "P10")
        assert one.kinds(ANA).count("P18") == 1


def test_a_day_can_be_changed_until_it_comes_and_only_the_new_one_is_announced(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "shadowing", ANA, BEN) as one:
        one.says(ANA, "Tuesday or Thursday", "P10")
        one.says(BEN, "Tuesday", "P10")
        one.says(BEN, "Sorry, Thursday instead", "P18")
        one.days(14)

        assert one.kinds(ANA) == ["P10", "P12", "P18", "P18", "P10"]
        assert "Thursday 24 June is your day" in one.last(ANA, "P10")


def test_who_names_no_day_goes_along_with_the_buddys_when_the_grace_is_over(tmp_path: Path) -> None:
    with play(tmp_path, "shadowing", ANA, BEN) as one:
        one.says(ANA, "Thursday, please", "P10")
        one.days(16)

        assert "Thursday 24 June" in one.last(BEN, "P18")
        assert "Thursday 24 June is your day" in one.last(BEN, "P10")


def test_who_can_do_no_day_of_the_week_is_asked_for_another(tmp_path: Path) -> None:
    with play(tmp_path, "shadowing", ANA, BEN) as one:
        one.says(ANA, "Not Monday, Tuesday, Wednesday, Thursday or Friday, I'm afraid.", "P10")

        assert "no day of that week" in one.last(ANA, "P12")
        assert ("Ana Reyes", "day") in one.open()


def test_when_two_cases_are_chosen_both_are_asked_once_and_the_first_in_stands(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "A", "P10")
        one.says(BEN, "C please", "P10")

        assert "Ana fancies A, Ben C" in one.last(BEN, "P19")

        one.days(7)
        assert one.kinds(BEN) == ["P10", "P19", "P10"]
        assert "It's case A" in one.last(BEN, "P10")


def test_two_who_differed_may_still_agree(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "A", "P10")
        one.says(BEN, "C please", "P10")
        one.says(ANA, "C it is then", "P19")

        assert "It's case C" in one.last(ANA, "P10")
        assert "It's case C" in one.last(BEN, "P10")


def test_two_joint_answers_that_crossed_are_both_kept_and_both_shown(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "A", "P10")
        one.says(BEN, "A", "P10")
        one.days(1)
        one.stage.writes(
            ANA, f"Our joint answer:\n\n{JOINT}", answers=one.stage.of_kind(ANA, "P10")
        )
        one.later(minutes=1)
        one.says(BEN, f"Our joint answer:\n\n{OTHER_JOINT}", "P10")

        assert "both count" in one.last(ANA, "P16")
        assert "specialty doctor" in one.last(ANA, "P16")
        assert "half past seven" in one.last(BEN, "P16")
        assert one.open() == []


def test_a_joint_answer_that_the_buddy_improves_is_shown_to_who_sent_the_first(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "cases", ANA, BEN, ELI) as one:
        for who in (ANA, BEN, ELI):
            one.says(who, "A", "P10")
        one.days(1)
        one.says(ANA, f"Our joint answer:\n\n{JOINT}", "P10")
        one.says(BEN, f"Here is our joint answer with one change.\n\n{OTHER_JOINT}", "P16")

        assert "specialty doctor" in one.last(ANA, "P16")
        assert "both count" not in one.last(ANA, "P16")
        assert one.kinds(ELI).count("P16") == 2


def test_an_unanswered_list_closes_kindly_for_who_sent_theirs(tmp_path: Path) -> None:
    with play(tmp_path, "consortium", ANA, BEN) as one:
        one.says(ANA, ANAS_FIVE, "P10")
        one.days(40)

        assert "it counts" in one.last(ANA, "P17")
        assert "P17" not in one.kinds(BEN)
        assert one.open() == []


def test_in_a_trio_two_go_on_with_their_lists_without_the_third(tmp_path: Path) -> None:
    with play(tmp_path, "consortium", ANA, BEN, ELI) as one:
        one.says(ANA, ANAS_FIVE, "P10")
        one.says(BEN, BENS_FIVE, "P10")
        one.days(40)

        assert "Ben:" in one.last(ANA, "P17")
        assert "P17" not in one.kinds(ELI)


def test_a_silent_expert_is_asked_once_more_and_then_the_coordinators_hear_of_it(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "consortium", ANA, BEN) as one:
        one.says(ANA, ANAS_FIVE, "P10")
        one.says(BEN, BENS_FIVE, "P10")
        one.says(ANA, f"Our shared five:\n\n{SHARED}", "P17")
        one.days(1)
        one.decides("ok", "Hal Winter")
        one.days(16)

        assert one.kinds(HAL) == ["X02", "X02"]
        assert any("no expert is free" in words_of(mail) for mail in one.stage.to(GIL))


def test_an_extension_for_everybody_is_one_line_to_who_is_open_and_no_old_date_goes_out(
    tmp_path: Path,
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, LETTER, "P10")
        with one.now_by_gil() as (conn, house, case):
            dates.extend_task(conn, house, case, house.bank["letters"], date(2021, 6, 29))
        before = len(one.pages)
        one.days(18)

        later = one.pages[before:]
        assert [page.kind for page in later if page.reader == "Ana"] == []
        assert "now due Tuesday 29 June" in one.last(BEN, "P33")
        assert not [page for page in later if page.reader == "Ben" and "21 June" in page.words]


def test_a_stage_that_is_left_out_is_told_once_and_nobody_is_reminded(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "B", "P10")
        with one.now_by_gil() as (conn, house, case):
            running = skipping.running_stage(conn, house, "cases")
            assert running is not None
            assert skipping.skip(conn, house, case, running.owed) == 1
        one.days(2)

        assert one.kinds(BEN) == ["P10", "P33", "P10"]
        assert "needn't be done after all" in one.last(BEN, "P33")
        assert "It's case B" in one.last(BEN, "P10")


def test_the_page_of_the_tasks_is_what_the_program_does() -> None:
    assert PAGE.read_text() == transcript()


def test_a_play_on_paper_is_the_same_as_on_servers(tmp_path: Path) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "servers").mkdir()
    with play(tmp_path / "paper", "cases", ANA, BEN) as on_paper:
        SCRIPTS["cases"](on_paper)
    with play_on_servers(tmp_path / "servers", "cases", ANA, BEN) as on_servers:
        SCRIPTS["cases"](on_servers)

    assert on_paper.pages == on_servers.pages


def test_every_kind_of_stage_is_in_the_bank(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        kinds = {stage.kind for task in one.stage.house.bank.values() for stage in task.stages}

    assert kinds == set(StageKind)


def test_a_letter_of_a_saturday_is_said_to_go_on_the_day_on_which_it_goes(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.days((5 - one.stage.clock.now.weekday()) % 7)
        one.says(ANA, LETTER, "P10")
        said = one.last(ANA, "P12")
        early = "P11" in one.kinds(BEN)
        one.days(2)

        assert "It goes to Ben on Monday 14 June." in said
        assert not early
        assert "P11" in one.kinds(BEN)

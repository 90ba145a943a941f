"""A few words that may be an answer are asked about, and people whose dates move together hear it in one line."""

from datetime import date
from pathlib import Path

import pytest

from mailbot.edges.db import outbox, tasks
from mailbot.flows.case import Case
from mailbot.flows.stages import move_deadline
from tests.stories.bench import MIA, Letters, left_waiting, letters
from tests.stories.plays import play
from tests.stories.scene import scene
from tests.stories.telling import ANA, BEN, GIL, LETTER, words_of

FEW = "sorry that happened to u. try the site manager, the form goes nowhere and we all know it"


def test_a_few_words_below_a_letter_go_to_its_writer_at_a_yes(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER}\n\nAna", "P10")
        one.says(BEN, FEW, "P11")
        before = one.kinds(ANA)
        one.says(BEN, "Yes, that's it", "P13")

        assert "Is that your answer for Ana? Reply YES and it goes." in one.last(BEN, "P13")
        assert "P17" not in before
        assert "the form goes nowhere" in one.last(ANA, "P17")


def test_a_few_words_that_were_for_us_go_to_a_person_at_a_no(tmp_path: Path) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER}\n\nAna", "P10")
        one.says(BEN, FEW, "P11")
        one.says(BEN, "No, that was for you lot", "P13")
        one.days(1)

        assert "P17" not in one.kinds(ANA)
        assert any("isn't for their buddy" in words_of(mail) for mail in one.stage.to(GIL))


@pytest.mark.parametrize(
    "words",
    [
        "He sounds like hard work, poor Ana, I don't envy her one bit.",
        "I'm on nights, could it be next week please?",
        "Thanks for this, got it!",
    ],
)
def test_words_about_the_one_who_asked_are_never_offered_as_an_answer(
    tmp_path: Path, words: str
) -> None:
    with play(tmp_path, "letters", ANA, BEN) as one:
        one.says(ANA, f"{LETTER}\n\nAna", "P10")
        one.says(BEN, words, "P11")

        assert "P13" not in one.kinds(BEN)
        assert "P17" not in one.kinds(ANA)


def test_buddies_who_are_named_in_one_order_hear_one_line_each(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        before = {one: len(stage.to(one)) for one in (ANA, BEN)}
        stage.writes(GIL, "Please extend Ana and Ben to 25 june", "more time")
        stage.passes(minutes=1)
        stage.writes(GIL, "yes", answers=stage.last(GIL, "Reply YES"))
        stage.passes(minutes=20)

        told = words_of(stage.last(ANA, "New date"))
        assert ["P33"] == stage.heard(ANA, since=before[ANA]) == stage.heard(BEN, since=before[BEN])
        assert "your letter is now due Friday 25 June, 6pm, and so is Ben's." in told
        assert [("2021-06-25",)] * 2 == stage.ask("select substr(due_at, 1, 10) from assignment")


def test_nothing_is_moved_where_one_of_them_owes_nothing(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(ANA, f"{LETTER}\n\nAna", answers=stage.last(ANA, "Task 1"))
        stage.passes(minutes=30)
        before = stage.ask("select due_at from assignment order by id")
        stage.writes(GIL, "extend ana and ben to 25 june", "more time")
        stage.passes(minutes=1)

        assert "Ana Reyes owes nothing just now" in words_of(stage.last(GIL))
        assert before == stage.ask("select due_at from assignment order by id")


def test_a_question_which_case_that_waits_to_leave_names_the_date_as_it_is(tmp_path: Path) -> None:
    with play(tmp_path, "cases", ANA, BEN) as one:
        one.says(ANA, "A", "P10")
        stage = one.stage
        stage.writes(BEN, "C please", answers=stage.of_kind(BEN, "P10"))
        stage.passes(seconds=20)
        with stage.house.engine.begin() as conn:
            (owed,) = [
                one for one in tasks.all_owed(conn, stage.house.scheme_id) if one.person_id == 2
            ]
            waits = outbox.earliest_queued(conn, stage.house.scheme_id, owed.id, ("P19",))
            case = Case(stage.clock.now, "Gil asked for it", "Gil")
            move_deadline(conn, stage.house, case, owed, date(2021, 6, 18))
        stage.passes(minutes=30)

        assert waits is not None
        assert "by Friday it's A" in words_of(stage.of_kind(BEN, "P19"))
        assert 1 == stage.heard(BEN).count("P19")


def test_a_letter_that_waits_to_reach_a_volunteer_names_the_date_as_it_is(tmp_path: Path) -> None:
    with letters(tmp_path) as one:
        one.offers(MIA)
        left_waiting(one)
        stage = one.stage
        stage.writes(GIL, f"{number_of(one)} ok", answers=stage.of_kind(GIL, "N01"))
        stage.passes(seconds=20)
        with stage.house.engine.begin() as conn:
            (owed,) = [
                one
                for one in tasks.all_owed(conn, stage.house.scheme_id)
                if outbox.earliest_queued(conn, stage.house.scheme_id, one.id, ("P30",))
            ]
            case = Case(stage.clock.now, "Gil asked for it", "Gil")
            move_deadline(conn, stage.house, case, owed, date(2021, 6, 30))
        stage.passes(hours=1)

        assert "by Wednesday 30 June" in one.last(MIA, "P30")
        assert 1 == one.kinds(MIA).count("P30")


def number_of(one: Letters) -> str:
    """Give the number under which Gil was asked about a stand-in."""
    rows = one.stage.ask("select number from promise where kind = 'stand_in' and state = 'open'")
    return str(rows[-1][0])

"""A task that is called off: who is still in it hears so once, in a kind line, and nothing is lost (C18)."""

from pathlib import Path

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, ANSWER, BEN, CLEO, DEV, GIL, JOINS, LETTER, words_of
from tests.stories.test_task_words import says


def restated(stage: Scene, words: str) -> str:
    stage.writes(GIL, words, "A word")
    stage.passes(minutes=1)
    return words_of(stage.last(GIL))


def agreed(stage: Scene) -> str:
    stage.writes(GIL, "yes", answers=stage.last(GIL, "Reply YES"))
    stage.passes(minutes=1)
    return words_of(stage.last(GIL))


def sends(stage: Scene, who: str, words: str, below: str) -> None:
    stage.writes(who, f"{words}\n\n{who.partition('@')[0].title()}", answers=stage.last(who, below))
    stage.passes(minutes=6)
    stage.passes(minutes=20)


def test_everybody_still_in_it_hears_one_line_and_then_nothing(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        asked = restated(stage, "Please cancel task 1, the deanery runs the same thing next week")
        told = agreed(stage)
        before = len(stage.to(ANA))
        stage.days(14)

        assert "2 people still have it open, and one line would tell each" in asked
        assert "Reply YES to email 2 people" in str(stage.last(GIL, "Reply YES")["Subject"])
        assert "one line tells each of the 2 people" in told
        assert ["P33"] == stage.heard(ANA, since=before)
        assert "your letter needn't be done. Nothing for you to do." in words_of(stage.last(ANA))


def test_who_has_finished_is_not_mailed_and_who_waits_is_told_not_to(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        for one in (ANA, BEN, CLEO, DEV):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        says(stage, "match ana + ben")
        says(stage, "match cleo + dev")
        stage.days(1)
        says(stage, "start task 1 on 9 june")
        stage.days(2)
        sends(stage, ANA, LETTER, "Task 1")
        sends(stage, BEN, LETTER.replace("a manager", "a doctor"), "Task 1")
        sends(stage, ANA, ANSWER, "Ben's letter")
        sends(stage, BEN, ANSWER, "Ana's letter")
        sends(stage, CLEO, LETTER, "Task 1")
        before = {one: len(stage.to(one)) for one in (ANA, BEN, CLEO, DEV)}

        asked = restated(stage, "call off task 1")
        agreed(stage)
        stage.days(1)

        assert "2 have finished and are not mailed." in asked
        assert "P33" not in stage.heard(ANA, since=before[ANA])
        assert "P33" not in stage.heard(BEN, since=before[BEN])
        cleo, dev = words_of(stage.of_kind(CLEO, "P33")), words_of(stage.of_kind(DEV, "P33"))
        assert "please don't wait for more. What you sent stays in your portfolio." in cleo
        assert "needn't answer the letter you have; if you'd like to, just reply to it" in dev


def test_an_answer_still_reaches_the_writer_and_a_late_letter_goes_to_nobody(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        sends(stage, ANA, LETTER, "Task 1")
        restated(stage, "cancel task 1")
        agreed(stage)
        stage.days(1)

        sends(stage, BEN, ANSWER, "Ana's letter")
        before = len(stage.to(ANA))
        sends(stage, BEN, LETTER.replace("a manager", "a doctor"), "Task 1")
        stage.days(3)

        assert "Ring the site office first" in words_of(stage.last(ANA, "Ben's answer"))
        late = words_of(stage.last(BEN, "Task 1: letter"))
        assert (
            "Task 1 has been called off, so it stays in your portfolio and goes to nobody." in late
        )
        assert "P11" not in stage.heard(ANA, since=before)


def test_what_nobody_has_heard_of_is_called_off_without_a_word(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        for one in (ANA, BEN):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        stage.days(2)
        says(stage, "start task 2 on 21 june")
        before = len(stage.to(ANA))

        asked = restated(stage, "cancel task 2")
        agreed(stage)
        stage.days(14)

        assert "Nobody has heard of it so far" in asked
        assert before == len(stage.to(ANA))


def test_undo_in_time_is_as_if_nothing_had_been_and_later_it_is_put_right(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        restated(stage, "cancel task 1")
        agreed(stage)
        stage.writes(GIL, "undo", answers=stage.last(GIL))
        stage.days(1)
        silent = [*stage.heard(ANA), *stage.heard(BEN)].count("P33")
        restated(stage, "cancel task 1")
        agreed(stage)
        stage.passes(hours=1)
        stage.writes(GIL, "undo", answers=stage.last(GIL, "Reply YES to email"))
        stage.passes(minutes=5)
        stage.writes(GIL, "ok", answers=stage.last(GIL))
        stage.passes(minutes=5)
        stage.days(1)
        sends(stage, ANA, LETTER, "Task 1")
        stage.days(3)

        assert 0 == silent
        assert "The task goes on after all, with the date it had." in words_of(
            stage.of_kind(ANA, "P55")
        )
        assert "one more pair of hands" in words_of(stage.last(BEN, "Ana's letter"))

"""A coordinator writes a task in a mail, sees it as people will, puts it right, files it and starts it."""

from pathlib import Path

import pytest

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, LETTER, words_of

DRAFT = (
    "new task: Swap a form\n\nSend your buddy the form you hate most, and one line about why. "
    "Also read the trust's policy on forms by next Friday."
)

NEW_TEXT = (
    "Swap a form\n\nSend your buddy the form you hate most, and one line about why. A week. "
    "Only your buddy reads it."
)


def paired(stage: Scene) -> None:
    stage.passes(minutes=5)
    for one in (ANA, BEN):
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.days(2)


def drafted(stage: Scene, words: str) -> str:
    """Let Gil write below what he was shown last; give what he is shown then."""
    stage.writes(GIL, words, answers=stage.last(GIL, "Preview"))
    stage.passes(minutes=1)
    return words_of(stage.last(GIL))


def started(stage: Scene) -> None:
    stage.writes(GIL, "start task 5 on 15 june", "start")
    stage.passes(minutes=5)
    stage.writes(GIL, "YES", answers=stage.last(GIL, "Reply YES"))
    stage.days(7)


def test_a_task_is_checked_corrected_and_filed_by_mail(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        stage.writes(GIL, DRAFT, "A task")
        stage.passes(minutes=1)

        shown = words_of(stage.last(GIL, "Preview"))
        second = drafted(stage, NEW_TEXT)
        third = drafted(stage, "make it 15 minutes")
        filed = drafted(stage, "ok")

    assert "no time needed is stated" in shown
    assert "two separate asks" in shown
    assert "'next Friday' has no date" in shown
    assert "separate asks" not in second
    assert "no time needed is stated" in second
    assert "found nothing" in third
    assert "About 15 minutes." in third
    assert "filed as task 5" in filed


@pytest.mark.parametrize(
    "remark", ["looks good but a bit shorter please", "start it on Monday 21 June please", "hmm"]
)
def test_a_few_words_about_a_draft_are_not_taken_for_its_text(tmp_path: Path, remark: str) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        stage.writes(GIL, f"New task: {NEW_TEXT} 15 minutes.", "A task")
        stage.passes(minutes=1)

        told = drafted(stage, remark)

        assert "Send me the whole text as it should be" in told
        assert 1 == stage.heard(GIL).count("N08")


def test_a_task_that_was_written_by_mail_runs_like_any_other(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paired(stage)
        stage.writes(GIL, f"New task: {NEW_TEXT} 15 minutes.", "A task")
        stage.passes(minutes=1)
        drafted(stage, "yes please")
        started(stage)

        asked = stage.last(ANA, "Task 5")
        stage.writes(ANA, f"{LETTER}\n\nAna", answers=asked)
        stage.passes(minutes=30)
        stage.days(1)

        told = words_of(asked)
        assert "Send your buddy the form you hate most" in told
        assert "About 15 minutes." in told
        assert "Only your buddy reads it." in told
        assert "one more pair of hands on the night shift" in words_of(stage.last(BEN))


def test_what_is_dropped_or_undone_is_no_task(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        stage.writes(GIL, DRAFT, "A task")
        stage.passes(minutes=1)
        stage.writes(GIL, "ok", answers=stage.last(GIL, "Preview"))
        stage.passes(minutes=1)
        stage.writes(GIL, "undo", answers=stage.last(GIL))
        stage.passes(minutes=1)

        stage.writes(GIL, "start task 5 on 15 june", "start")
        stage.passes(minutes=1)

        assert "I don't know that task" in words_of(stage.last(GIL))


def test_both_sides_of_a_task_that_ends_sealed_are_shown_to_both(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paired(stage)
        stage.writes(
            GIL,
            "New task: Three wishes\nWrite three wishes for your hospital, unseen until both are in. "
            "10 minutes. Five days. Your buddy reads them then.",
            "A task",
        )
        stage.passes(minutes=1)
        stage.writes(GIL, "OK thanks", answers=stage.last(GIL, "Preview"))
        stage.passes(minutes=1)
        stage.writes(GIL, "start task 5 on 15 june", "start")
        stage.passes(minutes=5)
        stage.writes(GIL, "YES", answers=stage.last(GIL, "Reply YES"))
        stage.days(7)
        stage.writes(
            ANA,
            "One bed more on the ward. A kettle. Quiet nights.",
            answers=stage.last(ANA, "Task 5"),
        )
        stage.passes(hours=1)
        before = [words_of(one) for one in stage.to(BEN)]
        stage.writes(
            BEN,
            "Fewer forms. More trust in people. A lift that works.",
            answers=stage.last(BEN, "Task 5"),
        )
        stage.passes(hours=1)

        assert not [one for one in before if "A kettle" in one]
        assert "A kettle" in words_of(stage.last(BEN))
        assert "A lift that works" in words_of(stage.last(ANA))


def test_nobody_else_can_write_a_task(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paired(stage)
        stage.writes(ANA, DRAFT, "A task")
        stage.passes(minutes=5)

        assert not stage.to(ANA, "Preview")
        assert not stage.ask("select 1 from promise where kind = 'draft'")


def test_a_task_of_the_bank_is_shown_without_anything_being_sent(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        stage.writes(GIL, "preview task 2 please", "preview")
        stage.passes(minutes=1)

        shown = words_of(stage.last(GIL, "Preview"))
        assert "which days could you do?" in shown
        assert "found nothing" in shown
        assert {"N08"} <= set(stage.heard(GIL))
        assert not stage.to(CLEO)
        assert not stage.to(DEV)

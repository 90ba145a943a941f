"""A coordinator changes a task's words by mail: people read the new ones, and the first ones can come back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, LETTER, words_of


def says(stage: Scene, words: str) -> str:
    """Let Gil write a mail of his own; give what he is told."""
    stage.writes(GIL, words, "A word")
    stage.passes(minutes=1)
    if "Reply YES" in str(stage.last(GIL)["Subject"]):
        stage.writes(GIL, "YES", answers=stage.last(GIL))
        stage.passes(minutes=1)
    return words_of(stage.last(GIL)).replace("\r\n", "\n")


def replies(stage: Scene, words: str) -> str:
    """Let Gil answer the preview he saw last; give what he is told."""
    stage.writes(GIL, words, answers=stage.of_kind(GIL, "N08"))
    stage.passes(minutes=1)
    return words_of(stage.last(GIL)).replace("\r\n", "\n")


def preview_of(stage: Scene, task: str) -> str:
    return says(stage, f"preview task {task}")


def paired(stage: Scene, *people: str) -> None:
    stage.passes(minutes=5)
    for one in people:
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.days(2)


def test_a_phrase_is_changed_shown_agreed_to_and_read_by_everybody_from_then_on(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        paired(stage, ANA, BEN)
        shown = says(
            stage, "task 1: change 'Dear Deidre is optional' to 'begin it any way you like'"
        )
        agreed = replies(stage, "ok")
        says(stage, "start task 1 on 10 june")
        stage.days(2)

        asked = words_of(stage.last(ANA, "Task 1"))
        assert "Begin it any way you like.\n" in shown
        assert "Write Priya a problem page letter, up to 100 words" in shown
        assert "task 1 has your words from now on" in agreed
        assert "They go out the next time it's started." in agreed
        assert "Begin it any way you like." in asked
        assert "Write Ben a problem page letter" in asked
        assert "Deidre" not in asked


@pytest.mark.parametrize(
    "words",
    [
        "change the wording of task 2",
        "Hi, could you edit task two please? ta",
        "I'd like to reword the shadowing task",
        "new wording for task 2",
        "task 2's text needs work",
        "preview task 2",
    ],
)
def test_a_task_is_shown_however_somebody_asks_to_change_its_words(
    tmp_path: Path, words: str
) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)

        shown = says(stage, words)

        assert "which days could you do?" in shown
        assert "Nothing has been sent." in shown
        assert not stage.ask("select 1 from promise where asks_coordinator")


def test_several_changes_and_a_number_make_one_new_mail(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        preview_of(stage, "1")

        replies(stage, "Please change 'a coffee' to 'a cup of tea'\nmake it 15 minutes")
        shown = replies(stage, "change \u201c100 words\u201d to \u201c150 words\u201d")
        replies(stage, "yes, use it")

        assert "About 15 minutes." in shown
        assert "up to 150 words" in shown
        assert "over a cup of tea" in shown
        assert "up to 150 words" in preview_of(stage, "1")


def test_the_whole_text_with_one_sentence_changed_keeps_what_is_filled_in(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paired(stage, ANA, BEN)
        shown = preview_of(stage, "1")
        body = shown.split("---\n", 2)[1]
        text = body.replace(
            '"Dear Deidre" is optional.', "It may be funny, and it may be furious."
        ).strip()

        again = replies(stage, text)
        replies(stage, "OK")
        says(stage, "start task 1 on 14 june")
        stage.days(7)

        asked = stage.last(BEN, "Task 1")
        assert "found nothing" in again
        assert "It may be funny, and it may be furious." in words_of(asked)
        assert "between you and a doctor" in words_of(asked)
        assert "Task 1: letter to Ana by Thu 24 Jun" == asked["Subject"]


def test_an_ask_of_ones_own_stands_in_the_usual_frame(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)

        shown = says(
            stage,
            "New words for task 1:\n\nTell Priya, in 100 words or fewer, about a rule on your ward or in "
            "your office that makes {{ no }} sense to you, and what it costs you in a week.",
        )

        assert "Tell Priya, in 100 words or fewer, about a rule" in shown
        assert "Reply to this email with the letter. By " in shown
        assert "Who reads it: Priya, nobody else." in shown
        assert "problem page" not in shown
        assert "{ { no } }" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("change Friday to Monday", "its dates come from the day on which it's started"),
        ("change 'a purple hat' to 'a green one'", "I couldn't find that in it"),
        ("not keen on the tone", "the whole text as it should be"),
        ("no", "left as it was"),
        ("ok", "nothing in it was changed"),
    ],
)
def test_what_cannot_be_changed_so_is_said(tmp_path: Path, words: str, told: str) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        preview_of(stage, "1")

        assert told in " ".join(replies(stage, words).split())


def test_other_words_about_readers_never_change_who_reads(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)

        shown = says(stage, "task 1: change 'Priya, nobody else' to 'the whole group'")

        assert "who reads it stays as it was (Priya, nobody else)" in shown


def test_what_has_gone_stays_and_what_waits_is_written_anew_until_undo(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paired(stage, ANA, BEN)
        says(stage, "start task 1 on 14 june")

        shown = says(stage, "task 1: change 'problem page letter' to 'letter of complaint'")
        told = replies(stage, "ok")
        queued = stage.ask("select text from outbox where mail = 'P10' and state = 'ready'")
        stage.writes(GIL, "undo", answers=stage.last(GIL))
        stage.passes(minutes=1)
        after = stage.ask("select text from outbox where mail = 'P10' and state = 'ready'")
        stage.days(7)

        assert "nobody has had it yet, so everybody gets the new words" in shown
        assert "nobody has had it yet" in told
        assert ["letter of complaint" in str(one[0]) for one in queued] == [True, True]
        assert ["problem page letter" in str(one[0]) for one in after] == [True, True]
        assert "a problem page letter" in words_of(stage.last(ANA, "Task 1"))
        assert 1 == len(stage.to(ANA, "Task 1"))


def test_a_running_round_says_what_has_gone_and_the_next_step_has_the_new_words(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()

        first = says(stage, "task 1: change 'Dear Deidre is optional' to 'no need to be polite'")
        shown = says(stage, "in task 1 change 'over a coffee' to 'on a long walk'")
        replies(stage, "ok")
        tight = says(stage, "task 1: change '100 words' to '60 words'")
        stage.writes(ANA, f"{LETTER}\n\nAna", answers=stage.last(ANA, "Task 1"))
        stage.passes(minutes=30)
        relayed = words_of(stage.last(BEN, "letter"))
        back = says(stage, "put back task 1's own words")

        assert "Letter: 2 have had the old words, and no second mail goes." in first
        assert "Answer: nobody has had it yet" in shown
        assert "Answer it as you would on a long walk" in relayed
        assert "one more pair of hands" in relayed
        assert "people were told 100 words" in tight
        assert "has the words back that it came with" in back
        assert "over a coffee" in stage.house.templates.files["P11.md"]
        assert "on a long walk" not in preview_of(stage, "1")


def test_a_trio_reads_new_words_with_its_own_names(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        for one in (ANA, BEN, DEV):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        says(stage, "match ana + ben + dev")
        says(stage, "task 3: change 'solve one real problem together' to 'crack one nut together'")
        replies(stage, "ok")
        says(stage, "start task 3 on 14 june")
        stage.days(7)

        asked = [words_of(stage.last(one, "Task 3")) for one in (ANA, BEN, DEV)]
        assert all("crack one nut together" in one for one in asked)
        assert all("Priya" not in one for one in asked)


def test_the_second_of_two_changes_to_the_same_words_is_asked_for_anew(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        says(stage, "task 1: change 'a coffee' to 'a tea'")
        first = stage.of_kind(GIL, "N08")
        says(stage, "task 1: change 'left hanging' to 'left alone'")
        replies(stage, "ok")
        stage.writes(GIL, "ok", answers=first)
        stage.passes(minutes=1)

        assert "task 1 has got other words since" in words_of(stage.last(GIL))
        assert "left alone" in preview_of(stage, "1")


def test_a_task_that_was_written_by_mail_is_reworded_like_any_other(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)
        says(
            stage,
            "new task: Swap a form\n\nSend your buddy the form you hate most. 10 minutes. A week. "
            "Only your buddy reads it.",
        )
        replies(stage, "ok")
        shown = says(stage, "task 5: change 'hate most' to 'would burn first'")
        replies(stage, "ok")

        assert "Send your buddy the form you would burn first." in shown
        assert "would burn first" in preview_of(stage, "5")


def test_nobody_else_changes_a_tasks_words(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        paired(stage, ANA, BEN)
        stage.writes(CLEO, "task 1: change 'a coffee' to 'a beer'", "A word")
        stage.writes(ANA, "change the wording of task 1", "A word")
        stage.passes(minutes=5)

        assert not stage.ask("select 1 from promise where kind = 'wording'")
        assert stage.clock.now > datetime(2021, 6, 8, tzinfo=UTC)

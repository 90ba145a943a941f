"""Coordinators order by mail what is to be done: each order, and the mail that went to each person."""

from email.message import Message
from pathlib import Path

import pytest

from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, words_of


def orders(stage: Scene, words: str, answers: Message | None = None) -> str:
    """Let Gil order something and confirm it where he is asked to; give what he is told."""
    before = len(stage.to(GIL))
    stage.writes(GIL, words, "An order", answers=answers)
    stage.passes(minutes=1)
    came = stage.to(GIL)[before:]
    assert came, "every order is answered"
    if stage.heard(GIL)[-1] == "N05":
        stage.writes(GIL, "YES", answers=came[-1])
        stage.passes(minutes=1)
    return words_of(stage.last(GIL))


def everybody_joined(stage: Scene) -> None:
    """Bring them on the list after the night's matching, so that nobody has a buddy so far."""
    stage.passes(minutes=5)
    for one in JOINS:
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.passes(hours=1)


def together(stage: Scene) -> set[frozenset[object]]:
    rows = stage.ask(
        "select partnership_id, person.name from member join person on person.id = person_id where current"
    )
    groups: dict[object, set[object]] = {}
    for group, name in rows:
        groups.setdefault(group, set()).add(name)
    return {frozenset(one) for one in groups.values()}


def test_a_pair_made_by_name_is_introduced_and_undone_before_the_mail_has_left(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        told = orders(stage, "match ana + dev please")
        assert "Ana Reyes and Dev Anand are together" in told
        assert {frozenset({"Ana Reyes", "Dev Anand"})} == together(stage)

        undone = orders(stage, "undo", answers=stage.last(GIL))
        stage.passes(hours=1)

        assert "Undone" in undone
        assert set() == together(stage)
        assert [("waiting", 4)] == stage.ask("select state, count(*) from person group by state")
        assert not stage.to(ANA, "meet")


def test_what_had_left_is_told_and_corrected_at_an_ok(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        orders(stage, "match ana + dev")
        read_back = stage.last(GIL)
        stage.passes(hours=1)
        assert stage.to(ANA, "meet")

        undone = orders(stage, "undo", answers=read_back)
        stage.writes(GIL, "OK", answers=stage.last(GIL))
        stage.passes(minutes=5)
        stage.passes(minutes=5)

        assert "Already gone" in undone
        assert set() == together(stage)
        assert ["P55"] == stage.heard(ANA)[-1:] == stage.heard(DEV)[-1:]
        assert "P55" not in stage.heard(BEN)


def test_a_pair_is_split_without_a_word_to_either_and_not_brought_together_again(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        before = (len(stage.to(ANA)), len(stage.to(BEN)))

        told = orders(stage, "split ana and ben")
        stage.passes(hours=1)

        assert "Ana Reyes + Ben Okafor are split" in told
        assert before == (len(stage.to(ANA)), len(stage.to(BEN)))
        assert [(0,)] == stage.ask("select count(*) from assignment where closed_at is null")


def test_while_everything_is_on_hold_nobody_is_chased_and_dates_move_when_it_goes_on(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        due = stage.ask("select due_at from assignment order by id")
        told = orders(stage, "pause everything please")
        assert "on hold" in told
        stage.passes(hours=1)
        assert "The scheme is on hold" in str(stage.last(ANA)["Subject"])
        held = len(stage.to(ANA))
        stage.days(18)
        assert held == len(stage.to(ANA))
        assert "Everything is on hold since" in words_of(stage.last(GIL))

        went_on = orders(stage, "resume everything")
        stage.passes(hours=1)

        assert "2 open dates moved by 18 days" in went_on
        assert "running again" in str(stage.last(ANA)["Subject"])
        assert due < stage.ask("select due_at from assignment order by id")


def test_a_group_gets_a_coordinators_words_after_a_yes_and_stop_holds_them(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        told = orders(stage, "send managers: the talk on Thursday begins at 6")
        assert "2 mails leave" in told

        orders(stage, "STOP", answers=stage.last(GIL))
        stage.passes(hours=2)
        assert "P34" not in stage.heard(BEN)
        orders(stage, "send managers: the talk on Thursday begins at 7")
        stage.passes(hours=2)

        assert "begins at 7" in words_of(stage.of_kind(BEN, "P34"))
        assert "P34" in stage.heard(DEV)
        assert "P34" not in stage.heard(ANA) + stage.heard(CLEO)


def test_one_person_and_then_everybody_gets_more_time(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()

        one = orders(stage, "extend ana to 28 june")
        everybody = orders(stage, "extend task 1 to 2 july")
        stage.passes(hours=1)

        assert "Ana Reyes has until Monday 28 June" in one
        assert "2 open parts are due Friday 2 July" in everybody
        assert "New date: Fri 2 Jul" in str(stage.of_kind(BEN, "P33")["Subject"])
        assert [(2,)] == stage.ask(
            "select count(*) from assignment where due_at like '2021-07-02%'"
        )


def test_a_task_that_was_started_is_as_if_it_never_had_been_when_undone_in_time(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        for one in (ANA, BEN):
            stage.writes(one, JOINS[one], "Joining")
        stage.passes(minutes=5)
        stage.days(2)
        orders(stage, "start task 1 on 16 june")
        read_back = stage.last(GIL)
        orders(stage, "undo", answers=read_back)

        orders(stage, "start task 1 on 17 june")
        stage.days(9)

        assert [(1,)] == stage.ask("select count(*) from task_round")
        assert 1 == stage.heard(ANA).count("P10")


def test_people_are_reminded_one_by_one_or_all_who_are_late_after_a_yes(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.days(1)

        told = orders(stage, "remind ana")
        stage.passes(days=4)

        assert "Ana Reyes is reminded" in told
        assert "P21" in stage.heard(ANA)
        assert "P21" not in stage.heard(BEN)
        assert "Nobody in that group owes anything" in orders(stage, "remind late")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("match ana", "Who with whom?"),
        ("match ana + zed", "I know nobody of that name"),
        ("split ana and cleo", "They are not together"),
        ("resume everything", "Nothing is on hold"),
        ("undo", "nothing was done"),
        ("away from monday", "Until when?"),
        ("pleese do the stattus thingy", 'Did you mean "status"'),
        ("handover to zoe", "To whom?"),
    ],
)
def test_an_order_that_cannot_be_done_changes_nothing_and_says_why(
    tmp_path: Path, words: str, answer: str
) -> None:
    with scene(tmp_path) as stage:
        everybody_joined(stage)
        before = [len(stage.to(one)) for one in JOINS]

        told = orders(stage, words)
        stage.passes(hours=1)

        assert answer in told
        assert before == [len(stage.to(one)) for one in JOINS]

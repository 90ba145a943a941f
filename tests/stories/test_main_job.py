"""The main job, told on a real IMAP and SMTP server in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from tests.stories import chapters
from tests.stories.scene import Scene, scene
from tests.stories.telling import (
    ANA,
    BEN,
    DEV,
    GIL,
    JOINS,
    LETTER,
    SCHEME,
    words_of,
)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        yield opened


def test_a_sentence_is_enough_to_join_and_what_is_missing_is_asked_for_once(stage: Scene) -> None:
    chapters.ana_and_ben_join(stage)

    assert "acute medicine" in words_of(stage.of_kind(ANA, "P01"))
    assert stage.heard(ANA) == ["P01"]
    assert stage.heard(BEN) == ["P02", "P01"]


def test_letters_reach_the_buddy_and_the_loop_closes_for_both(stage: Scene) -> None:
    stage.is_running()
    chapters.both_write_letters(stage)

    relayed = words_of(stage.of_kind(BEN, "P11"))
    assert "pair of hands" in relayed
    assert ANA not in relayed
    assert "Got your letter" in words_of(stage.of_kind(ANA, "P12"))

    chapters.both_answer_letters(stage)

    closing = words_of(stage.last(ANA, "Ben's answer"))
    assert "Ask for a name first" in closing
    assert "pair of hands" in closing
    assert stage.heard(ANA) == ["P01", "P08", "P10", "P12", "P11", "P17", "P12"]
    assert stage.heard(BEN) == ["P01", "P08", "P10", "P11", "P12", "P12", "P17"]
    assert stage.ask("select count(*) from assignment where done_at is null") == [(0,)]


def test_the_one_who_waits_for_a_silent_buddy_hears_of_it_and_gets_a_new_one(stage: Scene) -> None:
    stage.is_running()
    stage.writes(ANA, LETTER, answers=stage.of_kind(ANA, "P10"))
    stage.passes(minutes=10)
    stage.writes(DEV, JOINS[DEV], "Joining")
    stage.days(20)

    # Who was told "no chasing" is not chased for the answer either.
    assert stage.heard(BEN) == ["P01", "P08", "P10", "P11", "P21", "P22", "P23", "P24"]
    assert stage.heard(ANA) == ["P01", "P08", "P10", "P12", "P25"]
    assert "gone AWOL" in str(stage.of_kind(ANA, "P25")["Subject"])

    stage.writes(ANA, "1 please", answers=stage.of_kind(ANA, "P25"))
    stage.passes(hours=2)
    stage.days(3)

    assert stage.heard(BEN)[8:] == ["P28"]
    assert stage.heard(ANA)[5:] == ["P27"]
    assert stage.heard(DEV)[-1] == "P27"


def test_a_question_is_answered_once_by_a_number_and_a_few_words(stage: Scene) -> None:
    stage.is_running()
    stage.writes(BEN, "Does it have to be about my own trust?", answers=stage.last(BEN, "Task 1"))
    stage.passes(minutes=10)
    stage.days(1)
    digest = stage.last(GIL, "1 thing needs you")
    number = next(line.split()[0] for line in words_of(digest).splitlines() if "asks:" in line)

    stage.writes(GIL, f"{number} Any trust will do.\n\nSent from my iPhone", answers=digest)
    stage.passes(minutes=10)
    stage.writes(GIL, f"{number} Any trust will do.", answers=digest)
    stage.passes(minutes=10)

    answers = [one for one in stage.to(BEN) if "Any trust will do" in words_of(one)]
    assert len(answers) == 1
    assert "already done by Gil" in words_of(stage.last(GIL, "Re: "))


def test_a_coordinators_own_answer_with_the_bot_in_bcc_closes_the_question(stage: Scene) -> None:
    stage.is_running()
    heard = len(stage.to(BEN))
    chapters.ben_asks_and_gil_answers_him_directly(stage)

    assert stage.ask("select state from promise where kind = 'question'") == [("kept",)]
    assert stage.heard(BEN, since=heard) == []


def test_stop_is_obeyed_at_once_and_the_buddy_gets_choices(stage: Scene) -> None:
    stage.is_running()
    heard = len(stage.to(BEN))
    stage.writes(BEN, "STOP", answers=stage.of_kind(BEN, "P10"))
    stage.passes(minutes=5)
    stage.passes(hours=3)
    stage.days(20)

    assert stage.heard(BEN, since=heard) == ["P37"]
    assert "P25" in stage.heard(ANA)
    assert stage.ask("select state from person where name = 'Ben Okafor'") == [("left",)]


def test_an_out_of_office_moves_the_date_tells_the_buddy_and_is_never_answered(
    stage: Scene,
) -> None:
    stage.is_running()
    heard = len(stage.to(BEN))
    chapters.bens_mailbox_says_that_he_is_away(stage)
    stage.days(10)

    assert stage.heard(BEN, since=heard) == []
    assert "Monday 28 June" in words_of(stage.of_kind(ANA, "P33"))
    (due,) = stage.ask(
        "select a.due_at from assignment a join person p on p.id = a.person_id"
        " where p.name = 'Ben Okafor'"
    )
    assert str(due[0]) > "2021-06-28"


def test_a_pair_waits_for_the_coordinators_ok(tmp_path: Path) -> None:
    with scene(tmp_path, Mode.APPROVE) as stage:
        stage.writes(ANA, JOINS[ANA], "Joining")
        stage.writes(BEN, JOINS[BEN], "Joining")
        stage.passes(minutes=5)
        stage.days(1)
        assert not stage.to(ANA, "your buddy")

        stage.writes(GIL, "1 ok", answers=stage.last(GIL, "1 thing needs you"))
        stage.passes(minutes=5)
        stage.passes(hours=1)

        assert len(stage.to(ANA, "your buddy")) == 1
        assert "introduced" in words_of(stage.last(GIL, "Re: "))


def test_a_mail_that_nobody_understands_is_put_before_a_person(stage: Scene) -> None:
    stage.is_running()
    stage.writes(BEN, "The purple one, by the third door, as ever.", "hm")
    stage.passes(minutes=5)
    stage.days(1)

    assert stage.ask("select outcome from received order by id desc limit 1") == [("person",)]
    assert "Ben Okafor" in words_of(stage.last(GIL, "needs you"))


def test_every_mail_ends_in_exactly_one_outcome_and_every_place_is_accounted_for(
    stage: Scene,
) -> None:
    stage.is_running()
    stage.writes("stranger@elsewhere.example", "Who takes part in your scheme?", "A question")
    stage.passes(minutes=5)
    # The stranger's address is unknown to the world, so our answer comes back.
    stage.passes(minutes=5)

    outcomes = {row[0] for row in stage.ask("select outcome from received")}
    assert outcomes <= {"act", "ask", "person", "ignore"}
    inbox = {one.uid for one in stage.server.messages(SCHEME)}
    seen = {row[0] for row in stage.ask("select uid from sighting where mailbox = 'INBOX'")}
    assert inbox == seen

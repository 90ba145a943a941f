"""The main job, told on a real IMAP and SMTP server in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from tests.stories.scene import (
    ANA,
    ANSWER,
    BEN,
    CLEO,
    DEV,
    GIL,
    JOINS,
    LETTER,
    SCHEME,
    Scene,
    scene,
    words_of,
)

THANKS_BACK = (
    "Thank you for telling me how it looks from your side. I had always thought that a form which "
    "nobody answers was a polite no. On our ward we would ring the shared desk twice and then give up. "
    "From now on I will ask whose name stands behind a form before I fill it in, and I will tell the "
    "others on my rota to do the same."
)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path) as opened:
        yield opened


def test_a_sentence_is_enough_to_join_and_what_is_missing_is_asked_for_once(stage: Scene) -> None:
    stage.writes(ANA, JOINS[ANA], "Joining")
    stage.writes(BEN, "Please sign me up. Ben Okafor", "join")
    stage.passes(minutes=5)

    assert "acute medicine" in words_of(stage.last(ANA, "You're on the list"))
    asked = stage.last(BEN, "Nearly there")

    stage.writes(BEN, "General management trainee, Salford Royal, Salford", answers=asked)
    stage.passes(minutes=5)

    assert len(stage.to(BEN, "You're on the list")) == 1
    assert len(stage.to(BEN, "Nearly there")) == 1


def test_letters_reach_the_buddy_and_the_loop_closes_for_both(stage: Scene) -> None:
    stage.is_running()
    assert len(stage.to(ANA, "your buddy")) == 1

    stage.writes(ANA, LETTER, answers=stage.last(ANA, "Task 1"))
    stage.passes(minutes=10)
    stage.writes(BEN, ANSWER, answers=stage.last(BEN, "Task 1"))
    stage.passes(minutes=10)
    stage.passes(hours=1)

    relayed = words_of(stage.last(BEN, "Ana's letter"))
    assert "pair of hands" in relayed
    assert ANA not in relayed
    assert "Got your letter" in words_of(stage.last(ANA, "Re: Task 1"))

    stage.writes(BEN, "Ask for a name first. " + ANSWER, answers=stage.last(BEN, "Ana's letter"))
    stage.writes(ANA, THANKS_BACK, answers=stage.last(ANA, "Ben's letter"))
    stage.passes(minutes=10)
    stage.passes(hours=1)

    closing = words_of(stage.last(ANA, "Ben's answer"))
    assert "Ask for a name first" in closing
    assert "pair of hands" in closing
    assert stage.ask("select count(*) from assignment where done_at is null") == [(0,)]


def test_the_one_who_waits_for_a_silent_buddy_hears_of_it_and_gets_a_new_one(stage: Scene) -> None:
    stage.is_running()
    stage.writes(ANA, LETTER, answers=stage.last(ANA, "Task 1"))
    stage.passes(minutes=10)
    stage.writes(CLEO, JOINS[CLEO], "Joining")
    stage.days(6)
    stage.writes(DEV, JOINS[DEV], "Joining")
    stage.days(26)

    nudged = [mail for mail in stage.to(BEN, "Re: ") if "Task 1" in str(mail["Subject"])]
    assert nudged
    assert stage.to(BEN, "No chasing, just checking")
    notice = stage.last(ANA, "gone AWOL")
    assert not any("AWOL" in str(one) for one in stage.to(BEN))

    stage.writes(ANA, "1 please", answers=notice)
    stage.passes(hours=2)
    stage.days(3)

    assert len(stage.to(BEN, "Your buddy place is paused")) == 1
    assert stage.to(ANA, "your new buddy") or stage.ask(
        "select state from person where name = 'Ana Reyes'"
    ) == [("waiting",)]


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
    stage.writes(BEN, "Does it have to be about my own trust?", answers=stage.last(BEN, "Task 1"))
    stage.passes(minutes=2)
    stage.writes(GIL, "No, any trust is fine. Gil", "Your question", to=f"Ben <{BEN}>")
    stage.passes(minutes=20)
    stage.days(1)

    assert stage.ask("select state from promise where kind = 'question'") == [("kept",)]
    assert not [one for one in stage.to(BEN) if "with Gil now" in words_of(one)]


def test_stop_is_obeyed_at_once_and_the_buddy_gets_choices(stage: Scene) -> None:
    stage.is_running()
    stage.writes(BEN, "STOP", answers=stage.last(BEN, "Task 1"))
    stage.passes(minutes=5)
    stage.passes(hours=3)
    before = len(stage.to(BEN))
    stage.days(20)

    assert stage.to(BEN, "You're off the list")
    assert len(stage.to(BEN)) == before
    assert stage.to(ANA, "what now?")


def test_an_out_of_office_moves_the_date_tells_the_buddy_and_is_never_answered(
    stage: Scene,
) -> None:
    stage.is_running()
    before = len(stage.to(BEN))
    stage.writes(
        BEN,
        "I am away until Monday 28 June. For urgent matters ring the site office.",
        "Automatic reply: Task 1",
        head="Auto-Submitted: auto-replied",
    )
    stage.passes(minutes=10)
    stage.passes(hours=3)

    assert len(stage.to(BEN)) == before
    assert "Monday 28 June" in words_of(stage.last(ANA, "New date"))
    due = stage.ask(
        "select a.due_at from assignment a join person p on p.id = a.person_id"
        " where p.name = 'Ben Okafor'"
    )
    assert str(due[0][0]) > "2027-06-28"


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

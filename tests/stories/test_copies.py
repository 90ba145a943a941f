"""A coordinator copies the bot on their own mail: what is noted, and that nobody else ever hears of it (F6)."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.core.scheme import Coordinator
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, SCHEME, words_of

PEOPLE = (ANA, BEN, CLEO, DEV)


def copies_us(stage: Scene, to: str, words: str) -> None:
    """Let Gil write to people with the scheme in BCC; what they got of ours is the same afterwards."""
    before = {one: len(stage.to(one)) for one in PEOPLE}

    stage.writes(GIL, words, "About you", to=to)
    stage.passes(minutes=5)
    stage.passes(minutes=30)

    assert before == {one: len(stage.to(one)) for one in PEOPLE}


def joined(stage: Scene) -> None:
    stage.passes(minutes=5)
    for one in PEOPLE:
        stage.writes(one, JOINS[one], "Joining")
    stage.passes(minutes=5)
    stage.passes(hours=1)


def pairs_of(stage: Scene) -> list[tuple[object, ...]]:
    return stage.ask(
        "select group_concat(name, '+') from (select partnership_id, person.name from member "
        "join person on person.id = person_id where current order by person.id) group by partnership_id"
    )


def test_an_introduction_of_two_who_are_free_is_kept_and_can_be_undone(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        joined(stage)

        copies_us(
            stage, f"{ANA}, {DEV}", "Ana, meet Dev. Dev, meet Ana. You are buddies from today."
        )
        assert [("Ana Reyes+Dev Anand",)] == pairs_of(stage)
        stage.days(1)
        digest = words_of(stage.of_kind(GIL, "N01"))
        stage.writes(GIL, "undo", answers=stage.of_kind(GIL, "N01"))
        stage.passes(minutes=5)

        assert "You introduced Ana Reyes and Dev Anand" in digest
        assert "Undone" in words_of(stage.last(GIL))
        assert [] == [one for one in pairs_of(stage) if one == ("Ana Reyes+Dev Anand",)]


@pytest.mark.parametrize(
    ("choice", "pairs"),
    [
        ("1", {"Ana Reyes+Ben Okafor+Cleo Marsh"}),
        ("2", {"Ana Reyes+Cleo Marsh"}),
        ("3", {"Ana Reyes+Ben Okafor"}),
    ],
)
def test_where_one_has_a_buddy_already_only_the_coordinator_is_asked_which_it_is(
    tmp_path: Path, choice: str, pairs: set[str]
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        stage.writes(CLEO, JOINS[CLEO], "Joining")
        stage.passes(minutes=5)
        stage.passes(hours=1)

        copies_us(
            stage,
            f"{ANA}, {CLEO}",
            "Ana, meet Cleo. Cleo, meet Ana. I thought you two would get on.",
        )
        before = [len(stage.to(one)) for one in PEOPLE]
        stage.writes(GIL, choice, answers=stage.of_kind(GIL, "N07"))
        stage.passes(minutes=5)
        stage.passes(hours=1)

        assert pairs == {str(one) for (one,) in pairs_of(stage)}
        assert before == [len(stage.to(one)) for one in PEOPLE]


@pytest.mark.parametrize(
    ("words", "to"),
    [
        (
            "Ana, Ben, meet Dr Rao, who has sat on a board for years.",
            f"{ANA}, {BEN}, rao@clinic.test",
        ),
        ("How are you two getting on? The teaching day has moved.", f"{ANA}, {BEN}"),
    ],
    ids=["an expert", "a word"],
)
def test_a_pair_who_have_each_other_have_nothing_to_become_by_a_mail_to_both(
    tmp_path: Path, words: str, to: str
) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        heard = len(stage.to(GIL))

        copies_us(stage, to, words)

        assert heard == len(stage.to(GIL))
        assert [("Ana Reyes+Ben Okafor",)] == pairs_of(stage)


def test_more_time_for_both_is_proposed_for_each_of_them(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()

        copies_us(stage, f"{ANA}, {BEN}", "Ana, Ben, no rush: you can both have until 30 June.")
        stage.days(1)

        digest = words_of(stage.of_kind(GIL, "N01"))
        assert "Ana Reyes may have more time to Wednesday 30 June" in digest
        assert "Ben Okafor may have more time to Wednesday 30 June" in digest


def test_an_order_is_one_although_a_colleague_is_copied_on_it(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        colleague = Coordinator("Kit Hale", "kit@office.test")
        scheme = stage.house.scheme
        both = (*scheme.coordinators, colleague)
        stage.house = replace(stage.house, scheme=replace(scheme, coordinators=both))
        joined(stage)

        stage.writes(GIL, "who ana", "An order", to=f"{SCHEME}, {colleague.address}")
        stage.passes(minutes=5)

        assert "Ana Reyes, ST4" in words_of(stage.last(GIL))


def test_a_date_given_in_prose_is_proposed_and_moves_at_an_ok(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        copies_us(
            stage, ANA, "No rush with your letter, Ana, the end of the month is fine: 30 June."
        )
        stage.days(1)
        digest = stage.of_kind(GIL, "N01")
        assert "may have more time to Wednesday 30 June" in words_of(digest)

        stage.writes(GIL, "ok", answers=digest)
        stage.passes(minutes=5)

        assert "2021-06-30" in str(stage.ask("select max(due_at) from assignment"))
        assert "New date: Wed 30 Jun" in str(stage.last(ANA)["Subject"])


def test_a_goodbye_is_asked_about_and_the_buddy_gets_choices_after_the_yes(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.is_running()
        copies_us(stage, ANA, "Sorry to lose you, Ana. Thank you for all you did, and good luck.")

        stage.writes(GIL, "yes", answers=stage.of_kind(GIL, "N07"))
        stage.passes(minutes=5)
        stage.passes(hours=20)

        assert [("left",)] == stage.ask("select state from person where name = 'Ana Reyes'")
        choices = stage.of_kind(BEN, "P25")
        assert "Your buddy has left" in str(choices["Subject"])
        assert "AWOL" not in words_of(choices)
        assert "4 Wait" not in words_of(choices)


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (", ".join([*PEOPLE, "eli@ward.test"]), "A reminder that the teaching day has moved."),
        ("somebody@deanery.test", "Would you pass our scheme on to your trainees?"),
        (ANA, "Between us and in confidence: how is the new job?"),
    ],
)
def test_what_is_for_many_for_outsiders_or_private_is_only_logged(
    tmp_path: Path, to: str, words: str
) -> None:
    with scene(tmp_path) as stage:
        joined(stage)
        heard = len(stage.to(GIL))

        copies_us(stage, to, words)

        assert heard == len(stage.to(GIL))
        assert [] == pairs_of(stage)

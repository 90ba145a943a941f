"""Experts are invited at a coordinator's word, once, and their yes or no is kept and thanked for (X01)."""

from pathlib import Path

import pytest

from mailbot.core.experts import Expert, nearest, why
from mailbot.core.people import Person, PersonState, Role
from mailbot.translate.invited import expert_answer
from tests.core.matching_people import shipped_rules
from tests.stories.scene import Scene, scene
from tests.stories.telling import GIL, words_of
from tests.stories.test_orders import orders
from tests.translate.readings import RULES

RAO = "a.rao@board.test"


def invited(stage: Scene) -> str:
    stage.server.add_person(RAO)
    stage.passes(minutes=5)
    told = orders(stage, f"ask Dr Anil Rao ({RAO}), commissioning, Salford to be an expert")
    stage.passes(hours=1)
    return told


def states(stage: Scene) -> list[tuple[object, ...]]:
    return stage.ask("select name, role, state, specialty, town from person")


def test_a_yes_makes_an_expert_who_is_thanked_and_the_coordinator_hears_of_it(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        told = invited(stage)
        question = stage.last(RAO, "One pair, 30 minutes")
        stage.writes(RAO, "Delighted to help.", answers=question)
        stage.passes(minutes=10)
        again = orders(stage, "ask dr rao to be an expert")
        stage.days(1)

        assert "Dr Anil Rao is asked to be an expert" in told
        assert "Dear Dr Anil Rao" in words_of(question)
        assert [("Dr Anil Rao", "expert", "active", "commissioning", "Salford")] == states(stage)
        assert "I'll write when a pair is ready" in words_of(stage.of_kind(RAO, "X03"))
        assert "is an expert already" in again
        assert "Dr Anil Rao will be an expert" in words_of(stage.of_kind(GIL, "N01"))


def test_a_no_is_thanked_for_and_nothing_more_is_sent(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        invited(stage)
        stage.writes(RAO, "I'm retired now, sorry", answers=stage.last(RAO))
        stage.passes(minutes=10)
        stage.days(3)

        assert ["X01", "X03"] == stage.heard(RAO)
        assert "I won't write to you about this again" in words_of(stage.last(RAO))
        assert "left" == states(stage)[0][2]


def test_silence_is_no_answer_and_they_are_not_asked_twice_within_a_month(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        invited(stage)

        told = orders(stage, "ask dr rao to be an expert")
        stage.days(2)

        assert "was asked on 7 June; nothing was done" in told
        assert ["X01"] == stage.heard(RAO)


def test_who_asks_who_we_are_gets_a_person(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        invited(stage)
        stage.writes(RAO, "Who is this, and how did you get my address?", answers=stage.last(RAO))
        stage.passes(minutes=10)
        stage.days(1)

        assert "Gil will read your message" in words_of(stage.of_kind(RAO, "X04"))
        assert "an expert, asks who we are" in words_of(stage.of_kind(GIL, "N01"))


def test_somebody_unknown_without_an_address_is_not_invited(tmp_path: Path) -> None:
    with scene(tmp_path) as stage:
        stage.passes(minutes=5)

        told = orders(stage, "ask Dr Bell to be an expert")

        assert "Somebody new needs an address" in told
        assert [] == states(stage)


def test_somebody_too_senior_to_join_is_invited_as_an_expert_when_a_coordinator_says_so(
    tmp_path: Path,
) -> None:
    with scene(tmp_path) as stage:
        stage.server.add_person(RAO)
        stage.passes(minutes=5)
        stage.writes(
            RAO,
            "I'd like to join. I'm a divisional director with 20 years in commissioning, at Salford "
            "Royal, Salford.\n\nAnil Rao",
            "Joining",
        )
        stage.passes(minutes=5)
        stage.days(1)
        digest = stage.of_kind(GIL, "N01")
        line = next(one for one in words_of(digest).splitlines() if "senior" in one)

        stage.writes(GIL, f"{line.split()[0]} expert", answers=digest)
        stage.passes(minutes=5)
        stage.passes(hours=1)

        assert "X01" == stage.heard(RAO)[-1]
        assert "expert" == states(stage)[0][1]
        assert "P04" not in stage.heard(RAO)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Go on then", "yes"),
        ("I could manage half an hour on Thursday", "yes"),
        ("The Prof asks me to say he would be pleased to help", "yes"),
        ("I'd love to but I really can't take on anything else", "no"),
        ("I'm not the right person, I work in estates", "no"),
        ("Regretfully no", "no"),
        ("What is this about?", "who"),
        ("Happy to, but not before August", ""),
        ("Could we do it by email instead?", ""),
        ("Please take me off your list", ""),
    ],
)
def test_an_experts_answer_is_read_in_their_own_words(words: str, answer: str) -> None:
    assert answer == expert_answer(words, RULES)


def expert(number: int, town: str, **more: int) -> Expert:
    state = PersonState.ACTIVE
    who = Person(number, f"Dr No{number}", Role.EXPERT, state, (f"{number}@x.test",), town=town)
    return Expert(who, **more)


def test_the_nearest_expert_with_room_is_chosen_and_why_is_said() -> None:
    pair = [Person(1, "Ana", Role.CLINICIAN, PersonState.ACTIVE, town="Salford")]
    far, full = expert(2, "Liverpool"), expert(3, "Salford", takes=1, has=1)
    near, nowhere = expert(4, "Bolton", takes=2, has=1), expert(5, "Nowhere")

    found = nearest([nowhere, far, full, near], pair, shipped_rules().places)

    assert near is found
    assert "Bolton, 1 of 2 pairs" == why(near)
    assert nearest([full], pair, shipped_rules().places) is None

"""From a proposal to an introduction, and to another buddy: what each of them hears, and what nobody hears (B1-B6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.scheme import Mode
from tests.stories.scene import Scene, scene
from tests.stories.telling import ANA, BEN, CLEO, DEV, GIL, JOINS, NAMES, words_of

ELI = "eli.frost@trust.test"
ELI_JOINS = "Please sign me up. IT management trainee at Salford Royal, Salford.\n\nEli Frost"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Scene]:
    with scene(tmp_path, Mode.APPROVE) as opened:
        opened.server.add_person(ELI)
        yield opened


def everybody_is_proposed(stage: Scene, **others: str) -> str:
    """Let people join and a night pass; give the lines that wait for an OK."""
    for one, words in {**JOINS, **others}.items():
        stage.writes(one, words, "Joining")
    stage.passes(minutes=5)
    stage.days(1)
    return words_of(stage.last(GIL, "need"))


def heard_besides(stage: Scene, who: str) -> list[str]:
    return [kind for kind in stage.heard(who) if kind not in {"P01", "P05", "N01"}]


def number_of(lines: str, name: str) -> str:
    return next(line.split()[0] for line in lines.splitlines() if name in line)


def test_ok_to_all_but_one_introduces_the_others_and_the_one_stays_as_it_is(stage: Scene) -> None:
    lines = everybody_is_proposed(stage)
    held, other = number_of(lines, "Ana Reyes"), number_of(lines, "Cleo Marsh")
    assert {held, other} == {"1", "2"}

    stage.writes(GIL, f"ok all but {held}", answers=stage.last(GIL, "need"))
    stage.passes(minutes=5)
    at_once = heard_besides(stage, CLEO)
    stage.passes(minutes=20)

    assert [] == at_once
    assert ["P08"] == heard_besides(stage, CLEO)
    assert [] == heard_besides(stage, ANA)
    assert "introduced next" in words_of(stage.of_kind(GIL, "N04"))
    stage.days(1)
    assert f"{held} Ana Reyes" in words_of(stage.last(GIL, "need"))


def test_a_specialty_manager_is_proposed_as_a_third_and_the_introduction_says_who_is_who(
    stage: Scene,
) -> None:
    lines = everybody_is_proposed(stage, **{ELI: ELI_JOINS})
    number = number_of(lines, "Eli Frost")
    assert 2 == next(one for one in lines.splitlines() if "Eli" in one).partition(":")[0].count("+")
    assert "is the general trainee" in lines

    stage.writes(GIL, f"{number} ok", answers=stage.last(GIL, "need"))
    stage.passes(minutes=5)
    stage.passes(minutes=20)
    told = words_of(stage.of_kind(ELI, "P08"))

    assert "Eli Frost, a management trainee (information technology) at Salford Royal" in told
    assert "is the general trainee" not in told
    assert "would you write first?" in told


def two_are_introduced(stage: Scene) -> str:
    """Bring Ana together with somebody, and give the address of the manager."""
    everybody_is_proposed(stage)
    stage.writes(GIL, "ok to all", answers=stage.last(GIL, "need"))
    stage.passes(minutes=5)
    stage.passes(minutes=20)
    return BEN if BEN in str(stage.of_kind(ANA, "P08")["To"]) else DEV


def test_an_introduction_is_one_mail_to_both_and_what_they_write_to_each_other_is_not_answered(
    stage: Scene,
) -> None:
    manager = two_are_introduced(stage)
    introduction = stage.of_kind(ANA, "P08")
    shown = words_of(introduction)

    stage.writes(
        ANA,
        "Hello! My week is four nights and a teaching day. What does yours look like?",
        answers=introduction,
        to=f"{manager}, {stage.house.scheme.address}",
    )
    stage.passes(minutes=5)
    stage.days(2)

    assert all(one in str(introduction["To"]) for one in (ANA, manager))
    assert str(introduction["Message-ID"]) == str(stage.of_kind(manager, "P08")["Message-ID"])
    assert "You can see each other's address because you joined for this" in shown
    assert "Ana, would you write first?" in shown
    assert ["P08"] == heard_besides(stage, ANA)
    assert ["P08"] == heard_besides(stage, manager)


def test_who_asks_for_another_buddy_is_told_it_stays_private_and_the_other_hears_only_what_comes_next(
    stage: Scene,
) -> None:
    manager = two_are_introduced(stage)
    stage.writes(
        ANA,
        "Lovely person but we just can't find time, could I switch?",
        answers=stage.of_kind(ANA, "P08"),
    )
    stage.passes(minutes=5)
    stage.passes(minutes=5)
    before = heard_besides(stage, manager)
    urgent = stage.of_kind(GIL, "N02")

    stage.writes(GIL, "1", answers=urgent)
    stage.passes(minutes=5)
    stage.passes(hours=1)
    told = words_of(stage.of_kind(manager, "P28"))
    stage.days(3)

    assert ["P08"] == before
    assert "I won't say why to anybody" in words_of(stage.of_kind(ANA, "P35"))
    assert "Ana is moving to a new pair" in told
    assert "you're first in line" in told
    assert not [
        one for one in ("time", "switch", "asked") if one in told.partition("Buddy Scheme")[0]
    ]
    name = NAMES[manager]
    proposed = [words_of(one) for one in stage.to(GIL)][-3:]
    assert not any(
        "Ana Reyes" in line and name in line for one in proposed for line in one.splitlines()
    )
    assert ["P08", "P28"] == heard_besides(stage, manager)

"""New buddies are found with the least disturbance to pairs that work."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mailbot.core.matching import Arrangements, couple, replan
from mailbot.core.people import Person
from mailbot.flows.solving import SOLVE
from tests.core.matching_people import (
    CLINICIAN,
    GENERAL,
    NOW,
    SPECIALTY,
    ids,
    left_ids,
    many,
    shipped_rules,
    someone,
)

ANA, BEN = someone(1, CLINICIAN), someone(11, GENERAL)
CLEO, DEV = someone(2, CLINICIAN), someone(12, GENERAL)


def replanned(
    free: list[Person], working: Sequence[tuple[Person, ...]], known: Arrangements, price: int = 1
):
    together = {couple(one[0].id, one[1].id): 0 for one in working}
    known = replace(known, met={**known.met, **together})
    rules = replace(shipped_rules(), breaking_a_pair=price)
    return replan(free, working, known, rules, NOW, SOLVE)


def test_the_jilted_find_each_other_and_no_working_pair_is_touched() -> None:
    working = [
        (one, other)
        for one, other in zip(
            many(CLINICIAN, range(20, 30)), many(GENERAL, range(30, 40)), strict=True
        )
    ]

    plan = replanned([ANA, DEV], working, Arrangements())

    assert {frozenset({1, 12})} == ids(plan.proposal.matches)
    assert () == plan.broken


def test_a_pair_that_works_is_broken_when_it_serves_two_who_may_not_meet() -> None:
    known = Arrangements(never=frozenset({(1, 11)}))

    plan = replanned([ANA, BEN], [(CLEO, DEV)], known)

    assert {frozenset({1, 12}), frozenset({2, 11})} == ids(plan.proposal.matches)
    assert ((CLEO, DEV),) == plan.broken
    assert set() == left_ids(plan.proposal)


@pytest.mark.parametrize(("price", "pins"), [(2, ()), (1, ((2, 12),))], ids=["too dear", "pinned"])
def test_a_pair_that_costs_more_or_is_pinned_stays(
    price: int, pins: tuple[tuple[int, int], ...]
) -> None:
    known = Arrangements(never=frozenset({(1, 11)}), pins=pins)

    plan = replanned([ANA, BEN], [(CLEO, DEV)], known, price)

    assert () == plan.proposal.matches
    assert () == plan.broken
    assert {1, 11} == left_ids(plan.proposal)


def test_no_pair_is_broken_for_one_side_alone() -> None:
    plan = replanned([ANA], [(CLEO, DEV)], Arrangements())

    assert () == plan.broken
    assert {1} == left_ids(plan.proposal)


def test_a_chain_that_would_break_two_pairs_for_two_people_is_not_worth_it() -> None:
    eli, fay = someone(3, CLINICIAN), someone(13, GENERAL)
    # Ana could only sit with Dev, Ben only with Eli: two pairs would have to part.
    never = frozenset({(1, 11), (1, 13), (2, 11)})

    plan = replanned([ANA, BEN], [(CLEO, DEV), (eli, fay)], Arrangements(never=never))

    assert () == plan.broken


def test_a_trio_that_works_is_not_touched() -> None:
    known = Arrangements(never=frozenset({(1, 11)}))

    plan = replanned([ANA, BEN], [(CLEO, DEV, someone(21, SPECIALTY))], known)

    assert () == plan.broken

"""The proposal is the true optimum: an independent solver in whole numbers finds nothing better."""

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.cohorts import Cohort, cohort
from mailbot.core.matching import couple
from mailbot.core.matching.fit import Fit
from mailbot.core.people import Person
from tests.core.matching_people import (
    CLINICIAN,
    GENERAL,
    employers,
    greatest_sum,
    proposed,
    shipped_rules,
)

LATELY = 3


def independent_weights(free: Cohort) -> tuple[NDArray[np.int64], dict[tuple[int, int], int]]:
    """Serving before waiting before points, worked out from the reasons of every pair."""
    rules, known = shipped_rules(), free.known
    fit = Fit(rules, known.wishes)
    rows = [one for one in free.people if one.role is CLINICIAN]
    columns = [one for one in free.people if one.role is GENERAL]
    urgency = _ranks(rows) | _ranks(columns)
    step = 4_000_000
    table = np.zeros((len(rows), len(columns)), np.int64)
    by_id = {}
    for at, one in enumerate(rows):
        for place, other in enumerate(columns):
            pair = couple(one.id, other.id)
            rounds = known.met.get(pair)
            if pair in known.never or (rounds is not None and rounds < LATELY):
                continue
            points = sum(part.points for part in fit.parts(one, other))
            points -= rules.points.met_before if rounds is not None else 0
            by_id[pair] = (urgency[one.id] + urgency[other.id]) * step + points
            table[at, place] = by_id[pair]
    return table, by_id


def _ranks(people: list[Person]) -> dict[int, int]:
    order = sorted({one.waiting_since for one in people if one.waiting_since}, reverse=True)
    return {one.id: order.index(one.waiting_since) + 1 for one in people if one.waiting_since}


def check(free: Cohort) -> None:
    table, by_id = independent_weights(free)

    found = proposed(free.people, free.known)

    pairs = [(match.members[0].id, match.members[1].id) for match in found.matches]
    assert greatest_sum(table) == sum(by_id[couple(*pair)] for pair in pairs)


@pytest.mark.parametrize("block", range(10))
def test_twenty_cohorts_of_80_are_served_at_the_optimum(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        check(cohort(80, seed, employers(), clinicians=0.35 + 0.03 * (seed % 11), met=8))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_cohort_of_1000_is_served_at_the_optimum(seed: int) -> None:
    check(cohort(1000, seed, employers(), clinicians=0.4 + 0.01 * seed, met=20))

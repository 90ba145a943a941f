"""The proposal is the true optimum: prices are found that prove that no other seating is worth more."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.cohorts import Cohort, cohort
from mailbot.core.matching.fit import Fit, Part
from mailbot.core.people import Person
from tests.core.matching_people import (
    CLINICIAN,
    GENERAL,
    employers,
    proposed,
    prove_greatest,
    shipped_rules,
)

LATELY = 3
STEP = 4_000_000  # of waiting: above any points
Kind = TypeVar("Kind", bound=Hashable)
Ints = NDArray[np.int64]


def independent_weights(free: Cohort, rows: Sequence[Person], columns: Sequence[Person]) -> Ints:
    """Serving before waiting before points, worked out from the reasons of every kind of pair."""
    rules, known = shipped_rules(), free.known
    fit = Fit(rules, known.wishes)
    table = _of_kinds(fit.whereabouts, fit.near, rows, columns)
    table += _of_kinds(fit.traits, fit.rest, rows, columns)
    table += STEP * np.add.outer(_ranks(rows), _ranks(columns))
    at = {one.id: place for place, one in enumerate(rows)}
    there = {one.id: place for place, one in enumerate(columns)}
    for pair in {*known.met, *known.never}:
        for one, other in (pair, pair[::-1]):
            if one in at and other in there:
                lately = known.met.get(pair, LATELY) < LATELY
                never = pair in known.never or lately
                place = at[one], there[other]
                table[place] = 0 if never else table[place] - rules.points.met_before
    return table


def _of_kinds(
    kind: Callable[[Person], Kind],
    judge: Callable[[Kind, Kind], Sequence[Part]],
    rows: Sequence[Person],
    columns: Sequence[Person],
) -> Ints:
    """Judge each kind of clinician with each kind of manager once, and spread that over people."""
    ours, theirs = [kind(one) for one in rows], [kind(one) for one in columns]
    one_of, other_of = list(dict.fromkeys(ours)), list(dict.fromkeys(theirs))
    points = np.array(
        [[sum(part.points for part in judge(one, other)) for other in other_of] for one in one_of],
        np.int64,
    )
    down, across = {k: n for n, k in enumerate(one_of)}, {k: n for n, k in enumerate(other_of)}
    return points[np.ix_([down[one] for one in ours], [across[one] for one in theirs])]


def _ranks(people: Sequence[Person]) -> Ints:
    moments = sorted({one.waiting_since for one in people if one.waiting_since}, reverse=True)
    rank = {moment: number for number, moment in enumerate(moments, 1)}
    return np.array([rank[one.waiting_since] for one in people if one.waiting_since], np.int64)


def check(free: Cohort) -> None:
    rows = [one for one in free.people if one.role is CLINICIAN]
    columns = [one for one in free.people if one.role is GENERAL]
    table = independent_weights(free, rows, columns)
    at = {one.id: place for place, one in enumerate(rows)}
    there = {one.id: place for place, one in enumerate(columns)}

    found = proposed(free.people, free.known)

    pairs = [(at[one.members[0].id], there[one.members[1].id]) for one in found.matches]
    prove_greatest(table, pairs)


def test_a_seating_that_could_be_better_is_not_proven() -> None:
    table = np.array([[5, 4, 0], [4, 1, 2]], np.int64)

    prove_greatest(table, [(0, 1), (1, 0)])

    for worse in ([(0, 0), (1, 1)], [(0, 0), (1, 2)], [(0, 1)]):
        with pytest.raises(AssertionError, match="worth more"):
            prove_greatest(table, worse)


@pytest.mark.parametrize("block", range(10))
def test_twenty_cohorts_of_80_are_served_at_the_optimum(block: int) -> None:
    for seed in range(block * 20, block * 20 + 20):
        check(cohort(80, seed, employers(), clinicians=0.35 + 0.03 * (seed % 11), met=8))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_cohort_of_1000_is_served_at_the_optimum(seed: int) -> None:
    check(cohort(1000, seed, employers(), clinicians=0.4 + 0.01 * seed, met=20))

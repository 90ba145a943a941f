"""People to match, rules of our own for them, and a second, independent way to the optimum."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tomllib import loads

import numpy as np
from numpy.typing import NDArray

from mailbot.core.matching import Arrangements, Match, MatchingRules, Proposal, propose
from mailbot.core.people import Person, PersonState, Role
from mailbot.edges.files import shipped
from mailbot.flows.solving import SOLVE
from mailbot.translate.matching_rules import load_matching, load_places

NOW = datetime(2027, 6, 8, 9, 0, tzinfo=UTC)
NAMES = ("Cleo", "Dev", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kai", "Lee")
CLINICIAN, GENERAL, SPECIALTY = Role.CLINICIAN, Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER


def someone(
    number: int,
    role: Role,
    waiting_days: int = 10,
    *,
    specialty: str = "",
    grade: str = "",
    employer: str = "",
    town: str = "",
) -> Person:
    return Person(
        number,
        f"{NAMES[number % 10]} No{number}",
        role,
        PersonState.WAITING,
        (f"no{number}@trust.example",),
        specialty=specialty,
        grade=grade,
        employer=employer,
        town=town,
        waiting_since=NOW - timedelta(days=waiting_days),
    )


def many(role: Role, numbers: Sequence[int], waiting_days: int = 10) -> list[Person]:
    return [someone(number, role, waiting_days) for number in numbers]


@cache
def shipped_rules() -> MatchingRules:
    return load_matching(_text("matching.toml"), places=load_places(_text("places.toml")))


@cache
def employers() -> dict[str, str]:
    """Every employer on the shipped map with its town."""
    return {name: town for name, (_, town) in loads(_text("places.toml"))["employers"].items()}


def _text(name: str) -> str:
    return (Path(shipped("rules")) / name).read_text("utf-8")


def proposed(
    people: Sequence[Person], known: Arrangements | None = None, rules: MatchingRules | None = None
) -> Proposal:
    return propose(people, known or Arrangements(), rules or shipped_rules(), NOW, SOLVE)


def ids(matches: Sequence[Match]) -> set[frozenset[int]]:
    return {frozenset(one.id for one in match.members) for match in matches}


def left_ids(found: Proposal) -> set[int]:
    return {one.id for one, _ in found.left}


def prove_greatest(weights: NDArray[np.int64], seated: Sequence[tuple[int, int]]) -> None:
    """Prove that no seating has a greater sum of weights; 0 is where two may not sit together.

    By duality: prices for rows and columns, none below 0, that no pair is worth more than together and
    that add up to just the sum of what is seated. They are found from the seating alone, in whole numbers, as
    longest distances are (Bellman and Ford), so nothing is shared with the solvers of the program.
    """
    rows, columns = weights.shape
    allowed = weights > 0
    own, seat = np.array([one for one, _ in seated], int), np.array([two for _, two in seated], int)
    assert allowed[own, seat].all(), "two sit together who may not"
    alone = np.setdiff1d(np.arange(rows), own)
    prices = np.zeros(columns, np.int64)
    if len(alone):
        prices = np.maximum(prices, weights[alone].max(axis=0))
    far = np.iinfo(np.int64).min // 4
    gain = np.where(allowed[own], weights[own] - weights[own, seat][:, None], far)
    for _ in range(columns + 1):
        higher = np.maximum(prices, (gain + prices[seat][:, None]).max(axis=0, initial=far))
        if np.array_equal(higher, prices):
            break
        prices = higher
    empty = np.setdiff1d(np.arange(columns), seat)
    own_prices = np.zeros(rows, np.int64)
    own_prices[own] = weights[own, seat] - prices[seat]
    proven = (
        not prices[empty].any()
        and (own_prices >= 0).all()
        and (np.add.outer(own_prices, prices) >= np.where(allowed, weights, 0)).all()
    )
    assert proven, "another seating is worth more"
    assert own_prices.sum() + prices.sum() == weights[own, seat].sum()


def greatest_sum(weights: NDArray[np.int64]) -> int:
    """The greatest sum of weights, one in each row and column, proven by its own dual.

    The Hungarian method in whole numbers, rows not more than columns; it shares nothing with the
    solvers of the program.
    """
    if weights.shape[0] > weights.shape[1]:
        weights = weights.T
    cost = -weights
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows + 1, np.int64), np.zeros(columns + 1, np.int64)
    holder = np.zeros(columns + 1, np.int64)
    for row in range(1, rows + 1):
        _augment(cost, row, holder, row_price, column_price)
    total = sum(int(cost[holder[at] - 1, at - 1]) for at in range(1, columns + 1) if holder[at])
    assert (row_price[1:, None] + column_price[None, 1:] <= cost).all()
    assert total == int(row_price[1:].sum() + column_price[1:].sum())
    return -total


def _augment(
    cost: NDArray[np.int64],
    row: int,
    holder: NDArray[np.int64],
    row_price: NDArray[np.int64],
    column_price: NDArray[np.int64],
) -> None:
    columns = cost.shape[1]
    holder[0] = row
    at = 0
    slack = np.full(columns + 1, np.iinfo(np.int64).max)
    way = np.zeros(columns + 1, np.int64)
    used = np.zeros(columns + 1, bool)
    while holder[at]:
        used[at] = True
        free = np.flatnonzero(~used[1:]) + 1
        current = cost[holder[at] - 1, free - 1] - row_price[holder[at]] - column_price[free]
        better = current < slack[free]
        slack[free[better]] = current[better]
        way[free[better]] = at
        following = int(free[slack[free].argmin()])
        step = slack[following]
        seen = np.flatnonzero(used)
        row_price[holder[seen]] += step
        column_price[seen] -= step
        slack[free] -= step
        at = following
    while at:
        before = int(way[at])
        holder[at] = holder[before]
        at = before

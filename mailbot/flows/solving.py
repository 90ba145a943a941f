"""Solve what matching asks: people one by one with scipy, groups of people alike with OR-Tools."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.optimize import linear_sum_assignment

from mailbot.core.matching import Shares, Side, Solve, Worths

Ints = NDArray[np.int64]
Reals = NDArray[np.float32]

# Measured at 100,000: with fewer at first, more rounds of the flow cost more than they save.
FIRST_COLUMNS = 24
MORE_COLUMNS = 12
ROUNDS = 12
GOOD_ENOUGH = 1e-4
ROWS_AT_ONCE = 1000
SPREAD = 1021


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Choose the pairs of greatest sum, and none whose weight is 0.

    The weights stay below 2**53, so scipy's floating point holds each of them exactly.
    """
    table = np.array(weights, dtype=np.float64)
    rows, columns = linear_sum_assignment(table, maximize=True)
    seated = table[rows, columns] > 0
    return list(zip(rows[seated].tolist(), columns[seated].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Crowd:
    """A sharing out in arrays: how many there are, what being served is worth, and every worth."""

    have: Ints
    room: Ints
    unserved: Ints
    reward: Ints
    worths: Worths
    places: tuple[Ints, Ints]
    traits: tuple[Ints, Ints]

    def worth_of(self, rows: Ints, columns: Ints) -> Ints:
        """Give the worth of arcs, one by one, with the reward of the column."""
        near, rest = np.array(self.worths.near), np.array(self.worths.rest)
        own = near[self.places[0][rows], self.places[1][columns]]
        found: Ints = own + rest[self.traits[0][rows], self.traits[1][columns]]
        return found + self.reward[columns]

    def blocks(self) -> Iterator[tuple[Ints, Reals]]:
        """Give the whole table in blocks of rows: a crowd's would not fit at once."""
        near = np.array(self.worths.near, dtype=np.float32)[:, self.places[1]]
        rest = np.array(self.worths.rest, dtype=np.float32)[:, self.traits[1]]
        for first in range(0, len(self.have), ROWS_AT_ONCE):
            rows = np.arange(first, min(first + ROWS_AT_ONCE, len(self.have)))
            yield rows, near[self.places[0][rows]] + rest[self.traits[0][rows]]


@dataclass(frozen=True, slots=True)
class _Flow:
    """A sharing out over some of the arcs, with the price that it puts on each column."""

    rows: Ints
    columns: Ints
    counts: Ints
    value: int
    prices: Ints


def share_out(rows: Side, columns: Side, worths: Worths) -> Shares:
    """Share rows out over columns, within one part in 10,000 of a bound that it proves itself.

    A flow over the best few columns of each row gives prices; the prices say which of all the other
    columns would be better, and these are added until none is (column generation).
    """
    crowd = _crowd(rows, columns, worths)
    across = len(crowd.room)
    arcs = np.unique(np.concatenate([*_best(crowd, np.zeros(across, np.int64), FIRST_COLUMNS)]))
    flow, bound, total = _flow(crowd, arcs), 0, 1
    for _ in range(ROUNDS):
        bound, better = _priced(crowd, flow)
        total = max(1, int((flow.counts * _bare(crowd, flow)).sum()))
        if bound - flow.value <= GOOD_ENOUGH * total or not len(better):
            break
        arcs = np.union1d(arcs, better)
        flow = _flow(crowd, arcs)
    used = np.flatnonzero(flow.counts)
    taken = zip(
        flow.rows[used].tolist(),
        flow.columns[used].tolist(),
        flow.counts[used].tolist(),
        strict=True,
    )
    return Shares(list(taken), total, total + max(0, bound - flow.value))


SOLVE = Solve(assign, share_out)


def _crowd(rows: Side, columns: Side, worths: Worths) -> _Crowd:
    # Being served counts more than any points that a chain of changes could bring.
    step = 10_000 * (worths.most + 1)
    places, traits = zip(*worths.rows, strict=True), zip(*worths.columns, strict=True)
    own, others = [np.array(one) for one in places], [np.array(one) for one in traits]
    return _Crowd(
        np.array(rows.counts, dtype=np.int64),
        np.array(columns.counts, dtype=np.int64),
        np.where(np.array(rows.first), 2, 1) * step,
        np.where(np.array(columns.first), 1, 0) * (step // 4),
        worths,
        (own[0], others[0]),
        (own[1], others[1]),
    )


def _bare(crowd: _Crowd, flow: _Flow) -> Ints:
    return crowd.worth_of(flow.rows, flow.columns) - crowd.reward[flow.columns]


def _best(crowd: _Crowd, prices: Ints, count: int) -> Iterator[Ints]:
    """Give the best columns of each row as row * columns + column."""
    across = len(crowd.room)
    count = min(count, across)
    drawn = crowd.reward - prices
    # From the most drawn-to column downwards, so that small numbers stay exact where it matters.
    drawn = (drawn - drawn.max()).astype(np.float32)
    # Equal columns are spread over the rows by under a point, and always in the same way.
    pattern = (np.arange(SPREAD)[:, None] + np.arange(across)[None] * 577) % SPREAD
    jitter = (pattern / (SPREAD + 1)).astype(np.float32)
    for rows, worth in crowd.blocks():
        value = worth + drawn + jitter[rows * 389 % SPREAD]
        best = np.argpartition(-value, count - 1, axis=1)[:, :count]
        yield (rows[:, None] * across + best).ravel()


def _flow(crowd: _Crowd, arcs: Ints) -> _Flow:
    """Share out over these arcs at the greatest sum; who finds no room costs what `unserved` says."""
    down, across = len(crowd.have), len(crowd.room)
    rows, columns = np.divmod(arcs, across)
    worth = crowd.worth_of(rows, columns)
    sink = down + across
    solver = SimpleMinCostFlow()
    room = np.minimum(crowd.have[rows], crowd.room[columns])
    solver.add_arcs_with_capacity_and_unit_cost(rows, down + columns, room, -worth)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(down), np.full(down, sink), crowd.have, crowd.unserved
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        down + np.arange(across), np.full(across, sink), crowd.room, np.zeros(across, np.int64)
    )
    solver.set_nodes_supplies(np.arange(down), crowd.have)
    solver.set_node_supply(sink, -int(crowd.have.sum()))
    if solver.solve() != solver.OPTIMAL:
        raise ArithmeticError("the shares of a crowd could not be worked out")
    counts = np.asarray(solver.flows(np.arange(len(arcs))), dtype=np.int64)
    prices = _prices(crowd, rows, columns, counts, worth)
    return _Flow(rows, columns, counts, -int(solver.optimal_cost()), prices)


def _prices(crowd: _Crowd, rows: Ints, columns: Ints, counts: Ints, worth: Ints) -> Ints:
    """Find the prices at which everybody would choose just what they were given.

    They fall from too high to the greatest that fit, as shortest distances do (Bellman and Ford).
    """
    too_high = 4 * int(crowd.unserved.max())
    filled = np.bincount(columns, counts, minlength=len(crowd.room)) >= crowd.room
    prices = np.where(filled, too_high, 0).astype(np.int64)
    begins = np.searchsorted(rows, np.arange(len(crowd.have)))
    used = np.flatnonzero(counts)
    for _ in range(len(crowd.have) + len(crowd.room)):
        profit = np.maximum.reduceat(worth - prices[columns], begins)
        profit = np.maximum(profit, -crowd.unserved)
        lower = prices.copy()
        np.minimum.at(lower, columns[used], worth[used] - profit[rows[used]])
        if np.array_equal(lower, prices):
            break
        prices = lower
    return prices


def _priced(crowd: _Crowd, flow: _Flow) -> tuple[int, Ints]:
    """Give a bound by the prices, and the arcs that would be better than what rows have now."""
    begins = np.searchsorted(flow.rows, np.arange(len(crowd.have)))
    worth = crowd.worth_of(flow.rows, flow.columns) - flow.prices[flow.columns]
    has = np.maximum(np.maximum.reduceat(worth, begins), -crowd.unserved)
    candidates = np.concatenate([*_best(crowd, flow.prices, MORE_COLUMNS)])
    rows, columns = np.divmod(candidates, len(crowd.room))
    profit = crowd.worth_of(rows, columns) - flow.prices[columns]
    best = has.copy()
    np.maximum.at(best, rows, profit)
    bound = int((best * crowd.have).sum() + (flow.prices * crowd.room).sum())
    return bound, candidates[profit > has[rows]]

"""What one would do without a solver, to be measured beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mailbot.core.matching.tables import Tables
from mailbot.core.people import Person

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Naive:
    """How many clinicians a naive way serves, and the points of their pairs."""

    served: int
    points: int


def in_turn(clinicians: Sequence[Person], managers: Sequence[Person], tables: Tables) -> Naive:
    """Pair the first with the first and so on, as lists beside each other would be."""
    pairs = list(zip(clinicians, managers, strict=False))
    return Naive(len(pairs), sum(tables.worth(one, other) for one, other in pairs))


def greedy(clinicians: Sequence[Person], managers: Sequence[Person], tables: Tables) -> Naive:
    """Let each clinician in turn have the best manager that is still free."""
    near, rest = np.array(tables.near), np.array(tables.rest)
    kinds, counts = np.unique(
        np.array([tables.columns[one.id] for one in managers]), axis=0, return_counts=True
    )
    points = served = 0
    for one in clinicians[: len(managers)]:
        place, trait = tables.rows[one.id]
        worth = near[place][kinds[:, 0]] + rest[trait][kinds[:, 1]]
        best = int(np.where(counts > 0, worth, -1).argmax())
        counts[best] -= 1
        points += int(worth[best])
        served += 1
    return Naive(served, points)


def nearest(
    clinicians: Sequence[Person], managers: Sequence[Person], tables: Tables, count: int = 20
) -> Naive:
    """Look at so many best managers of each clinician alone, the first ones where they are equal."""
    near, rest = np.array(tables.near), np.array(tables.rest)
    columns = np.array([tables.columns[one.id] for one in managers])
    best: dict[tuple[int, int], Ints] = {}
    taken: set[int] = set()
    points = 0
    for one in clinicians:
        place, trait = tables.rows[one.id]
        if (place, trait) not in best:
            worth = near[place][columns[:, 0]] + rest[trait][columns[:, 1]]
            best[place, trait] = np.argsort(-worth, kind="stable")[:count]
        free = next((at for at in best[place, trait].tolist() if at not in taken), None)
        if free is not None:
            taken.add(free)
            points += tables.worth(one, managers[free])
    return Naive(len(taken), points)

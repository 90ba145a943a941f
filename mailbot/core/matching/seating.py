"""Seat people with people: everybody who can be, the longest waiting first, then the best fit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mailbot.core.matching.arrangements import History
from mailbot.core.matching.solving import Assign
from mailbot.core.matching.tables import Tables
from mailbot.core.people import Person

Pair = tuple[int, int]
LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sitters:
    """One side of a seating: who it is judged by, how urgent each is, and whom a seat comes with.

    Urgency 0 is a seat that serves nobody new: a second clinician of one manager, a place in a pair.
    `company` are the ids of all who sit there already, for whom history counts as well.
    """

    people: Sequence[Person]
    urgency: Sequence[int]
    company: Sequence[tuple[int, ...]]

    def chosen(self, numbers: Sequence[int]) -> "Sitters":
        """Give some of them, in this order."""
        return Sitters(
            [self.people[one] for one in numbers],
            [self.urgency[one] for one in numbers],
            [self.company[one] for one in numbers],
        )


@dataclass(frozen=True, slots=True)
class Seating:
    """Who is to be seated with whom, by what points and under which history.

    `kept` raises two people who sit together already above others, in units of urgency.
    """

    rows: Sitters
    columns: Sitters
    tables: Tables
    history: History
    met_before: int
    kept: Mapping[Pair, int] = field(default_factory=dict)


def alone(people: Sequence[Person]) -> Sitters:
    """Give people who wait for themselves: the longer somebody has waited, the more urgent."""
    return Sitters(people, urgencies(people), [(one.id,) for one in people])


def urgencies(people: Sequence[Person]) -> list[int]:
    """Rank people by how long they have waited: 1 for the newest, equal for the same moment.

    Ranks are enough. The people on one side who can all be seated together form a matroid, so the
    greatest sum of any such numbers seats as many as can be and never a newer one for an older.
    """
    moments = {one.waiting_since or LATE for one in people}
    ranks = {moment: rank for rank, moment in enumerate(sorted(moments, reverse=True), 1)}
    return [ranks[one.waiting_since or LATE] for one in people]


def seat_exactly(asked: Seating, assign: Assign) -> list[Pair]:
    """Seat rows in columns at the true optimum; gives (row, column), in order of rows."""
    if not asked.rows.people or not asked.columns.people:
        return []
    return sorted(assign(_weights(asked)))


def _weights(asked: Seating) -> list[list[int]]:
    """Put urgency so far above points that no number of points makes up for one step of it."""
    worths = asked.tables.between(asked.rows.people, asked.columns.people)
    seats = min(len(asked.rows.people), len(asked.columns.people))
    step = 2 * (seats + 1) * (worths.most + asked.met_before + 1)
    urgency = [one * step for one in asked.columns.urgency]
    where = {one: at for at, one in enumerate(dict.fromkeys(worths.columns))}
    kinds = [where[one] for one in worths.columns]
    weights = []
    for row, (place, trait) in enumerate(worths.rows):
        near, rest = worths.near[place], worths.rest[trait]
        # Above 0 whatever the points, so that every allowed pair is better than none.
        own = asked.rows.urgency[row] * step + asked.met_before
        of_kind = [near[place] + rest[trait] + own for place, trait in where]
        weights.append([of_kind[kind] + more for kind, more in zip(kinds, urgency, strict=True)])
    _mark(asked, weights, step)
    return weights


def _mark(asked: Seating, weights: list[list[int]], step: int) -> None:
    """Rule out who may not meet, take points off those who met, raise those who sit together."""
    seats: dict[int, list[int]] = {}
    for column, company in enumerate(asked.columns.company):
        for one in company:
            seats.setdefault(one, []).append(column)
    for weight, company in zip(weights, asked.rows.company, strict=True):
        for column in _seats_of(company, asked.history.met_before, seats):
            weight[column] -= asked.met_before
        for column in _seats_of(company, asked.history.ruled_out, seats):
            weight[column] = 0
    for (row, column), raised in asked.kept.items():
        if weights[row][column]:
            weights[row][column] += raised * step


def _seats_of(
    company: Sequence[int], known: Callable[[int], set[int]], seats: Mapping[int, Sequence[int]]
) -> set[int]:
    return {column for one in company for other in known(one) for column in seats.get(other, ())}

"""Seat a crowd: share out groups of people who are alike, then seat the people of each group."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.core.matching.seating import Pair, Seating, Sitters, seat_exactly
from mailbot.core.matching.solving import Side, Solve, Worths

Place = tuple[int, int]
LEFT_OVER = 1000
LOOK_AT = 300


@dataclass(frozen=True, slots=True)
class Alike:
    """People of one side whom the rules cannot tell apart, the longest waiting first."""

    place: Place
    first: bool
    members: tuple[int, ...]


def seat_crowd(asked: Seating, solve: Solve) -> list[Pair]:
    """Seat rows in columns; gives (row, column), in order of rows.

    Who is served is the optimum as long as anybody may sit with nearly anybody, which is so in a crowd:
    the most urgent of the longer side. Their points are the optimum but for what history spoils.
    """
    places = asked.tables.between(asked.rows.people, asked.columns.people)
    seats = min(len(places.rows), len(places.columns))
    if not seats:
        return []
    rows = _alike(asked.rows, places.rows, seats)
    columns = _alike(asked.columns, places.columns, seats)
    worths = Worths(
        places.near, places.rest, [one.place for one in rows], [one.place for one in columns]
    )
    shares = solve.share_out(_side(rows), _side(columns), worths).shares
    pairs = _seated(shares, rows, columns)
    kept = _without_clashes(asked, places, pairs)
    return sorted([*kept, *_seat_the_rest(asked, kept, solve)])


def _alike(side: Sitters, places: Sequence[Place], seats: int) -> list[Alike]:
    """Group those who may be seated; the first are more urgent than the last who fits."""
    order = sorted(range(len(places)), key=lambda one: -side.urgency[one])
    last = side.urgency[order[seats - 1]]
    groups: dict[tuple[Place, bool], list[int]] = {}
    for one in order:
        if side.urgency[one] < last:
            break
        groups.setdefault((places[one], side.urgency[one] > last), []).append(one)
    return [Alike(place, first, tuple(found)) for (place, first), found in groups.items()]


def _side(groups: Sequence[Alike]) -> Side:
    return Side([len(one.members) for one in groups], [one.first for one in groups])


def _seated(
    shares: Sequence[tuple[int, int, int]], rows: Sequence[Alike], columns: Sequence[Alike]
) -> list[Pair]:
    """Take so many people out of each group, the longest waiting first."""
    waiting = [iter(one.members) for one in rows]
    seats = [iter(one.members) for one in columns]
    return [
        (next(waiting[row]), next(seats[column]))
        for row, column, count in sorted(shares)
        for _ in range(count)
    ]


def _without_clashes(asked: Seating, places: Worths, pairs: list[Pair]) -> list[Pair]:
    """Swap those who may not meet with others, best with people alike; who cannot be is left out."""
    of_row: dict[Place, list[int]] = {}
    of_column: dict[Place, list[int]] = {}
    for number, (row, column) in enumerate(pairs):
        of_row.setdefault(places.rows[row], []).append(number)
        of_column.setdefault(places.columns[column], []).append(number)
    left_out = set[int]()
    for number, (row, column) in enumerate(pairs):
        if _may_meet(asked, row, column):
            continue
        alike = of_row[places.rows[row]][:LOOK_AT] + of_column[places.columns[column]][:LOOK_AT]
        swap = min(_swaps(asked, places, pairs, number, alike), default=None)
        if swap is None:
            left_out.add(number)
            continue
        other_row, other_column = pairs[swap[1]]
        pairs[number], pairs[swap[1]] = (row, other_column), (other_row, column)
    return [pair for number, pair in enumerate(pairs) if number not in left_out]


def _swaps(
    asked: Seating, places: Worths, pairs: Sequence[Pair], number: int, near: Sequence[int]
) -> Iterator[tuple[int, int]]:
    row, column = pairs[number]
    for other in (*near, *range(min(LOOK_AT, len(pairs)))):
        other_row, other_column = pairs[other]
        if other == number or not _may_meet(asked, row, other_column):
            continue
        if not _may_meet(asked, other_row, column):
            continue
        lost = places.of(row, column) + places.of(other_row, other_column)
        yield lost - places.of(row, other_column) - places.of(other_row, column), other


def _may_meet(asked: Seating, row: int, column: int) -> bool:
    """Say whether two may sit together; in a crowd, who met at any time need not meet again."""
    history = asked.history
    return not any(
        other in history.ruled_out(one) or other in history.met_before(one)
        for one in asked.rows.company[row]
        for other in asked.columns.company[column]
    )


def _seat_the_rest(asked: Seating, pairs: Sequence[Pair], solve: Solve) -> list[Pair]:
    """Seat those whom swaps left out with whoever is free, exactly."""
    rows = _free(asked.rows, {row for row, _ in pairs})
    columns = _free(asked.columns, {column for _, column in pairs})
    rest = Seating(
        asked.rows.chosen(rows),
        asked.columns.chosen(columns),
        asked.tables,
        asked.history,
        asked.met_before,
    )
    return [(rows[row], columns[column]) for row, column in seat_exactly(rest, solve.assign)]


def _free(side: Sitters, taken: set[int]) -> list[int]:
    free = (one for one in range(len(side.people)) if one not in taken)
    return sorted(free, key=lambda one: (-side.urgency[one], one))[:LEFT_OVER]

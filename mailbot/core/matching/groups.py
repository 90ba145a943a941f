"""Make groups: what a coordinator has fixed first, then pairs, then trios around a pair."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.core.matching.arrangements import Arrangements, History, couple
from mailbot.core.matching.crowd import seat_crowd
from mailbot.core.matching.seating import Pair, Seating, Sitters, alone, seat_exactly
from mailbot.core.matching.solving import Solve
from mailbot.core.matching.tables import Tables
from mailbot.core.people import Person, Role

Group = tuple[Person, ...]
# Measured in engines of all kinds: up to here the whole table is solved in well under a second.
MOST_EXACT = 2000
LARGEST = 3
AGAIN = 10


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody free, by what they may be in a group; each in an order that no row decides."""

    clinicians: Sequence[Person]
    generals: Sequence[Person]
    specialists: Sequence[Person]

    @property
    def managers(self) -> list[Person]:
        """Give managers of either kind."""
        return [*self.generals, *self.specialists]


@dataclass(frozen=True, slots=True)
class Known:
    """What groups are made by: the worth of people, their history, what is fixed, who solves."""

    tables: Tables
    history: History
    arrangements: Arrangements
    met_before: int
    solve: Solve


def make_groups(cast: Cast, known: Known) -> list[Group]:
    """Give pairs and trios, a clinician in front; each has a general manager (B3)."""
    fixed = _fixed(cast, known)
    taken = {one.id for group in fixed for one in group}
    groups = _fill_seats(
        fixed,
        [one for one in cast.clinicians if one.id not in taken],
        [one for one in cast.generals if one.id not in taken],
        known,
    )
    return _add_specialists(groups, cast.specialists, known)


def _fixed(cast: Cast, known: Known) -> list[Group]:
    """Begin the groups that pins ask for: a clinician with a general manager, perhaps two with one."""
    clinicians = {one.id: one for one in cast.clinicians}
    groups: dict[int, Group] = {one.id: (one,) for one in cast.generals}
    for pin in sorted(known.arrangements.pins):
        row, column = pin if pin[0] in clinicians else (pin[1], pin[0])
        if row not in clinicians or column not in groups or len(groups[column]) == LARGEST:
            continue
        sits = groups[column]
        if all(couple(row, one.id) not in known.history.never for one in sits):
            groups[column] = (*sits[:-1], clinicians.pop(row), sits[-1])
    return [group for group in groups.values() if len(group) > 1]


def _fill_seats(
    fixed: list[Group], clinicians: Sequence[Person], generals: Sequence[Person], known: Known
) -> list[Group]:
    """Seat clinicians with general managers, and at second seats where a manager takes two."""
    seats = _seats(fixed, generals, known.arrangements)
    history, pairs = known.history, list[Pair]()
    banned = set[tuple[int, int]]()
    for _ in range(AGAIN):
        pairs = _seat(alone(clinicians), seats, known, history)
        clashes = set(_clashes(clinicians, seats, pairs, history))
        if not clashes:
            break
        # Two clinicians of one manager may not meet: the newer one sits elsewhere.
        banned |= {couple(clinicians[row].id, seats.people[seat].id) for row, seat in clashes}
        history = known.history.and_never(banned)
        pairs = [pair for pair in pairs if pair not in clashes]
    return _grouped(fixed, generals, clinicians, seats, pairs)


def _seats(fixed: list[Group], generals: Sequence[Person], arrangements: Arrangements) -> Sitters:
    first = alone(generals)
    seconds = [
        (group[-1], tuple(one.id for one in group))
        for group in (*fixed, *((one,) for one in generals))
        if len(group) < LARGEST and arrangements.takes.get(group[-1].id, 1) > 1
    ]
    return Sitters(
        [*first.people, *(manager for manager, _ in seconds)],
        [*first.urgency, *(0 for _ in seconds)],
        [*first.company, *(company for _, company in seconds)],
    )


def _seat(rows: Sitters, columns: Sitters, known: Known, history: History) -> list[Pair]:
    asked = Seating(rows, columns, known.tables, history, known.met_before)
    if len(rows.people) + len(columns.people) > MOST_EXACT:
        return seat_crowd(asked, known.solve)
    return seat_exactly(asked, known.solve.assign)


def _clashes(
    clinicians: Sequence[Person], seats: Sitters, pairs: Sequence[Pair], history: History
) -> Iterator[Pair]:
    beside: dict[int, tuple[int, int]] = {}
    for row, seat in pairs:
        manager = seats.people[seat].id
        first = beside.setdefault(manager, (row, seat))
        if first != (row, seat) and not history.allows(clinicians[first[0]].id, clinicians[row].id):
            both = (first, (row, seat))
            yield max(both, key=lambda pair: (_waits_since(clinicians[pair[0]]), pair))


def _waits_since(person: Person) -> float:
    return person.waiting_since.timestamp() if person.waiting_since else float("inf")


def _grouped(
    fixed: list[Group],
    generals: Sequence[Person],
    clinicians: Sequence[Person],
    seats: Sitters,
    pairs: Sequence[Pair],
) -> list[Group]:
    groups: dict[int, Group] = {group[-1].id: group for group in fixed}
    groups |= {one.id: (one,) for one in generals}
    for row, seat in pairs:
        group = groups[seats.people[seat].id]
        groups[group[-1].id] = (*group[:-1], clinicians[row], group[-1])
    return [group for group in groups.values() if len(group) > 1]


def _add_specialists(
    groups: list[Group], specialists: Sequence[Person], known: Known
) -> list[Group]:
    """Let specialty managers join pairs, so that a general manager sits beside each (B3)."""
    made, free = _join_pinned(groups, specialists, known)
    open_pairs = [number for number, group in enumerate(made) if len(group) == 2]
    rows = Sitters(
        [made[one][0] for one in open_pairs],
        [0] * len(open_pairs),
        [tuple(person.id for person in made[one]) for one in open_pairs],
    )
    for row, column in _seat(rows, alone(free), known, known.history):
        made[open_pairs[row]] = (*made[open_pairs[row]], free[column])
    return made


def _join_pinned(
    groups: list[Group], specialists: Sequence[Person], known: Known
) -> tuple[list[Group], list[Person]]:
    made = list(groups)
    where = {one.id: number for number, group in enumerate(made) for one in group}
    free = {one.id: one for one in specialists if one.role is Role.SPECIALTY_MANAGER}
    for pin in sorted(known.arrangements.pins):
        joins, sits = pin if pin[0] in free else (pin[1], pin[0])
        if joins not in free or sits not in where or len(made[where[sits]]) == LARGEST:
            continue
        group = made[where[sits]]
        if all(couple(joins, one.id) not in known.history.never for one in group):
            made[where[sits]] = (*group, free.pop(joins))
    return made, list(free.values())

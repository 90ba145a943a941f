"""Propose pairs and trios: serve everybody first, then the longest waiting, then the best fit."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b

from mailbot.core.matching.arrangements import Arrangements, History
from mailbot.core.matching.fit import Fit
from mailbot.core.matching.groups import MOST_EXACT, Cast, Group, Known, make_groups
from mailbot.core.matching.instead import next_best
from mailbot.core.matching.left import why_left
from mailbot.core.matching.match import Proposal, match_of
from mailbot.core.matching.rules import MatchingRules
from mailbot.core.matching.solving import Solve
from mailbot.core.matching.tables import tabled
from mailbot.core.people import Person, Role


def propose(
    people: Sequence[Person],
    known: Arrangements,
    rules: MatchingRules,
    now: datetime,
    solve: Solve,
) -> Proposal:
    """Match everybody who is free; the order of `people` does not matter.

    A clinician is only ever paired with a general manager; specialty managers join such a pair, so
    that a general one sits beside them (B3). Nobody sits with somebody they may never meet (B4), nor,
    except by a pin, with one they met fewer than `rounds_apart` rounds ago.
    """
    cast = cast_of(people)
    fit = Fit(rules, known.wishes)
    history = History(known, rules)
    tables = tabled(fit, cast.clinicians, cast.managers)
    groups = make_groups(cast, Known(tables, history, known, rules.points.met_before, solve))
    # In a crowd, every clinician with every manager is too much for a sentence that few would read.
    instead: Iterable[str] = [""] * len(groups)
    if len(people) <= MOST_EXACT:
        instead = next_best(groups, cast, tables, history)
    served = {one.id for group in groups for one in group}
    left = [one for one in in_order(people) if one.id not in served]
    return Proposal(
        tuple(
            match_of(group, other, fit, history, rules)
            for group, other in zip(groups, instead, strict=True)
        ),
        tuple((one, why_left(one, cast, groups, history, tables, now)) for one in left),
        _off_the_map(people, rules),
        _unkept(people, groups, known),
    )


def in_order(people: Iterable[Person]) -> list[Person]:
    """Put people in an order made of who they are, so that neither rows nor ids settle a tie."""
    return sorted(people, key=_identity)


def _identity(person: Person) -> tuple[str, str, int]:
    return tie_of(person), person.name, person.id


def tie_of(person: Person) -> str:
    """Give what settles a tie for somebody: a digest of their address, which tells nobody the address.

    Whoever is read back from a proposal's inputs is known by the digest itself.
    """
    known_by = person.address or person.name
    if known_by.startswith(TIE):
        return known_by.removeprefix(TIE)
    return blake2b(known_by.encode(), digest_size=8).hexdigest()


TIE = "tie:"


def cast_of(people: Iterable[Person]) -> Cast:
    """Sort people by their part in a group; who has none stays on the list."""
    parts: dict[Role, list[Person]] = {role: [] for role in Role}
    for one in in_order(people):
        parts[one.role].append(one)
    return Cast(parts[Role.CLINICIAN], parts[Role.GENERAL_MANAGER], parts[Role.SPECIALTY_MANAGER])


def _off_the_map(people: Iterable[Person], rules: MatchingRules) -> tuple[str, ...]:
    where = {(one.employer, one.town) for one in people}
    unknown = {
        town or employer for employer, town in where if not rules.places.find(employer, town)
    }
    return tuple(sorted(unknown - {""}))


def _unkept(
    people: Iterable[Person], groups: Iterable[Group], known: Arrangements
) -> tuple[str, ...]:
    free = {one.id: one for one in people}
    where = {one.id: number for number, group in enumerate(groups) for one in group}
    return tuple(
        f"{free[first].name} and {free[second].name} are to be together, and cannot be now."
        for first, second in sorted(known.pins)
        if first in free and second in free
        if first not in where or where[first] != where.get(second)
    )

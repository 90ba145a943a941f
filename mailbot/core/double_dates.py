"""Find pairs that could do a task together: in one town, at different trusts (B7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from mailbot.core.people import Person


@dataclass(frozen=True, slots=True)
class Together:
    """Two pairs by their places in what was given, and the town they share as somebody wrote it."""

    first: int
    second: int
    town: str


def near_pairs(groups: Sequence[Sequence[Person]]) -> tuple[Together, ...]:
    """Give pairs of pairs, each pair once, in the order they were given.

    They share a town and no employer: who works for the same trust meets anyway.
    """
    taken: set[int] = set()
    found = []
    for first, second in combinations(range(len(groups)), 2):
        if first in taken or second in taken:
            continue
        town = _shared_town(groups[first], groups[second])
        if town and not _employers(groups[first]) & _employers(groups[second]):
            found.append(Together(first, second, town))
            taken |= {first, second}
    return tuple(found)


def _shared_town(one: Sequence[Person], other: Sequence[Person]) -> str:
    there = {person.town.casefold() for person in other}
    return next(
        (person.town for person in one if person.town and person.town.casefold() in there), ""
    )


def _employers(group: Sequence[Person]) -> set[str]:
    return {one.employer.casefold() for one in group if one.employer}

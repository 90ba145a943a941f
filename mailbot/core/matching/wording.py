"""Say why two or three people are put together, as a coordinator would say it to them."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil

from mailbot.core.matching.fit import Fit, Part, Whereabouts
from mailbot.core.matching.groups import Group
from mailbot.core.matching.places import miles_between
from mailbot.core.people import Person, Role

Judged = Sequence[tuple[Person, Person, Sequence[Part]]]
PLACE, GRADE = "near", "grade"
NO_REASON = "nothing in common on paper"
DIFFERENT_ENDS = "you meet the same patients from different ends"
_OF_PLACES = re.compile(r"(?:.* )?(?:both|all three) (?:at|in|near) |(?:about|all within) \d")
# What coordinators need to know, and those introduced read elsewhere in the mail or know themselves.
_FOR_COORDINATORS = re.compile(rf"{NO_REASON}|.* is the general trainee")
_AT_ONE_PLACE = re.compile(r"(?:.* )?(?:both|all three) at ")
_KIND_OF_PLACE = re.compile(r"[^,]+ with an? ")


def told_to_them(reasons: Sequence[str]) -> str:
    """Say to those who are introduced why it is they; whom only a place brings together have the work in common too."""
    said = [one for one in reasons if not _FOR_COORDINATORS.fullmatch(one)]
    if any(_AT_ONE_PLACE.match(one) for one in said):
        said = [one for one in said if not _KIND_OF_PLACE.match(one)]
    if all(_OF_PLACES.match(one) for one in said):
        said.append(DIFFERENT_ENDS)
    return ", and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def reasons_of(judged: Judged, group: Group, fit: Fit, near_miles: int) -> tuple[str, ...]:
    """Give the reasons of a group in words, each once; of three, by name where it holds for two."""
    if len(group) == 2:
        words = [part.words for _, _, parts in judged for part in parts]
    else:
        words = [*_whereabouts(group, fit, near_miles), *_of_three(judged), *_general(group)]
    return tuple(dict.fromkeys(one for one in words if one))


def _whereabouts(group: Group, fit: Fit, near_miles: int) -> Iterator[str]:
    """Say where the three are to each other: in one place, two in one, or within so many miles."""
    where = {one.id: fit.whereabouts(one) for one in group}
    for place, word in ((0, "at"), (1, "in")):
        together = max(_sharing(group, where, place), key=len, default=())
        if len(together) == len(group):
            yield f"all three {word} {where[group[0].id].said[place]}"
            return
        if together:
            names = " and ".join(one.first_name for one in together)
            yield f"{names} both {word} {where[together[0].id].said[place]}"
            break
    points = [one.point for one in where.values()]
    if all(points):
        apart = max(miles_between(a, b) for a, b in combinations(points, 2) if a and b)
        if apart < near_miles:
            miles = max(1, ceil(apart))
            yield f"all within {miles} mile{'' if miles == 1 else 's'} of each other"


def _sharing(group: Group, where: dict[int, Whereabouts], place: int) -> list[tuple[Person, ...]]:
    shared: dict[str, tuple[Person, ...]] = {}
    for one in group:
        named = where[one.id].said[place].casefold()
        shared[named] = (*shared.get(named, ()), one)
    return [people for named, people in shared.items() if named and len(people) > 1]


def _of_three(judged: Judged) -> Iterator[str]:
    """Give what holds for the clinician with either manager; a grade only where it holds for all."""
    for _, _, parts in judged:
        yield from (one.words for one in parts if one.wish not in {PLACE, GRADE})
    grades = [[part.words for part in parts if part.wish == GRADE] for _, _, parts in judged]
    if all(any(one) for one in grades):
        yield next(word for one in grades for word in one if word)


def _general(group: Group) -> Iterator[str]:
    if any(one.role is Role.SPECIALTY_MANAGER for one in group):
        general = next(one for one in group if one.role is Role.GENERAL_MANAGER)
        yield f"{general.first_name} is the general trainee"

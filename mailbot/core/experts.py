"""Choose the expert for a pair or trio: nearest of those who have room, and say why (C13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.core.matching.places import Places, miles_between
from mailbot.core.people import Person

FAR = float("inf")


@dataclass(frozen=True, slots=True)
class Expert:
    """An expert, how many pairs they take at a time, and how many they have now."""

    person: Person
    takes: int = 1
    has: int = 0

    @property
    def has_room(self) -> bool:
        """Say whether they may be asked for one more."""
        return self.has < self.takes and self.person.takes_mail


def nearest(experts: Sequence[Expert], group: Sequence[Person], places: Places) -> Expert | None:
    """Give the nearest with room, of equals the one with fewer pairs; None where nobody has room.

    Near is near to everybody in the group: the farthest of them counts. Who is on no map comes last.
    """
    free = [one for one in experts if one.has_room]
    return min(
        free,
        key=lambda one: (_miles(one.person, group, places), one.has, one.person.name),
        default=None,
    )


def _miles(expert: Person, group: Sequence[Person], places: Places) -> float:
    here = places.find(expert.employer, expert.town)
    there = [places.find(one.employer, one.town) for one in group]
    known = [miles_between(here, point) for point in there if here and point]
    return max(known, default=FAR)


def why(expert: Expert) -> str:
    """Say who somebody is in a few words: "commissioning, Salford, 1 of 2 pairs"."""
    return ", ".join(_told(expert))


def _told(expert: Expert) -> Iterator[str]:
    person = expert.person
    yield from (one for one in (person.specialty, person.town or person.employer) if one)
    if expert.takes > 1:
        yield f"{expert.has} of {expert.takes} pairs"
    else:
        yield "no pair just now"

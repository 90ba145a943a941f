"""Everybody's place in the two tables of worth, so that a pair costs two look-ups and no words."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from mailbot.core.matching.fit import Fit, Part
from mailbot.core.matching.solving import Worths
from mailbot.core.people import Person

Kind = TypeVar("Kind", bound=Hashable)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tables:
    """The worth of any clinician with any manager, general or specialty, of one matching."""

    near: list[list[int]]
    rest: list[list[int]]
    rows: dict[int, Place]
    columns: dict[int, Place]

    def worth(self, clinician: Person, manager: Person) -> int:
        """Give the points of two people."""
        place, trait = self.rows[clinician.id]
        other_place, other_trait = self.columns[manager.id]
        return self.near[place][other_place] + self.rest[trait][other_trait]

    def between(self, clinicians: Sequence[Person], managers: Sequence[Person]) -> Worths:
        """Give the worths of some of them, in this order."""
        return Worths(
            self.near,
            self.rest,
            [self.rows[one.id] for one in clinicians],
            [self.columns[one.id] for one in managers],
        )


def tabled(fit: Fit, clinicians: Sequence[Person], managers: Sequence[Person]) -> Tables:
    """Work out the worth of every kind of clinician with every kind of manager, once."""
    row_places, where = _numbered([fit.whereabouts(one) for one in clinicians])
    column_places, there = _numbered([fit.whereabouts(one) for one in managers])
    row_traits, asked = _numbered([fit.traits(one) for one in clinicians])
    column_traits, given = _numbered([fit.traits(one) for one in managers])
    return Tables(
        [[_points(fit.near(one, other)) for other in there] for one in where],
        [[_points(fit.rest(one, other)) for other in given] for one in asked],
        _places(clinicians, row_places, row_traits),
        _places(managers, column_places, column_traits),
    )


def _numbered(kinds: Sequence[Kind]) -> tuple[list[int], list[Kind]]:
    numbers: dict[Kind, int] = {}
    order = [numbers.setdefault(one, len(numbers)) for one in kinds]
    return order, list(numbers)


def _places(
    people: Sequence[Person], places: Sequence[int], traits: Sequence[int]
) -> dict[int, Place]:
    return {
        one.id: place for one, place in zip(people, zip(places, traits, strict=True), strict=True)
    }


def _points(parts: Sequence[Part]) -> int:
    return sum(part.points for part in parts)

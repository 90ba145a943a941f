"""Where towns and employers are: miles between those on the map, likeness of name for the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians

Point = tuple[float, float]
MILES_PER_DEGREE = 69.1
# Words that half of all employers have in their name say nothing about where they are.
COMMON = frozenset(
    [
        "and",
        "care",
        "centre",
        "community",
        "foundation",
        "general",
        "health",
        "healthcare",
        "hospital",
        "hospitals",
        "infirmary",
        "mental",
        "national",
        "nhs",
        "of",
        "royal",
        "service",
        "services",
        "the",
        "trust",
        "university",
    ]
)

# Words of a kind of employer: "an acute trust" and "a GP practice" name none.
OF_A_KIND = frozenset(
    [
        "a",
        "acute",
        "ambulance",
        "an",
        "board",
        "gp",
        "group",
        "integrated",
        "local",
        "my",
        "practice",
        "primary",
        "surgery",
        "teaching",
    ]
)


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer on the map: its kind (a key of [kinds] in rules/matching.toml) and where it is."""

    kind: str
    at: Point


@dataclass(frozen=True, slots=True)
class Places:
    """The map: towns as (latitude, longitude) in degrees, employers by name; keys are case-folded."""

    towns: Mapping[str, Point] = field(default_factory=dict)
    employers: Mapping[str, Employer] = field(default_factory=dict)

    def find(self, employer: str, town: str) -> Point | None:
        """Give where somebody is: their town, or else where they work; None when neither is known."""
        found = self.towns.get(town.casefold())
        if found is None and (known := self.employers.get(employer.casefold())):
            return known.at
        return found

    def kind(self, employer: str) -> str:
        """Give the kind of an employer on the map; empty for any other."""
        known = self.employers.get(employer.casefold())
        return known.kind if known else ""


def miles_between(first: Point, second: Point) -> float:
    """Give the distance as the crow flies; on a map of these islands the error is under a mile in 100."""
    north = first[0] - second[0]
    east = (first[1] - second[1]) * cos(radians((first[0] + second[0]) / 2))
    return hypot(north, east) * MILES_PER_DEGREE


def telling_words(*place_names: str) -> frozenset[str]:
    """Give the words of place names that say where something is."""
    words = " ".join(place_names).casefold().replace("-", " ").split()
    return frozenset(word.strip(".,'") for word in words if len(word) > 2) - COMMON


def is_named(employer: str) -> bool:
    """Tell an employer's name from its kind alone: two at "a mental health trust" may be at two."""
    words = {word.strip(".,'") for word in employer.casefold().replace("-", " ").split()}
    return bool(words - COMMON - OF_A_KIND)

"""What makes a good pair, and what is not open to the optimum, as a coordinator wrote it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailbot.core.matching.places import Places


@dataclass(frozen=True, slots=True)
class Points:
    """What each wish is worth; `near` is for no distance at all and falls to 0 at `near_miles`."""

    same_employer: int = 300
    same_town: int = 200
    near: int = 150
    similar_name: int = 60
    specialty_fits: int = 250
    no_frontline_with_acute: int = 100
    same_level: int = 60
    next_level: int = 30
    asked_for: int = 200
    met_before: int = 300  # taken off


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of employer: how a reason says it, and the words by which a name gives it away."""

    say: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """The rules of rules/matching.toml with the map of rules/places.toml.

    `fits` leads from a clinician's specialty to kinds of employer, or words of their names. `levels`
    are grades of about the same standing, juniors first. `rounds_apart` counts the other groups that
    both must have had before they may meet again. `intakes` are the months in which many join. `breaking_a_pair` counts the people who must be served
    for it.
    """

    points: Points = field(default_factory=Points)
    near_miles: int = 30
    rounds_apart: int = 3
    breaking_a_pair: int = 1
    fits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    levels: tuple[tuple[str, ...], ...] = ()
    no_frontline: tuple[str, ...] = ()
    acute: tuple[str, ...] = ()
    intakes: tuple[str, ...] = ()
    places: Places = field(default_factory=Places)


def names(text: str, words: Sequence[str]) -> bool:
    """Say whether a text holds one of the words, whatever the capitals."""
    folded = f" {text.casefold()} "
    return any(
        (f" {word.casefold()} " if len(word) <= SHORT else word.casefold()) in folded
        for word in words
    )


# A word as short as GP or ICB must stand alone, or "ICB" would be found inside other names.
SHORT = 3

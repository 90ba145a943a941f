"""Tell people of one name apart, and know one person by two addresses when they may be one (A6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailbot.core.people import TITLES, Person


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """Everybody who is known, by each address they ever used and by their folded name."""

    by_address: Mapping[str, tuple[Person, ...]]
    by_name: Mapping[str, tuple[Person, ...]]


def acquaintances(owners: Mapping[str, Sequence[Person]]) -> Acquaintances:
    """Sort people by address and by name; `owners` are those of each address, in lower case."""
    names: dict[str, dict[int, Person]] = {}
    for people in owners.values():
        for one in people:
            names.setdefault(folded(one.name), {})[one.id] = one
    return Acquaintances(
        {address: tuple(people) for address, people in owners.items()},
        {name: tuple(found.values()) for name, found in names.items() if name},
    )


def may_be_one(name: str, other: str) -> bool:
    """Say whether two names can be of one person: one is not told, or they share a word."""
    words, others = set(folded(name).split()), set(folded(other).split())
    return not words or not others or bool(words & others)


def namesake(name: str, places: Iterable[str], known: Acquaintances) -> Person | None:
    """Find who has the same name and the same workplace or town; other places make another person."""
    said = {folded(place) for place in places if place}
    for person in known.by_name.get(folded(name), ()):
        theirs = {folded(place) for place in (person.employer, person.town) if place}
        if said & theirs or not said or not theirs:
            return person
    return None


def folded(text: str) -> str:
    """Fold a name or a place for comparison: lower case, without titles, marks and double spaces."""
    kept = "".join(
        letter if letter.isalnum() or letter == "'" else " " for letter in text.casefold()
    )
    return " ".join(word for word in kept.split() if word not in TITLES)

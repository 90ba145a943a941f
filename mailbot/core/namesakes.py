"""Tell people of one name apart, and know one person by two addresses when they may be one (A6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mailbot.core.people import TITLES, Person, PersonState


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """Everybody who is known, by each address they ever used and by their folded name.

    `refused` are, by id, the names of those whom somebody would rather not be with.
    """

    by_address: Mapping[str, tuple[Person, ...]]
    by_name: Mapping[str, tuple[Person, ...]]
    refused: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def acquaintances(
    owners: Mapping[str, Sequence[Person]], refused: Mapping[int, tuple[str, ...]] | None = None
) -> Acquaintances:
    """Sort people by address and by name; `owners` are those of each address, in lower case."""
    names: dict[str, dict[int, Person]] = {}
    for people in owners.values():
        for one in people:
            names.setdefault(folded(one.name), {})[one.id] = one
    return Acquaintances(
        {address: tuple(people) for address, people in owners.items()},
        {name: tuple(found.values()) for name, found in names.items() if name},
        refused or {},
    )


def may_share_an_address(name: str, other: str) -> bool:
    """Say whether two names at one address are of two people, where a family or an office shares it.

    "Tom", "T. Reid" and "Thomas Reid" may be one, and so may somebody who has another surname now;
    "Priya Shah" and "Mina Shah" are two.
    """
    words, others = folded(name).split(), folded(other).split()
    if not words or not others or set(words) <= set(others) or set(others) <= set(words):
        return False
    first, second = words[0], others[0]
    alike = first in second or second in first or {first, second} in _SHORT_NAMES
    return not (first == second or (alike and words[-1] == others[-1]))


_SHORT_NAMES = tuple(
    {short, whole}
    for short, wholes in {
        "bill": "william", "billy": "william", "bob": "robert", "dick": "richard", "ed": "edward",
        "harry": "henry", "jack": "john", "jim": "james", "kate": "katherine catherine kathryn", "katie": "katherine",
        "liz": "elizabeth", "lizzie": "elizabeth", "maggie": "margaret", "mike": "michael", "mo": "mohammed muhammad mohamed",
        "nick": "nicholas", "peggy": "margaret", "sue": "susan", "ted": "edward", "tom": "thomas", "tony": "anthony",
        "mandy": "amanda", "jenny": "jennifer", "steve": "stephen steven", "andy": "andrew", "dave": "david", "becky": "rebecca",
    }.items()
    for whole in wholes.split()
)  # fmt: skip


def namesake(name: str, places: Iterable[str], known: Acquaintances) -> Person | None:
    """Find who has the same name and the same workplace or town; other places make another person."""
    said = {folded(place) for place in places if place}
    for person in known.by_name.get(folded(name), ()):
        theirs = {folded(place) for place in (person.employer, person.town) if place}
        if said & theirs or not said or not theirs:
            return person
    return None


@dataclass(frozen=True, slots=True)
class SelfTold:
    """What a newcomer told of themselves that may show that we know them; empty is not told."""

    name: str
    employer: str = ""
    town: str = ""
    phone: str = ""
    other_address: str = ""


def known_already(told: SelfTold, people: Iterable[Person]) -> Person | None:
    """Find who may have registered before from another address: the same name and the same site (A6).

    "Sam" may be "Samuel" and "S."; who has left is nobody's twin. It is only ever a reason to ask.
    """
    for one in people:
        here = one.state is not PersonState.LEFT
        if here and _shares_name(told.name, one.name) and _shares_place(told, one):
            return one
    return None


def _shares_name(told: str, known: str) -> bool:
    """Say whether two whole names can be of one person; one word alone names too many people."""
    first, *rest = folded(told).split() or [""]
    other, *others = folded(known).split() or [""]
    if not rest or not others or rest[-1] != others[-1]:
        return False
    return first.startswith(other) or other.startswith(first)


def _shares_place(told: SelfTold, known: Person) -> bool:
    """Compare the workplaces where both are told, else the towns; where neither is, it stays possible."""
    if told.other_address and told.other_address in known.addresses:
        return True
    if _digits(told.phone) and _digits(told.phone) == _digits(known.phone):
        return True
    for here, there in ((told.employer, known.employer), (told.town, known.town)):
        if folded(here) and folded(there):
            return folded(here) in folded(there) or folded(there) in folded(here)
    return True


def _digits(phone: str) -> str:
    return "".join(one for one in phone if one.isdigit())[-10:]


def told_apart(person: Person, namesakes: Iterable[Person]) -> str:
    """Give a name with the place that tells it from its namesakes: "Sarah Khan (Wigan)" (A6)."""
    others = [one for one in namesakes if one.id != person.id]
    if not others:
        return person.name
    for place in ("town", "employer", "address"):
        own = str(getattr(person, place))
        if own and folded(own) not in {folded(str(getattr(one, place))) for one in others}:
            return f"{person.name} ({own})"
    return f"{person.name} ({person.employer or person.town or f'no. {person.id}'})"


def called_together(people: Sequence[Person]) -> list[str]:
    """Give what each is called in one mail: first names, and more where two share one."""
    firsts = [folded(one.first_name) for one in people]
    names = [folded(one.name) for one in people]
    return [
        one.first_name
        if firsts.count(folded(one.first_name)) == 1
        else told_apart(one, [two for two in people if names.count(folded(two.name)) > 1])
        for one in people
    ]


def folded(text: str) -> str:
    """Fold a name or a place for comparison: lower case, without titles, marks and double spaces."""
    kept = "".join(
        letter if letter.isalnum() or letter == "'" else " " for letter in text.casefold()
    )
    return " ".join(word for word in kept.split() if word not in TITLES)

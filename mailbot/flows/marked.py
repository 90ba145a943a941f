"""Know again who asked to be deleted, by marks that tell nobody's name (H5)."""

from collections.abc import Iterable

from mailbot.core.namesakes import folded
from mailbot.core.people import Person
from mailbot.edges import erased
from mailbot.flows.house import House


def mark(house: House, person: Person, alone: Iterable[str]) -> None:
    """Keep marks of somebody's addresses; `alone` are those that nobody else in the scheme has."""
    own = frozenset(alone)
    new = (
        house.tokens.mark(one if one in own else _at(one, person.name)) for one in person.addresses
    )
    erased.keep_marks(house.home, frozenset(new))


def is_marked(house: House, marks: frozenset[str], address: str, name: str) -> bool:
    """Say whether somebody of this address, or of this name at it, asked to be deleted."""
    return bool(marks & _marks(house, address, name))


def unmark(house: House, address: str, name: str) -> None:
    """Forget the marks of somebody who joins again at their own word."""
    erased.drop_marks(house.home, _marks(house, address, name))


def _marks(house: House, address: str, name: str) -> frozenset[str]:
    return frozenset({house.tokens.mark(address), house.tokens.mark(_at(address, name))})


def _at(address: str, name: str) -> str:
    return f"{address} {folded(name)}"

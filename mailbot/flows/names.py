"""Know people apart who share a name, and one person who writes from two addresses (A6)."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from mailbot.core.namesakes import SelfTold, folded, known_already, told_apart
from mailbot.core.people import Person, PersonState
from mailbot.core.reading import Facts, IntentKind, Reading, SenderKind
from mailbot.edges.db import people
from mailbot.flows.house import House


def with_namesake(conn: Connection, house: House, facts: Facts, reading: Reading) -> Facts:
    """Add who may have registered before, where a stranger tells a name; others change nothing."""
    joining = reading.intent(IntentKind.REGISTRATION)
    if joining is None or facts.sender.kind is not SenderKind.STRANGER:
        return facts
    said = {key: str(value) for key, value in joining.slots.items()}
    told = SelfTold(
        said.get("name", ""),
        said.get("employer", ""),
        said.get("town", ""),
        said.get("phone", ""),
        said.get("email", "").lower(),
    )
    surname = told.name.split()[-1:]
    if not surname:
        return facts
    called = people.people_called(conn, house.scheme_id, surname[0])
    return replace(facts, known_as=known_already(told, called))


def known_as(conn: Connection, house: House, person: Person) -> str:
    """Give what coordinators read of somebody: the name, with the site where others share it."""
    return known_as_all(conn, house, [person])[person.id]


def known_as_all(conn: Connection, house: House, found: Iterable[Person]) -> dict[int, str]:
    """Give the same for several people by their ids, in one question where no name is shared."""
    shared = {folded(one) for one in people.shared_names(conn, house.scheme_id)}
    return {
        one.id: told_apart(one, _namesakes(conn, house, one))
        if folded(one.name) in shared
        else one.name
        for one in found
    }


def _namesakes(conn: Connection, house: House, person: Person) -> list[Person]:
    called = people.people_called(conn, house.scheme_id, person.name.split()[-1])
    return [
        one
        for one in called
        if folded(one.name) == folded(person.name) and one.state is not PersonState.LEFT
    ]

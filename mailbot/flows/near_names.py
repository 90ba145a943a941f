"""Find whom a coordinator may have meant by a name, a workplace or a town with a slip of the thumb in it."""

from difflib import get_close_matches

from sqlalchemy import Connection

from mailbot.core.namesakes import folded
from mailbot.core.people import Person, PersonState
from mailbot.edges.db import people
from mailbot.flows.house import House

_ALIKE = 0.72
_MOST_WORDS = 6


def nearly_called(conn: Connection, house: House, said: str) -> tuple[Person, ...]:
    """Give everybody of whose name, workplace and town each word that was said is one, or nearly one."""
    everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
    theirs = {one.id: _words(one) for one in everybody}
    known = sorted(set().union(*theirs.values()))
    meant = [
        {word, *get_close_matches(word, known, 5, _ALIKE)}
        for word in folded(said).split()[:_MOST_WORDS]
    ]
    return tuple(
        one for one in everybody if meant and all(words & theirs[one.id] for words in meant)
    )


def _words(person: Person) -> set[str]:
    return set(folded(f"{person.name} {person.employer} {person.town}").split())

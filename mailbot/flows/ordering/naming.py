"""Find whom a coordinator means by a name or a group, and say where that is unclear."""

import re
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy import Connection

from mailbot.core.people import TITLES, PartnershipState, Person, PersonState, Role
from mailbot.edges.db import partnerships, people, tasks
from mailbot.flows import summary
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.names import known_as, known_as_all

MOST_NAMED = 6
TAKING_PART = (PersonState.WAITING, PersonState.ACTIVE)


class WhichOne(Exception):
    """A name fits several people: `said` is the name, `labels` tell them apart, by their ids."""

    def __init__(self, said: str, labels: dict[int, str]) -> None:
        super().__init__(f"{said} fits {len(labels)} people")
        self.said = said
        self.labels = labels


def as_chosen(label: str, person_id: int) -> str:
    """Write down who was meant, as `person_named` reads it."""
    return f"{label} #{person_id}"


def person_named(conn: Connection, house: House, words: str) -> Person | str:
    """Give the one person a name fits, with the site in the name where others share it.

    A sentence comes back where nobody has the name. Raises WhichOne where several do.
    """
    chosen = _CHOSEN.search(words)
    if chosen is not None:
        return _told_apart(conn, house, people.person_by_id(conn, int(chosen[1])))
    bare = " ".join(one for one in words.split() if one.lower().rstrip(".") not in TITLES)
    words = bare or words
    found = summary.find_people(conn, house, words)
    said = set(words.casefold().split())
    # "ana" is Ana Reyes and not Dev Anand; who has left is meant where nobody else can be.
    exact = [one for one in found if said <= set(one.name.casefold().split())] or list(found)
    meant = [one for one in exact if one.state is not PersonState.LEFT] or exact
    if len(meant) > 1:
        raise WhichOne(words, _labels(conn, house, meant[:MOST_NAMED]))
    return _told_apart(conn, house, meant[0]) if meant else _nobody(conn, house, words)


_CHOSEN = re.compile(r"#(\d{1,9})$")


def _told_apart(conn: Connection, house: House, person: Person) -> Person:
    return replace(person, name=known_as(conn, house, person))


def _labels(conn: Connection, house: House, found: list[Person]) -> dict[int, str]:
    known = known_as_all(conn, house, found)
    places = {one.id: one.town or one.employer for one in found}
    return {
        one: name if " (" in name or not places[one] else f"{name} ({places[one]})"
        for one, name in known.items()
    }


def _nobody(conn: Connection, house: House, words: str) -> str:
    """Say that nobody has the name, with the nearest two."""
    everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
    by_word = {word: one.name for one in everybody for word in one.name.casefold().split()}
    near = [
        by_word[close]
        for word in words.casefold().split()
        for close in get_close_matches(word, by_word, 2)
    ]
    guessed = " or ".join(dict.fromkeys(near[:2]))
    hint = f" Did you mean {guessed}?" if guessed else ""
    return f"I know nobody of that name; nothing was done.{hint}"


def people_named(conn: Connection, house: House, names: tuple[str, ...]) -> list[Person] | str:
    """Give everybody named, in order, or a sentence for the first whom nobody knows; raises WhichOne."""
    found: list[Person] = []
    for name in names:
        one = person_named(conn, house, name)
        if isinstance(one, str):
            return one
        if one not in found:
            found.append(one)
    return found


def group_named(conn: Connection, house: House, case: Case, words: str) -> list[Person] | None:
    """Give everybody in a group who may get mail, or None where the words name no group."""
    said = set(words.casefold().replace(",", " ").split())
    active = people.people_in_state(conn, house.scheme_id, *TAKING_PART)
    everybody = [one for one in active if one.takes_mail]
    chosen: list[Person] | None = None
    if said & {"late", "stragglers", "overdue"}:
        chosen = _late(conn, house, case, everybody)
    elif said & {"managers", "manager"}:
        chosen = [one for one in everybody if one.role.is_manager]
    elif said & {"clinicians", "clinician", "doctors"}:
        chosen = [one for one in everybody if one.role is Role.CLINICIAN]
    elif said & {"waiting"}:
        chosen = [one for one in everybody if one.state is PersonState.WAITING]
    elif said & {"pairs", "trios"}:
        chosen = _together(conn, house, everybody, trios="trios" in said)
    elif said & {"everyone", "everybody", "all", "people", "participants", "cohort"}:
        chosen = everybody
    return chosen


def _late(conn: Connection, house: House, case: Case, everybody: list[Person]) -> list[Person]:
    late = {one.person_id for one in tasks.all_owed(conn, house.scheme_id) if one.due_at < case.now}
    return [one for one in everybody if one.id in late]


def _together(
    conn: Connection, house: House, everybody: list[Person], *, trios: bool
) -> list[Person]:
    active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
    inside = {one for pair in active if len(pair.members) > 2 or not trios for one in pair.members}
    return [one for one in everybody if one.id in inside]

"""Find whom a coordinator means by a name or a group; a sentence comes back where that is unclear."""

from difflib import get_close_matches

from sqlalchemy import Connection

from mailbot.core.people import PartnershipState, Person, PersonState, Role
from mailbot.edges.db import partnerships, people, tasks
from mailbot.flows import summary
from mailbot.flows.case import Case
from mailbot.flows.house import House

MOST_NAMED = 4
TAKING_PART = (PersonState.WAITING, PersonState.ACTIVE)


def person_named(conn: Connection, house: House, words: str) -> Person | str:
    """Give the one person a name fits, or a sentence that asks which."""
    found = summary.find_people(conn, house, words)
    said = set(words.casefold().split())
    # "ana" is Ana Reyes and not Dev Anand.
    exact = [one for one in found if said <= set(one.name.casefold().split())]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        names = ", ".join(f"{one.name} ({one.town or one.employer})" for one in found[:MOST_NAMED])
        return f"Which? {names}. Nothing was done; say it again with the town."
    return _nobody(conn, house, words)


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
    """Give everybody named, in order, or the first sentence that asks which."""
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

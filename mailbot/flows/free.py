"""Say who is free for matching, what is known about them, and whom a rematch would free."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.matching import Arrangements, Replan, couple, meetings, replan
from mailbot.core.matching.arrangements import AT, AT_OWN, OWN_WORKPLACE
from mailbot.core.matching.places import telling_words
from mailbot.core.people import PartnershipState, Person, PersonState, Role
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.doing.first_answers import unanswered
from mailbot.flows.house import House
from mailbot.flows.offering import not_now


def free(conn: Connection, house: House, now: datetime) -> list[Person]:
    """Give everybody who waits, takes mail and is in no pair or trio, proposed ones included.

    Left out is who has still to answer our first mail, whom an offer keeps out for now, and who is named
    beside somebody's wish for another buddy.
    """
    waiting = people.people_in_state(conn, house.scheme_id, PersonState.WAITING)
    out = partnerships.in_a_group(conn, house.scheme_id) | unanswered(conn, house.scheme_id)
    out |= not_now(conn, house, waiting, now) | _named_already(conn, house.scheme_id)
    return [one for one in waiting if one.takes_mail and one.id not in out]


# The key of a wish's details that holds who is named beside it.
NAMED = "with"


def named_beside(wish: Promise) -> list[int]:
    """Give who would be together by what a wish for another buddy names: its writer as well, or nobody."""
    found = wish.details.get(NAMED)
    return [int(str(one)) for one in found] if isinstance(found, list) else []


def _named_already(conn: Connection, scheme_id: int) -> frozenset[int]:
    wishes = promises.open_promises(conn, scheme_id, Matter.REMATCH.value)
    return frozenset(one for wish in wishes for one in named_beside(wish))


def arranged(conn: Connection, scheme_id: int) -> Arrangements:
    """Give what matching must know of people: history, never-matches, pins, seats and wishes."""
    kept = partnerships.arrangements(conn, scheme_id)
    never = {couple(one, other) for kind, one, other, _ in kept if kind == "never" and other}
    unknown = [(one, value) for kind, one, other, value in kept if kind == "never" and not other]
    wishes: dict[int, tuple[str, ...]] = {}
    for kind, one, _, value in kept:
        if kind == "wish":
            wishes[one] = (*wishes.get(one, ()), value)
    return Arrangements(
        never=partnerships.parted(conn, scheme_id) | never | _by_name(conn, scheme_id, unknown),
        met=meetings(partnerships.groups_in_order(conn, scheme_id)),
        pins=tuple(couple(one, other) for kind, one, other, _ in kept if kind == "pin" and other),
        takes={one: int(value) for kind, one, _, value in kept if kind == "takes"},
        wishes=wishes,
    )


def _by_name(
    conn: Connection, scheme_id: int, unknown: list[tuple[int, str]]
) -> frozenset[tuple[int, int]]:
    """Give those who may not meet because somebody named a person whom nobody knew, or nobody (B4)."""
    if not unknown:
        return frozenset()
    here = people.people_in_state(conn, scheme_id, PersonState.WAITING, PersonState.ACTIVE)
    who = {one.id: one for one in here}
    return frozenset(
        couple(one, other.id)
        for one, value in unknown
        if one in who
        for other in here
        if other.id != one and _may_be_meant(value, who[one], other)
    )


def _may_be_meant(value: str, person: Person, other: Person) -> bool:
    if value in {OWN_WORKPLACE, AT_OWN}:
        return bool(person.employer) and person.employer.casefold() == other.employer.casefold()
    if value.startswith(AT):
        return telling_words(value.removeprefix(AT)) <= telling_words(other.employer)
    return set(value.casefold().split()) <= set(other.name.casefold().split())


FIRST_IN_LINE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _AtWork:
    """The groups that go on, the people of those that do not, and who asked to part from whom."""

    going_on: list[tuple[Person, ...]]
    freed: list[Person]
    parting: set[tuple[int, int]]


def rematched(conn: Connection, house: House, now: datetime) -> Replan:
    """Plan new buddies for the jilted and for those who asked, with whoever waits; changes nothing."""
    at_work = _at_work(conn, house.scheme_id)
    known = arranged(conn, house.scheme_id)
    known = replace(known, never=known.never | at_work.parting)
    # Who has lost a buddy goes before everybody newer.
    freed = [replace(one, waiting_since=now - FIRST_IN_LINE) for one in at_work.freed]
    wanting = [*freed, *free(conn, house, now)]
    return replan(wanting, at_work.going_on, known, house.matching, now, house.solve)


def _at_work(conn: Connection, scheme_id: int) -> _AtWork:
    groups = partnerships.partnerships_in_state(conn, scheme_id, PartnershipState.ACTIVE)
    who = people.people_by_id(conn, {one for group in groups for one in group.members})
    asked = {one.person_id for one in promises.open_promises(conn, scheme_id, Matter.REMATCH.value)}
    found = _AtWork([], [], set())
    for group in groups:
        members = sorted((who[one] for one in group.members), key=lambda one: one.role.is_manager)
        here = [one for one in members if _is_here(one)]
        if len(here) == len(members) and not asked.intersection(group.members):
            found.going_on.append(tuple(here))
        elif _still_works(here) and not asked.intersection(group.members):
            continue
        else:
            found.freed.extend(here)
            found.parting.update(_couples(asked, group.members))
    return found


def _couples(asked: Iterable[int | None], members: tuple[int, ...]) -> set[tuple[int, int]]:
    wish = [one for one in members if one in set(asked)]
    return {couple(one, other) for one, other in product(wish, members) if one != other}


def _is_here(person: Person) -> bool:
    return person.takes_mail and person.quiet_since is None


def _still_works(here: list[Person]) -> bool:
    """Say whether those of a trio who are not silent are still a pair."""
    roles = {one.role for one in here}
    return Role.CLINICIAN in roles and Role.GENERAL_MANAGER in roles

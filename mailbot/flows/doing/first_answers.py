"""Wait for a word from who registered under a From that nobody vouched for, before they are matched (RFC 3834 section 2)."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.people import PersonState
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House

MATCH, LEAVE = "match", "leave"
KIND = do.Matter.FIRST_ANSWER


def wait_for(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """Keep that somebody has still to answer; a coordinator is asked after some working days."""
    person = people.person_by_id(conn, person_id)
    days = house.chasing.joining.silent_working_days
    look = house.hours.add_working_days(house.hours.today(case.now), days)
    promises.open_promise(
        conn,
        house.scheme_id,
        KIND.value,
        f"{person.name or 'Somebody who registered'} never answered my first mail, and nobody"
        " vouches for the address. Match anyway?",
        case.now,
        asks_coordinator=False,
        options=[MATCH, LEAVE],
        person_id=person_id,
        received_id=case.received_id,
        next_look_at=house.hours.at(look, house.scheme.nightly_at),
    )


def unanswered(conn: Connection, scheme_id: int) -> frozenset[int]:
    """Give the ids of everybody who has still to answer: nobody matches or writes to them before."""
    found = promises.open_promises(conn, scheme_id, KIND.value)
    return frozenset(one.person_id for one in found if one.person_id is not None)


def look_at(conn: Connection, house: House, promise: Promise, now: datetime) -> None:
    """Put who stayed silent before the coordinators, in one line of the digest."""
    person = people.person_by_id(conn, promise.person_id or 0)
    if person.state not in {PersonState.WAITING, PersonState.REGISTERED}:
        promises.close_promise(conn, promise.id, now, "mailbot", "no longer waits", kept=False)
        return
    promises.change_promise(conn, promise.id, asks_coordinator=True, next_look_at=None)


def answered(conn: Connection, case: Case, asked: Promise) -> None:
    """Count somebody as heard of: they answered from that very address."""
    promises.close_promise(conn, asked.id, case.now, "participant", "answered")
    if asked.person_id is not None and asked.details.get("left"):
        people.change_person(conn, asked.person_id, state=PersonState.WAITING)


def decided(conn: Connection, case: Case, asked: Promise, option: str) -> str:
    """Match somebody anyway, or leave them until they write; give it in words."""
    if option == MATCH:
        promises.close_promise(conn, asked.id, case.now, case.by, MATCH)
        return "done: they are in the next matching."
    details: dict[str, object] = {**asked.details, "left": True}
    promises.change_promise(conn, asked.id, asks_coordinator=False, details=details)
    if asked.person_id is not None:
        person = people.person_by_id(conn, asked.person_id)
        if person.state is PersonState.WAITING:
            people.change_person(conn, person.id, state=PersonState.REGISTERED)
    return "done: they are left until they write again."

"""Do what a coordinator says about one person: pause, bring back, rematch, release, remove."""

from datetime import date

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.people import PartnershipState, Person, PersonState
from mailbot.edges.db import partnerships, people, promises, tasks
from mailbot.flows import rematching
from mailbot.flows.case import Case
from mailbot.flows.doing import absences, leaving
from mailbot.flows.house import House
from mailbot.flows.ordering.naming import people_named, person_named


def act_on_people(conn: Connection, house: House, case: Case, action: do.RunCommand) -> list[str]:
    """Do one verb for everybody who is named, in their order; nothing for anybody where one is unclear."""
    if len(action.who) < 2:
        name = " ".join(action.who) or action.text
        person = person_named(conn, house, name)
        found: list[Person] | str = person if isinstance(person, str) else [person]
    else:
        found = people_named(conn, house, action.who)
    if isinstance(found, str):
        return [found]
    return [act_on_person(conn, house, case, action.verb, one, action.until) for one in found]


def act_on_person(
    conn: Connection, house: House, case: Case, verb: str, person: Person, until: date | None
) -> str:
    """Pause, bring back, rematch, release or remove one person, and say what was done."""
    bare = Case(case.now, case.because, case.by)
    if verb == "pause":
        absences.pause(conn, house, bare, do.Pause(person.id, until))
        return f"{person.name} is paused{f' until {until.day} {until:%B}' if until else ''}."
    if verb == "remove":
        leaving.withdraw(conn, house, bare, do.Withdraw(person.id))
        return f"{person.name} is off the list and has been told how to come back."
    if verb == "rematch":
        return _rematch(conn, house, case, person)
    people.change_person(conn, person.id, held=False)
    if verb == "resume":
        _resume(conn, house, case, person)
    return f"{person.name} gets mail again."


def _rematch(conn: Connection, house: House, case: Case, person: Person) -> str:
    asked = rematching.wish_rematch(conn, house, case, person, "is to have a new buddy")
    if asked is None or promises.promise_by_id(conn, asked.id).state != "open":
        return f"{person.name} is first in line."
    return f"{rematching.rematch(conn, house, case, asked)}."


def _resume(conn: Connection, house: House, case: Case, person: Person) -> None:
    pair = partnerships.current_partnership(conn, person.id)
    together = pair is not None and pair.state is PartnershipState.ACTIVE
    state = PersonState.ACTIVE if together else PersonState.WAITING
    waiting = None if together else person.waiting_since or case.now
    people.change_person(
        conn, person.id, state=state, paused_until=None, next_look_at=None, waiting_since=waiting
    )
    tasks.wake_assignments(conn, person.id, case.now)

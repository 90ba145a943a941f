"""Tell coordinators who has joined since the last digest, in one line (A1)."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.hours import SATURDAY
from mailbot.core.people import Person, PersonState, Role
from mailbot.edges.db import people
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all

MOST_NAMED = 3
_KINDS = {"clinician": "clinicians", "manager": "managers", "expert": "experts"}


def newcomer_lines(conn: Connection, house: House, now: datetime) -> list[str]:
    """Say who is new: "+1 clinician (Sam Patel, ST4 acute medicine, MRI)"; of many only how many."""
    found = [
        one
        for one in people.registered_since(conn, house.scheme_id, _last_digest(house, now))
        if one.state is not PersonState.LEFT and one.role is not Role.UNKNOWN
    ]
    if not found:
        return []
    counted = Counter(_kind(one) for one in found)
    told = ", ".join(
        f"+{counted[one]} {one if counted[one] == 1 else several}"
        for one, several in _KINDS.items()
        if counted[one]
    )
    names = known_as_all(conn, house, found) if len(found) <= MOST_NAMED else {}
    who = "; ".join(_who(one, names[one.id]) for one in found if one.id in names)
    return [f"New: {told}{f' ({who})' if who else ''}."]


def _last_digest(house: House, now: datetime) -> datetime:
    """Give when the digest before today's went: on the weekday before."""
    day = house.hours.today(now) - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return house.hours.at(day, house.scheme.digest_at)


def _kind(person: Person) -> str:
    return "manager" if person.role.is_manager else person.role.value


def _who(person: Person, name: str) -> str:
    job = " ".join(filter(None, (person.grade, person.specialty)))
    return ", ".join(one for one in (name, job, person.employer) if one)

"""Fill the one page for who hands a scheme over and who takes it: open items, people, dates (N14, F12)."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.people import PersonState
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import people, promises, tasks
from mailbot.flows import open_items
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.translate.templates import Value

MOST_ITEMS = 8


def page_values(
    conn: Connection, house: House, now: datetime, leaver: Coordinator
) -> dict[str, Value]:
    """Give what is open and who needs care as its leaver may see it, and the dates of tasks to come."""
    return {
        "items": _items(conn, house, now, leaver),
        "care": _care(conn, house),
        "dates": _dates(conn, house, now),
    }


def _items(conn: Connection, house: House, now: datetime, leaver: Coordinator) -> list[str]:
    """Give what is open, the urgent first, with its age; what was put off is open too."""
    everything = promises.open_promises(conn, house.scheme_id, asks_coordinator=True)
    waiting = open_items.shown_to(open_items.by_urgency(everything, house, now), house, leaver)
    about = people.people_by_id(conn, [one.person_id for one in waiting if one.person_id])
    names = known_as_all(conn, house, about.values())
    today = house.hours.today(now)
    lines = [
        open_items.item_line(one, today, house, names[one.person_id] if one.person_id else "")
        for one in waiting[:MOST_ITEMS]
    ]
    more = len(waiting) - MOST_ITEMS
    return [*lines, f"and {more} more, in the digest"] if more > 0 else lines


def _care(conn: Connection, house: House) -> list[str]:
    everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
    held = [one for one in everybody if one.held][:MOST_ITEMS]
    return list(known_as_all(conn, house, held).values())


def _dates(conn: Connection, house: House, now: datetime) -> list[str]:
    stages = [
        stage
        for round_id, _, _ in tasks.rounds_of(conn, house.scheme_id)[:2]
        for stage in tasks.stages_of(conn, round_id)
        if stage.due_at > now and stage.task in house.bank
    ]
    return [
        f"Task {house.bank[one.task].number}, {house.bank[one.task].stage(one.name).what}: due "
        f"{due:%A} {due.day} {due:%B}"
        for one in stages
        for due in (house.hours.local(one.due_at),)
    ]

"""Say in lines who comes to an event, for coordinators: one for the digest, and the list with needs."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.events import Coming, Event, Invitation, in_figures, turn
from mailbot.edges.db import events, people
from mailbot.flows.house import House

MOST_NAMED = 40


def event_lines(conn: Connection, house: House, now: datetime) -> list[str]:
    """Give a line for each event to come: "Drinks, Thu 15 July: 12 yes, ...; 14 of 20 places."."""
    return [
        f"{_headed(house, one)}: {in_figures(one, events.invitations_to(conn, one.id))}."
        for one in events.events_to_come(conn, house.scheme_id, now)
    ]


def _headed(house: House, event: Event) -> str:
    starts = house.hours.local(event.starts_at)
    return f"{event.title}, {starts:%a} {starts.day} {starts:%B}"


def attendance_lines(conn: Connection, house: House, event: Event) -> list[str]:
    """List who comes, who probably does and who waits, with what they need."""
    asked = events.invitations_to(conn, event.id)
    names = {
        key: one.name or one.address
        for key, one in people.people_by_id(conn, [one.person_id for one in asked]).items()
    }
    lines = [f"{_headed(house, event)}: {in_figures(event, asked)}."]
    seated = [one for one in asked if one.has_place]
    groups = {
        "Coming": [one for one in seated if one.answer is Coming.YES],
        "Probably": [one for one in seated if one.answer is Coming.PROBABLY],
        "Waiting for a place": sorted(
            (one for one in asked if one.waits), key=lambda one: turn(asked, one)
        ),
        "Not coming": [one for one in asked if one.answer is Coming.NO],
    }
    for title, group in groups.items():
        if group:
            lines.append(f"{title}: {_listed(group, names)}.")
    return lines


def _listed(group: list[Invitation], names: dict[int, str]) -> str:
    told = [
        names[one.person_id] + (f" ({one.needs})" if one.needs else "")
        for one in group[:MOST_NAMED]
    ]
    if len(group) > MOST_NAMED:
        told.append(f"and {len(group) - MOST_NAMED} more")
    return "; ".join(told)

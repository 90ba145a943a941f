"""Look at an event as its days come: remind two days before, and forget what was needed when it is over."""

from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core.events import Event, EventState
from mailbot.edges.db import events, people, promises
from mailbot.flows.case import Case
from mailbot.flows.events import letters, meetings
from mailbot.flows.house import House

REMINDED_BEFORE = timedelta(days=2)
# Who was invited so shortly before needs no reminder.
TOO_FRESH = timedelta(days=3)


def reminder_at(house: House, event: Event) -> datetime:
    """Give when people are reminded: two days before, on the last working day by then."""
    day = house.hours.today(event.starts_at) - REMINDED_BEFORE
    while not house.hours.is_working(day):
        day -= timedelta(days=1)
    return house.hours.at(day, house.hours.opens)


def next_look(house: House, event: Event, now: datetime) -> datetime:
    """Give when to look at an event next: for the reminder while there is one to send, else at its end."""
    if event.starts_at - now > TOO_FRESH and reminder_at(house, event) > now:
        return reminder_at(house, event)
    return house.hours.at(house.hours.today(event.over_at) + timedelta(days=1), time(0))


def look_at_event(
    conn: Connection, house: House, event_id: int, now: datetime, until: datetime
) -> None:
    """Remind those who come, or end what is over; what people needed for it is deleted then (E4)."""
    event = events.event_by_id(conn, event_id)
    if event.state is not EventState.ANNOUNCED:
        _end(conn, house, event, now, event.state)
    elif event.over_at <= now:
        _end(conn, house, event, now, EventState.OVER)
    else:
        if now < event.starts_at and reminder_at(house, event) < until:
            _remind(conn, house, event, now)
        events.change_event(conn, event.id, next_look_at=_at_its_end(house, event))


def _at_its_end(house: House, event: Event) -> datetime:
    return house.hours.at(house.hours.today(event.over_at) + timedelta(days=1), time(0))


def _remind(conn: Connection, house: House, event: Event, now: datetime) -> None:
    about = meetings.meeting_of(conn, house, event)
    coming = [one for one in events.invitations_to(conn, event.id) if one.has_place]
    readers = people.people_by_id(conn, [one.person_id for one in coming])
    for one in coming:
        letters.remind(
            conn, house, Case(now, "an event comes near"), about, readers[one.person_id], one
        )


def _end(conn: Connection, house: House, event: Event, now: datetime, state: EventState) -> None:
    events.forget_needs(conn, event.id)
    events.change_event(conn, event.id, state=state.value, next_look_at=None)
    about = meetings.meeting_of(conn, house, event)
    promises.close_promise(conn, about.kept.id, now, "mailbot", state.value)

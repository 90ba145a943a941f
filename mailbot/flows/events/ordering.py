"""Do what a coordinator orders about events: find the one meant, say what it would do, and do it."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.events import Event, EventState
from mailbot.edges.db import events, people
from mailbot.flows.case import Case
from mailbot.flows.events import announcing, changing, letters, lines, meetings
from mailbot.flows.house import House
from mailbot.translate.event_orders import EventAct, event_order

# Who thanks for an event, or asks who came, means one that has just been.
LATELY = timedelta(days=28)
NONE_SUCH = "Which event? None of that name is announced."


def would(
    conn: Connection, house: House, case: Case, text: str, today: date
) -> tuple[str, int, str]:
    """Say what an order would do, to how many people it writes, or the problem that forbids it."""
    act, event = _meant(conn, house, text, case.now)
    if isinstance(event, str):
        return "", 0, event
    match act:
        case EventAct.CHANGE if event:
            return changing.would_change(conn, house, event, text, today, case.now)
        case EventAct.CANCEL if event:
            return changing.would_cancel(conn, house, event)
        case EventAct.THANK if event:
            count = len(_guests(conn, event))
            return "Those who said yes or probably would get a line of thanks.", count, ""
        case _:
            return announcing.would(conn, house, text, today, case.now)


def obey(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Do an order about an event, and give lines to read back."""
    today = said.said_on or house.hours.today(case.now)
    act, event = _meant(conn, house, said.text, case.now)
    if isinstance(event, str):
        return [event]
    match act:
        case EventAct.CHANGE if event:
            told = changing.change(conn, house, case, event, said.text, today)
        case EventAct.CANCEL if event:
            told = changing.cancel(conn, house, case, event)
        case EventAct.THANK if event:
            told = _thank(conn, house, case, event)
        case _:
            _, told = announcing.announce(conn, house, case, said.text, today)
    return [told]


def attendance(conn: Connection, house: House, text: str, now: datetime) -> list[str]:
    """List who comes to the event that is named."""
    _, event = _meant(conn, house, text, now)
    if event == NONE_SUCH:
        return lines.event_lines(conn, house, now) or [NONE_SUCH]
    if not isinstance(event, Event):
        return [event or ""]
    return lines.attendance_lines(conn, house, event)


def open_events(conn: Connection, house: House, now: datetime) -> tuple[Event, ...]:
    """Give the events an order may be about: those to come, and those that have just been."""
    return tuple(
        one
        for one in events.events_of(conn, house.scheme_id)
        if one.state in {EventState.ANNOUNCED, EventState.OVER} and one.over_at > now - LATELY
    )


def _meant(
    conn: Connection, house: House, text: str, now: datetime
) -> tuple[EventAct, Event | str | None]:
    """Give what is to be done, and with which event; a sentence that asks where several have the name."""
    known = open_events(conn, house, now)
    order = event_order(text, [one.title for one in known])
    if order is None:
        return EventAct.ANNOUNCE, None
    found = [known[place] for place in order.events]
    if not found:
        return order.act, NONE_SUCH
    wanted = EventAct.THANK, EventAct.ATTENDANCE
    ahead = [one for one in found if one.over_at > now]
    if order.act not in wanted and not ahead:
        return order.act, f"{found[-1].title} is over; nothing was done."
    choice = ahead or found[-1:]
    if len(choice) > 1:
        which = "; ".join(announcing.shown(house, one) for one in choice)
        return order.act, f"Which? {which}. Say it again with more of its name."
    return order.act, choice[0]


def _guests(conn: Connection, event: Event) -> list[int]:
    return [one.person_id for one in events.invitations_to(conn, event.id) if one.has_place]


def _thank(conn: Connection, house: House, case: Case, event: Event) -> str:
    about = meetings.meeting_of(conn, house, event)
    guests = people.people_by_id(conn, _guests(conn, event))
    for one in guests.values():
        if one.takes_mail:
            letters.thank(conn, house, case, about, one)
    leaves = house.hours.local(house.hours.next_open(letters.thanked_from(house, event, case.now)))
    return f"{len(guests)} {'gets' if len(guests) == 1 else 'get'} a line of thanks, from {leaves:%A} on."

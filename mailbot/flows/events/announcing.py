"""Announce an event: check what was said of it, say what would be done, and invite at the YES (E4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.events import Event, EventState
from mailbot.core.hours import SATURDAY
from mailbot.core.people import Person, PersonState, Role, listed
from mailbot.edges.db import events, people, promises
from mailbot.flows.case import Case
from mailbot.flows.events import letters
from mailbot.flows.events.meetings import Meeting
from mailbot.flows.events.minding import next_look
from mailbot.flows.house import House
from mailbot.flows.writing import BULK_HOLD
from mailbot.translate.event_lines import EventSaid, event_said

TAKING_PART = (PersonState.WAITING, PersonState.ACTIVE)
NOTES_SHOWN = 15
SAY = "Say for example: event: drinks, thu 15 july 6.30pm, The Oast, Manchester, 20 places."


@dataclass(frozen=True, slots=True)
class Plan:
    """An event as it would be announced, and who would be invited; or the `problem` that forbids it."""

    said: EventSaid
    event: Event | None = None
    invited: tuple[Person, ...] = ()
    problem: str = ""


def plan(conn: Connection, house: House, text: str, today: date, now: datetime) -> Plan:
    """Make an event of a coordinator's words; changes nothing."""
    said = event_said(text, today)
    problem = next(_missing(said), "") or next(wrong_day(house, said, now), "")
    if problem:
        return Plan(said, problem=problem)
    event = _made_of(house, said)
    invited = _invited(conn, house, event)
    return Plan(said, event, invited, next(_hindered(conn, house, event, invited, now), ""))


def _missing(said: EventSaid) -> Iterator[str]:
    if not said.title:
        yield f"What is it? {SAY}"
    if said.day is None:
        yield f"On which day is it? I found none in that. {SAY}"
    if said.starts is None:
        yield "At what time does it begin? Say the whole line once more with it, for example 6.30pm."


def wrong_day(house: House, said: EventSaid, now: datetime) -> Iterator[str]:
    """Give what is wrong with the day of an event: past, not that weekday, a weekend by mistake."""
    day = said.day
    if day is None:
        return
    shown = f"{day.day} {day:%B}"
    if day < house.hours.today(now):
        yield f"{shown} has passed; nothing was done."
    if said.weekday is not None and said.weekday != day.weekday():
        named = f"{day + timedelta(days=said.weekday - day.weekday()):%A}"
        yield f"{shown} is a {day:%A} and not a {named}: which is it? Nothing was done."
    if said.weekday is None and (day.weekday() >= SATURDAY or day in house.hours.free_days):
        what = f"a {day:%A}" if day.weekday() >= SATURDAY else "a holiday or a quiet day"
        yield (
            f"{shown} is {what}. If that's right, say it with its weekday: {day:%A} {shown}. "
            "Nothing was done."
        )


def _made_of(house: House, said: EventSaid) -> Event:
    assert said.day is not None, "checked before"
    assert said.starts is not None, "checked before"
    starts_at = house.hours.at(said.day, said.starts)
    return Event(
        id=0,
        title=said.title,
        place=said.place,
        starts_at=starts_at,
        ends_at=end_of(house, said.day, said.starts, said.ends),
        capacity=said.capacity,
        roles=said.roles or (),
        state=EventState.PLANNED,
    )


def end_of(house: House, day: date, starts: time, ends: time | None) -> datetime | None:
    """Give when it ends: after midnight where that hour is before the beginning."""
    if ends is None:
        return None
    return house.hours.at(day if ends > starts else day + timedelta(days=1), ends)


def _invited(conn: Connection, house: House, event: Event) -> tuple[Person, ...]:
    everybody = people.people_in_state(conn, house.scheme_id, *TAKING_PART)
    return tuple(one for one in everybody if one.takes_mail and event.is_for(one))


def _hindered(
    conn: Connection, house: House, event: Event, invited: tuple[Person, ...], now: datetime
) -> Iterator[str]:
    if event.starts_at - letters.OF_USE_UNTIL < house.hours.next_open(now + BULK_HOLD):
        yield "It begins before an invitation could reach anybody; nothing was done."
    for one in events.events_to_come(conn, house.scheme_id, now):
        same_day = house.hours.today(one.starts_at) == house.hours.today(event.starts_at)
        if same_day and one.title.casefold() == event.title.casefold():
            yield f"{one.title} on that day is announced already. To change it: {one.title} now 7pm."
    if not invited:
        yield f"There is nobody to invite ({audience(event.roles)}); nothing was done."


def would(
    conn: Connection, house: House, text: str, today: date, now: datetime
) -> tuple[str, int, str]:
    """Say what announcing it would do, to how many people, or the problem that forbids it."""
    planned = plan(conn, house, text, today, now)
    if planned.problem or planned.event is None:
        return "", 0, planned.problem
    leaves = house.hours.local(house.hours.next_open(now + BULK_HOLD))
    notes = planned.said.notes.split()
    told = [
        f"{shown(house, planned.event)}; {audience(planned.event.roles)}.",
        f"Note: {' '.join(notes[:NOTES_SHOWN])}{' ...' if len(notes) > NOTES_SHOWN else '.'}"
        if notes
        else "",
        f"Each gets an invitation with a calendar entry, from {leaves:%A} {leaves:%H:%M} on.",
    ]
    return " ".join(filter(None, told)), len(planned.invited), ""


def shown(house: House, event: Event) -> str:
    """Show an event in one line: what, when, where, how many places."""
    starts = house.hours.local(event.starts_at)
    ends = f"-{house.hours.local(event.ends_at):%H:%M}" if event.ends_at else ""
    parts = [
        event.title,
        f"{starts:%A} {starts.day} {starts:%B} {starts:%Y} {starts:%H:%M}{ends}",
        event.place or "no place named",
        f"{event.capacity} places" if event.capacity else "",
    ]
    return ", ".join(filter(None, parts))


def audience(roles: tuple[Role, ...]) -> str:
    """Say for whom it is."""
    names = {
        Role.CLINICIAN: "clinicians",
        Role.GENERAL_MANAGER: "general managers",
        Role.SPECIALTY_MANAGER: "specialty managers",
    }
    told = [names[one] for one in roles if one in names]
    return f"for {listed(told)}" if told else "for everybody"


def announce(
    conn: Connection, house: House, case: Case, text: str, today: date
) -> tuple[Meeting | None, str]:
    """Keep the event and invite everybody it is for; give it and a line to read back, or a problem."""
    planned = plan(conn, house, text, today, case.now)
    if planned.problem or planned.event is None:
        return None, planned.problem
    about = kept_of(conn, house, case, planned.said)
    for one in planned.invited:
        letters.invite(conn, house, case, about, one, events.invite(conn, about.event.id, one.id))
    leaves = house.hours.local(house.hours.next_open(case.now + BULK_HOLD))
    count = len(planned.invited)
    many = "1 invitation leaves" if count == 1 else f"{count} invitations leave"
    return about, f"{many} from {leaves:%A} {leaves:%H:%M} on. Reply STOP and they don't."


def kept_of(conn: Connection, house: House, case: Case, said: EventSaid) -> Meeting:
    """Keep what was said as an announced event, with its promise; day and hour must have been said."""
    event = _made_of(house, said)
    made = events.add_event(
        conn,
        house.scheme_id,
        title=event.title,
        place=event.place,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        capacity=event.capacity,
        roles=[one.value for one in event.roles],
        state=EventState.ANNOUNCED.value,
        next_look_at=next_look(house, event, case.now),
    )
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        Matter.EVENT.value,
        f"{made.title} on {house.hours.local(made.starts_at):%d %B}",
        case.now,
        asks_coordinator=False,
        received_id=case.received_id,
        details={"event": made.id, "notes": said.notes},
    )
    return Meeting(made, kept)

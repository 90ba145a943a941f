"""Change or cancel an announced event, and tell those who were invited what is different (P45)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core.events import Coming, Event, EventState, Invitation, let_in, places_taken
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState
from mailbot.edges.db import events, outbox, people
from mailbot.flows.case import Case
from mailbot.flows.events import letters, meetings
from mailbot.flows.events.announcing import end_of, shown, wrong_day
from mailbot.flows.events.meetings import Meeting
from mailbot.flows.events.minding import next_look
from mailbot.flows.house import House
from mailbot.translate.event_lines import EventSaid
from mailbot.translate.event_orders import change_said


@dataclass(frozen=True, slots=True)
class Changed:
    """An event as it would be, with what is different in words; or the `problem` that forbids it."""

    event: Event
    words: str = ""
    problem: str = ""


def changed(
    conn: Connection, house: House, event: Event, text: str, today: date, now: datetime
) -> Changed:
    """Say what an order changes in an event; changes nothing."""
    said = change_said(text, event.title, today)
    problem = next(wrong_day(house, said, now), "")
    new = _as_said(house, event, said)
    if not problem and new.starts_at < now:
        problem = "That time has passed; nothing was done."
    words = _difference(house, event, new)
    if not problem and not words:
        problem = (
            f"What changes? I found nothing new in that. It is: {shown(house, event)}. "
            f'Say for example "{event.title} now 7pm".'
        )
    taken = places_taken(events.invitations_to(conn, event.id))
    if not problem and new.capacity is not None and new.capacity < taken:
        problem = (
            f"{taken:g} places are taken, so there can't be only {new.capacity}; nothing was done."
        )
    return Changed(new, words, problem)


def _as_said(house: House, event: Event, said: EventSaid) -> Event:
    was = house.hours.local(event.starts_at)
    day, starts = said.day or was.date(), said.starts or was.time()
    starts_at = house.hours.at(day, starts)
    ends_at = end_of(house, day, starts, said.ends)
    if ends_at is None and event.ends_at is not None:
        ends_at = starts_at + (event.ends_at - event.starts_at)
    return replace(
        event,
        starts_at=starts_at,
        ends_at=ends_at,
        place=said.place or event.place,
        capacity=said.capacity or event.capacity,
    )


def _difference(house: House, old: Event, new: Event) -> str:
    """Say what is different, the most important first: "now Friday 16 July, 7pm"."""
    was, will = house.hours.local(old.starts_at), house.hours.local(new.starts_at)
    parts = []
    if was.date() != will.date():
        parts.append(f"{will:%A} {will.day} {will:%B}")
    if was != will or old.ends_at != new.ends_at:
        ends = f" to {hour(house.hours.local(new.ends_at))}" if new.ends_at else ""
        parts.append(f"{hour(will)}{ends}")
    if old.place != new.place:
        parts.append(f"at {new.place}" if not parts else new.place)
    if old.capacity != new.capacity:
        parts.append(f"{new.capacity} places")
    return f"now {', '.join(parts)}" if parts else ""


def hour(moment: datetime) -> str:
    """Write an hour as people do: 7pm, 6.30pm."""
    figure = f"{(moment.hour - 1) % 12 + 1}" + (f".{moment:%M}" if moment.minute else "")
    return f"{figure}{'am' if moment.hour < 12 else 'pm'}"


def would_change(
    conn: Connection, house: House, event: Event, text: str, today: date, now: datetime
) -> tuple[str, int, str]:
    """Say what a change would do, to how many people, or the problem that forbids it."""
    new = changed(conn, house, event, text, today, now)
    if new.problem:
        return "", 0, new.problem
    told = _to_tell(conn, meetings.meeting_of(conn, house, event))
    line = f"{event.title}, {new.words}. "
    return f"{line}Those who were invited and haven't said no hear of it.", len(told), ""


def change(conn: Connection, house: House, case: Case, event: Event, text: str, today: date) -> str:
    """Change an event, bring every calendar up to date, and give a line to read back."""
    new = changed(conn, house, event, text, today, case.now)
    if new.problem:
        return new.problem
    events.change_event(
        conn,
        event.id,
        starts_at=new.event.starts_at,
        ends_at=new.event.ends_at,
        place=new.event.place,
        capacity=new.event.capacity,
        sequence=event.sequence + 1,
        next_look_at=next_look(house, new.event, case.now),
    )
    about = meetings.meeting_of(conn, house, events.event_by_id(conn, event.id))
    told = _tell(conn, house, case, about, new.words if _concerns_guests(event, new.event) else "")
    inside = admit(conn, house, case, about)
    return f"{event.title}, {new.words}. {_told(told)}{_admitted(inside)}"


def _concerns_guests(old: Event, new: Event) -> bool:
    """Say whether there is more than the number of places that is different."""
    return replace(old, capacity=None) != replace(new, capacity=None)


def _tell(conn: Connection, house: House, case: Case, about: Meeting, words: str) -> int:
    """Tell who has the invitation what changed; who has not got it yet gets the new one instead."""
    if not words:
        return 0
    got = outbox.who_got(conn, about.kept.id, MailId.P43.value)
    letters.take_back(conn, house, about, "the event has changed")
    told = _to_tell(conn, about)
    for person, asked in told:
        if person.id in got:
            letters.tell_change(conn, house, case, about, person, asked, words)
        elif person.takes_mail:
            letters.invite(conn, house, case, about, person, asked)
    return len(told)


def _to_tell(conn: Connection, about: Meeting) -> list[tuple[Person, Invitation]]:
    """Give who was invited and has not said no."""
    asked = [
        one for one in events.invitations_to(conn, about.event.id) if one.answer is not Coming.NO
    ]
    readers = people.people_by_id(conn, [one.person_id for one in asked])
    told = [(readers[one.person_id], one) for one in asked]
    return [one for one in told if one[0].addresses and one[0].state is not PersonState.LEFT]


def admit(conn: Connection, house: House, case: Case, about: Meeting) -> int:
    """Let those in who wait and have room now, each with a mail; give how many."""
    inside = let_in(about.event, events.invitations_to(conn, about.event.id))
    readers = people.people_by_id(conn, [one.person_id for one in inside])
    for one in inside:
        events.keep_answer(conn, one)
        letters.say_place_is_free(conn, house, case, about, readers[one.person_id])
    return len(inside)


def _told(count: int) -> str:
    if not count:
        return "Nobody needs to hear of it."
    return f"{count} {'person hears' if count == 1 else 'people hear'} of it in 15 minutes. Reply STOP and they don't."


def _admitted(count: int) -> str:
    if not count:
        return ""
    return f" {count} from the waiting list {'has' if count == 1 else 'have'} a place now."


def would_cancel(conn: Connection, house: House, event: Event) -> tuple[str, int, str]:
    """Say what cancelling would do, and to how many people."""
    about = meetings.meeting_of(conn, house, event)
    told = _with_invitation(conn, about)
    line = f"{shown(house, event)} would be off, and it goes from people's calendars."
    return f"{line} Those who were invited and haven't said no hear of it.", len(told), ""


def cancel(conn: Connection, house: House, case: Case, event: Event) -> str:
    """Call an event off, and tell those who have its invitation; what people needed is deleted."""
    about = meetings.meeting_of(conn, house, event)
    told = _with_invitation(conn, about)
    letters.take_back(conn, house, about, "the event was cancelled")
    events.change_event(
        conn,
        event.id,
        state=EventState.CANCELLED.value,
        sequence=event.sequence + 1,
        # The notes go once the order can no longer be taken back in a hurry.
        next_look_at=event.over_at,
    )
    about = replace(about, event=events.event_by_id(conn, event.id))
    for person, asked in told:
        letters.tell_cancelled(conn, house, case, about, person, asked)
    return f"{event.title}: called off. {_told(len(told))}"


def _with_invitation(conn: Connection, about: Meeting) -> list[tuple[Person, Invitation]]:
    got = outbox.who_got(conn, about.kept.id, MailId.P43.value)
    return [one for one in _to_tell(conn, about) if one[0].id in got]

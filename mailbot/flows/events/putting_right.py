"""Put right what people heard of an event, after a coordinator has undone it: in words and in their calendars."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core.events import EventState
from mailbot.core.mail import CalendarPart
from mailbot.core.people import Person
from mailbot.edges.db import events
from mailbot.edges.db.outbox import Outgoing
from mailbot.flows.case import Case
from mailbot.flows.events import meetings
from mailbot.flows.events.changing import hour
from mailbot.flows.events.knowing import event_of_mail
from mailbot.flows.house import House


@dataclass(frozen=True, slots=True)
class AsItIs:
    """How an event really stands: in a sentence, and as what a calendar should show."""

    words: str
    entry: CalendarPart | None = None


def grow(conn: Connection, sent: Collection[Outgoing]) -> None:
    """Give each event that some mails were about a new version: calendars take no older one (RFC 5546)."""
    for event_id in {event_of_mail(conn, one) for one in sent} - {None}:
        assert event_id is not None, "left out above"
        event = events.event_by_id(conn, event_id)
        events.change_event(conn, event.id, sequence=event.sequence + 1)


def as_it_is(
    conn: Connection, house: House, case: Case, sent: Outgoing, person: Person
) -> AsItIs | None:
    """Say how the event of one of our mails stands now; None for a mail about anything else."""
    event_id = event_of_mail(conn, sent)
    asked = events.invitation_of(conn, event_id, person.id) if event_id is not None else None
    if event_id is None or asked is None:
        return None
    about = meetings.meeting_of(conn, house, events.event_by_id(conn, event_id))
    event = about.event
    if event.state is not EventState.ANNOUNCED:
        entry = meetings.cancelled_entry(house, case, about, person, asked)
        return AsItIs(f"There's no {event.title} after all, and no answer is needed.", entry)
    starts = house.hours.local(event.starts_at)
    where = f", {event.place}" if event.place else ""
    words = f"It's {event.title}, {starts:%A} {starts.day} {starts:%B}, {hour(starts)}{where}."
    return AsItIs(words, meetings.invited_entry(house, case, about, person, asked))

"""Write the calendar entry that goes with an invitation, a change or a cancellation (RFC 5545, 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from mailbot.core.mail import Address, CalendarPart

_PRODUCT = "-//mailbot//buddy scheme//EN"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting in one person's calendar; times are aware, and `stamp` is when this was written.

    `uid` stays the same for the life of the event; `organiser` too, for a calendar takes a change or
    a cancellation only from whom the invitation came from.
    """

    uid: str
    sequence: int
    stamp: datetime
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    words: str
    organiser: Address
    attendee: Address
    answer: str = ""


def invitation(entry: Entry) -> CalendarPart:
    """Ask for an answer: METHOD:REQUEST with the reader as its one ATTENDEE (RFC 5546 section 3.2.2)."""
    return CalendarPart("REQUEST", _written(entry, "REQUEST", "CONFIRMED", asks=True))


def reminder(entry: Entry) -> CalendarPart:
    """Give the entry once more as a file, with what they answered; it asks for nothing."""
    content = _written(entry, "REQUEST", "CONFIRMED", asks=False)
    return CalendarPart("REQUEST", content, buttons=False)


def cancellation(entry: Entry) -> CalendarPart:
    """Take the entry out of their calendar: METHOD:CANCEL (RFC 5546 section 3.2.5)."""
    return CalendarPart("CANCEL", _written(entry, "CANCEL", "CANCELLED", asks=False))


def _written(entry: Entry, method: str, status: str, *, asks: bool) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_event(entry, status, asks=asks))
    return bytes(calendar.to_ical())


def _event(entry: Entry, status: str, *, asks: bool) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _utc(entry.stamp))
    # In UTC there is no zone to describe, and every calendar shows it in its reader's own.
    event.add("dtstart", _utc(entry.starts_at))
    event.add("dtend", _utc(entry.ends_at))
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    if entry.words:
        event.add("description", entry.words)
    event.add("status", status)
    event.add("transp", "OPAQUE")
    event.add("organizer", _who(entry.organiser), encode=False)
    event.add("attendee", _attendee(entry, asks=asks), encode=False)
    return event


def _attendee(entry: Entry, *, asks: bool) -> vCalAddress:
    who = _who(entry.attendee)
    who.params["cutype"] = vText("INDIVIDUAL")
    who.params["role"] = vText("REQ-PARTICIPANT")
    who.params["partstat"] = vText(entry.answer or "NEEDS-ACTION")
    who.params["rsvp"] = vText("TRUE" if asks else "FALSE")
    return who


def _who(one: Address) -> vCalAddress:
    who = vCalAddress(f"mailto:{one.address}")
    # A quotation mark cannot stand in a parameter (RFC 5545 section 3.2).
    name = " ".join(one.name.replace('"', "'").split())
    if name:
        who.params["cn"] = vText(name)
    return who


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)

"""One event as its mails and calendar entries show it: what is kept of it, and its entry for each reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.events import Coming, Event, Invitation
from mailbot.core.mail import Address, CalendarPart
from mailbot.core.people import Person
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.translate import calendar_entries
from mailbot.translate.calendar_entries import Entry

SAID_AT = "said_at"
_PARTSTAT = {Coming.YES: "ACCEPTED", Coming.PROBABLY: "TENTATIVE", Coming.NO: "DECLINED"}


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event with the promise that all mails about it name; `notes` are the coordinator's own words."""

    event: Event
    kept: Promise

    @property
    def notes(self) -> str:
        """Give what else people should know."""
        return str(self.kept.details.get("notes") or "")


def meeting_of(conn: Connection, house: House, event: Event) -> Meeting:
    """Give an event with its promise."""
    kind = Matter.EVENT.value
    still_open = _kept_among(promises.open_promises(conn, house.scheme_id, kind), event)
    kept = still_open or _kept_among(promises.of_kind(conn, house.scheme_id, kind), event)
    assert kept is not None, "every event is kept with its promise"
    return Meeting(event, kept)


def _kept_among(every: Sequence[Promise], event: Event) -> Promise | None:
    """Give the newest: an event that was undone is gone, and a later one may have its number."""
    return next((one for one in reversed(every) if one.details.get("event") == event.id), None)


def last_said(conn: Connection, house: House, event: Event, person_id: int) -> datetime | None:
    """Give when somebody said what stands, by the clock of whoever said it; None where nothing is known."""
    said = meeting_of(conn, house, event).kept.details.get(SAID_AT)
    at = said.get(str(person_id)) if isinstance(said, dict) else None
    return datetime.fromisoformat(at) if isinstance(at, str) else None


def note_when_said(conn: Connection, about: Meeting, person_id: int, at: datetime) -> None:
    """Keep when somebody said what stands now, so that an older answer that comes later changes nothing."""
    said = about.kept.details.get(SAID_AT)
    known = said if isinstance(said, dict) else {}
    details = about.kept.details | {SAID_AT: known | {str(person_id): at.isoformat()}}
    promises.change_promise(conn, about.kept.id, details=details)


def invited_entry(
    house: House, case: Case, about: Meeting, to: Person, asked: Invitation
) -> CalendarPart:
    """Give the event as one person's calendar should show it, with its buttons."""
    return calendar_entries.invitation(_entry(house, case, about, to, asked))


def cancelled_entry(
    house: House, case: Case, about: Meeting, to: Person, asked: Invitation
) -> CalendarPart:
    """Give what takes the event out of one person's calendar."""
    return calendar_entries.cancellation(_entry(house, case, about, to, asked))


def reminding_entry(
    house: House, case: Case, about: Meeting, to: Person, asked: Invitation
) -> CalendarPart:
    """Give the event as a file that asks for nothing, with what they have answered."""
    return calendar_entries.reminder(_entry(house, case, about, to, asked))


def _entry(house: House, case: Case, about: Meeting, to: Person, asked: Invitation) -> Entry:
    event, scheme = about.event, house.scheme
    words = " ".join(
        filter(None, (about.notes, "Reply to the email in your own words, or answer here."))
    )
    return Entry(
        uid=house.tokens.uid(event.id),
        sequence=event.sequence,
        stamp=case.now,
        title=event.title,
        place=event.place,
        starts_at=event.starts_at,
        ends_at=event.over_at,
        words=words,
        organiser=Address(_organiser(house, asked), scheme.sender_name),
        attendee=Address(to.address, to.name),
        answer=_PARTSTAT[asked.answer] if asked.answer else "",
    )


def _organiser(house: House, asked: Invitation) -> str:
    """Give where a calendar sends its answer: always the same for one invitation."""
    if not house.scheme.plus_addressing:
        return house.scheme.address
    return house.tokens.address(house.scheme.address, "e", asked.id)

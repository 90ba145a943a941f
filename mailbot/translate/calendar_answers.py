"""Read what a calendar's own buttons answer to an invitation: iTIP replies, and subjects alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Component, vCalAddress, vDDDTypes

from mailbot.core.events import Coming
from mailbot.core.mail import ParsedMail

CALENDARS = ("text/calendar", "application/ics")
_LONGEST = 60_000
# Exchange may answer under a name of its own, with ours inside (MS-OXCICAL section 2.1.3.1.1.20.26).
_EXCHANGE = "040000008200E00074C5B7101A82E008"
_OURS_INSIDE = b"vCal-Uid\x01\x00\x00\x00"
_MEANS = {"ACCEPTED": Coming.YES, "TENTATIVE": Coming.PROBABLY, "DECLINED": Coming.NO}
# What the library raises on text that only looks like a calendar.
_BREAKS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """One answer of a calendar: to which entry, in which version, from whom and what it says.

    `answer` is None for what is no yes, no or maybe (a delegation, a question for the newest
    version). `proposes` is true for a counter-proposal: the new time is in `starts_at`.
    """

    uid: str
    sequence: int
    attendee: str
    answer: Coming | None
    proposes: bool = False
    starts_at: datetime | None = None
    comment: str = ""


def calendar_answer(mail: ParsedMail) -> CalendarAnswer | None:
    """Give the answer a mail carries as a text/calendar part; None for anything else. Never raises."""
    for part in mail.attachments:
        if part.content_type in CALENDARS or part.name.lower().endswith(".ics"):
            found = _read(part.content[:_LONGEST])
            if found is not None:
                return found
    return None


def _read(content: bytes) -> CalendarAnswer | None:
    try:
        return _said_in(content)
    except _BREAKS:
        return None


def _said_in(content: bytes) -> CalendarAnswer | None:
    calendar = Calendar.from_ical(content.decode("utf-8", "replace"))
    method = _text(calendar, "METHOD").upper()
    if method not in {"REPLY", "COUNTER"}:
        return None
    for event in calendar.walk("VEVENT"):
        said = tuple(_attendees(event))
        # RFC 5546 section 3.2.3: exactly one, who is the one that answers.
        if len(said) == 1:
            return _answer(event, said[0], proposes=method == "COUNTER")
    return None


def _answer(event: Component, attendee: vCalAddress, *, proposes: bool) -> CalendarAnswer:
    said = str(attendee.params.get("PARTSTAT", "")).upper()
    return CalendarAnswer(
        uid=uid_meant(_text(event, "UID")),
        sequence=_number(_text(event, "SEQUENCE")),
        attendee=re.sub(r"^mailto:", "", str(attendee), flags=re.IGNORECASE).strip().lower(),
        answer=_MEANS.get(said),
        proposes=proposes,
        starts_at=_moment(event),
        comment=_text(event, "COMMENT"),
    )


def uid_meant(said: str) -> str:
    """Give the UID that was invited with, also where Exchange has wrapped it in its own."""
    if not said.upper().startswith(_EXCHANGE):
        return said
    try:
        octets = bytes.fromhex(said)
    except ValueError:
        return said
    _, marked, inside = octets.partition(_OURS_INSIDE)
    return inside.rstrip(b"\x00").decode("ascii", "replace") if marked else said


def _attendees(event: Component) -> Iterator[vCalAddress]:
    found = event.get("ATTENDEE")
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, vCalAddress):
            yield one


def _text(component: Component, name: str) -> str:
    found = component.get(name)
    first = found[0] if isinstance(found, list) and found else found
    return "" if first is None else str(first).strip()


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _moment(event: Component) -> datetime | None:
    start = event.get("DTSTART")
    at = start.dt if isinstance(start, vDDDTypes) else None
    return at if isinstance(at, datetime) and at.tzinfo is not None else None


# Outlook writes these in the language of whoever presses the button.
_SUBJECTS = {
    Coming.YES: (
        "accepted", "angenommen", "zugesagt", "accepté", "acceptée", "aceptado", "aceptada", "aceite", "accettato",
        "geaccepteerd", "zaakceptowano", "zaakceptowane", "accepterat", "accepterad", "accepteret", "akseptert",
        "godtatt", "hyväksytty", "derbyniwyd", "acceptat", "elfogadva", "přijato", "принято", "kabul edildi",
    ),
    Coming.PROBABLY: (
        "tentative", "tentatively accepted", "mit vorbehalt", "mit vorbehalt angenommen", "vorläufig", "provisoire",
        "accepté provisoirement", "provisional", "provisionalmente", "provvisorio", "con riserva", "voorlopig",
        "wstępnie", "preliminärt", "foreløpig", "petrus", "i'r dim",
    ),
    Coming.NO: (
        "declined", "abgelehnt", "abgesagt", "refusé", "refusée", "decliné", "rechazado", "rechazada", "recusado", "rifiutato", "afgewezen",
        "geweigerd", "odrzucono", "odrzucone", "avböjt", "nekad", "afvist", "avslått", "hylätty", "gwrthodwyd",
        "refuzat", "elutasítva", "odmítnuto", "отклонено", "reddedildi",
    ),
}  # fmt: skip
_SUBJECT = re.compile(r"^\s{0,5}(?P<said>[^:\d]{3,30}?)\s{0,2}:\s{0,3}(?P<about>.{1,200})$")
_BY_WORD = {word: answer for answer, words in _SUBJECTS.items() for word in words}


def subject_answer(subject: str) -> tuple[Coming, str] | None:
    """Give what a subject like "Accepted: Drinks" says and about what; None for every other subject."""
    found = _SUBJECT.match(subject)
    answer = _BY_WORD.get(found["said"].casefold()) if found else None
    return (answer, found["about"].strip()) if found and answer else None

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
    version). `proposes` is true for a counter-proposal: the new time is in `starts_at`. `attendee`
    is empty where it is named by no mail address. `passed_on` is true where the invitation was
    delegated, `by_another` where somebody pressed on their behalf (RFC 5546 section 3.2.2.3, RFC
    5545 section 3.2.18). `stamped_at` is when it was said (DTSTAMP), None where that can't be read.
    """

    uid: str
    sequence: int
    attendee: str
    answer: Coming | None
    proposes: bool = False
    starts_at: datetime | None = None
    comment: str = ""
    passed_on: bool = False
    by_another: bool = False
    stamped_at: datetime | None = None


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
        who = _who_answers(said)
        if who is not None:
            return _answer(event, who, said, proposes=method == "COUNTER")
    return None


def _who_answers(said: tuple[vCalAddress, ...]) -> vCalAddress | None:
    """Give the one that answers: the only one, or of two the one to whom the other has passed it on.

    RFC 5546 section 3.2.3 has exactly one; its section 3.2.2.3 lets a delegator stand beside.
    """
    if len(said) != 2:
        return said[0] if len(said) == 1 else None
    took_over = [one for one in said if not _gave_away(one)]
    if len(took_over) != 1:
        return None
    answered = _partstat(took_over[0]) in _MEANS
    return took_over[0] if answered else next(one for one in said if _gave_away(one))


def _gave_away(attendee: vCalAddress) -> bool:
    return _partstat(attendee) == "DELEGATED" or "DELEGATED-TO" in attendee.params


def _partstat(attendee: vCalAddress) -> str:
    return str(attendee.params.get("PARTSTAT", "")).upper()


def _answer(
    event: Component, who: vCalAddress, said: tuple[vCalAddress, ...], *, proposes: bool
) -> CalendarAnswer:
    attendee, sent_by = _address(who), _bare(str(who.params.get("SENT-BY", "")))
    return CalendarAnswer(
        uid=uid_meant(_text(event, "UID")),
        sequence=_number(_text(event, "SEQUENCE")),
        attendee=attendee,
        answer=None if _gave_away(who) else _MEANS.get(_partstat(who)),
        proposes=proposes,
        starts_at=_moment(event, "DTSTART"),
        comment=_text(event, "COMMENT"),
        passed_on="DELEGATED-FROM" in who.params or any(map(_gave_away, said)),
        by_another=sent_by not in {"", attendee},
        stamped_at=_moment(event, "DTSTAMP"),
    )


def _address(attendee: vCalAddress) -> str:
    """Give an address also where a calendar names its people by keys of its own (RFC 7986 section 6.2)."""
    named = _bare(str(attendee))
    return named if "@" in named else _bare(str(attendee.params.get("EMAIL", "")))


def _bare(said: str) -> str:
    return re.sub(r"^mailto:", "", said.strip(), flags=re.IGNORECASE).strip().lower()


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


def _moment(event: Component, name: str) -> datetime | None:
    said = event.get(name)
    at = said.dt if isinstance(said, vDDDTypes) else None
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

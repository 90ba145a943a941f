"""Calendars of people: they take the entry out of a mail, and answer it as Outlook, Gmail and others do."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage, Message
from email.utils import format_datetime

from icalendar import Calendar, Event, vCalAddress

from tests.stories.telling import NAMES, Telling

SAYS = {"ACCEPTED": "Accepted", "TENTATIVE": "Tentative", "DECLINED": "Declined"}
GMAIL_SAYS = {
    "ACCEPTED": "has accepted this invitation.",
    "TENTATIVE": "has replied Maybe to this invitation.",
    "DECLINED": "has declined this invitation.",
}


def calendar_in(mail: Message) -> Calendar:
    """Give the calendar that a mail program shows buttons for."""
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    calendar = Calendar.from_ical(content)
    assert part.get_param("method") == str(calendar["METHOD"])
    return calendar


def entry_in(mail: Message) -> Event:
    """Give the one entry of that calendar."""
    (entry,) = calendar_in(mail).events
    return entry


def file_in(mail: Message) -> Event:
    """Give the entry of the attached file."""
    (part,) = [one for one in mail.walk() if one.get_filename() == "invite.ics"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    (entry,) = Calendar.from_ical(content).walk("VEVENT")
    assert isinstance(entry, Event)
    return entry


def reply(
    mail: Message,
    partstat: str,
    now: datetime,
    *,
    uid: str = "",
    attendee: str = "",
    later: timedelta | None = None,
    said_by: Sequence[vCalAddress] = (),
    comment: str = "",
) -> bytes:
    """Answer an invitation as RFC 5546 section 3.2.3 asks: same UID and SEQUENCE, one ATTENDEE.

    With `later` it is a counter-proposal; `said_by` stands in the place of the one ATTENDEE.
    """
    asked = entry_in(mail)
    said = Calendar()
    said.add("prodid", "-//somebody's calendar//EN")
    said.add("version", "2.0")
    said.add("method", "COUNTER" if later else "REPLY")
    event = Event()
    for name in ("sequence", "summary", "organizer"):
        event.add(name, asked[name])
    event.add("dtstart", datetime.fromisoformat(str(asked.start)) + (later or timedelta()))
    event.add("uid", uid or str(asked["UID"]))
    event.add("dtstamp", now.astimezone(UTC))
    if comment:
        event.add("comment", comment)
    alone = calendar_user(attendee or str(asked["ATTENDEE"]), PARTSTAT=partstat)
    for one in said_by or (alone,):
        event.add("attendee", one)
    said.add_component(event)
    return bytes(said.to_ical())


def calendar_user(address: str, **params: str) -> vCalAddress:
    """Name somebody as a calendar does, with parameters as SENT_BY."""
    who = vCalAddress(f"MAILTO:{address.removeprefix('mailto:')}")
    for name, value in params.items():
        who.params[name.replace("_", "-")] = value
    return who


def pressed(stage: Telling, who: str, mail: Message, content: bytes, note: str = "") -> None:
    """Send an answer that was made before, as a program does that was without a network till now."""
    head = _head(stage, who, mail, f"Invitation answered: {entry_in(mail)['SUMMARY']}")
    head.set_content(f"{note}\n")
    head.add_alternative(
        content, "text", "calendar", params={"method": "REPLY", "charset": "utf-8"}
    )
    _press(stage, who, mail, head)


def wrapped_by_exchange(uid: str) -> str:
    """Write a UID as Exchange does where it makes one of its own around it."""
    inside = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00"
    head = "040000008200E00074C5B7101A82E008" + "00" * 20
    return head + len(inside).to_bytes(4, "little").hex().upper() + inside.hex().upper()


def thunderbird(
    stage: Telling,
    who: str,
    mail: Message,
    partstat: str,
    *,
    uid: str = "",
    attendee: str = "",
    later: timedelta | None = None,
) -> None:
    """Answer with a plain REPLY beside a line of text, or propose a time that is `later`."""
    head = _head(stage, who, mail, f"Invitation {SAYS[partstat]}: {entry_in(mail)['SUMMARY']}")
    head.set_content(f"{NAMES.get(who, who)} has {SAYS[partstat].lower()} the event invitation.")
    content = reply(mail, partstat, stage.clock.now, uid=uid, attendee=attendee, later=later)
    method = "COUNTER" if later else "REPLY"
    head.add_alternative(content, "text", "calendar", params={"method": method, "charset": "utf-8"})
    _press(stage, who, mail, head)


def outlook(
    stage: Telling, who: str, mail: Message, partstat: str, note: str = "", said: str = ""
) -> None:
    """Answer as Outlook with Exchange does: the subject in its user's language, the UID wrapped."""
    head = _head(stage, who, mail, f"{said or SAYS[partstat]}: {entry_in(mail)['SUMMARY']}")
    head["Thread-Topic"] = str(mail["Subject"])
    head.set_content(f"{note}\n")
    uid = wrapped_by_exchange(str(entry_in(mail)["UID"]))
    content = reply(mail, partstat, stage.clock.now, uid=uid)
    head.add_alternative(
        content, "text", "calendar", params={"method": "REPLY", "charset": "utf-8"}
    )
    _press(stage, who, mail, head)


def outlook_subject_alone(stage: Telling, who: str, mail: Message, said: str) -> None:
    """Answer through a gateway that leaves nothing but the subject."""
    head = _head(stage, who, mail, f"{said}: {entry_in(mail)['SUMMARY']}")
    head.set_content("\n")
    _press(stage, who, mail, head)


def gmail(stage: Telling, who: str, mail: Message, partstat: str, note: str = "") -> None:
    """Answer as Gmail does: words of its own, the REPLY as alternative and as a file, no In-Reply-To."""
    title = entry_in(mail)["SUMMARY"]
    head = _head(stage, who, mail, f"{SAYS[partstat]}: {title} @ Thu 15 Jul 2021 6:30pm (BST)")
    noted = f'\nwith this note: "{note}"' if note else ""
    head.set_content(
        f"{NAMES[who]} {GMAIL_SAYS[partstat]}{noted}\n\n{title}\nThursday 15 Jul 2021 \u22c5 6:30pm\n"
    )
    content = reply(mail, partstat, stage.clock.now)
    head.add_alternative(
        content, "text", "calendar", params={"method": "REPLY", "charset": "utf-8"}
    )
    head.add_attachment(content, "application", "ics", filename="invite.ics")
    _press(stage, who, mail, head)


def _head(stage: Telling, who: str, mail: Message, subject: str) -> EmailMessage:
    stage.count += 1
    head = EmailMessage()
    head["From"] = f"{NAMES.get(who, who)} <{who}>"
    head["To"] = str(entry_in(mail)["ORGANIZER"]).removeprefix("mailto:")
    head["Subject"] = subject
    head["Date"] = format_datetime(stage.clock.now)
    head["Message-ID"] = f"<{stage.count}.calendar.{who}>"
    return head


def _press(stage: Telling, who: str, mail: Message, said: EmailMessage) -> None:
    organiser = str(entry_in(mail)["ORGANIZER"]).removeprefix("mailto:")
    stage.hand_in(who, [organiser], said.as_bytes())
    stage.passes(minutes=5)

"""Calendar entries say what RFC 5545 and 5546 ask for; answers of calendars are read, and nothing breaks on others."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from mailbot.core.events import Coming
from mailbot.core.mail import Address, Attachment, CalendarPart
from mailbot.core.reading import CalendarReply, IntentKind
from mailbot.translate.calendar_answers import calendar_answer, subject_answer
from mailbot.translate.calendar_entries import Entry, cancellation, invitation, reminder
from mailbot.translate.compose import Envelope, compose
from mailbot.translate.templates import Wording
from tests.translate.readings import a_mail, answering, from_ana, kinds, read, slot

AT = datetime(2027, 7, 15, 17, 30, tzinfo=UTC)
ENTRY = Entry(
    uid="event.05.proof@north.example",
    sequence=3,
    stamp=datetime(2027, 6, 9, 9, 0, 7, 123, tzinfo=UTC),
    title='Drinks; "summer", 1',
    place="The Oast, Manchester",
    starts_at=AT,
    ends_at=AT.replace(hour=19),
    words="Bring a coat.\nReply as you like.",
    organiser=Address("scheme+e01-proof@north.example", "North: Buddy Scheme"),
    attendee=Address("ana@infirmary.example", 'Ana "A" Field'),
)
REPLY = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SEQUENCE:2
DTSTAMP:20270609T090000Z
DTSTART:20270715T173000Z
ATTENDEE;PARTSTAT={said};CN="Ana Field":MAILTO:Ana@Infirmary.example
COMMENT:see you
END:VEVENT
END:VCALENDAR
"""


def carrying(content: str | bytes, kind: str = "text/calendar"):
    raw = content.encode() if isinstance(content, str) else content
    return a_mail(files=(Attachment("", kind, raw),))


def replied(said: str = "ACCEPTED", method: str = "REPLY", uid: str = "ours@north.example") -> str:
    return REPLY.format(method=method, said=said, uid=uid)


def test_an_invitation_asks_its_one_reader_for_an_answer() -> None:
    part = invitation(ENTRY)

    calendar = Calendar.from_ical(part.content)
    (event,) = calendar.events
    assert ("REQUEST", "REQUEST", True) == (part.method, calendar["METHOD"], part.buttons)
    assert (ENTRY.uid, 3, ENTRY.title) == (event["UID"], event["SEQUENCE"], event["SUMMARY"])
    assert (AT, AT.replace(hour=19)) == (event.start, event.end)
    assert "mailto:ana@infirmary.example" == event["ATTENDEE"]
    assert ("NEEDS-ACTION", "TRUE") == tuple(
        event["ATTENDEE"].params[one] for one in ("PARTSTAT", "RSVP")
    )
    assert "mailto:scheme+e01-proof@north.example" == event["ORGANIZER"]
    assert "Bring a coat.\nReply as you like." == event["DESCRIPTION"]


def test_lines_are_short_and_end_as_the_standard_says() -> None:
    content = invitation(replace(ENTRY, words="\u00e9" * 300)).content

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_reminder_asks_nothing_and_a_cancellation_takes_it_out() -> None:
    told = reminder(replace(ENTRY, answer="TENTATIVE"))
    off = cancellation(ENTRY)

    (event,) = Calendar.from_ical(told.content).events
    assert not told.buttons
    assert ("TENTATIVE", "FALSE") == tuple(
        event["ATTENDEE"].params[one] for one in ("PARTSTAT", "RSVP")
    )
    assert "CANCELLED" == Calendar.from_ical(off.content).events[0]["STATUS"]
    assert "CANCEL" == off.method


def composed(calendar: CalendarPart):
    envelope = Envelope(
        Address("scheme@north.example"),
        (Address("ana@infirmary.example"),),
        "<1@north.example>",
        AT,
    )
    return compose(envelope, Wording("Drinks", "Hi", "<p>Hi</p>", ()), calendar=calendar)


def test_buttons_are_an_alternative_of_the_text_and_the_file_is_attached_as_well() -> None:
    mail = message_from_bytes(composed(invitation(ENTRY)))

    shape = [one.get_content_type() for one in mail.walk()]
    assert [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ] == shape
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    assert ("REQUEST", "utf-8") == (part.get_param("method"), part.get_param("charset"))
    assert invitation(ENTRY).content == part.get_payload(decode=True)


def test_without_buttons_only_the_file_comes() -> None:
    mail = message_from_bytes(composed(reminder(ENTRY)))

    assert "text/calendar" not in [one.get_content_type() for one in mail.walk()]
    assert "invite.ics" in [one.get_filename() for one in mail.walk()]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ACCEPTED", Coming.YES),
        ("tentative", Coming.PROBABLY),
        ("DECLINED", Coming.NO),
        ("DELEGATED", None),
    ],
)
def test_a_reply_says_who_answers_what_in_which_version(said: str, answer: Coming | None) -> None:
    found = calendar_answer(carrying(replied(said)))

    assert found is not None
    assert ("ours@north.example", 2, "ana@infirmary.example", answer) == (
        found.uid,
        found.sequence,
        found.attendee,
        found.answer,
    )


def test_a_uid_that_exchange_wrapped_is_found_inside() -> None:
    inside = b"vCal-Uid\x01\x00\x00\x00ours@north.example\x00"
    blob = "040000008200E00074C5B7101A82E008" + "00" * 20 + inside.hex().upper()

    found = calendar_answer(carrying(replied(uid=blob)))

    assert found is not None
    assert "ours@north.example" == found.uid


@pytest.mark.parametrize(
    "content",
    [
        replied(method="REQUEST"),
        replied(method="PUBLISH"),
        replied().replace("ATTENDEE", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@x.example\nATTENDEE"),
        replied().replace("ATTENDEE", "X-NOBODY"),
        replied().partition("BEGIN:VEVENT")[0],
        "BEGIN:VCALENDAR",
        "",
    ],
    ids=["request", "publish", "two attendees", "none", "no event", "broken off", "empty"],
)
def test_what_is_no_reply_of_one_is_no_answer(content: str) -> None:
    assert calendar_answer(carrying(content)) is None


@given(st.binary(max_size=200), st.integers(0, len(replied())))
def test_no_damage_to_a_reply_breaks_the_reading(noise: bytes, at: int) -> None:
    whole = replied().encode()

    calendar_answer(carrying(whole[:at] + noise + whole[at + len(noise) :]))


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Accepted: Drinks", Coming.YES),
        ("ACCEPTED: Drinks", Coming.YES),
        ("Mit Vorbehalt: Drinks", Coming.PROBABLY),
        ("Refus\u00e9: Drinks", Coming.NO),
        ("Gwrthodwyd: Drinks", Coming.NO),
        ("Tentative: Drinks", Coming.PROBABLY),
        ("Re: Drinks", None),
        ("Accepted papers for the conference: a list", None),
        ("Drinks", None),
    ],
)
def test_a_subject_alone_is_an_answer_in_many_languages(
    subject: str, answer: Coming | None
) -> None:
    found = subject_answer(subject)

    assert answer == (found[0] if found else None)


def test_words_beside_a_button_are_heard_too() -> None:
    facts = replace(
        from_ana(owes=()), calendar=CalendarReply(5, "Drinks", 1, current=True, answer="yes")
    )

    reading = read("I'm coeliac. Is there a bus back to the station?", facts)

    assert ["rsvp", "query"] == kinds(reading)
    assert "I'm coeliac." == slot(reading, IntentKind.RSVP, "needs")
    assert True is slot(reading, IntentKind.RSVP, "pressed")


def test_a_subject_without_an_event_of_ours_is_left_alone() -> None:
    reading = read("", from_ana(answering("P10")), subject="Accepted: Ward meeting")

    assert "rsvp" not in kinds(reading)

"""Gather what a mail may be about where events are concerned: those to come, and a calendar's answer."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.events import Event
from mailbot.core.mail import ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.reading import CalendarReply, OpenEvent, Sender, SenderKind
from mailbot.edges.db import events, people, promises
from mailbot.edges.db.outbox import Outgoing
from mailbot.flows.events.meetings import last_said
from mailbot.flows.events.ordering import open_events
from mailbot.flows.house import House
from mailbot.translate.calendar_answers import CalendarAnswer, calendar_answer
from mailbot.translate.evidence import EVENT_MAILS


def event_of_mail(conn: Connection, sent: Outgoing) -> int | None:
    """Give the event that one of our mails is about."""
    if MailId(sent.mail) not in EVENT_MAILS or sent.promise_id is None:
        return None
    kept = promises.promise_by_id(conn, sent.promise_id)
    found = kept.details.get("event")
    return found if kept.kind == Matter.EVENT and isinstance(found, int) else None


def events_around(
    conn: Connection, house: House, sender: Sender, arrived: datetime
) -> tuple[OpenEvent, ...]:
    """Give the events to come that somebody was asked to; to a coordinator, those orders may be about."""
    if sender.kind is SenderKind.COORDINATOR:
        return tuple(_open(house, one) for one in open_events(conn, house, arrived))
    if sender.person is None:
        return ()
    return tuple(
        _open(house, one, asked.answer.value if asked.answer else "")
        for one, asked in events.asked_to(conn, sender.person.id)
        if one.over_at > arrived
    )


def _open(house: House, event: Event, answer: str = "") -> OpenEvent:
    return OpenEvent(event.id, event.title, event.place, house.hours.today(event.starts_at), answer)


def calendar_reply(
    conn: Connection,
    house: House,
    mail: ParsedMail,
    answered_event: int | None,
    arrived: datetime,
) -> CalendarReply | None:
    """Give what a calendar answers to an invitation of ours; None for anybody else's meeting.

    It is known by the UID, which nobody can guess, or by the mail that it answers.
    """
    said = calendar_answer(mail)
    number = house.tokens.read_uid(said.uid) if said is not None else None
    event_id = number if number is not None else answered_event
    if said is None or event_id is None:
        return None
    event = events.find_event(conn, house.scheme_id, event_id)
    if event is None:
        return None
    # A calendar that gives no mail address answers for whoever sends its answer.
    named = said if said.attendee else replace(said, attendee=mail.sender)
    return _reply(conn, house, event, named, arrived)


def _reply(
    conn: Connection, house: House, event: Event, said: CalendarAnswer, arrived: datetime
) -> CalendarReply:
    known = people.who_has_address(conn, house.scheme_id, said.attendee) if said.attendee else ()
    # Of those who share a mailbox the one answers who was asked.
    asked = [one for one in known if events.invitation_of(conn, event.id, one.id) is not None]
    mine = asked if len(asked) == 1 else known
    proposed = house.hours.local(said.starts_at) if said.proposes and said.starts_at else None
    # A clock that runs ahead must not outdo what is said tomorrow.
    said_at = min(said.stamped_at or arrived, arrived)
    last = last_said(conn, house, event, mine[0].id) if len(mine) == 1 else None
    return CalendarReply(
        event_id=event.id,
        title=event.title,
        invited=mine[0].id if len(mine) == 1 else None,
        current=said.sequence >= event.sequence,
        answer=said.answer.value if said.answer else "",
        proposes=f"{proposed:%A} {proposed.day} {proposed:%B} {proposed:%H:%M}"
        if proposed
        else ("a time that I couldn't read" if said.proposes else ""),
        said_at=said_at,
        overtaken=last is not None and said_at < last,
        passed_on=said.passed_on,
        by_another=said.by_another,
        comment=said.comment,
    )

"""Carry out what people answer to an invitation: their place, the waiting list, and who is let in next (E4)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.events import Coming, Event, EventState, Invitation, Seated, seat, turn
from mailbot.core.mails import MailId
from mailbot.core.tasks import StageKind
from mailbot.edges.db import events, outbox, people, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.events import letters, meetings
from mailbot.flows.events.meetings import Meeting
from mailbot.flows.house import House
from mailbot.flows.offers import open_offer
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value

CLOCKS_DIFFER = timedelta(minutes=15)
_ORDINAL = ("", "first", "second", "third", "fourth", "fifth")


def record_rsvp(conn: Connection, house: House, case: Case, action: do.RecordRsvp) -> None:
    """Keep an answer, once however often it is said; the newest of two different ones stands."""
    if action.event is None or action.answer not in {*Coming}:
        return  # the journal's line is all there is to it
    event = events.event_by_id(conn, action.event)
    if event.state is not EventState.ANNOUNCED:
        return
    mine = events.invitation_of(conn, event.id, action.person)
    if mine is None:
        _would_come(conn, house, case, event, action)
        return
    everybody = events.invitations_to(conn, event.id)
    seated = seat(event, everybody, mine, Coming(action.answer), case.now)
    needs = "" if seated.mine.answer is Coming.NO else action.needs or mine.needs
    kept = replace(seated.mine, needs=needs)
    events.keep_answer(conn, kept)
    about = meetings.meeting_of(conn, house, event)
    meetings.note_when_said(conn, about, action.person, _said_at(case, action))
    if seated.mine.answer is Coming.NO:
        _no_reminder(conn, house, about, action.person)
    _let_in(conn, house, case, about, seated)
    if seated.news or (action.needs and action.needs != mine.needs):
        _tell(conn, house, case, about, kept, action)


def _said_at(case: Case, action: do.RecordRsvp) -> datetime:
    """Give when it was said: by the calendar's clock, or, in words, when it came.

    Clocks differ: a button that was pressed about when words came is not older than they.
    """
    came = case.incoming.arrived if case.incoming is not None else case.now
    return action.said_at or came - CLOCKS_DIFFER


def give_up_places(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """Free the places of somebody who leaves, for those who wait; nobody is told but they."""
    for event, mine in events.asked_to(conn, person_id):
        if mine.answer in {Coming.YES, Coming.PROBABLY}:
            everybody = events.invitations_to(conn, event.id)
            seated = seat(event, everybody, mine, Coming.NO, case.now)
            events.keep_answer(conn, replace(seated.mine, needs=""))
            _let_in(conn, house, case, meetings.meeting_of(conn, house, event), seated)


def _would_come(
    conn: Connection, house: House, case: Case, event: Event, action: do.RecordRsvp
) -> None:
    """Somebody who was not invited answers: whether they may come is for a person to say."""
    if action.answer == Coming.NO:
        return
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        f"would come to {event.title} and wasn't invited",
        ("done",),
        person=action.person,
    )


def _no_reminder(conn: Connection, house: House, about: Meeting, person_id: int) -> None:
    why = "they don't come"
    outbox.withdraw_queued(
        conn,
        house.scheme_id,
        why,
        mails=(MailId.P44.value,),
        promise_id=about.kept.id,
        person_id=person_id,
    )


def _let_in(conn: Connection, house: House, case: Case, about: Meeting, seated: Seated) -> None:
    readers = people.people_by_id(conn, [one.person_id for one in seated.let_in])
    for one in seated.let_in:
        events.keep_answer(conn, one)
        letters.say_place_is_free(conn, house, case, about, readers[one.person_id])


def _tell(
    conn: Connection,
    house: House,
    case: Case,
    about: Meeting,
    kept: Invitation,
    action: do.RecordRsvp,
) -> None:
    """Say what was noted; a calendar that was pressed shows it itself, but not that all places are taken."""
    if case.incoming is None or (action.pressed and not kept.waits):
        return
    place = turn(events.invitations_to(conn, about.event.id), kept)
    values: dict[str, Value] = {
        "noted": kept.answer.value if kept.answer else None,
        "needs": bool(action.needs),
        "queue": (_ORDINAL[place] if place < len(_ORDINAL) else f"number {place}")
        if place
        else None,
        "thread": case.incoming.subject or about.event.title,
    }
    letters.acknowledge(conn, house, case, about, people.person_by_id(conn, kept.person_id), values)


def ask(conn: Connection, house: House, case: Case, action: do.AskSender) -> None:
    """Ask somebody which of the two likeliest things they meant, to be answered by a number (P35)."""
    assert action.event is not None, "it may be about an event"
    assert action.person is not None, "only known people are asked"
    event = events.event_by_id(conn, action.event)
    starts = house.hours.local(event.starts_at)
    when = f"{event.title} on {starts:%A} {starts.day} {starts:%B}"
    words = _yes_or_no(when) if action.day is None else _which(when, action)
    asked = open_offer(
        conn,
        house,
        case.now,
        action.person,
        MailId.P35,
        "which of two they meant",
        ("1", "2"),
        about={
            "event": event.id,
            "answer": action.answer,
            "day": action.day.isoformat() if action.day else "",
        },
        received_id=case.received_id,
    )
    queue(conn, house, case.now, _question(conn, house, case, asked, words))


def _which(when: str, action: do.AskSender) -> str:
    assert action.day is not None, "asked about a day"
    can = "Do you mean that you can" if action.answer != Coming.NO else "Do you mean that you can't"
    return f"{can} do this? Reply with a number:\n\n1 {when}.\n2 {action.day:%A} as your day for the task."


def _yes_or_no(when: str) -> str:
    return (
        f"An answer to {when} came from another calendar than the one I wrote to. "
        "Reply with a number:\n\n1 I'm coming.\n2 I'm not."
    )


def _question(conn: Connection, house: House, case: Case, asked: Promise, words: str) -> Letter:
    assert asked.person_id is not None, "asked of somebody"
    return Letter(
        MailId.P35,
        "which of two they meant",
        to=(people.person_by_id(conn, asked.person_id),),
        values={"answer": words, "coordinator": house.scheme.duty.first_name},
        answers=case.incoming,
        promise_id=asked.id,
        offers=asked.options,
    )


def answered(
    conn: Connection, house: House, case: Case, asked: Promise, option: str
) -> do.RecordDay | None:
    """Do what somebody meant, now that they have said which; give what it means for a task's day."""
    assert asked.person_id is not None, "asked of somebody"
    event, day = int(str(asked.details["event"])), str(asked.details.get("day") or "")
    answer = str(asked.details.get("answer") or "")
    if not day:
        answer = Coming.YES.value if option == "1" else Coming.NO.value
    if option == "1" or not day:
        record_rsvp(conn, house, case, do.RecordRsvp(asked.person_id, answer, event))
        return None
    owed = tasks.owed_by(conn, asked.person_id)
    stage = next((one for one in owed if one.kind is StageKind.DAY), None)
    if stage is None:
        return None
    said = (date.fromisoformat(day),)
    if answer == Coming.NO:
        return do.RecordDay(stage.id, refused=said)
    return do.RecordDay(stage.id, suits=said)

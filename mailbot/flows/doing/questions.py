"""Carry out what concerns questions, holds, safety and things that a person must see."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, PersonState
from mailbot.core.scheme import Coordinator, Mode
from mailbot.core.sending import KEPT_FOR_LATER
from mailbot.edges.db import inbound, outbox, partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators, shortened, tell_lead
from mailbot.flows.case import Case
from mailbot.flows.doing import known_answers
from mailbot.flows.house import House
from mailbot.flows.interrupting import FOR_THE_LEAD, interrupt
from mailbot.flows.open_items import FOR_LEAD_ALONE
from mailbot.flows.setting_aside import SHOWN, ask_to_set_aside
from mailbot.flows.writing import Letter, queue
from mailbot.translate.files import names_picture


def open_question(conn: Connection, house: House, case: Case, action: do.OpenQuestion) -> None:
    """Owe an answer; after a grace in which a person may have given it, say who has it now (P35)."""
    again = known_answers.question_to_open_again(conn, house, action.after)
    if again is not None:
        asked = known_answers.ask_on(conn, house, case, action, again)
    else:
        asked = _open(conn, house, case, action)
    arrived = case.incoming.arrived if case.incoming else case.now
    days = house.chasing.promise.resurface_working_days
    back = house.scheme.nobody_until
    begins = max(house.hours.today(arrived), back) if back else house.hours.today(arrived)
    by = house.hours.at_work.add_working_days(begins, days)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P35,
            "a question for a person",
            to=(people.person_by_id(conn, action.person),),
            values={
                "coordinator": house.scheme.duty.first_name,
                "by": house.hours.local(house.hours.at_work.deadline_on(by)),
            },
            answers=case.incoming,
            not_before=arrived + known_answers.GRACE_FOR_PEOPLE,
            promise_id=asked.id,
        ),
    )


def _open(conn: Connection, house: House, case: Case, action: do.OpenQuestion) -> Promise:
    near = {"suggest": action.suggestion} if action.suggestion else {}
    return put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.QUESTION,
        f"asks: {shortened(action.text)}",
        ("OK", "your words") if near else ("your answer",),
        person=action.person,
        details={"text": action.text, **near},
    )


def send_answer(conn: Connection, house: House, case: Case, asked: Promise, text: str) -> None:
    """Answer a question exactly once: the holding line is taken back if it has not left."""
    if not promises.close_promise(conn, asked.id, case.now, case.by, "answered"):
        return
    outbox.withdraw_queued(conn, house.scheme_id, "it was answered", promise_id=asked.id)
    assert asked.person_id is not None, "questions are asked by people"
    person = people.person_by_id(conn, asked.person_id)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P35,
            f"{case.by} answered question {asked.number}",
            to=(person,),
            values={
                "answer": text,
                "answered_by": case.by if case.by != "mailbot" else None,
                "coordinator": house.scheme.duty.first_name,
                "thread": "Your question",
            },
            received_id=asked.received_id,
            in_reply=True,
            once_key=f"P35:answer:{asked.id}",
        ),
    )


def close_question(conn: Connection, house: House, case: Case, action: do.CloseQuestion) -> None:
    """A person answered it themselves: nothing more is sent about it (F6, F7)."""
    asked = promises.promise_by_number(conn, house.scheme_id, action.number)
    if asked is None:
        return
    if promises.close_promise(conn, asked.id, case.now, case.by, action.by):
        outbox.withdraw_queued(conn, house.scheme_id, action.by, promise_id=asked.id)


def ask_sender(conn: Connection, house: House, case: Case, action: do.AskSender) -> None:
    """Ask whoever wrote, in their own thread."""
    incoming = case.incoming
    if incoming is None:
        return
    coordinator = house.scheme.coordinator(incoming.sender)
    duty = house.scheme.duty.first_name
    person = None if action.person is None else people.person_by_id(conn, action.person)
    values = {
        "coordinator": duty,
        "thread": incoming.subject or "your email",
        "what": "email",
        "why": action.about,
        "item": action.file or None,
        "picture": names_picture(action.file),
        "done": [SENTENCES.get(action.why, action.why)] if action.why else [],
    }
    asked = queue(
        conn,
        house,
        case.now,
        Letter(
            action.mail,
            action.why or "to understand what they mean",
            to=(person,) if person is not None else (),
            coordinator=coordinator if action.mail is MailId.N04 else None,
            address=incoming.sender if person is None and coordinator is None else "",
            values=values,
            answers=incoming,
        ),
    )
    if asked is None and action.mail is MailId.P51:
        # They were asked within a day: what came again and can't be read is for a person.
        tell_coordinator(conn, house, case, do.TellCoordinator(AGAIN_UNREAD, action.person))


AGAIN_UNREAD = "sent something that could not be read, again"


SENTENCES = {
    "what is it": 'What is it, then? Say for example "14 is a question, not a letter".',
    "which": 'Which one? Reply with its number, or "all".',
    "yes to what": "I don't know what the YES is for. Reply YES to the mail that asks for it.",
    "nothing open": "Nothing in that email is open any more: it has all been decided.",
    "not understood": "I didn't understand that, so nothing was done. "
    'Try "status", "late", "who sam", or answer the digest by number.',
}


def ask_coordinator(conn: Connection, house: House, case: Case, action: do.AskCoordinator) -> None:
    """Put a decision before the coordinators; what is held for a patient's sake, at once (F10)."""
    asked = put_before_coordinators(
        conn,
        house,
        case,
        action.matter,
        action.title,
        action.options,
        person=action.person,
        assignment=action.assignment,
        details={"until": action.until.isoformat()} if action.until else {},
    )
    if action.matter is do.Matter.HELD and action.person is not None:
        name = people.person_by_id(conn, action.person).name
        interrupt(
            conn,
            house,
            case,
            asked,
            "Held: possible patient details",
            f"A mail of {name} may name a patient. "
            + _said_to_them(house, "I've kept it back and asked for it without that part.")
            + f" It is in the mailbox {house.scheme.address}.",
            ("fine: pass it on as it is", "delete it"),
        )


def tell_coordinator(
    conn: Connection, house: House, case: Case, action: do.TellCoordinator
) -> None:
    """Put something before the coordinators until one of them says that it is seen to."""
    if action.matter is do.Matter.QUESTION:
        return  # the question stands in the digest as itself
    asked = put_before_coordinators(
        conn, house, case, action.matter, action.title, ("done",), person=action.person
    )
    if action.matter is do.Matter.URGENT and action.person is not None:
        name = people.person_by_id(conn, action.person).name
        interrupt(
            conn,
            house,
            case,
            asked,
            f"{name} {action.title}: read it today",
            f"{name} {action.title}. "
            + _said_to_them(
                house,
                "I've said sorry and that one of you reads it today, and stopped all automatic mail "
                "to them.",
            )
            + f" It is in the mailbox {house.scheme.address}.",
            ("done: you have seen to it",),
        )


def _said_to_them(house: House, said: str) -> str:
    """Give what they were told, or that nobody has answered them where we only listen."""
    listens = house.scheme.mode is Mode.LISTEN
    return "I only listen so far, so nobody has answered them yet." if listens else said


def _key(case: Case) -> str:
    return f"N03:{case.received_id}"


def tell_lead_urgently(
    conn: Connection, house: House, case: Case, action: do.TellLeadUrgently
) -> None:
    """Write to the lead now, and keep it open until somebody has seen to it."""
    name = ""
    if action.person is not None:
        name = f" ({people.person_by_id(conn, action.person).name})"
    if not action.past:
        put_before_coordinators(
            conn,
            house,
            case,
            do.Matter.URGENT,
            FOR_THE_LEAD if name else f"Somebody {FOR_THE_LEAD}",
            ("done",),
            person=action.person,
            details={FOR_LEAD_ALONE: True} if action.aside else None,
        )
    title = action.title[0].upper() + action.title[1:]
    reader = house.scheme.reader_instead_of(action.past) if action.past else None
    aside = action.aside and case.received_id is not None
    if aside and case.received_id is not None:
        ask_to_set_aside(conn, house, case.now, case.received_id)
    for one in (reader,) if reader else _who_reads(house, private=action.aside):
        tell_lead(
            conn,
            house,
            case,
            f"{title}{name}.",
            "Nothing was passed on.",
            _key(case) if one in {reader, house.scheme.lead} else f"{_key(case)}:{one.address}",
            one,
            folder=SHOWN if aside else "",
        )


def _who_reads(house: House, *, private: bool) -> tuple[Coordinator, ...]:
    """Give the lead, and a deputy where it is about no one's conduct: one of two may be asleep (F10, H3)."""
    scheme = house.scheme
    others = [one for one in (scheme.duty, *scheme.coordinators) if one != scheme.lead]
    return (scheme.lead,) if private else (scheme.lead, *others[:1])


def stop_automation(conn: Connection, house: House, case: Case, action: do.StopAutomation) -> None:
    """Send this person nothing automatic until a coordinator lifts it (H3, G12)."""
    people.change_person(conn, action.person, held=True)
    outbox.withdraw_unasked(
        conn, action.person, "a person sees to it first", keeping=KEPT_FOR_LATER
    )


def send_support(conn: Connection, house: House, case: Case, action: do.SendSupport) -> None:
    """Send the scheme's own support lines or contacts, at any hour (P49)."""
    person = people.person_by_id(conn, action.person)
    lines = [
        ", ".join(filter(None, (one.name, one.contact, one.hours)))
        for one in house.scheme.support_lines
    ]
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P49,
            "a person reads their mail now",
            to=(person,),
            values={
                "support": lines,
                "concern": action.concern,
                "contacts": list(house.scheme.concern_contacts),
            },
            answers=case.incoming,
        ),
    )


def record_pair(conn: Connection, house: House, case: Case, action: do.RecordPair) -> None:
    """Keep a pair that a coordinator introduced by hand; they have been told, so nothing is sent."""
    for one in action.people:
        pair = partnerships.current_partnership(conn, one)
        if pair is not None and pair.state is not PartnershipState.ACTIVE:
            partnerships.end_partnership(conn, pair.id, case.now)
    pair_id = partnerships.add_partnership(
        conn,
        house.scheme_id,
        action.people,
        PartnershipState.ACTIVE,
        case.now,
        (f"introduced by {case.by}",),
    )
    for one in action.people:
        people.change_person(conn, one, state=PersonState.ACTIVE, waiting_since=None)
    outbox.withdraw_queued(conn, house.scheme_id, "introduced by hand", partnership_id=pair_id)


def forget_text(conn: Connection, house: House, case: Case, action: do.ForgetText) -> None:
    """Keep the envelope and drop what was said (F6, "something private")."""
    if case.received_id is not None:
        inbound.forget_bytes(conn, case.received_id)

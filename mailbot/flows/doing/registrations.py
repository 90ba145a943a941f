"""Put registrations that need a person's eye before the coordinators, and do what they say (A2, A5)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, Role
from mailbot.edges.db import inbound, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.joining import enlist
from mailbot.flows.house import House
from mailbot.flows.incoming import Incoming
from mailbot.flows.ordering import inviting
from mailbot.flows.writing import Letter, queue
from mailbot.translate.names_said import name_said
from mailbot.translate.parse import parse
from mailbot.translate.words import own_words

MATCH, LEAVE = "match", "leave"
ADD, EXPERT, NO = "add", "expert", "no"
ROLES = {"clinician": Role.CLINICIAN, "manager": Role.GENERAL_MANAGER}


def never_completed(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Ask what becomes of somebody who was asked for details a week ago: they are not chased (A2)."""
    name = person.name or person.address
    if person.role is Role.UNKNOWN:
        title = f"{name} registered a week ago with no role. What are they?"
        options = (*ROLES, LEAVE)
    else:
        title = f"{name} registered a week ago, and details are missing. Match anyway?"
        options = (MATCH, LEAVE)
    put_before_coordinators(
        conn, house, case, do.Matter.REGISTRATION, title, options, person=person.id
    )


def completed_by(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> str:
    """Put somebody on the list as a coordinator says, or leave them until they write; give it in words."""
    if option not in {MATCH, LEAVE, *ROLES} or asked.person_id is None:
        return f"left open: {' / '.join(asked.options)}?"
    promises.close_promise(conn, asked.id, case.now, case.by, option)
    if option == LEAVE:
        return "done: they are left until they write again."
    if option in ROLES:
        people.change_person(conn, asked.person_id, role=ROLES[option])
    person = people.person_by_id(conn, asked.person_id)
    enlist(conn, house, Case(case.now, case.because, case.by), person)
    return "done: on the list for a buddy, and told so."


def senior_decided(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> str:
    """Take somebody senior on after all, invite them as an expert (X01), or say a kind no (A5)."""
    if asked.received_id is None or option not in asked.options:
        return f"left open: {' / '.join(asked.options)}?"
    promises.close_promise(conn, asked.id, case.now, case.by, option)
    if option == ADD:
        inbound.read_again(conn, asked.received_id, cleared=True)
        return "done: I take them on as they wrote."
    if option == EXPERT:
        mail = parse(inbound.bytes_of(conn, asked.received_id))
        words = own_words(mail)
        name = name_said(words.text, words.signature) or mail.senders[0].name
        return f"done: {inviting.invite_newcomer(conn, house, case, name, words.text, mail.sender)}"
    _say_no(conn, house, case, asked)
    return "done: they get a kind no."


def _say_no(conn: Connection, house: House, case: Case, asked: Promise) -> None:
    assert asked.received_id is not None, "checked before"
    row = inbound.mail_by_id(conn, asked.received_id)
    mail = parse(inbound.bytes_of(conn, asked.received_id))
    words = own_words(mail)
    incoming = Incoming(
        row.id, mail.message_id, mail.references, mail.subject, mail.sender, row.arrived_at
    )
    letter = Letter(
        MailId.P04,
        f"{case.by} chose to say no",
        address=mail.sender,
        values={"name": name_said(words.text, words.signature)},
        answers=incoming,
        approved=True,
        once_key=f"P04:{asked.id}",
    )
    queue(conn, house, case.now, letter)

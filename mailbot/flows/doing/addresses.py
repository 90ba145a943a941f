"""Carry out what concerns where somebody's mail goes: an address that is new, dead or not theirs."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState
from mailbot.edges.db import outbox, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of
from mailbot.flows.house import House
from mailbot.flows.undelivered import send_again
from mailbot.flows.writing import Letter, queue

OLD_ADDRESS_DAYS = 90
NOT_ME = ("no",)


def note_bounce(conn: Connection, house: House, case: Case, action: do.NoteBounce) -> None:
    """A single temporary failure means nothing (G11); a lasting one is for retire_address.

    What came back although the address works goes out once more, so that nothing is lost on the way.
    """
    if action.again is not None and action.person is not None:
        person = people.person_by_id(conn, action.person)
        send_again(conn, action.again, person, action.address, case.now)
    if action.person is None and action.permanent:
        put_before_coordinators(
            conn,
            house,
            case,
            do.Matter.ADDRESS,
            "A mail came back from an address that belongs to nobody here",
            ("done",),
        )


def retire_address(conn: Connection, house: House, case: Case, action: do.RetireAddress) -> None:
    """Write to a dead address no more: what came back goes to another one, or a coordinator is asked (A4)."""
    people.retire_address(conn, action.person, action.address)
    person = people.person_by_id(conn, action.person)
    if person.address:
        _fall_back(conn, house, case, person, action)
        return
    outbox.withdraw_queued(
        conn, house.scheme_id, "there is no address that works", person_id=person.id
    )
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.ADDRESS,
        f"{person.name}'s address doesn't work any more. Do you know another?",
        ("their new address", "no"),
        person=person.id,
    )
    _tell_buddies(conn, house, case, person, action.address)


def _fall_back(
    conn: Connection, house: House, case: Case, person: Person, action: do.RetireAddress
) -> None:
    """Go on at the next address with the very same mails, and say so there once; the buddy sees nothing."""
    outbox.readdress(conn, person.id, action.address, person.address)
    if action.outbox_id is not None:
        outbox.send_elsewhere(
            conn, action.outbox_id, person.id, action.address, person.address, case.now
        )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P38,
            "their first address is dead",
            to=(person,),
            values={"newer": person.address, "dead": action.address},
            in_reply=True,
            received_id=case.received_id,
            once_key=f"P38:{person.id}:{action.address}",
        ),
    )


def _tell_buddies(conn: Connection, house: House, case: Case, person: Person, address: str) -> None:
    """Say to who waits for them that an address has changed: it is not that they are silent (G11)."""
    line = (
        f"{person.first_name}'s email address has changed and we're finding the new one,"
        " so an answer may take a few days."
    )
    for buddy in buddies_of(conn, person.id):
        if buddy.takes_mail and buddy.state is PersonState.ACTIVE:
            letter = Letter(
                MailId.P33,
                "the buddy's address is dead",
                to=(buddy,),
                values={"line": line},
                in_reply=False,
                once_key=f"P33:{buddy.id}:{address}",
            )
            queue(conn, house, case.now, letter)


def change_contact(conn: Connection, house: House, case: Case, action: do.ChangeContact) -> None:
    """Keep the new address in front of the old one, and confirm to both (G11); a NO takes it back."""
    before = people.person_by_id(conn, action.person)
    changes = {"employer": action.employer, "phone": action.phone}
    said = {name: value for name, value in changes.items() if value}
    if said:
        people.change_person(conn, action.person, **said)
    if "@" not in action.email:
        return
    people.add_address(conn, house.scheme_id, action.person, action.email, first=True)
    person = people.person_by_id(conn, action.person)
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.NEW_ADDRESS.value,
        "a new address",
        case.now,
        asks_coordinator=False,
        options=list(NOT_ME),
        person_id=person.id,
        received_id=case.received_id,
        details={"newer": action.email, "older": before.address, "employer": before.employer},
    )
    for address in filter(None, dict.fromkeys((action.email, before.address))):
        letter = Letter(
            MailId.P38,
            "a new address",
            to=(person,),
            address=address,
            values={
                "newer": action.email,
                "days": OLD_ADDRESS_DAYS,
                "employer": action.employer,
            },
            answers=case.incoming,
            in_reply=True,
            promise_id=kept.id,
            offers=NOT_ME,
        )
        queue(conn, house, case.now, letter)


def not_theirs(conn: Connection, house: House, case: Case, asked: Promise) -> None:
    """Go back to the address on file at a NO from either, say so there, and let a coordinator know."""
    if not promises.close_promise(conn, asked.id, case.now, "participant", "no"):
        return
    older, person_id = str(asked.details.get("older") or ""), asked.person_id or 0
    people.retire_address(conn, person_id, str(asked.details["newer"]))
    if older:
        people.add_address(conn, house.scheme_id, person_id, older, first=True)
    people.change_person(conn, person_id, employer=str(asked.details.get("employer") or ""))
    person = people.person_by_id(conn, person_id)
    outbox.readdress(conn, person.id, str(asked.details["newer"]), person.address)
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        f"{person.name} says that a new address wasn't theirs; I took it back",
        ("done",),
        person=person.id,
    )
    answer = f"It's as it was: I write to you at your old address, and {house.scheme.duty.first_name} knows."
    letter = Letter(
        MailId.P35,
        "the new address wasn't theirs",
        to=(person,),
        values={
            "answer": answer,
            "coordinator": house.scheme.duty.first_name,
            "thread": "Your address",
        },
        received_id=case.received_id,
        in_reply=True,
        once_key=f"P35:address:{asked.id}",
    )
    queue(conn, house, case.now, letter)

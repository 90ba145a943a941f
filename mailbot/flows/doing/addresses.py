"""Carry out what concerns where somebody's mail goes: an address asked about, changed or dead."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.edges.db import inbound, outbox, people, promises
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing import first_answers, same_person, whose
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

OLD_ADDRESS_DAYS = 90


def ask_known_address(
    conn: Connection, house: House, case: Case, action: do.AskKnownAddress
) -> None:
    """Ask the person on file whether a mail from elsewhere was theirs (G1), and chase no more."""
    person = people.person_by_id(conn, action.person)
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.ADDRESS,
        f"{person.name}: a mail in their thread came from another address; was it theirs?",
        ("yes", "no"),
        person=person.id,
        details={"address": action.new_address},
    )
    for address in (person.address, action.new_address):
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P15,
                "a mail from an unknown address in a known thread",
                to=(person,),
                address=address,
                values={"what": "letter", "other": action.new_address},
                answers=case.incoming,
                once_key=f"P15:{person.id}:{action.new_address}:{address}",
                promise_id=asked.id,
                offers=("yes", "no"),
            ),
        )


def link_answer(conn: Connection, house: House, case: Case, action: do.LinkAnswer) -> None:
    """Remember the other address and read the mail that came from it again, or leave both be."""
    asked = promises.promise_by_id(conn, action.promise)
    if asked.kind == do.Matter.SAME_PERSON:
        same_person.said_by(conn, house, case, asked, same=action.confirmed)
        return
    if asked.kind == do.Matter.FIRST_ANSWER:
        first_answers.answered(conn, case, asked)
        return
    if asked.kind == do.Matter.WRITER:
        if action.person is not None:
            whose.settle_who_wrote(conn, house, case, asked, action.person, "participant")
        return
    outcome = "yes" if action.confirmed else "no"
    if not promises.close_promise(conn, asked.id, case.now, "participant", outcome):
        return
    address = str(asked.details.get("address", ""))
    if action.confirmed and asked.person_id is not None and address:
        people.add_address(conn, house.scheme_id, asked.person_id, address)
        if asked.received_id is not None:
            inbound.read_again(conn, asked.received_id)


def note_bounce(conn: Connection, house: House, case: Case, action: do.NoteBounce) -> None:
    """A single temporary failure means nothing (G11); a lasting one is for retire_address."""
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
    """Write to a dead address no more; without another one a coordinator is asked."""
    people.retire_address(conn, action.person, action.address)
    person = people.person_by_id(conn, action.person)
    if person.address:
        outbox.readdress(conn, person.id, action.address, person.address)
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


def change_contact(conn: Connection, house: House, case: Case, action: do.ChangeContact) -> None:
    """Keep the new address in front of the old one, and confirm to both (G11)."""
    before = people.person_by_id(conn, action.person)
    changes = {"employer": action.employer, "phone": action.phone}
    said = {name: value for name, value in changes.items() if value}
    if said:
        people.change_person(conn, action.person, **said)
    if "@" not in action.email:
        return
    people.add_address(conn, house.scheme_id, action.person, action.email, first=True)
    person = people.person_by_id(conn, action.person)
    for address in dict.fromkeys((action.email, before.address)):
        queue(
            conn,
            house,
            case.now,
            Letter(
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
            ),
        )

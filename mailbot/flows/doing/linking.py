"""Ask whose an address or a mail is, and do what is answered (G1, A6)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.edges.db import inbound, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing import addresses, first_answers, same_person, whose
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue


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
                values={"other": action.new_address},
                answers=case.incoming,
                once_key=f"P15:{person.id}:{action.new_address}:{address}",
                promise_id=asked.id,
                offers=("yes", "no"),
            ),
        )


def link_answer(conn: Connection, house: House, case: Case, action: do.LinkAnswer) -> None:
    """Do what was answered, by the kind of thing that was asked."""
    asked = promises.promise_by_id(conn, action.promise)
    match asked.kind:
        case do.Matter.SAME_PERSON:
            same_person.said_by(conn, house, case, asked, same=action.confirmed)
        case do.Matter.FIRST_ANSWER:
            first_answers.answered(conn, case, asked)
        case do.Matter.NEW_ADDRESS if not action.confirmed:
            addresses.not_theirs(conn, house, case, asked)
        case do.Matter.WRITER if action.person is not None:
            whose.settle_who_wrote(conn, house, case, asked, action.person, "participant")
        case do.Matter.ADDRESS:
            _link_address(conn, house, case, asked, confirmed=action.confirmed)


def _link_address(
    conn: Connection, house: House, case: Case, asked: Promise, *, confirmed: bool
) -> None:
    """Remember the other address and read the mail that came from it again, or leave both be."""
    outcome = "yes" if confirmed else "no"
    if not promises.close_promise(conn, asked.id, case.now, "participant", outcome):
        return
    address = str(asked.details.get("address", ""))
    if confirmed and asked.person_id is not None and address:
        people.add_address(conn, house.scheme_id, asked.person_id, address)
        if asked.received_id is not None:
            inbound.read_again(conn, asked.received_id)

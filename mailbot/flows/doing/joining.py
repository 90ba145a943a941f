"""Carry out what concerns who somebody is and where their mail goes."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState
from mailbot.edges.db import inbound, outbox, partnerships, people, promises
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.questions import open_question
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

LOOK_AGAIN = timedelta(days=7)
OLD_ADDRESS_DAYS = 90
DETAILS = ("name", "role", "specialty", "grade", "employer", "town", "phone")


def register(conn: Connection, house: House, case: Case, action: do.Register) -> None:
    """Take somebody on with what they said, before anything else is decided about them (A1)."""
    details = {name: getattr(action, name) for name in DETAILS}
    person_id = people.add_person(
        conn, house.scheme_id, PersonState.REGISTERED, case.now, last_sign_at=case.now, **details
    )
    people.add_address(conn, house.scheme_id, person_id, action.address)
    if action.other_address and "@" in action.other_address:
        people.add_address(conn, house.scheme_id, person_id, action.other_address)
    if action.question:
        open_question(conn, house, case, do.OpenQuestion(person_id, action.question))


def update_registration(
    conn: Connection, house: House, case: Case, action: do.UpdateRegistration
) -> None:
    """Fill in what somebody told us later; what they said before is replaced only by new words."""
    before = people.person_by_id(conn, action.person)
    said = {name: getattr(action, name) for name in DETAILS if getattr(action, name)}
    if before.state is not PersonState.REGISTERED:
        said.pop("name", None)
    if said:
        people.change_person(conn, action.person, **said)
    if "@" in action.other_address:
        people.add_address(conn, house.scheme_id, action.person, action.other_address)


def ask_details(conn: Connection, house: House, case: Case, action: do.AskDetails) -> None:
    """Ask once for everything that is missing; a coordinator hears when it never comes (A2)."""
    for person in _just_registered(conn, house, action.address):
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P02,
                "details are missing",
                to=(person,),
                values={"asks": list(action.asks)},
                answers=case.incoming,
                once_key=f"P02:{person.id}",
            ),
        )
        people.change_person(conn, person.id, next_look_at=case.now + LOOK_AGAIN)


def _just_registered(conn: Connection, house: House, address: str) -> list[Person]:
    found = people.who_has_address(conn, house.scheme_id, address)
    return [one for one in found if one.state is PersonState.REGISTERED]


def enlist(
    conn: Connection,
    house: House,
    case: Case,
    person: Person,
    *,
    not_before: datetime | None = None,
) -> None:
    """Put somebody whose details are complete on the list, and say so once (P01), not earlier than told."""
    people.change_person(
        conn,
        person.id,
        state=PersonState.WAITING,
        waiting_since=person.waiting_since or case.now,
        next_look_at=None,
    )
    understood = [person.grade, person.specialty, _role(person), person.employer, person.town]
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P01,
            "registration complete",
            to=(person,),
            values={
                "understood": [one for one in dict.fromkeys(understood) if one],
                "second_address": len(person.addresses) > 1,
            },
            answers=case.incoming,
            in_reply=case.incoming is not None,
            not_before=not_before,
            once_key=f"P01:{person.id}",
        ),
    )


def _role(person: Person) -> str:
    return "" if person.grade or person.specialty else person.role.value.replace("_", " ")


def join_waiting_list(
    conn: Connection, house: House, case: Case, action: do.JoinWaitingList
) -> None:
    """Put somebody on the list: complete for the first time, or back, and then first (A1, D8)."""
    if action.person is None:
        for one in _just_registered(conn, house, action.address):
            enlist(conn, house, case, one)
        return
    person = people.person_by_id(conn, action.person)
    if person.state is PersonState.REGISTERED:
        enlist(conn, house, case, person)
        return
    pair = partnerships.current_partnership(conn, person.id)
    state = PersonState.WAITING if pair is None else PersonState.ACTIVE
    people.change_person(
        conn,
        person.id,
        state=state,
        paused_until=None,
        quiet_since=None,
        next_look_at=None,
        waiting_since=person.waiting_since or case.now,
    )


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

"""Carry out what concerns who somebody is: taken on, asked for what is missing, put on the list."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import FURTHER_ADDRESS, Person, PersonState, called
from mailbot.edges.db import journal, outbox, partnerships, people
from mailbot.flows.case import Case
from mailbot.flows.doing import first_answers
from mailbot.flows.doing.preferring import prefer, preferences_of
from mailbot.flows.doing.questions import open_question
from mailbot.flows.doing.returning import take_up
from mailbot.flows.doing.staying import stay
from mailbot.flows.house import House
from mailbot.flows.marked import unmark
from mailbot.flows.writing import Letter, queue

LOOK_AGAIN = timedelta(days=7)
DETAILS = ("name", "role", "specialty", "grade", "employer", "town", "phone")


def register(conn: Connection, house: House, case: Case, action: do.Register) -> None:
    """Take somebody on with what they said, before anything else is decided about them (A1)."""
    details = {name: getattr(action, name) for name in DETAILS}
    person_id = people.add_person(
        conn, house.scheme_id, PersonState.REGISTERED, case.now, last_sign_at=case.now, **details
    )
    people.add_address(conn, house.scheme_id, person_id, action.address)
    unmark(house, action.address, action.name)
    _keep_further(conn, house, person_id, action.other_address)
    if action.heard_from:
        note_source(conn, house, case, person_id, action.heard_from)
    if action.doubted:
        first_answers.wait_for(conn, house, case, person_id)
    if action.question:
        open_question(conn, house, case, do.OpenQuestion(person_id, action.question))
    prefer(conn, house, case, person_id, action.wishes, action.not_with)


def note_source(
    conn: Connection, house: House, case: Case, person_id: int, heard_from: str
) -> None:
    """Keep where somebody heard of the scheme, for `who` and the contact book (A1, A8)."""
    entry = journal.Entry(
        case.now,
        "update_registration",
        "they said where they heard of the scheme",
        case.by,
        person_id=person_id,
        details={journal.HEARD_FROM: heard_from},
    )
    journal.note(conn, house.scheme_id, entry)


def update_registration(
    conn: Connection, house: House, case: Case, action: do.UpdateRegistration
) -> None:
    """Fill in what somebody told us later; what they said before is replaced only by new words."""
    before = people.person_by_id(conn, action.person)
    said = {name: getattr(action, name) for name in DETAILS if getattr(action, name)}
    if before.state is not PersonState.REGISTERED:
        said.pop("name", None)
    if action.called:
        said["name"] = called(str(said.get("name", before.name)), action.called)
    if said:
        people.change_person(conn, action.person, **said)
    _keep_further(conn, house, action.person, action.other_address)
    prefer(conn, house, case, action.person, action.wishes, action.not_with)
    if before.state is PersonState.WAITING and any(
        value != getattr(before, name) for name, value in said.items()
    ):
        _read_back(conn, house, case, action.person)


def _read_back(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """Say what is understood now, to somebody who put right what P01 said (A1)."""
    person = people.person_by_id(conn, person_id)
    told = [person.name, *_understood(person)]
    letter = Letter(
        MailId.P35,
        "they put right what was understood",
        to=(person,),
        values={"answer": f"Thank you. I have you as: {', '.join(told)}.", "noted": True},
        answers=case.incoming,
        about="details",
    )
    queue(conn, house, case.now, letter)


def _keep_further(conn: Connection, house: House, person_id: int, address: str) -> None:
    """Keep an address to fall back on; one that is somebody else's is not anybody's to name."""
    owners = people.who_has_address(conn, house.scheme_id, address) if "@" in address else ()
    if "@" in address and not owners and not house.is_ours(address):
        people.add_address(conn, house.scheme_id, person_id, address)


def ask_details(conn: Connection, house: House, case: Case, action: do.AskDetails) -> None:
    """Ask once for everything that is missing; a coordinator hears when it never comes (A2)."""
    person = newest_at(conn, house, action.address)
    if person is None:
        return
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P02,
            "details are missing",
            to=(person,),
            values={"asks": asks_of(person, action.asks)},
            answers=case.incoming,
            in_reply=True,
            once_key=f"P02:{person.id}",
        ),
    )
    people.change_person(conn, person.id, next_look_at=case.now + LOOK_AGAIN)


def asks_of(person: Person, missing: Sequence[str]) -> list[str]:
    """Give everything that is asked for in one go, the address for later with it (A2, A4)."""
    return [*missing, *([FURTHER_ADDRESS] if len(person.addresses) < 2 else [])]


def newest_at(conn: Connection, house: House, address: str) -> Person | None:
    """Give who registered last from an address and is not on the list yet; several may share it."""
    found = people.who_has_address(conn, house.scheme_id, address)
    here = [one for one in found if one.state is PersonState.REGISTERED]
    return max(here, key=lambda one: one.id, default=None)


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
    asked_before = outbox.is_queued(conn, house.scheme_id, f"P02:{person.id}")
    understood = _understood(person) + preferences_of(conn, house.scheme_id, person.id)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P01,
            "registration complete",
            to=(person,),
            values={
                "understood": understood,
                "second_address": len(person.addresses) > 1 or asked_before,
            },
            answers=case.incoming,
            in_reply=case.incoming is not None,
            not_before=not_before,
            once_key=f"P01:{person.id}",
        ),
    )


def _understood(person: Person) -> list[str]:
    told = (person.grade, person.specialty, _role(person), person.employer, person.town)
    return [one for one in dict.fromkeys(told) if one]


def _role(person: Person) -> str:
    return "" if person.grade or person.specialty else person.role.value.replace("_", " ")


def join_waiting_list(
    conn: Connection, house: House, case: Case, action: do.JoinWaitingList
) -> None:
    """Put somebody on the list: complete for the first time, or back, and then first (A1, D8)."""
    if action.person is None:
        newest = newest_at(conn, house, action.address)
        if newest is not None:
            enlist(conn, house, case, newest)
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
    if person.state is PersonState.LEFT and pair is not None:
        stay(conn, house, case, people.person_by_id(conn, person.id))
    elif person.state is PersonState.PAUSED and pair is not None:
        take_up(conn, house, case, people.person_by_id(conn, person.id))
    # That their place is paused has still to leave, and is not so any more (D8).
    outbox.withdraw_queued(
        conn, house.scheme_id, "they are back", mails=(MailId.P28.value,), person_id=person.id
    )

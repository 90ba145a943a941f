"""Ask whether two registrations are one person's, and keep them together or apart (A6, P03)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState, missing_details
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.joined import join_records
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.joining import ask_details, enlist, newest_at
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

OPTIONS = ("yes", "no")


def ask_both(conn: Connection, house: House, case: Case, action: do.AskKnownAddress) -> None:
    """Ask at both addresses; until somebody has said, the newcomer is matched with nobody.

    A coordinator can decide it as well: the one who is asked may never answer.
    """
    older = people.person_by_id(conn, action.person)
    newer = newest_at(conn, house, action.new_address)
    if newer is None:
        return
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.SAME_PERSON,
        f"{older.name} registered again from another address. The same person?",
        OPTIONS,
        person=older.id,
        details={"newer": newer.id},
    )
    for person in (older, newer):
        _ask(conn, house, case, person, asked, to_older=person is older, dead=not older.address)


def _ask(
    conn: Connection,
    house: House,
    case: Case,
    person: Person,
    asked: Promise,
    *,
    to_older: bool,
    dead: bool,
    again: bool = False,
) -> None:
    """Ask one of the two; the newer one never learns the address of the older."""
    newer = people.person_by_id(conn, _newer(asked))
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P03,
            "the same name and site from another address",
            to=(person,),
            values={"newer": newer.address, "to_older": to_older, "again": again, "dead": dead},
            answers=None if to_older or again else case.incoming,
            thread=f"P03:{asked.id}:{person.id}",
            received_id=case.received_id,
            in_reply=True,
            once_key=f"P03:{asked.id}:{person.id}{':again' if again else ''}",
            promise_id=asked.id,
            offers=OPTIONS,
        ),
    )


def _newer(asked: Promise) -> int:
    return int(str(asked.details["newer"]))


def said_by(conn: Connection, house: House, case: Case, asked: Promise, *, same: bool) -> None:
    """Do what one of the two said: a yes counts from the older address only, a no from either."""
    if asked.state != "open":
        return
    older = people.person_by_id(conn, asked.person_id or 0)
    sender = case.incoming.sender if case.incoming is not None else ""
    if not same:
        keep_apart(conn, house, case, asked, "participant")
    elif sender in people.every_address(conn, older.id):
        keep_together(conn, house, case, asked, "participant")
    else:
        newer = people.person_by_id(conn, _newer(asked))
        dead = not older.address
        _ask(conn, house, case, newer, asked, to_older=False, dead=dead, again=True)


def keep_together(conn: Connection, house: House, case: Case, asked: Promise, by: str) -> str:
    """Make one record of the two and say so at both addresses; give it in words."""
    older = people.person_by_id(conn, asked.person_id or 0)
    newer = people.person_by_id(conn, _newer(asked))
    if partnerships.current_partnership(conn, newer.id) is not None:
        return "left open: the newer one is in a pair already. Split that first."
    if not promises.close_promise(conn, asked.id, case.now, by, "yes"):
        return "was done already."
    join_records(conn, older.id, newer.id)
    person = people.person_by_id(conn, older.id)
    if person.state is PersonState.REGISTERED and not _missing(person):
        enlist(conn, house, case, person)
    for address in person.addresses:
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P38,
                "two addresses of one person",
                to=(person,),
                address=address,
                values={"newer": person.address, "together": True},
                in_reply=True,
                received_id=case.received_id,
                once_key=f"P38:{asked.id}:{address}",
            ),
        )
    return "done: one person, with both addresses."


def keep_apart(conn: Connection, house: House, case: Case, asked: Promise, by: str) -> str:
    """Let them be two people, and go on with the newcomer's registration; give it in words."""
    if not promises.close_promise(conn, asked.id, case.now, by, "no"):
        return "was done already."
    newer = people.person_by_id(conn, _newer(asked))
    if newer.state is not PersonState.REGISTERED:
        return "done: two people."
    missing = _missing(newer)
    if missing:
        ask_details(conn, house, case, do.AskDetails(newer.address, missing))
    else:
        enlist(conn, house, case, newer)
    return "done: two people, told apart by where they work."


def _missing(person: Person) -> tuple[str, ...]:
    return missing_details(
        {name: str(getattr(person, name)) for name in ("name", "role", "employer", "town")}
    )

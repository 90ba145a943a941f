"""Ask who wrote a mail from a mailbox that several people share, and read it again as theirs (A6)."""

import re

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.namesakes import called_together
from mailbot.core.people import PersonState
from mailbot.edges.db import inbound, outbox, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

OFFERS = ("name",)


def ask_who_wrote(conn: Connection, house: House, case: Case) -> None:
    """Ask at the shared address, and let a coordinator say it too; until then nobody there is chased."""
    incoming = case.incoming
    if incoming is None:
        return
    owners = people.who_has_address(conn, house.scheme_id, incoming.sender)
    here = [one for one in owners if one.state is not PersonState.LEFT] or list(owners)
    names = called_together(here)
    days = house.chasing.promise.resurface_working_days
    later = house.hours.nudge_on(house.hours.add_working_days(house.hours.today(case.now), days))
    for one in here:
        outbox.put_off_unasked(conn, one.id, later, "their mailbox wrote, and not who")
    asked = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.WRITER.value,
        f"{' and '.join(one.name for one in here)} share an address, and a mail from it of"
        f" {house.hours.local(incoming.arrived):%A} doesn't say whose it is. Whose?",
        case.now,
        asks_coordinator=True,
        options=names,
        received_id=incoming.received_id,
        details={"people": [[one.id, name] for one, name in zip(here, names, strict=True)]},
    )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P15,
            "two people share the address it came from",
            address=incoming.sender,
            values={"who": names},
            answers=incoming,
            promise_id=asked.id,
            offers=OFFERS,
        ),
    )


def settle_who_wrote(
    conn: Connection, house: House, case: Case, asked: Promise, person: int, by: str
) -> bool:
    """Keep whose mail it was and let it be read again as theirs; False when that was settled before."""
    if not promises.close_promise(conn, asked.id, case.now, by, str(person)):
        return False
    if asked.received_id is not None:
        inbound.read_again(conn, asked.received_id)
    return True


def chosen_writer(asked: Promise, words: str) -> int | None:
    """Give the id of the one whom a coordinator names by the offered word."""
    said = set(re.findall(r"[\w'-]+", words.casefold()))
    kept = asked.details.get("people")
    pairs = kept if isinstance(kept, list) else []
    fits = [int(one) for one, name in pairs if said & set(str(name).casefold().split())]
    return fits[0] if len(fits) == 1 else None

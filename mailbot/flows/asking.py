"""Put something before a person: a numbered decision, an urgent line, or a question they owe."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue
from mailbot.translate.asked import without_greeting


def put_before_coordinators(
    conn: Connection,
    house: House,
    case: Case,
    matter: Matter,
    title: str,
    options: Sequence[str],
    *,
    person: int | None = None,
    assignment: int | None = None,
    partnership: int | None = None,
    details: dict[str, object] | None = None,
    number: int = 0,
) -> Promise:
    """Open a decision; the digest shows it until somebody has answered. An open twin is reused.

    It gets the next number of the scheme, unless coordinators know it by `number` already.
    """
    for twin in promises.open_promises(conn, house.scheme_id, matter.value, person):
        same = (twin.title, twin.assignment_id, twin.partnership_id, twin.person_id)
        if same == (title, assignment, partnership, person):
            return twin
    return promises.open_promise(
        conn,
        house.scheme_id,
        matter.value,
        title,
        case.now,
        asks_coordinator=True,
        number=number,
        options=list(options),
        person_id=person,
        received_id=case.received_id,
        assignment_id=assignment,
        partnership_id=partnership,
        details=details or {},
        next_look_at=_looked_at_again(house, matter, case.now),
    )


def ask_from_now_on(conn: Connection, house: House, case: Case, kept: Promise) -> None:
    """Put before coordinators what was only kept so far, in a mail of its own that goes today."""
    promises.change_promise(
        conn,
        kept.id,
        asks_coordinator=True,
        opened_at=case.now,
        details={**kept.details, "apart": True},
        next_look_at=_looked_at_again(house, Matter(kept.kind), case.now),
    )


SHOWN_WORDS = 25


def shortened(text: str) -> str:
    """Give the first words of somebody's text without its greeting, as a list shows them."""
    words = without_greeting(text).split()
    return " ".join(words[:SHOWN_WORDS]) + (" ..." if len(words) > SHOWN_WORDS else "")


def _looked_at_again(house: House, matter: Matter, now: datetime) -> datetime:
    """Give when whoever waits hears that they still do: a new buddy is promised sooner (P25, D7)."""
    rules = house.chasing.promise
    sooner = matter is Matter.REMATCH
    days = rules.rematch_working_days if sooner else rules.everybody_working_days
    hours = house.hours.at_work
    return hours.nudge_on(hours.add_working_days(hours.today(now), days))


def tell_lead(
    conn: Connection,
    house: House,
    case: Case,
    fact: str,
    done: str,
    once_key: str,
    reader: Coordinator | None = None,
    *,
    folder: str = "",
) -> None:
    """Write to the lead, or to who reads it instead, at once, without quoting a word (H2, H3, G12).

    `folder` is where it is put, as far as the mailbox allows.
    """
    where = f"in the mailbox {house.scheme.address}"
    if folder:
        where += f", folder {folder} (or the inbox, if it couldn't be moved)"
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N03,
            fact,
            coordinator=reader or house.scheme.lead,
            values={"fact": fact, "where": where, "done": done},
            received_id=case.received_id,
            once_key=once_key,
        ),
    )

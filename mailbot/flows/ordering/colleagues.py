"""Tell a colleague who had a mail about something that it was undone (F5, F12)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import outbox
from mailbot.edges.db.changes import Changes
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue


@dataclass(frozen=True, slots=True)
class Heard:
    """Who had a mail, and its subject; they need not be a coordinator yet."""

    who: Coordinator
    subject: str


def who_heard(conn: Connection, house: House, changes: Changes, me: str) -> Sequence[Heard]:
    """Give whom a piece of work wrote to as to a coordinator, and not at the address `me`; sent mails count."""
    found: dict[str, Heard] = {}
    for one in changes.ids_made("outbox"):
        sent = outbox.outgoing_by_id(conn, one)
        if sent is None or sent.state != "sent":
            continue
        address = sent.recipients[0]
        if CATALOGUE[MailId(sent.mail)].audience is Audience.COORDINATOR and address != me:
            known = house.scheme.coordinator(address) or Coordinator(address, address)
            found[address] = Heard(known, sent.subject)
    return tuple(found.values())


def tell(conn: Connection, house: House, case: Case, done: Promise, heard: Heard) -> None:
    """Tell one of them, once, who took it back."""
    letter = Letter(
        MailId.N06,
        "what they had heard of was undone",
        coordinator=heard.who,
        values={
            "thread": heard.subject,
            "undone": [f"{done.title}. {case.by} took it back, and you needn't do anything."],
            "left": [],
            "correction": False,
        },
        once_key=f"N06:{done.id}:{heard.who.address}",
    )
    queue(conn, house, case.now, letter)

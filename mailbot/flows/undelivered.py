"""Weigh a report that a mail came back against what has come from that very address since."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.mail import MachineKind, MachineMail
from mailbot.core.mails import CATALOGUE, MailId
from mailbot.core.people import Person
from mailbot.core.reading import Answered
from mailbot.edges.db import inbound, outbox
from mailbot.translate.parse import parse

# Where a report doesn't say which mail came back, only what came just before it tells anything.
JUST_BEFORE = timedelta(days=2)


def wrote_since(
    conn: Connection,
    machine: MachineMail | None,
    answered: Answered | None,
    addressees: tuple[Person, ...],
    arrived: datetime,
) -> frozenset[str]:
    """Give the failed addresses that work: something came from them after the mail that came back had left.

    An automatic reply counts too: it is no sign of life, and shows that the mailbox is there (G11).
    """
    if machine is None or machine.kind is not MachineKind.BOUNCE:
        return frozenset()
    failed = {one.address for one in machine.recipients}
    back = None if answered is None else outbox.outgoing_by_id(conn, answered.outbox_id)
    left = arrived - JUST_BEFORE if back is None else back.sent_at
    if left is None:
        return frozenset(failed)  # it is on its way a second time: this report is about the first
    found = {
        sender
        for person in addressees
        if failed & set(person.addresses)
        for sender in _senders(conn, person.id, left)
    }
    return frozenset(found & failed)


def _senders(conn: Connection, person_id: int, since: datetime) -> Iterator[str]:
    for raw in inbound.written_by(conn, person_id, since):
        yield from (one.address for one in parse(raw).senders)


def send_again(
    conn: Connection, outbox_id: int, person: Person, address: str, now: datetime
) -> bool:
    """Send a mail once more to an address that works; False for what is out of date or was answered."""
    back = outbox.outgoing_by_id(conn, outbox_id)
    if back is None or back.sent_at is None or CATALOGUE[MailId(back.mail)].lapses:
        return False
    if any(
        back.message_id in (*mail.references, *mail.in_reply_to)
        for mail in map(parse, inbound.written_by(conn, person.id, back.sent_at))
    ):
        return False
    return outbox.send_elsewhere(conn, outbox_id, person.id, address, address, now)

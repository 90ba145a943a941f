"""Tell who wrote a mail, and whether a server that is trusted vouches for it."""

from sqlalchemy import Connection

from mailbot.core.mail import ParsedMail
from mailbot.core.people import Person
from mailbot.core.reading import (
    Sender,
    SenderKind,
)
from mailbot.edges.db import people
from mailbot.flows.house import House
from mailbot.translate.vouching import dmarc_verdict, vouched_for


def sender_of(conn: Connection, house: House, mail: ParsedMail, writer: Person | None) -> Sender:
    """Give who wrote a mail, by its address alone; `writer` is who it was of those who share one."""
    address = mail.sender
    if address and house.is_ours(address):
        return Sender(SenderKind.OURSELVES, address)
    coordinator = house.scheme.coordinator(address) if address else None
    verdict = dmarc_verdict(mail, house.scheme.trusted_authserv)
    verified, disowned = verdict == "pass", verdict == "fail"
    vouched = vouched_for(mail, house.scheme.trusted_authserv, verdict)
    if coordinator is not None:
        return Sender(SenderKind.COORDINATOR, address, (), coordinator, verified, disowned, vouched)
    known = people.who_has_address(conn, house.scheme_id, address) if address else ()
    if not known:
        return Sender(SenderKind.STRANGER, address, (), None, verified, vouched=vouched)
    if writer is not None:
        known = tuple(one for one in known if one.id == writer.id) or known
    kind = SenderKind.PARTICIPANT if len(known) == 1 else SenderKind.SHARED
    if known[0].role.value == "expert" and len(known) == 1:
        kind = SenderKind.EXPERT
    return Sender(kind, address, known, None, verified, vouched=vouched)

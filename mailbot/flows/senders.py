"""Tell who wrote a mail, and whether a server that is trusted vouches for it."""

import re

from sqlalchemy import Connection

from mailbot.core.mail import ParsedMail
from mailbot.core.people import Person
from mailbot.core.reading import (
    Sender,
    SenderKind,
)
from mailbot.edges.db import people
from mailbot.flows.house import House
from mailbot.translate.vouching import vouched_for


def sender_of(conn: Connection, house: House, mail: ParsedMail, writer: Person | None) -> Sender:
    """Give who wrote a mail, by its address alone; `writer` is who it was of those who share one."""
    address = mail.sender
    if address and house.is_ours(address):
        return Sender(SenderKind.OURSELVES, address)
    coordinator = house.scheme.coordinator(address) if address else None
    verdict = dmarc_verdict(mail, house.scheme.trusted_authserv)
    verified, disowned = verdict == "pass", verdict == "fail"
    if coordinator is not None:
        return Sender(SenderKind.COORDINATOR, address, (), coordinator, verified, disowned)
    known = people.who_has_address(conn, house.scheme_id, address) if address else ()
    vouched = vouched_for(mail, house.scheme.trusted_authserv, verdict)
    if not known:
        return Sender(SenderKind.STRANGER, address, (), None, verified, vouched=vouched)
    if writer is not None:
        known = tuple(one for one in known if one.id == writer.id) or known
    kind = SenderKind.PARTICIPANT if len(known) == 1 else SenderKind.SHARED
    if known[0].role.value == "expert" and len(known) == 1:
        kind = SenderKind.EXPERT
    return Sender(kind, address, known, None, verified, vouched=vouched)


def dmarc_verdict(mail: ParsedMail, trusted: tuple[str, ...]) -> str:
    """Give what a trusted server says of this very From: "pass", "fail" and their like, or "".

    Only the first Authentication-Results counts, and only when its authserv-id is configured; the
    list is empty by default (RFC 8601 sections 5 and 7.1). Two From fields prove nothing.
    """
    results = mail.all_headers("authentication-results")
    if not results or not mail.sender:
        return ""
    first = results[0]
    server = re.split(r"[;\s]", first.strip(), maxsplit=1)[0].lower()
    if server not in {one.lower() for one in trusted}:
        return ""
    bare = re.sub(r"\([^()]*\)", " ", first.lower())
    domain = re.escape(mail.sender.rpartition("@")[2])
    for part in bare.split(";"):
        said = re.search(r"\bdmarc\s*=\s*(\w+)\b", part)
        if said and re.search(rf"\bheader\.from\s*=\s*{domain}(?![\w.-])", part):
            return said[1]
    return ""

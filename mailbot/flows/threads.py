"""Tell which of our mails is answered, and whether its reader is who answers it."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from mailbot.core.mail import MachineMail, ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.reading import (
    Answered,
    Sender,
    SenderKind,
)
from mailbot.edges.db import outbox, people, promises, tasks
from mailbot.edges.db.outbox import Outgoing
from mailbot.flows.doing.known_answers import ANSWERED_BY_US
from mailbot.flows.events.knowing import event_of_mail
from mailbot.flows.house import House
from mailbot.translate.vouching import dmarc_verdict

# Where delivery leaves the address that a mail was really sent to.
DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
MOST_REFERENCES = 30


def answered_by(
    conn: Connection,
    house: House,
    mail: ParsedMail,
    machine: MachineMail | None,
    sender: Sender,
) -> Answered | None:
    """Give which of our mails is answered: keyed token, Message-IDs, then the Ref in its text.

    A token and a thread that name different mails agree on nothing, and no coordinator's authority
    comes from an answer that their own domain disowns (F4).
    """
    found = _answered(conn, house, mail, machine, sender)
    if found is not None and sender.kind is SenderKind.COORDINATOR:
        return _as_proof(found, mail, house)
    return found


def _answered(
    conn: Connection,
    house: House,
    mail: ParsedMail,
    machine: MachineMail | None,
    sender: Sender,
) -> Answered | None:
    token = _by_token(conn, house, mail)
    headers = _by_message_id(conn, house, mail, machine)
    if token is not None and headers is not None and token.thread != headers.thread:
        return _as_answered(conn, house, headers, "token and thread disagree", sender, agrees=False)
    if token is not None:
        return _as_answered(conn, house, headers or token, "token", sender)
    if headers is not None:
        return _as_answered(conn, house, headers, "message_id", sender)
    number = house.tokens.read_ref(mail.text)
    by_ref = outbox.outgoing_by_id(conn, number) if number else None
    # Six characters can be copied by anybody: they count only for whom the mail went to.
    if by_ref is not None and _went_to(by_ref, sender):
        return _as_answered(conn, house, by_ref, "ref", sender)
    return None


def _as_proof(answered: Answered, mail: ParsedMail, house: House) -> Answered:
    """Knowing our mail proves no coordinator whose own domain disowns what they wrote (F4)."""
    if dmarc_verdict(mail, house.scheme.trusted_authserv) == "fail":
        return replace(answered, agrees=False)
    return answered


def _by_token(conn: Connection, house: House, mail: ParsedMail) -> Outgoing | None:
    addresses: list[str] = [one.address for one in (*mail.to, *mail.cc)]
    for name in DELIVERED_TO:
        addresses.extend(mail.all_headers(name))
    for address in addresses:
        token = house.tokens.read(address.strip("<> "))
        if token is not None and token.purpose == "m":
            return outbox.outgoing_by_id(conn, token.number)
    return None


def _by_message_id(
    conn: Connection, house: House, mail: ParsedMail, machine: MachineMail | None
) -> Outgoing | None:
    """In-Reply-To first, then the newest reference; a report names ours in its third part."""
    named: Iterable[str] = (*mail.in_reply_to, *reversed(mail.references[-MOST_REFERENCES:]))
    if machine is not None:
        named = (*machine.original_ids, *named)
    wanted = list(dict.fromkeys(named))
    if not wanted:
        return None
    found = outbox.outgoing_by_message_ids(conn, house.scheme_id, wanted)
    return next((found[one] for one in wanted if one in found), None)


def _went_to(sent: Outgoing, sender: Sender) -> bool:
    if sender.address in sent.recipients:
        return True
    return any(
        address in sent.recipients for one in sender.people for address in one.addresses
    ) or (sent.person_id is not None and sent.person_id in {one.id for one in sender.people})


def _as_answered(
    conn: Connection,
    house: House,
    sent: Outgoing,
    sign: str,
    sender: Sender,
    *,
    agrees: bool | None = None,
) -> Answered:
    assignment = (
        None if sent.assignment_id is None else tasks.assignment_by_id(conn, sent.assignment_id)
    )
    texts = outbox.texts_of_thread(conn, house.scheme_id, sent.thread)
    own = outbox.text_of(conn, sent.id)
    asked = None if sent.promise_id is None else promises.promise_by_id(conn, sent.promise_id)
    return Answered(
        outbox_id=sent.id,
        mail=MailId(sent.mail),
        sign=sign,
        to=_people_of(conn, house, sent),
        agrees=_went_to(sent, sender) if agrees is None else agrees,
        ref=house.tokens.ref(sent.id),
        round_id=assignment.round_id if assignment else None,
        stage=assignment.stage if assignment else "",
        assignment_id=sent.assignment_id,
        promise_id=sent.promise_id,
        event_id=event_of_mail(conn, sent),
        number=0 if asked is None else asked.number,
        about_mail=sent.received_id or 0,
        offers=sent.offers,
        texts=tuple(dict.fromkeys((own, *texts))),
        of_ours=asked is not None and asked.outcome == ANSWERED_BY_US,
    )


def _people_of(conn: Connection, house: House, sent: Outgoing) -> tuple[int, ...]:
    if sent.person_id is not None and len(sent.recipients) == 1:
        return (sent.person_id,)  # others may share the address
    found: list[int] = [] if sent.person_id is None else [sent.person_id]
    for address in sent.recipients:
        found.extend(one.id for one in people.who_has_address(conn, house.scheme_id, address))
    return tuple(dict.fromkeys(found))

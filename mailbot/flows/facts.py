"""Gather what is known around one mail before it is read: who wrote it, and what it answers."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mail import MachineMail, ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, Person, PersonState
from mailbot.core.reading import (
    Answered,
    Facts,
    OpenOffer,
    OpenQuestion,
    Sender,
    SenderKind,
)
from mailbot.edges.db import outbox, partnerships, people, promises, tasks
from mailbot.edges.db.outbox import Outgoing
from mailbot.flows.doing.known_answers import ANSWERED_BY_US
from mailbot.flows.events.knowing import calendar_reply, event_of_mail, events_around
from mailbot.flows.house import House
from mailbot.translate.numbered import items_shown
from mailbot.translate.vouching import vouched_for

# Where delivery leaves the address that a mail was really sent to.
DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
MOST_REFERENCES = 30


def gather(
    conn: Connection,
    house: House,
    mail: ParsedMail,
    machine: MachineMail | None,
    arrived: datetime,
    writer: Person | None = None,
) -> Facts:
    """Collect the facts of one mail; nothing is changed.

    `writer` is who wrote it of those who share the address.
    """
    sender = _sender(conn, house, mail, writer)
    answered = _answered(conn, house, mail, machine, sender)
    if answered is not None and sender.kind is SenderKind.COORDINATOR:
        answered = _as_proof(answered, mail, house)
    person = sender.person
    pair = None if person is None else partnerships.current_partnership(conn, person.id)
    together = pair if pair is not None and pair.state is PartnershipState.ACTIVE else None
    others = [one for one in together.members if person and one != person.id] if together else []
    partners = people.people_by_id(conn, others)
    visible = tuple(dict.fromkeys(one.address for one in (*mail.to, *mail.cc) if one.address))
    addressees = _addressees(conn, house, visible, machine)
    owed = () if person is None else tasks.owed_by(conn, person.id)
    ended = () if person is None else tasks.ended_for(conn, person.id)
    return Facts(
        sender=sender,
        today=house.hours.today(arrived),
        arrived=arrived,
        answered=answered,
        owed=owed,
        done_lately=ended,
        offers=_offers(conn, house, person, answered),
        partners=tuple(partners[one] for one in others),
        partnership_id=None if together is None else together.id,
        addressees=addressees,
        visible_to_others=tuple(one for one in visible if not house.is_ours(one)),
        addressed_openly=any(house.is_ours(one) for one in visible),
        open_questions=_open_questions(conn, house, addressees),
        open_decisions=_open_decisions(conn, house, sender, answered),
        first_answer=_first_answer(conn, house, person),
        asked={one.id: house.task(one.task).stage(one.stage) for one in (*owed, *ended)},
        events=events_around(conn, house, sender, arrived),
        calendar=calendar_reply(conn, house, mail, answered.event_id if answered else None),
        coordinators=house.scheme.coordinators,
    )


def _first_answer(conn: Connection, house: House, person: Person | None) -> int | None:
    if person is None or person.state not in {PersonState.REGISTERED, PersonState.WAITING}:
        return None
    kind = Matter.FIRST_ANSWER.value
    found = promises.open_promises(conn, house.scheme_id, kind, person.id)
    return found[0].id if found else None


def _sender(conn: Connection, house: House, mail: ParsedMail, writer: Person | None) -> Sender:
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


def _offers(
    conn: Connection, house: House, person: Person | None, answered: Answered | None
) -> tuple[OpenOffer, ...]:
    if person is None:
        return ()
    open_now = promises.open_promises(conn, house.scheme_id, Matter.OFFER.value, person.id)
    return tuple(
        OpenOffer(
            one.id,
            MailId(str(one.details["mail"])),
            one.options,
            leaving=bool(one.details.get("leaving")),
        )
        for one in open_now
        # Words leave the group by a yes to that very mail, and by no other yes (law 5).
        if one.details["mail"] != MailId.P47.value
        or (answered is not None and answered.promise_id == one.id)
    )


def _addressees(
    conn: Connection, house: House, visible: tuple[str, ...], machine: MachineMail | None
) -> tuple[Person, ...]:
    wanted = list(visible)
    if machine is not None:
        wanted.extend(one.address for one in machine.recipients)
    found: dict[int, Person] = {}
    for address in wanted:
        if not house.is_ours(address):
            known = people.who_has_address(conn, house.scheme_id, address)
            found |= {one.id: one for one in known}
    return tuple(found.values())


def _open_questions(
    conn: Connection, house: House, addressees: tuple[Person, ...]
) -> tuple[OpenQuestion, ...]:
    """Give what those who are written to have asked: the work for a mail never grows with what others did."""
    return tuple(
        OpenQuestion(one.id, one.number, person.id, str(one.details.get("text", "")))
        for person in addressees
        for one in promises.open_promises(conn, house.scheme_id, Matter.QUESTION.value, person.id)
    )


def _open_decisions(
    conn: Connection, house: House, sender: Sender, answered: Answered | None
) -> tuple[int, ...]:
    """Give the open decisions that the answered mail shows: "ok to all" is never about others."""
    if sender.kind is not SenderKind.COORDINATOR or answered is None or not answered.texts:
        return ()
    shown = items_shown(answered.texts[0])
    waiting = promises.open_promises(conn, house.scheme_id, asks_coordinator=True)
    return tuple(one.number for one in waiting if one.number in shown)

"""Handle mail that was kept: read it, decide, and do it, in one transaction a message."""

import logging
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mail import ParsedMail
from mailbot.core.reading import Sender, SenderKind
from mailbot.edges.db import inbound, people
from mailbot.edges.db.engine import reading as reading_only
from mailbot.edges.db.inbound import Received
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.carry_out import carry_out
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.incoming import Incoming
from mailbot.flows.learning import up_to_date
from mailbot.flows.own_tasks import with_own_tasks
from mailbot.flows.passed_back import tell_who_passed_it_on
from mailbot.flows.steps import Step
from mailbot.flows.understanding import Understood, make_sense
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse

log = logging.getLogger(__name__)
AT_ONCE = 200


def handle(house: House, now: datetime) -> int:
    """Handle everything that was kept and has no outcome yet; give how many mails that were.

    A mail on which our own code fails is held for a person, and nothing else stops.
    """
    handled, after = 0, 0
    while True:
        with reading_only(house.engine) as conn:
            waiting = inbound.waiting_mail(conn, house.scheme_id, after, AT_ONCE)
        if not waiting:
            return handled
        house = up_to_date(house)
        for received_id in waiting:
            house = with_own_tasks(house)  # the mail before may have changed a task's words
            try:
                handle_one(house, received_id, now)
            except Exception as error:  # noqa: BLE001 - one mail must never stop the others
                _hold_for_a_person(house, received_id, now, error)
            handled += 1
            after = received_id


def handle_one(house: House, received_id: int, now: datetime) -> None:
    """Give one mail its one outcome; does nothing when it has one."""
    with reading_only(house.engine) as conn:
        raw = inbound.bytes_of(conn, received_id)
        row = inbound.mail_by_id(conn, received_id)
    mail = parse(raw)
    machine = machine_mail(mail, raw, row.arrived_at, house.own_addresses)
    house.at_step(Step.HANDLE_READ)
    with house.engine.begin() as conn:
        if not inbound.settle_mail(conn, received_id, "handled", "ignore", "deciding", now):
            return
        understood = make_sense(conn, house, mail, machine, row)
        _do(conn, house, row, understood, now)
        house.at_step(Step.HANDLE_DECIDED)
    house.at_step(Step.HANDLE_DONE)
    log.info(
        "mail %s: %s, %s", received_id, understood.decision.outcome, understood.decision.reason
    )


def _do(
    conn: Connection, house: House, row: Received, understood: Understood, now: datetime
) -> None:
    mail, facts, decision = understood.mail, understood.facts, understood.decision
    coordinator = facts.sender.coordinator
    by = coordinator.first_name if coordinator is not None else "mailbot"
    case = Case(now, decision.reason, by, _incoming(row, mail, facts.sender))
    passed = understood.passed
    if passed is None:
        carry_out(conn, house, case, decision.actions)
    else:
        # Its writer is answered as such: nothing of the coordinator's mail goes to them (F14).
        inside = replace(passed.mail, message_id="")
        theirs = replace(case, incoming=_incoming(row, inside, passed.facts.sender))
        carry_out(conn, house, theirs, decision.actions)
        tell_who_passed_it_on(conn, house, case, passed, decision)
    held = any(isinstance(one, do.Hold) for one in decision.actions)
    inbound.give_outcome(
        conn,
        row.id,
        "held" if held else "handled",
        decision.outcome,
        decision.reason,
        _writer_of(conn, house, (passed.facts if passed else facts).sender),
    )


def _incoming(row: Received, mail: ParsedMail, sender: Sender) -> Incoming:
    return Incoming(
        row.id,
        mail.message_id,
        mail.references or mail.in_reply_to,
        mail.subject,
        sender.address,
        row.arrived_at,
    )


def _writer_of(conn: Connection, house: House, sender: Sender) -> int | None:
    """Give whose mail it was: theirs too who are known only since they wrote it."""
    if sender.person is not None:
        return sender.person.id
    if sender.kind is not SenderKind.STRANGER:
        return None
    known = people.who_has_address(conn, house.scheme_id, sender.address)
    return known[0].id if len(known) == 1 else None


def _hold_for_a_person(house: House, received_id: int, now: datetime, error: Exception) -> None:
    """Hold a mail that our own code failed on; the log names the place and never the words."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "nowhere"
    log.error("mail %s is held: %s at %s", received_id, type(error).__name__, where)
    with house.engine.begin() as conn:
        why = f"the bot failed on it ({type(error).__name__})"
        if inbound.settle_mail(conn, received_id, "held", "person", why, now):
            put_before_coordinators(
                conn,
                house,
                Case(now, why),
                do.Matter.LOOK,
                f"Mail {received_id} in the mailbox is one I can't read; please look at it",
                ("done",),
            )

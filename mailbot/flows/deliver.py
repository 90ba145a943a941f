"""Deliver: claim what is due, check it once more, send it, and keep what became of it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Protocol

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.sending import (
    ASKED_AGAIN_AFTER,
    BUDGET_LONG,
    INTERRUPTIONS,
    Departure,
    Drop,
    Go,
    Wait,
    may_leave,
)
from mailbot.edges.db import outbox, people, promises, tasks
from mailbot.edges.db.engine import reading
from mailbot.edges.db.outbox import Outgoing
from mailbot.edges.smtp import Accepted, Outcome, Refused, TryLater, Unknown
from mailbot.flows import put_back
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.carry_out import carry_out
from mailbot.flows.case import Case
from mailbot.flows.choosing import is_choosing
from mailbot.flows.house import House
from mailbot.flows.ordering.on_hold import is_on_hold
from mailbot.flows.steps import Step

log = logging.getLogger(__name__)

FIRST_RETRY = timedelta(minutes=30)
LONGEST_RETRY = timedelta(hours=4)
GIVES_UP_AFTER = timedelta(days=5)


class Submission(Protocol):
    """Where mail is handed over: a pool of SMTP connections, or a folder in a rehearsal."""

    async def send(
        self,
        envelope_from: str,
        recipients: tuple[str, ...],
        raw: bytes,
        before_data: Callable[[], None],
    ) -> Outcome:
        """Send one mail; `before_data` is called when it is about to leave."""
        ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one delivery did."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    uncertain: int = 0
    dropped: int = 0


def something_to_send(house: House, now: datetime) -> bool:
    """Say whether it is worth to connect."""
    with reading(house.engine) as conn:
        return bool(outbox.due_to_leave(conn, house.scheme_id, now, 1))


def allowance(house: House, now: datetime) -> int:
    """Give how many mails may leave now within the provider's limits a minute and a day."""
    pacing = house.scheme.pacing
    with reading(house.engine) as conn:
        today = outbox.sent_since(conn, house.scheme_id, now - timedelta(days=1))
        minute = outbox.sent_since(conn, house.scheme_id, now - timedelta(minutes=1))
    return max(0, min(pacing.per_day - today, pacing.per_minute - minute))


async def deliver(house: House, pool: Submission, now: datetime) -> Delivered:
    """Send what is due, the most urgent first; each mail is claimed before anything is sent.

    Raises SubmissionUnavailable when the login is refused; what was claimed is freed again.
    """
    claimed, dropped = _claim_due(house, now, allowance(house, now))
    house.at_step(Step.DELIVER_CLAIMED)
    sending = [_send(house, pool, row, now) for row in claimed]
    results = await asyncio.gather(*sending, return_exceptions=True)
    counts = {"sent": 0, "later": 0, "refused": 0, "uncertain": 0}
    for row, result in zip(claimed, results, strict=True):
        if isinstance(result, BaseException):
            with house.engine.begin() as conn:
                outbox.free_claim(conn, row.id, house.owner, now + timedelta(minutes=5))
            continue
        counts[result] += 1
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return Delivered(dropped=dropped, **counts)


def _claim_due(house: House, now: datetime, most: int) -> tuple[list[Outgoing], int]:
    claimed: list[Outgoing] = []
    dropped = 0
    while len(claimed) < most:
        with house.engine.begin() as conn:
            due = outbox.due_to_leave(conn, house.scheme_id, now, most - len(claimed))
            held, on_hold = put_back.is_held(conn, house), is_on_hold(conn, house)
            for row in due:
                if held and put_back.is_for_people(row):
                    again = now + ASKED_AGAIN_AFTER
                    outbox.put_off(conn, row.id, again, "the record was put back from a copy")
                    continue
                departure = replace(_departure(conn, house, row, now), on_hold=on_hold)
                verdict = may_leave(
                    departure,
                    now,
                    house.hours_of(departure.person) if departure.person else house.hours,
                    house.chasing.budget,
                    house.scheme.mode,
                )
                match verdict:
                    case Go() if outbox.claim(conn, row.id, house.owner, now):
                        claimed.append(row)
                    case Wait(until, why):
                        outbox.put_off(conn, row.id, until, why)
                    case Drop(why, lapsed):
                        dropped += 1
                        state = "expired" if lapsed else "withdrawn"
                        outbox.settle(conn, row.id, state, now, why)
        if not due:
            break
    return claimed, dropped


def _departure(conn: Connection, house: House, row: Outgoing, now: datetime) -> Departure:
    person = None if row.person_id is None else people.person_by_id(conn, row.person_id)
    still_owed = True
    if row.needs_assignment_open and row.assignment_id is not None:
        still_owed = tasks.assignment_by_id(conn, row.assignment_id).is_open
    interruptions = 0
    if MailId(row.mail) in INTERRUPTIONS and row.recipients:
        interruptions, still_owed = _interrupts(conn, house, row, now)
    unasked: tuple[datetime, ...] = ()
    choosing = False
    if row.unsolicited and person is not None:
        choosing = is_choosing(conn, house, person)
        unasked = outbox.unasked_times(conn, person.id, now - BUDGET_LONG)
    return Departure(
        MailId(row.mail),
        row.unsolicited,
        row.expires_at,
        person,
        still_owed,
        unasked,
        interruptions=interruptions,
        answers=row.received_id is not None,
        choosing=choosing,
    )


def _interrupts(conn: Connection, house: House, row: Outgoing, now: datetime) -> tuple[int, bool]:
    """Count what interrupted a coordinator today, and say whether this is still to be decided."""
    midnight = house.hours.at(house.hours.today(now), time(0))
    kinds = [one.value for one in INTERRUPTIONS]
    count = outbox.left_for(conn, house.scheme_id, row.recipients[0], kinds, midnight)
    asked = None if row.promise_id is None else promises.promise_by_id(conn, row.promise_id)
    return count, asked is None or asked.state == "open"


async def _send(house: House, pool: Submission, row: Outgoing, now: datetime) -> str:
    with reading(house.engine) as conn:
        raw = outbox.raw_of(conn, row.id)

    def leaving() -> None:
        with house.engine.begin() as conn:
            outbox.begin_leaving(conn, row.id, house.owner)
        house.at_step(Step.DELIVER_LEAVING)

    outcome = await pool.send(house.scheme.address, row.recipients, raw, leaving)
    house.at_step(Step.DELIVER_ACCEPTED)
    with house.engine.begin() as conn:
        became = _settle(conn, house, row, outcome, now)
    house.at_step(Step.DELIVER_SETTLED)
    log.info("mail %s to person %s: %s", row.mail, row.person_id, became)
    return became


def _settle(conn: Connection, house: House, row: Outgoing, outcome: Outcome, now: datetime) -> str:
    match outcome:
        case Accepted(reply, refused):
            outbox.settle(conn, row.id, "sent", now, reply)
            for address, why in refused:
                _turned_away(conn, house, row, address, why, now)
            return "sent"
        case Refused(reply, _):
            outbox.settle(conn, row.id, "refused", now, reply)
            for address in row.recipients:
                _turned_away(conn, house, row, address, reply, now)
            return "refused"
        case TryLater(reply):
            return _try_later(conn, house, row, reply, now)
        case Unknown(reply):
            outbox.settle(conn, row.id, "uncertain", now, reply)
            return "uncertain"


def _try_later(conn: Connection, house: House, row: Outgoing, reply: str, now: datetime) -> str:
    """A 4yz is tried again after half an hour and longer, for days (RFC 5321 section 4.5.4.1)."""
    if now - row.queued_at > GIVES_UP_AFTER:
        outbox.settle(conn, row.id, "refused", now, reply)
        for address in row.recipients:
            _turned_away(conn, house, row, address, reply, now)
        return "refused"
    wait = min(FIRST_RETRY * 2 ** min(row.attempts, 4), LONGEST_RETRY)
    outbox.settle(conn, row.id, "ready", now, reply, not_before=now + wait, claimed_by="")
    return "later"


def _turned_away(
    conn: Connection, house: House, row: Outgoing, address: str, reply: str, now: datetime
) -> None:
    """Treat a refusal in the dialogue as the bounce it would have become (G11)."""
    case = Case(now, "the mail server refused it")
    known = people.who_has_address(conn, house.scheme_id, address)
    code = reply.split(" ", 2)
    lasting = reply.startswith("5") and (len(code) < 2 or code[1].startswith("5.1"))
    if known and lasting:
        bounce = do.NoteBounce(known[0].id, address, permanent=True, status=reply[:9])
        retired = [do.RetireAddress(one.id, address, row.id) for one in known]
        carry_out(conn, house, case, [bounce, *retired])
        return
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        f"The mail server refused a mail ({row.mail}, {reply[:40]}); see mailbot why {row.id}",
        ("done",),
        person=known[0].id if known else None,
    )

"""Write to who is on duty about one decision that can't wait a day, in working hours only (F10, N02)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.hours import SATURDAY
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator, Mode
from mailbot.edges.db import outbox
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.open_items import FOR_LEAD_ALONE, waits_since
from mailbot.flows.writing import Letter, queue

# What happened to somebody, whoever answers them: the others only ask what mailbot itself is to do.
HEARD_WHILE_LISTENING = frozenset({Matter.URGENT, Matter.HELD})
FOR_THE_LEAD = "needs a person today: the lead has an urgent mail about it"
# Where more wait than may interrupt on one day, the last of them is told on a later one.
SPAN = timedelta(days=7)


def interrupt(
    conn: Connection,
    house: House,
    case: Case,
    asked: Promise,
    headline: str,
    fact: str,
    choices: Sequence[str],
) -> None:
    """Tell the one on duty now, once; `choices` say in order what the options of the decision do.

    Out of working hours nothing is sent: the decision stands in the digest before anybody could act on
    it. Nor is it while today's digest is about to go, which shows it. A scheme that only listens
    interrupts with what happened to somebody, and with nothing else.
    """
    if not house.hours.is_staffed(case.now) or not _may_interrupt(house, asked):
        return
    if digest_comes_next(conn, house, case.now):
        return
    letter = Letter(
        MailId.N02,
        "it can't wait a day",
        coordinator=house.scheme.duty,
        values={
            "headline": headline,
            "fact": fact,
            "choices": [f"{number} {one}" for number, one in enumerate(choices, 1)],
        },
        received_id=case.received_id,
        promise_id=asked.id,
        offers=asked.options,
        once_key=f"N02:{asked.id}",
        expires_at=house.hours.at(house.hours.today(case.now), house.hours.closes),
        at_any_hour=True,  # their hours are looked at above, and are not those of participants
    )
    queue(conn, house, case.now, letter)


def digest_key(house: House, now: datetime, coordinator: Coordinator) -> str:
    """Name the one digest that a coordinator gets on a day."""
    return f"N01:{house.hours.today(now)}:{coordinator.address}"


def digest_is_due(house: House, now: datetime) -> bool:
    """Say whether today's digest should have gone by now; whether it has is the outbox's to know."""
    here = house.hours.local(now)
    return here.weekday() < SATURDAY and here.time() >= house.scheme.digest_at


def digest_comes_next(conn: Connection, house: House, now: datetime) -> bool:
    """Say whether the digest of today is due and has not been written."""
    key = digest_key(house, now, house.scheme.duty)
    return digest_is_due(house, now) and not outbox.is_queued(conn, house.scheme_id, key)


def _may_interrupt(house: House, asked: Promise) -> bool:
    return house.scheme.mode is not Mode.LISTEN or Matter(asked.kind) in HEARD_WHILE_LISTENING


def ask_everybody(
    conn: Connection, house: House, case: Case, asked: Promise, who: str, title: str
) -> None:
    """Ask all coordinators at midday, once a day, about what somebody has waited for too long (F9).

    What only the lead may know of goes to the lead alone, again (H2, H3).
    """
    if not _may_interrupt(house, asked):
        return
    today = house.hours.today(case.now)
    since = waits_since(asked, today, house)
    wants_words = asked.kind == Matter.QUESTION
    at = max(house.hours.at_work.nudge_on(today), case.now)
    readers = house.scheme.coordinators
    if asked.details.get(FOR_LEAD_ALONE):
        readers = (house.scheme.lead,)
    so = ", so this goes to all of you" if len(readers) > 1 else ""
    for one in readers:
        letter = Letter(
            MailId.N02,
            "somebody has waited too long",
            coordinator=one,
            values={
                "headline": f"{who} has waited {since}",
                "fact": f"{title} Nobody has {_done_with(asked)} it yet{so}.",
                "choices": []
                if wants_words
                else [f"{number} {option}" for number, option in enumerate(asked.options, 1)],
            },
            promise_id=asked.id,
            offers=() if wants_words else asked.options,
            not_before=at,
            once_key=f"N02:{asked.id}:all:{today}:{one.address}",
            expires_at=at + SPAN,
            at_any_hour=True,
        )
        queue(conn, house, case.now, letter)


def _done_with(asked: Promise) -> str:
    return "seen to" if asked.kind == Matter.URGENT else "decided"

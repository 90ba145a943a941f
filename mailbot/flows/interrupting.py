"""Write to who is on duty about one decision that can't wait a day, in working hours only (F10, N02)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.hours import SATURDAY
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import outbox
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.open_items import waits_since
from mailbot.flows.writing import Letter, queue


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

    Out of hours nothing is sent: the decision stands in the digest before anybody could act on it.
    Nor is it while today's digest is about to go, which shows it.
    """
    if not house.hours.is_open(case.now) or digest_comes_next(conn, house, case.now):
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


def ask_everybody(
    conn: Connection, house: House, case: Case, asked: Promise, who: str, title: str
) -> None:
    """Ask all coordinators at midday, once, about what somebody has waited for too long (F9)."""
    today = house.hours.today(case.now)
    since = waits_since(asked, today, house)
    wants_words = asked.kind == Matter.QUESTION
    at = max(house.hours.nudge_on(today), case.now)
    for one in house.scheme.coordinators:
        letter = Letter(
            MailId.N02,
            "somebody has waited too long",
            coordinator=one,
            values={
                "headline": f"{who} has waited {since}",
                "fact": f"{title} Nobody has decided it yet, so this goes to all of you.",
                "choices": []
                if wants_words
                else [f"{number} {option}" for number, option in enumerate(asked.options, 1)],
            },
            promise_id=asked.id,
            offers=() if wants_words else asked.options,
            not_before=at,
            once_key=f"N02:{asked.id}:all:{one.address}",
            expires_at=at + SPAN,
        )
        queue(conn, house, case.now, letter)


SPAN = timedelta(hours=8)

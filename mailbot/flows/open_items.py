"""What waits for a coordinator: in which order, and each thing in one line for a phone (F1, F9)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.doing.known_answers import is_being_answered
from mailbot.flows.house import House

WEEK_DAYS = 7
PUT_OFF = "put_off"
FOR_LEAD_ALONE = "for_lead_alone"


def open_decisions(conn: Connection, house: House, now: datetime) -> tuple[Promise, ...]:
    """Give what waits for a coordinator today: the urgent, what has waited for days, then by number.

    Left out are pairs that went out today in a mail of their own, questions that are about to be
    answered, and what was put off to a later day.
    """
    today = house.hours.today(now)
    waiting = promises.open_promises(conn, house.scheme_id, asks_coordinator=True)
    shown = [one for one in waiting if not _is_for_later(house, one, now, today)]
    return by_urgency(shown, house, now)


def by_urgency(waiting: Sequence[Promise], house: House, now: datetime) -> tuple[Promise, ...]:
    """Put the urgent first, then what has waited for days, then the rest by number."""
    today = house.hours.today(now)
    return tuple(sorted(waiting, key=lambda one: _rank(one, today, house)))


def shown_to(waiting: Sequence[Promise], house: House, reader: Coordinator) -> tuple[Promise, ...]:
    """Leave out what only the lead may know of, in nobody else's digest even by a name (H2)."""
    leads = reader.address == house.scheme.lead.address
    return tuple(one for one in waiting if leads or not one.details.get(FOR_LEAD_ALONE))


def worth_a_mail(waiting: Sequence[Promise], house: House, now: datetime) -> tuple[Promise, ...]:
    """Leave out what can wait while nothing else is to be decided, for two working days at most.

    It is asked beside something else, so that a day on which only that is open is a quiet one.
    """
    today = house.hours.today(now)
    alone = all(one.kind in CAN_WAIT and not is_aged(one, today, house) for one in waiting)
    return () if alone else tuple(waiting)


def _is_for_later(house: House, one: Promise, now: datetime, today: date) -> bool:
    apart = bool(one.details.get("apart")) and today <= house.hours.seen_on(one.opened_at)
    put_off = str(one.details.get(PUT_OFF) or "")
    waits = put_off > today.isoformat() and one.kind != Matter.URGENT
    return apart or waits or is_being_answered(house, one, now)


def _rank(one: Promise, today: date, house: House) -> tuple[int, int]:
    if one.kind == Matter.URGENT:
        return 0, one.number
    if one.kind in CAN_WAIT:
        # Last, but not unseen for ever: in a busy week they would never be shown (F9).
        return 3 if is_aged(one, today, house) else 4, one.number
    somebody_waits = 0 if one.kind in WAITED_FOR else 1
    return (1 if is_aged(one, today, house) else 2) + somebody_waits, one.number


# Nobody stands still while these are open.
CAN_WAIT = frozenset({Matter.FAQ, Matter.LEFT_OVER, Matter.TRUST, Matter.LEARNING})
# Somebody was told that an answer comes.
WAITED_FOR = frozenset(
    {Matter.QUESTION, Matter.REMATCH, Matter.EXTENSION, Matter.HELD, Matter.DATA, Matter.ADDRESS}
)


def decision_line(promise: Promise, today: date, house: House, who: str) -> str:
    """Show an open decision in one line with its number, its age and the words that decide it."""
    since = f" ({waits_since(promise, today, house)})" if is_aged(promise, today, house) else ""
    choices = " / ".join(promise.options)
    suggested = promise.details.get("suggest")
    offer = f' Suggest: "{suggested}"' if suggested else ""
    return f"{promise.number} {_what(promise, who)}{since}{offer} {choices}".rstrip()


def item_line(promise: Promise, today: date, house: House, who: str) -> str:
    """Show what is open, and since when, to somebody who is to know of it (N14)."""
    return f"{promise.number} {_what(promise, who)} ({waits_since(promise, today, house)})"


def _what(promise: Promise, who: str) -> str:
    title = promise.title.rstrip(".")
    bare = who.partition(" (")[0]
    if bare != who and who not in title:
        # A namesake may have come since the title was written.
        title = title.replace(bare, who, 1)
    subject = f"{who} " if who and who not in title else ""
    end = "" if title.endswith(("?", "...")) else "."
    return f"{subject}{title}{end}"


def is_aged(promise: Promise, today: date, house: House) -> bool:
    """Say whether something has waited so long for a person that it comes first (F9)."""
    opened = house.hours.today(promise.opened_at)
    waited = house.hours.at_work.working_days_between(opened, today)
    return waited >= house.chasing.promise.resurface_working_days


def waits_since(promise: Promise, today: date, house: House) -> str:
    """Say since when something waits: by the day of the week within one, else by the date."""
    opened = house.hours.today(promise.opened_at)
    within_a_week = (today - opened).days < WEEK_DAYS
    return f"since {opened:%A}" if within_a_week else f"since {opened.day} {opened:%B}"

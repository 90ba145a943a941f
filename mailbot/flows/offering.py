"""Offer a place to who has waited long, and pass it on when they don't answer by the day (A7, P07)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.offering import NO_REPLY, Offered, has_waited_long, kept_out, kept_waiting
from mailbot.core.people import Person
from mailbot.core.scheme import Mode
from mailbot.edges.db import outbox, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.writing import Letter, queue

OPTIONS = ("yes", "later")
WEEK = timedelta(days=7)


def offer_places(
    conn: Connection,
    house: House,
    case: Case,
    members: Sequence[Person],
    beside: Sequence[Person] = (),
) -> bool:
    """Ask those of a possible group who have waited long whether they are still in; False where nobody has.

    The others of the group stay free for it until the day that is named. Where they were kept waiting
    by somebody before, who else may have the place is asked `beside` the first: the first yes has it.
    """
    if house.scheme.mode is Mode.LISTEN:
        return False
    silent = [one for one in members if not is_heard_of(house, one, case.now)]
    for one in silent:
        reserved = [two.id for two in members if two.id != one.id]
        for asked in (one, *beside):
            _offer(conn, house, case, asked, reserved, among=bool(beside))
    return bool(silent)


def _offer(
    conn: Connection,
    house: House,
    case: Case,
    person: Person,
    reserved: list[int],
    *,
    among: bool,
) -> None:
    days = house.chasing.waiting.answer_working_days
    day = house.hours.add_working_days(house.hours.today(case.now), days)
    by = house.hours.deadline_on(day)
    kept = open_offer(
        conn,
        house,
        case.now,
        person.id,
        MailId.P07,
        "a place on the list has come up",
        OPTIONS,
        about={"with": reserved},
        until=by,
    )
    letter = Letter(
        MailId.P07,
        "a place has come up, and they have waited long",
        to=(person,),
        values={"by": house.hours.local(by), "among": among},
        promise_id=kept.id,
        offers=OPTIONS,
        expires_at=by,
        once_key=f"P07:{kept.id}",
    )
    queue(conn, house, case.now, letter)


def look_at_offer(conn: Connection, house: House, promise: Promise, now: datetime) -> None:
    """Pass a place on when its day has gone by without a word; theirs on the list is kept (law 9)."""
    if promise.next_look_at is None or promise.next_look_at > now:
        return
    promises.close_promise(conn, promise.id, now, "mailbot", NO_REPLY, kept=False)
    outbox.withdraw_queued(conn, house.scheme_id, "the place went on", promise_id=promise.id)


def take_back_offers(conn: Connection, house: House, case: Case, members: Collection[int]) -> None:
    """End what others were offered with somebody who is taken now; theirs on the list is kept."""
    for one in offers_by(conn, house, MailId.P07, only_open=True):
        reserved = one.details.get("with")
        gone = isinstance(reserved, list) and any(two in members for two in reserved)
        if gone and one.person_id not in members:
            promises.close_promise(conn, one.id, case.now, case.by, "taken", kept=False)
            outbox.withdraw_queued(conn, house.scheme_id, "the place went on", promise_id=one.id)


def is_offer(promise: Promise) -> bool:
    """Say whether a promise is a place that we offered; one made by hand has no day to look at."""
    return promise.details.get("mail") == MailId.P07.value and "with" in promise.details


def close_offers(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """End the offer to somebody who has a buddy now, and what was asked about the one before."""
    asked = [
        one
        for mail in (MailId.P07, MailId.P25, MailId.P29)
        for one in offers_by(conn, house, mail, person_id, only_open=True)
    ]
    for one in asked:
        if is_offer(one) or one.details.get("mail") != MailId.P07.value:
            promises.close_promise(conn, one.id, case.now, case.by, "has a buddy", kept=False)
            outbox.withdraw_queued(conn, house.scheme_id, "has a buddy", promise_id=one.id)


def not_now(
    conn: Connection, house: House, people: Sequence[Person], now: datetime
) -> frozenset[int]:
    """Give the ids of who is kept out of matching by an offer."""
    return kept_out(people, offers_lately(conn, house, now), now, house.chasing.waiting)


def not_again(
    conn: Connection, house: House, people: Sequence[Person], now: datetime
) -> frozenset[int]:
    """Give the ids of who has waited for somebody silent already, and meets somebody heard of next."""
    before = kept_waiting(offers_lately(conn, house, now))
    return frozenset(one.id for one in people if one.id in before)


def is_heard_of(house: House, person: Person, now: datetime) -> bool:
    """Say whether somebody can be matched without asking first whether they are still in (A7)."""
    return not has_waited_long(person, now, house.chasing.waiting)


def offers_lately(conn: Connection, house: House, now: datetime) -> tuple[Offered, ...]:
    """Give the places offered that still matter, the oldest first."""
    since = now - timedelta(days=house.chasing.waiting.update_days)
    kind = Matter.OFFER.value
    found = (
        *promises.closed_since(conn, house.scheme_id, kind, since),
        *promises.open_promises(conn, house.scheme_id, kind),
    )
    return tuple(_offered(one) for one in found if is_offer(one) and one.person_id is not None)


def _offered(one: Promise) -> Offered:
    reserved = one.details.get("with")
    return Offered(
        person=one.person_id or 0,
        at=one.opened_at,
        outcome="" if one.state == "open" else one.outcome,
        reserved=tuple(int(two) for two in reserved) if isinstance(reserved, list) else (),
    )


def weekly_line(conn: Connection, house: House, now: datetime) -> list[str]:
    """Tell coordinators on a Monday what became of the places offered in the week before."""
    if house.hours.today(now).weekday() != 0:
        return []
    made = [one for one in offers_lately(conn, house, now) if one.at > now - WEEK]
    if not made:
        return []
    taken = sum(one.outcome == "yes" for one in made)
    still = sum(one.is_open for one in made)
    count = f"{len(made)} {'place' if len(made) == 1 else 'places'}"
    return [
        f"Waiting list: {count} offered last week; {taken} taken, {still} still to answer,"
        f" {len(made) - taken - still} passed on."
    ]

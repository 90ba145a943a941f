"""Read back what a coordinator decided: at once, or in their next digest once they have agreed to that (F2, F13)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.hours import SATURDAY
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator, Mode
from mailbot.edges.db import outbox, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.house import House
from mailbot.flows.ordering import trust, undoing
from mailbot.flows.writing import Letter, queue
from mailbot.translate.kinds_of_mail import READ_BACKS

# Said after one of these nothing is lost by hearing of it tomorrow. An introduction is held for a
# quarter of an hour in which a read-back can still stop it, and what is for many or held back from
# people weighs more: those are read back at once, always.
CAN_BE_TOLD_LATER = frozenset(
    {
        Matter.LOOK, Matter.SEND, Matter.QUESTION, Matter.EXTENSION, Matter.SHARE, Matter.QUIET, Matter.FAQ,
        Matter.LEFT_OVER, Matter.REGISTRATION, Matter.FIRST_ANSWER, Matter.STAND_IN, Matter.EXPERT,
        Matter.NEW_ADDRESS, Matter.OFFER,
    }
)  # fmt: skip
TOLD = "told"
IN_A_ROW = 10
MOST_TOLD = 6
_MAKES_A_TRIO = "trio"


def can_be_told_later(
    conn: Connection, house: House, by: str, asked: Sequence[Promise | None]
) -> bool:
    """Say whether all that one mail decided is done, and plain enough for the next digest."""
    if not asked or not _agreed(conn, house, by):
        return False
    return all(one is not None and _is_plainly_done(conn, one) for one in asked)


def _is_plainly_done(conn: Connection, asked: Promise) -> bool:
    """Say whether something that was open is done now; what stays open or makes a pair is not plain."""
    now = promises.promise_by_id(conn, asked.id)
    done = asked.state == "open" and now.state != "open"
    return done and asked.kind in CAN_BE_TOLD_LATER and now.outcome != _MAKES_A_TRIO


def _agreed(conn: Connection, house: House, by: str) -> bool:
    agreed = promises.open_promises(conn, house.scheme_id, trust.TRUSTED)
    return any(_is_about(one, by) for one in agreed)


def _is_about(one: Promise, by: str) -> bool:
    return one.details.get("mail") == READ_BACKS and one.details.get("coordinator") == by


def told_lines(conn: Connection, house: House, now: datetime, reader: Coordinator) -> list[str]:
    """Give one line for a digest on what its reader decided since the last one."""
    since = last_digest(house, now)
    lines = [
        str(line).rstrip(".")
        for one in promises.closed_since(conn, house.scheme_id, undoing.DONE, since)
        if one.details.get("coordinator") == reader.address and one.outcome == undoing.DONE
        for line in _told(one)
    ]
    if not lines:
        return []
    more = f"; and {len(lines) - MOST_TOLD} more" if len(lines) > MOST_TOLD else ""
    return [f"Done as you said: {'; '.join(lines[:MOST_TOLD])}{more}."]


def _told(one: Promise) -> list[object]:
    told = one.details.get(TOLD)
    return told if isinstance(told, list) else []


def last_digest(house: House, now: datetime) -> datetime:
    """Give when the digest before this one was due: on a Monday that was Friday's."""
    today = house.hours.today(now)
    before = timedelta(days=8 - SATURDAY if today.weekday() == 0 else 1)
    return house.hours.at(today - before, house.scheme.digest_at)


def offer(house: House, now: datetime) -> None:
    """Offer, after ten answers that were never taken back, to tell of such in the next digest only."""
    if house.scheme.mode is Mode.LISTEN:
        return
    with house.engine.begin() as conn:
        offered = promises.of_kind(conn, house.scheme_id, Matter.TRUST.value)
        if any(one.opened_at > now - trust.OFFERED_EVERY for one in offered):
            return
        ready = next(
            (
                one
                for one in house.scheme.coordinators
                if not any(_is_about(known, one.address) for known in offered)
                and _never_taken_back(conn, house, now, one)
            ),
            None,
        )
        if ready is not None:
            _offer(conn, house, now, ready)


def _never_taken_back(conn: Connection, house: House, now: datetime, who: Coordinator) -> bool:
    done = [
        one.outcome
        for one in promises.closed_since(
            conn, house.scheme_id, undoing.DONE, now - undoing.UNDONE_WITHIN * 3
        )
        if one.details.get("coordinator") == who.address
    ]
    return done[-IN_A_ROW:] == [undoing.DONE] * IN_A_ROW


def _offer(conn: Connection, house: House, now: datetime, who: Coordinator) -> None:
    asked = promises.open_promise(
        conn,
        house.scheme_id,
        Matter.TRUST.value,
        "Read small things back in the next digest only?",
        now,
        asks_coordinator=False,
        options=["yes", "no"],
        details={"mail": READ_BACKS, "coordinator": who.address},
    )
    letter = Letter(
        MailId.N20,
        f"{IN_A_ROW} answers in a row were not taken back",
        coordinator=who,
        values={"kind": "read-backs", "count": IN_A_ROW, "read_backs": True},
        promise_id=asked.id,
        offers=("yes", "no"),
        once_key=f"N20:{READ_BACKS}:{who.address}",
    )
    if outbox.is_queued(conn, house.scheme_id, letter.once_key or ""):
        return
    queue(conn, house, now, letter)

"""After a copy was put back nothing leaves for people until a coordinator has said what may (J8, N18)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.edges.db import inbound, outbox, promises, restored, sightings
from mailbot.edges.db.engine import reading
from mailbot.edges.db.outbox import Outgoing
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue
from mailbot.translate.parse import parse

OUT_OF_DATE_AFTER = timedelta(days=2)
FOUND = "found in the Sent folder"
Copy = tuple[frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Stock:
    """What waits: sent already going by the Sent folder, out of date, and the rest, as ids of mails."""

    sent: tuple[int, ...]
    stale: tuple[int, ...]
    left: tuple[int, ...]


def is_held(conn: Connection, house: House) -> bool:
    """Say whether the record was put back and no coordinator has answered yet."""
    return bool(_asked(conn, house))


def _asked(conn: Connection, house: House) -> tuple[Promise, ...]:
    return promises.open_promises(conn, house.scheme_id, Matter.RESTORED.value)


def is_counted(house: House) -> bool:
    """Say whether stock was taken after a copy was put back, and the answer is awaited."""
    with reading(house.engine) as conn:
        return any(one.details.get("counted") for one in _asked(conn, house))


def is_for_people(row: Outgoing) -> bool:
    """Tell mail to participants and outsiders, which waits, from mail to coordinators."""
    return CATALOGUE[MailId(row.mail)].audience is not Audience.COORDINATOR


def take_stock(house: House, now: datetime) -> None:
    """Compare once what waits with the Sent folder, when the mailbox was read again, and ask."""
    with house.engine.begin() as conn:
        asked = _asked(conn, house)
        if not asked or asked[-1].details.get("counted"):
            return
        since = datetime.fromisoformat(str(asked[-1].details["since"]))
        stock = _stock(conn, house, since, now)
        for outbox_id in stock.sent:
            outbox.settle(conn, outbox_id, "sent", now, FOUND)
        seen = restored.found_since(conn, house.scheme_id, since, FOUND)
        if stock.stale or stock.left:
            _ask(conn, house, now, asked[-1], stock, seen)
            return
        for one in asked:
            promises.close_promise(conn, one.id, now, "mailbot", "nothing waits")


def _stock(conn: Connection, house: House, since: datetime, now: datetime) -> Stock:
    copies = _copies(conn, house, since)
    sent, stale, left = list[int](), list[int](), list[int]()
    for row in restored.waiting(conn, house.scheme_id):
        key = _key(row.recipients, row.subject)
        if copies[key]:
            copies[key] -= 1
            sent.append(row.id)
        elif _is_stale(row, since, now):
            stale.append(row.id)
        elif is_for_people(row):
            left.append(row.id)
    return Stock(tuple(sent), tuple(stale), tuple(left))


def _copies(conn: Connection, house: House, since: datetime) -> Counter[Copy]:
    """Count our own mails in Sent that the record knows nothing of, by whom they went to and subject."""
    found: Counter[Copy] = Counter()
    for received_id in restored.from_sent_since(conn, house.scheme_id, since):
        mail = parse(inbound.bytes_of(conn, received_id))
        if house.tokens.is_message_id(mail.message_id):
            found[_key((one.address for one in mail.to), mail.subject)] += 1
    return found


def _key(recipients: Iterable[str], subject: str) -> Copy:
    return frozenset(one.lower() for one in recipients), " ".join(subject.split())


def _is_stale(row: Outgoing, since: datetime, now: datetime) -> bool:
    """What was of use on a day that has gone is not sent late; old notes to coordinators neither."""
    kind = CATALOGUE[MailId(row.mail)]
    if row.expires_at is not None and row.expires_at < now:
        return True
    if not is_for_people(row):
        return row.queued_at < since
    return kind.lapses and row.queued_at < now - OUT_OF_DATE_AFTER


def _ask(
    conn: Connection, house: House, now: datetime, asked: Promise, stock: Stock, seen: int
) -> None:
    left, due = len(stock.left), seen + len(stock.stale) + len(stock.left)
    title = (
        f"My record was put back from a copy. {due} {'mails look' if due != 1 else 'mail looks'} due:"
        f" {seen} already sent, {len(stock.stale)} out of date. Send the other {left}?"
    )
    details = asked.details | {
        "counted": True,
        "stale": list(stock.stale),
        "left": list(stock.left),
    }
    promises.change_promise(conn, asked.id, title=title, details=details)
    copied = datetime.fromisoformat(str(asked.details["copied"]))
    blind = not sightings.server_keeps_copies(conn, house.scheme_id)
    for coordinator in dict.fromkeys((house.scheme.duty, house.scheme.lead)):
        letter = Letter(
            MailId.N18,
            "the record was put back from a copy",
            coordinator=coordinator,
            values={
                "copied": house.hours.local(copied),
                "due": due,
                "sent": seen,
                "stale": len(stock.stale),
                "blind": blind,
                "choices": [
                    f"{asked.number} ok - send the other {left}",
                    f"{asked.number} no - send none of them",
                ],
            },
            promise_id=asked.id,
            once_key=f"N18:{asked.id}:{coordinator.address}",
        )
        queue(conn, house, now, letter)


def go_on(conn: Connection, house: House, case: Case, asked: Promise, *, send: bool) -> str:
    """Let go what is left, or take it back with what is out of date; from then on all is as usual."""
    left, stale = (_ids(asked.details.get(name)) for name in ("left", "stale"))
    if not asked.details.get("counted"):
        return "too early: I haven't compared with the Sent folder yet."
    restored.take_back(
        conn, stale if send else (*stale, *left), "not sent after the copy was put back"
    )
    if send:
        restored.let_go(conn, left, case.now)
    for one in _asked(conn, house):
        promises.close_promise(conn, one.id, case.now, case.by, "ok" if send else "no")
    gone = f"{len(left)} go out next" if send else "none of them is sent"
    return f"done: {gone}, and I carry on as usual."


def _ids(listed: object) -> tuple[int, ...]:
    return tuple(int(str(one)) for one in listed) if isinstance(listed, list) else ()

"""Make a record that was put back safe to go on from: mail waits, and no number is used twice."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from mailbot.edges.db.outbox.rows import LISTED, Outgoing, outgoing
from mailbot.edges.db.schema import journal, outbox, promise, received, scheme

# Mails and decisions made after the copy are not in it; their numbers are out in people's mailboxes.
_OUTBOX_IDS = 10_000
_PROMISE_NUMBERS = 100


def hold_unsent(conn: Connection, now: datetime) -> int:
    """Let mail that has not left in this record wait until the Sent folder was looked at; count it."""
    changed = conn.execute(
        update(outbox)
        .where(outbox.c.state.in_(("ready", "claimed", "leaving")))
        .values(state="uncertain", claimed_at=now, reply="the record was put back from a copy")
    )
    return changed.rowcount


def skip_numbers(conn: Connection, now: datetime) -> None:
    """Leave out the numbers that mails and decisions may have had after the copy was made."""
    for in_scheme in conn.scalars(select(scheme.c.id)).all():
        _skip_promises(conn, in_scheme, now)
        _skip_mails(conn, in_scheme, now)


def _skip_promises(conn: Connection, in_scheme: int, now: datetime) -> None:
    last = conn.scalar(select(func.max(promise.c.number)).where(promise.c.scheme_id == in_scheme))
    conn.execute(
        promise.insert().values(
            scheme_id=in_scheme,
            number=(last or 0) + _PROMISE_NUMBERS,
            kind="restored",
            asks_coordinator=True,
            title="My record was put back from a copy, and I compare it with the Sent folder first",
            options=["ok", "no"],
            opened_at=now,
            state="open",
            details={"since": now.isoformat(), "copied": _copied_at(conn, now).isoformat()},
        )
    )


def _copied_at(conn: Connection, now: datetime) -> datetime:
    """Give when the last thing was done that the copy knows of."""
    last: datetime | None = conn.scalar(select(func.max(journal.c.at)))
    return last or now


def waiting(conn: Connection, in_scheme: int) -> tuple[Outgoing, ...]:
    """Give every mail that waits to leave, or may have left."""
    rows = conn.execute(
        select(*LISTED)
        .where(outbox.c.scheme_id == in_scheme, outbox.c.state.in_(("ready", "uncertain")))
        .order_by(outbox.c.id)
    ).mappings()
    return tuple(outgoing(row) for row in rows)


def found_since(conn: Connection, in_scheme: int, since: datetime, reply: str) -> int:
    """Count mails that were found to have been sent, since a moment."""
    found = conn.scalar(
        select(func.count()).where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.state == "sent",
            outbox.c.sent_at >= since,
            outbox.c.reply == reply,
        )
    )
    return found or 0


def from_sent_since(conn: Connection, in_scheme: int, since: datetime) -> tuple[int, ...]:
    """Give what was found in the Sent folder when the mailbox was read again."""
    rows = conn.scalars(
        select(received.c.id).where(
            received.c.scheme_id == in_scheme,
            received.c.from_sent,
            received.c.handled_at >= since,
        )
    )
    return tuple(rows)


def take_back(conn: Connection, ids: Collection[int], why: str) -> None:
    """Withdraw mails that wait."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.state.in_(("ready", "uncertain")))
        .values(state="withdrawn", reply=why)
    )


def let_go(conn: Connection, ids: Collection[int], now: datetime) -> None:
    """Let mails leave as soon as they may."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.state.in_(("ready", "uncertain")))
        .values(state="ready", not_before=now, claimed_by="", claimed_at=None)
    )


def _skip_mails(conn: Connection, in_scheme: int, now: datetime) -> None:
    skipped = (conn.scalar(select(func.max(outbox.c.id))) or 0) + _OUTBOX_IDS
    conn.execute(
        outbox.insert().values(
            id=skipped,
            scheme_id=in_scheme,
            mail="N18",
            recipients=[],
            message_id=f"not a mail {skipped}",
            subject="",
            text="",
            raw=b"",
            state="withdrawn",
            priority=9,
            unsolicited=False,
            queued_at=now,
            not_before=now,
            reason="keeps apart the numbers of mails sent after the copy was made",
        )
    )

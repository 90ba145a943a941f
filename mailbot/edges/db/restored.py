"""Make a record that was put back safe to go on from: mail waits, and no number is used twice."""

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from mailbot.edges.db.schema import outbox, promise, scheme

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
            asks_coordinator=False,
            title="the record was put back from a copy",
            opened_at=now,
            state="kept",
            closed_at=now,
            closed_by="mailbot",
        )
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

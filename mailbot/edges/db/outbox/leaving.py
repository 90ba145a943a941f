"""How a mail leaves once: claimed by compare-and-swap before it is sent, and settled after."""

from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select, update

from mailbot.edges.db.outbox.rows import LISTED, Outgoing, outgoing
from mailbot.edges.db.schema import outbox


def due_to_leave(
    conn: Connection, in_scheme: int, now: datetime, limit: int
) -> tuple[Outgoing, ...]:
    """Give what may leave by now, the most urgent first."""
    rows = conn.execute(
        select(*LISTED)
        .where(
            outbox.c.scheme_id == in_scheme, outbox.c.state == "ready", outbox.c.not_before <= now
        )
        .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
        .limit(limit)
    ).mappings()
    return tuple(outgoing(row) for row in rows)


def next_departure(conn: Connection, in_scheme: int) -> datetime | None:
    """Give when the next mail may leave."""
    found: datetime | None = conn.scalar(
        select(func.min(outbox.c.not_before)).where(
            outbox.c.scheme_id == in_scheme, outbox.c.state == "ready"
        )
    )
    return found


def claim(conn: Connection, outbox_id: int, by: str, now: datetime) -> bool:
    """Claim a ready mail before it is sent; False when another process got there first."""
    changed = conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "ready")
        .values(state="claimed", claimed_by=by, claimed_at=now, attempts=outbox.c.attempts + 1)
    )
    return changed.rowcount == 1


def begin_leaving(conn: Connection, outbox_id: int, by: str) -> bool:
    """Keep that the bytes are about to go: from here to the reply, the outcome is not known."""
    changed = conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "claimed", outbox.c.claimed_by == by)
        .values(state="leaving")
    )
    return changed.rowcount == 1


def settle(
    conn: Connection, outbox_id: int, state: str, now: datetime, reply: str, **more: object
) -> bool:
    """Give a mail that was on its way its new state; False when it was settled already."""
    values: dict[str, object] = {"state": state, "reply": reply[:500]} | more
    if state == "sent":
        values["sent_at"] = now
    changed = conn.execute(
        update(outbox)
        .where(
            outbox.c.id == outbox_id,
            outbox.c.state.in_(("claimed", "leaving", "uncertain", "ready")),
        )
        .values(values)
    )
    return changed.rowcount == 1


def put_off(conn: Connection, outbox_id: int, until: datetime, why: str) -> None:
    """Let a ready mail wait for another time."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "ready")
        .values(not_before=until, reply=why)
    )


def free_claim(conn: Connection, outbox_id: int, by: str, again: datetime) -> None:
    """Give back a claim when nothing was handed over; one that was leaving becomes uncertain."""
    mine = (outbox.c.id == outbox_id) & (outbox.c.claimed_by == by)
    conn.execute(
        update(outbox)
        .where(mine, outbox.c.state == "leaving")
        .values(state="uncertain", reply="the connection ended")
    )
    conn.execute(
        update(outbox)
        .where(mine, outbox.c.state == "claimed")
        .values(state="ready", not_before=again, claimed_by="")
    )


def unsettled(conn: Connection, in_scheme: int, before: datetime, own: str) -> tuple[Outgoing, ...]:
    """Give mails whose sender died: claimed or leaving since before a moment, and uncertain ones.

    `own` is this process: what it claimed itself earlier and did not settle counts at once.
    """
    rows = conn.execute(
        select(*LISTED)
        .where(
            outbox.c.scheme_id == in_scheme,
            or_(
                outbox.c.state == "uncertain",
                and_(
                    outbox.c.state.in_(("claimed", "leaving")),
                    or_(outbox.c.claimed_at <= before, outbox.c.claimed_by == own),
                ),
            ),
        )
        .order_by(outbox.c.id)
    ).mappings()
    return tuple(outgoing(row) for row in rows)


def send_again(conn: Connection, outbox_id: int, now: datetime) -> bool:
    """Put a mail whose outcome nobody knows back, with the same bytes; False when it is settled."""
    changed = conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state.in_(("uncertain", "claimed", "leaving")))
        .values(state="ready", not_before=now, claimed_by="", claimed_at=None)
    )
    return changed.rowcount == 1

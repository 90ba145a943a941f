"""Questions that follow a mail through the record: is it this scheme's, what caused it, who agreed."""

from sqlalchemy import Connection, func, or_, select

from mailbot.edges.db.outbox import Outgoing, outgoing_by_id
from mailbot.edges.db.promises import Promise, of_kind
from mailbot.edges.db.schema import outbox, promise, received


def outgoing_of_scheme(conn: Connection, in_scheme: int, outbox_id: int) -> Outgoing | None:
    """Give one mail of the outbox if it is this scheme's."""
    owner = conn.scalar(select(outbox.c.scheme_id).where(outbox.c.id == outbox_id))
    return outgoing_by_id(conn, outbox_id) if owner == in_scheme else None


def came_to_scheme(conn: Connection, in_scheme: int, received_id: int) -> bool:
    """Say whether a mail that arrived is this scheme's."""
    return in_scheme == conn.scalar(
        select(received.c.scheme_id).where(received.c.id == received_id)
    )


def caused_by(conn: Connection, received_id: int) -> tuple[Outgoing, ...]:
    """Give the mails that were queued because of one that arrived, in order."""
    ids = conn.scalars(
        select(outbox.c.id).where(outbox.c.received_id == received_id).order_by(outbox.c.id)
    ).all()
    found = [outgoing_by_id(conn, one) for one in ids]
    return tuple(one for one in found if one is not None)


def permission_for(conn: Connection, in_scheme: int, outbox_id: int) -> Promise | None:
    """Give the decision by which a coordinator let one mail go, or was asked to."""
    asked = of_kind(conn, in_scheme, "send")
    return next((one for one in asked if one.details.get("outbox_id") == outbox_id), None)


def decided_about_pair(conn: Connection, in_scheme: int, partnership_id: int) -> int | None:
    """Give the id of the newest closed decision about a pair or trio."""
    found: int | None = conn.scalar(
        select(func.max(promise.c.id)).where(
            promise.c.scheme_id == in_scheme,
            promise.c.partnership_id == partnership_id,
            or_(promise.c.kind == "pair", promise.c.kind == "rematch"),
            promise.c.state == "kept",
        )
    )
    return found


def asked_in(conn: Connection, promise_id: int) -> Outgoing | None:
    """Give the newest mail of ours that put a question to somebody."""
    found = conn.scalar(select(func.max(outbox.c.id)).where(outbox.c.promise_id == promise_id))
    return None if found is None else outgoing_by_id(conn, found)

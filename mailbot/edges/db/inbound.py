"""Questions about mail that arrived: its bytes, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, func, select, update

from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import outbox, received, received_bytes


@dataclass(frozen=True, slots=True)
class Received:
    """One mail as it arrived, with what became of it; `outcome` is empty while it waits."""

    id: int
    message_id: str
    arrived_at: datetime
    state: str
    from_sent: bool
    outcome: str
    reason: str
    person_id: int | None
    cleared: bool = False


def known_fingerprints(
    conn: Connection, in_scheme: int, fingerprints: Collection[str]
) -> dict[str, int]:
    """Give which of these mails are kept already, with their ids."""
    wanted, known = list(fingerprints), dict[str, int]()
    for chunk in range(0, len(wanted), 500):
        rows = conn.execute(
            select(received.c.fingerprint, received.c.id).where(
                received.c.scheme_id == in_scheme,
                received.c.fingerprint.in_(wanted[chunk : chunk + 500]),
            )
        )
        known |= dict(rows.all())
    return known


def our_message_ids(conn: Connection, ids: Collection[str]) -> set[str]:
    """Give which of these Message-IDs are those of mail we sent."""
    wanted, ours = [one for one in ids if one], set[str]()
    for chunk in range(0, len(wanted), 500):
        ours |= set(
            conn.scalars(
                select(outbox.c.message_id).where(
                    outbox.c.message_id.in_(wanted[chunk : chunk + 500])
                )
            )
        )
    return ours


def keep_mail(
    conn: Connection,
    in_scheme: int,
    fingerprint: str,
    message_id: str,
    raw: bytes,
    arrived_at: datetime,
    *,
    from_sent: bool = False,
) -> int:
    """Keep the bytes of a mail before they are understood, and give its id."""
    row = {
        "scheme_id": in_scheme,
        "fingerprint": fingerprint,
        "message_id": message_id,
        "arrived_at": arrived_at,
        "from_sent": from_sent,
        "size_bytes": len(raw),
    }
    made = new_id(conn.execute(received.insert().values(row)))
    conn.execute(received_bytes.insert().values(received_id=made, raw=raw))
    return made


def waiting_mail(conn: Connection, in_scheme: int, after: int, limit: int) -> list[int]:
    """Give the ids of mail that nothing was decided about yet, in the order it came."""
    return list(
        conn.scalars(
            select(received.c.id)
            .where(
                received.c.scheme_id == in_scheme,
                received.c.state == "received",
                received.c.id > after,
            )
            .order_by(received.c.id)
            .limit(limit)
        )
    )


def fingerprint_of(conn: Connection, received_id: int) -> str:
    """Give what tells a mail from every other; raises LookupError for an id that is not there."""
    found = conn.scalar(select(received.c.fingerprint).where(received.c.id == received_id))
    if found is None:
        raise LookupError(f"no mail {received_id}")
    return str(found)


def mail_by_id(conn: Connection, received_id: int) -> Received:
    """Give one mail; raises LookupError for an id that is not there."""
    row = conn.execute(_received().where(received.c.id == received_id)).mappings().first()
    if row is None:
        raise LookupError(f"no mail {received_id}")
    return Received(**row)


def _received() -> Select[tuple[int, str, datetime, str, bool, str, str, int | None, bool]]:
    return select(
        received.c.id,
        received.c.message_id,
        received.c.arrived_at,
        received.c.state,
        received.c.from_sent,
        received.c.outcome,
        received.c.reason,
        received.c.person_id,
        received.c.cleared,
    )


def bytes_of(conn: Connection, received_id: int) -> bytes:
    """Give the bytes of a mail; raises LookupError when they were deleted."""
    raw = conn.scalar(
        select(received_bytes.c.raw).where(received_bytes.c.received_id == received_id)
    )
    if raw is None:
        raise LookupError(f"the bytes of mail {received_id} are not kept any more")
    return bytes(raw)


def written_by(conn: Connection, person_id: int, since: datetime) -> list[bytes]:
    """Give the bytes of what came from somebody after a moment, the oldest first."""
    asked = (
        select(received_bytes.c.raw)
        .join(received, received.c.id == received_bytes.c.received_id)
        .where(received.c.person_id == person_id, received.c.arrived_at > since)
        .order_by(received.c.id)
    )
    return [bytes(one) for one in conn.scalars(asked)]


def has_bytes(conn: Connection, received_id: int) -> bool:
    """Say whether the bytes of a mail are still kept."""
    kept = select(received_bytes.c.received_id).where(received_bytes.c.received_id == received_id)
    return conn.scalar(kept) is not None


def forget_bytes(conn: Connection, received_id: int) -> None:
    """Delete what a mail said and keep that it came."""
    conn.execute(received_bytes.delete().where(received_bytes.c.received_id == received_id))


def settle_mail(
    conn: Connection,
    received_id: int,
    state: str,
    outcome: str,
    reason: str,
    now: datetime,
    person_id: int | None = None,
) -> bool:
    """Give a mail its one outcome; False when somebody else has given it one already."""
    changed = conn.execute(
        update(received)
        .where(received.c.id == received_id, received.c.state == "received")
        .values(state=state, outcome=outcome, reason=reason, handled_at=now, person_id=person_id)
    )
    return changed.rowcount == 1


def give_outcome(
    conn: Connection,
    received_id: int,
    state: str,
    outcome: str,
    reason: str,
    person_id: int | None,
) -> None:
    """Set the outcome of a mail that was settled in this very transaction."""
    conn.execute(
        update(received)
        .where(received.c.id == received_id)
        .values(state=state, outcome=outcome, reason=reason, person_id=person_id)
    )


def ledger(conn: Connection, in_scheme: int, limit: int = 100) -> tuple[Received, ...]:
    """Give the newest mails with their one outcome each."""
    rows = conn.execute(
        _received()
        .where(received.c.scheme_id == in_scheme)
        .order_by(received.c.id.desc())
        .limit(limit)
    )
    return tuple(Received(**row) for row in rows.mappings())


def count_outcomes(conn: Connection, in_scheme: int) -> dict[str, int]:
    """Count mails by outcome; the empty one is still waiting."""
    rows = conn.execute(
        select(received.c.outcome, func.count())
        .where(received.c.scheme_id == in_scheme)
        .group_by(received.c.outcome)
    )
    return dict(rows.all())


def read_again(conn: Connection, received_id: int, *, cleared: bool = False) -> None:
    """Let a mail be read once more; `cleared` when a person found nothing in it to hold back."""
    conn.execute(
        update(received)
        .where(received.c.id == received_id)
        .values(state="received", outcome="", reason="", handled_at=None, cleared=cleared)
    )

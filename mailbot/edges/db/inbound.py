"""Questions about mail that arrived: where it was seen, its bytes, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, func, select, update

from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import folder, outbox, received, received_bytes, sighting


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


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """How far a folder was listed under its UIDVALIDITY."""

    name: str
    role: str
    uidvalidity: int
    seen_to_uid: int
    keeps_our_copies: bool


def watched_folder(conn: Connection, in_scheme: int, name: str) -> WatchedFolder | None:
    """Give how far a folder was listed, or None when it was never looked at."""
    row = conn.execute(
        select(folder).where(folder.c.scheme_id == in_scheme, folder.c.name == name)
    ).first()
    if row is None:
        return None
    return WatchedFolder(row.name, row.role, row.uidvalidity, row.seen_to_uid, row.keeps_our_copies)


def watched_folders(conn: Connection, in_scheme: int) -> tuple[WatchedFolder, ...]:
    """Give all folders that were ever looked at."""
    names = conn.scalars(select(folder.c.name).where(folder.c.scheme_id == in_scheme))
    found = [watched_folder(conn, in_scheme, name) for name in list(names)]
    return tuple(one for one in found if one is not None)


def keep_folder(
    conn: Connection, in_scheme: int, name: str, role: str, uidvalidity: int, seen_to_uid: int
) -> None:
    """Keep how far a folder was listed."""
    values = {"role": role, "uidvalidity": uidvalidity, "seen_to_uid": seen_to_uid}
    changed = conn.execute(
        update(folder).where(folder.c.scheme_id == in_scheme, folder.c.name == name).values(values)
    )
    if changed.rowcount == 0:
        conn.execute(folder.insert().values(scheme_id=in_scheme, name=name, **values))


def note_our_copies(conn: Connection, in_scheme: int, name: str) -> None:
    """Keep that the server files a copy of what we send in this folder."""
    conn.execute(
        update(folder)
        .where(folder.c.scheme_id == in_scheme, folder.c.name == name)
        .values(keeps_our_copies=True)
    )


def server_keeps_copies(conn: Connection, in_scheme: int) -> bool:
    """Say whether the mail server was ever seen to file a copy of what we send."""
    found = conn.scalar(
        select(func.count())
        .select_from(folder)
        .where(folder.c.scheme_id == in_scheme, folder.c.keeps_our_copies)
    )
    return bool(found)


def seen_uids(
    conn: Connection, in_scheme: int, mailbox: str, uidvalidity: int, uids: Collection[int]
) -> set[int]:
    """Give which of these UIDs were seen already."""
    wanted, seen = list(uids), set[int]()
    for chunk in range(0, len(wanted), 500):
        seen |= set(
            conn.scalars(
                select(sighting.c.uid).where(
                    sighting.c.scheme_id == in_scheme,
                    sighting.c.mailbox == mailbox,
                    sighting.c.uidvalidity == uidvalidity,
                    sighting.c.uid.in_(wanted[chunk : chunk + 500]),
                )
            )
        )
    return seen


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


def keep_sighting(
    conn: Connection,
    in_scheme: int,
    mailbox: str,
    uidvalidity: int,
    uid: int,
    what: str,
    received_id: int | None = None,
) -> None:
    """Keep that a message was seen at a place; `what` is mail, ours or unfetchable."""
    row = {
        "scheme_id": in_scheme,
        "mailbox": mailbox,
        "uidvalidity": uidvalidity,
        "uid": uid,
        "what": what,
        "received_id": received_id,
    }
    conn.execute(sighting.insert().values(row))


def unfetchable_sightings(conn: Connection, in_scheme: int) -> tuple[tuple[str, int, int], ...]:
    """Give (mailbox, uidvalidity, uid) of what the server would not hand out."""
    rows = conn.execute(
        select(sighting.c.mailbox, sighting.c.uidvalidity, sighting.c.uid).where(
            sighting.c.scheme_id == in_scheme, sighting.c.what == "unfetchable"
        )
    )
    return tuple((row.mailbox, row.uidvalidity, row.uid) for row in rows)


def drop_sighting(
    conn: Connection, in_scheme: int, mailbox: str, uidvalidity: int, uid: int
) -> None:
    """Forget a place that could not be fetched before, so that it can be kept rightly."""
    conn.execute(
        sighting.delete().where(
            sighting.c.scheme_id == in_scheme,
            sighting.c.mailbox == mailbox,
            sighting.c.uidvalidity == uidvalidity,
            sighting.c.uid == uid,
        )
    )


def first_sighting(conn: Connection, in_scheme: int, mailbox: str, uidvalidity: int) -> int:
    """Give the lowest UID that was seen in a folder; 1 when none was."""
    found = conn.scalar(
        select(func.min(sighting.c.uid)).where(
            sighting.c.scheme_id == in_scheme,
            sighting.c.mailbox == mailbox,
            sighting.c.uidvalidity == uidvalidity,
        )
    )
    return found or 1


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

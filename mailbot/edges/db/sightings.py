"""Questions about where mail was seen: folders, how far they were listed, and each place of a message."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from mailbot.edges.db.schema import folder, received, sighting


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


def handled_at(
    conn: Connection, in_scheme: int, mailbox: str, uidvalidity: int, uids: Collection[int]
) -> dict[int, int]:
    """Give by UID which mails at these places have been read and dealt with, or put before a person."""
    rows = conn.execute(
        select(sighting.c.uid, sighting.c.received_id)
        .join(received, received.c.id == sighting.c.received_id)
        .where(
            sighting.c.scheme_id == in_scheme,
            sighting.c.mailbox == mailbox,
            sighting.c.uidvalidity == uidvalidity,
            sighting.c.uid.in_(uids),
            received.c.outcome.is_not(None),
        )
    )
    return {row.uid: row.received_id for row in rows}


def places_of(conn: Connection, received_id: int) -> tuple[tuple[str, int, int], ...]:
    """Give (mailbox, uidvalidity, uid) of each place where a mail was seen."""
    rows = conn.execute(
        select(sighting.c.mailbox, sighting.c.uidvalidity, sighting.c.uid).where(
            sighting.c.received_id == received_id
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


def binned_unseen(conn: Connection, in_scheme: int, since: datetime) -> tuple[tuple[int, int], ...]:
    """Give (id, person's id or 0) of mail since a moment that was in the bin when it was first seen.

    What is held for a person is left out: who may know of it is told in other ways.
    """
    any_of_it = sighting.alias()
    first = (
        select(func.min(any_of_it.c.id))
        .where(any_of_it.c.received_id == received.c.id)
        .correlate(received)
        .scalar_subquery()
    )
    rows = conn.execute(
        select(received.c.id, received.c.person_id)
        .select_from(received)
        .join(sighting, sighting.c.id == first)
        .join(
            folder,
            (folder.c.scheme_id == sighting.c.scheme_id) & (folder.c.name == sighting.c.mailbox),
        )
        .where(
            received.c.scheme_id == in_scheme,
            received.c.arrived_at > since,
            received.c.state == "handled",
            folder.c.role == "trash",
        )
        .order_by(received.c.id)
    )
    return tuple((row.id, row.person_id or 0) for row in rows)

"""Fetch: keep the bytes of every new message once, wherever in the mailbox it is seen."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mail import RawMessage
from mailbot.edges.db import inbound, sightings
from mailbot.edges.db.engine import reading
from mailbot.edges.imap import Fingerprint, Folder, Mailbox, Role, Unfetchable
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.steps import Step

log = logging.getLogger(__name__)

LISTED_AT_ONCE = 500
KEPT_AT_ONCE = 50
# Drafts are nobody's mail yet, Junk is the server's verdict, and a view of all shows everything twice.
NOT_WATCHED = frozenset({Role.DRAFTS, Role.JUNK, Role.ALL})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one fetch did: mails kept, and messages the server would not give."""

    kept: int
    unfetchable: int


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one folder under its UIDVALIDITY, from a UID on."""

    folder: Folder
    uidvalidity: int
    after_uid: int
    up_to_uid: int


def fetch(house: House, mailbox: Mailbox, now: datetime) -> Fetched:
    """Keep what is new in INBOX and Sent, and look elsewhere when something was moved unseen.

    UIDNEXT rises with every arrival, even of a message that somebody filed before we came: a gap in
    INBOX means to look through the other folders (RFC 9051 section 2.3.1.1). Raises
    MailboxUnavailable; what was kept by then stays kept.
    """
    with reading(house.engine) as conn:
        first_time = not sightings.watched_folders(conn, house.scheme_id)
    kept, missed, gap = 0, _retry_unfetchable(house, mailbox, now), False
    folders = [one for one in mailbox.folders() if one.role not in NOT_WATCHED]
    usual = [one for one in folders if one.role in {Role.INBOX, Role.SENT}]
    others = [one for one in folders if one not in usual]
    for folder in usual:
        look = _look(house, mailbox, folder, first_time=first_time)
        if look is None:
            continue
        found = mailbox.new_uids(folder.name, look.after_uid)
        expected = look.up_to_uid - look.after_uid
        gap = gap or (folder.role is Role.INBOX and len(found) < expected)
        kept += _keep_all(house, mailbox, look, found, now)
    if gap or first_time:
        for folder in others:
            look = _look(house, mailbox, folder, first_time=first_time)
            if look is not None:
                found = mailbox.new_uids(folder.name, look.after_uid)
                kept += _keep_all(house, mailbox, look, found, now)
    return Fetched(kept, missed)


def _look(house: House, mailbox: Mailbox, folder: Folder, *, first_time: bool) -> Look | None:
    """Give what is new in a folder, or None; a folder that is there at the start begins as it is."""
    status = mailbox.status(folder.name)
    with reading(house.engine) as conn:
        known = sightings.watched_folder(conn, house.scheme_id, folder.name)
    last = max(status.uidnext - 1, 0)
    if known is not None and known.uidvalidity == status.uidvalidity:
        if last <= known.seen_to_uid:
            return None
        return Look(folder, status.uidvalidity, known.seen_to_uid, last)
    if known is None and first_time and folder.role is not Role.INBOX:
        with house.engine.begin() as conn:
            sightings.keep_folder(
                conn, house.scheme_id, folder.name, folder.role, status.uidvalidity, last
            )
        return None
    return Look(folder, status.uidvalidity, 0, last)


def _keep_all(
    house: House, mailbox: Mailbox, look: Look, uids: Sequence[int], now: datetime
) -> int:
    kept = 0
    for chunk in _chunks(uids, LISTED_AT_ONCE):
        kept += _keep_chunk(house, mailbox, look, chunk, now)
    _move_mark(house, look, max([look.up_to_uid, *uids]))
    house.at_step(Step.FETCH_DONE)
    return kept


def _chunks(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), size):
        yield uids[start : start + size]


def _move_mark(house: House, look: Look, uid: int) -> None:
    with house.engine.begin() as conn:
        sightings.keep_folder(
            conn, house.scheme_id, look.folder.name, look.folder.role, look.uidvalidity, uid
        )


def _keep_chunk(
    house: House, mailbox: Mailbox, look: Look, uids: Sequence[int], now: datetime
) -> int:
    with reading(house.engine) as conn:
        seen = sightings.seen_uids(conn, house.scheme_id, look.folder.name, look.uidvalidity, uids)
    marks = mailbox.fingerprints(look.folder.name, [one for one in uids if one not in seen])
    house.at_step(Step.FETCH_LISTED)
    wanted = _note_known(house, look, marks)
    unmarked = [one for one in uids if one not in seen and one not in marks]
    kept = 0
    batch: list[RawMessage | Unfetchable] = []
    for message in mailbox.fetch(look.folder.name, sorted([*wanted, *unmarked])):
        batch.append(message)
        if len(batch) == KEPT_AT_ONCE:
            kept += _keep_batch(house, look, batch, marks, now)
            batch = []
    return kept + _keep_batch(house, look, batch, marks, now)


def _note_known(house: House, look: Look, marks: dict[int, Fingerprint]) -> list[int]:
    """Note where mail that we know was seen again, and give the UIDs that are really new."""
    keys = {uid: identity(mark) for uid, mark in marks.items() if mark.message_id}
    with house.engine.begin() as conn:
        # Another process may have noted some of them since they were listed.
        place = (house.scheme_id, look.folder.name, look.uidvalidity)
        seen = sightings.seen_uids(conn, *place, marks)
        known = inbound.known_fingerprints(conn, house.scheme_id, set(keys.values()))
        ours = inbound.our_message_ids(conn, {one.message_id for one in marks.values()})
        wanted = []
        for uid, mark in marks.items():
            if uid in seen:
                continue
            if mark.message_id in ours:
                _sighted(conn, house, look, uid, "ours", None)
            elif keys.get(uid) in known:
                _sighted(conn, house, look, uid, "mail", known[keys[uid]])
            else:
                wanted.append(uid)
        if look.folder.role is Role.SENT and any(one.message_id in ours for one in marks.values()):
            sightings.keep_folder(
                conn,
                house.scheme_id,
                look.folder.name,
                look.folder.role,
                look.uidvalidity,
                look.after_uid,
            )
            sightings.note_our_copies(conn, house.scheme_id, look.folder.name)
    return wanted


def identity(mark: Fingerprint) -> str:
    """Give what stays the same when a mail is moved, listed anew or rewritten by a scanner."""
    when = mark.date.isoformat() if mark.date else ""
    return hashlib.sha256(f"{mark.message_id}\n{mark.sender}\n{when}".encode()).hexdigest()


def _keep_batch(
    house: House,
    look: Look,
    batch: Sequence[RawMessage | Unfetchable],
    marks: dict[int, Fingerprint],
    now: datetime,
) -> int:
    if not batch:
        return 0
    kept = 0
    with house.engine.begin() as conn:
        seen = sightings.seen_uids(
            conn,
            house.scheme_id,
            look.folder.name,
            look.uidvalidity,
            [one.uid for one in batch],
        )
        for message in batch:
            if message.uid in seen:
                continue
            if isinstance(message, Unfetchable):
                _quarantine(conn, house, look, message, now)
            else:
                kept += _keep_message(conn, house, look, message, marks.get(message.uid))
        house.at_step(Step.FETCH_KEEPING)
    house.at_step(Step.FETCH_KEPT)
    return kept


def _keep_message(
    conn: Connection, house: House, look: Look, message: RawMessage, mark: Fingerprint | None
) -> int:
    named = mark is not None and mark.message_id
    key = identity(mark) if mark is not None and named else hashlib.sha256(message.raw).hexdigest()
    known = inbound.known_fingerprints(conn, house.scheme_id, [key])
    if key in known:
        _sighted(conn, house, look, message.uid, "mail", known[key])
        return 0
    received_id = inbound.keep_mail(
        conn,
        house.scheme_id,
        key,
        mark.message_id if mark is not None else "",
        message.raw,
        message.arrived,
        from_sent=look.folder.role is Role.SENT,
    )
    _sighted(conn, house, look, message.uid, "mail", received_id)
    return 1


def _sighted(
    conn: Connection, house: House, look: Look, uid: int, what: str, received_id: int | None
) -> None:
    sightings.keep_sighting(
        conn, house.scheme_id, look.folder.name, look.uidvalidity, uid, what, received_id
    )


def _quarantine(
    conn: Connection, house: House, look: Look, message: Unfetchable, now: datetime
) -> None:
    """Keep that a message is there which the server does not give: it is tried again, and told."""
    log.warning("message %s of %s was not given by the server", message.uid, look.folder.role)
    _sighted(conn, house, look, message.uid, "unfetchable", None)
    put_before_coordinators(
        conn,
        house,
        Case(now, "the server does not give it"),
        Matter.LOOK,
        f"One mail in {look.folder.name} can't be fetched (number {message.uid}); please look at it",
        ("done",),
    )


def _retry_unfetchable(house: House, mailbox: Mailbox, now: datetime) -> int:
    with reading(house.engine) as conn:
        holes = sightings.unfetchable_sightings(conn, house.scheme_id)
        known = {one.name: one for one in sightings.watched_folders(conn, house.scheme_id)}
    missed = 0
    for name, uidvalidity, uid in holes:
        folder = known.get(name)
        if folder is None or folder.uidvalidity != uidvalidity:
            continue
        marks = mailbox.fingerprints(name, [uid])
        for message in mailbox.fetch(name, [uid]):
            if isinstance(message, Unfetchable):
                missed += 1
                continue
            look = Look(Folder(name, Role(folder.role)), uidvalidity, uid - 1, uid)
            with house.engine.begin() as conn:
                sightings.drop_sighting(conn, house.scheme_id, name, uidvalidity, uid)
                _keep_message(conn, house, look, message, marks.get(uid))
    return missed


def unaccounted(house: House, mailbox: Mailbox) -> dict[str, list[int]]:
    """Audit: give the UIDs in each watched folder that the database knows nothing of; empty is right."""
    missing: dict[str, list[int]] = {}
    with reading(house.engine) as conn:
        for folder in sightings.watched_folders(conn, house.scheme_id):
            start = 1
            if folder.role != Role.INBOX:
                # What stood in other folders before we came is not ours to account for.
                start = sightings.first_sighting(
                    conn, house.scheme_id, folder.name, folder.uidvalidity
                )
            listed = mailbox.new_uids(folder.name, start - 1)
            uids = [one for one in listed if one <= folder.seen_to_uid]
            seen = sightings.seen_uids(conn, house.scheme_id, folder.name, folder.uidvalidity, uids)
            left = [one for one in uids if one not in seen]
            if left:
                missing[folder.name] = left
    return missing

"""Purge: take mail that was deleted here out of the mailbox too, from every folder (H1, H5)."""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.edges.collection import forget_case
from mailbot.edges.db import inbound, promises, remarks, sightings
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.edges.imap import Folder, Mailbox, Role
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.fetch import identity
from mailbot.flows.house import House

log = logging.getLogger(__name__)

PURGE = "purge"
BY = "purge"


def forget_mail(conn: Connection, house: House, now: datetime, received_id: int) -> None:
    """Delete what a mail said, in the record, the cases and the mailbox; that it came is kept (H1)."""
    ask_for_purge(conn, house, now, where_kept(conn, [received_id]))
    inbound.forget_bytes(conn, received_id)
    remarks.forget_of_mail(conn, received_id)
    forget_case(house.cases, str(received_id))


@dataclass(frozen=True, slots=True)
class Where:
    """Messages to be taken out: as (Message-ID, fingerprint), else as (mailbox, uidvalidity, uid)."""

    named: frozenset[tuple[str, str]] = frozenset()
    places: tuple[tuple[str, int, int], ...] = ()


def where_kept(conn: Connection, received: Collection[int]) -> Where:
    """Say where mails that came are to be found; what has no Message-ID is where it was seen."""
    named, places = set[tuple[str, str]](), list[tuple[str, int, int]]()
    for one in received:
        message_id = inbound.mail_by_id(conn, one).message_id
        if message_id and message_id.isascii():
            named.add((message_id, inbound.fingerprint_of(conn, one)))
        else:
            places.extend(sightings.places_of(conn, one))
    return Where(frozenset(named), tuple(places))


def ask_for_purge(
    conn: Connection, house: House, now: datetime, where: Where, ours: Collection[str] = ()
) -> None:
    """Note that these messages, and those of ours by Message-ID, leave the mailbox next."""
    named = sorted({*where.named, *((one, "") for one in ours)})
    if not named and not where.places:
        return
    promises.open_promise(
        conn,
        house.scheme_id,
        PURGE,
        "mail that was deleted here leaves the mailbox",
        now,
        asks_coordinator=False,
        details={
            "named": [list(one) for one in named],
            "places": [list(one) for one in where.places],
        },
    )


def purge(house: House, mailbox: Mailbox, now: datetime) -> int:
    """Take out what was asked for; give how many messages were removed.

    A server that does not let us is told to a coordinator once, and tried again. Raises
    MailboxUnavailable when the connection is lost.
    """
    with reading(house.engine) as conn:
        asked = promises.open_promises(conn, house.scheme_id, PURGE)
    if not asked:
        return 0
    folders = mailbox.folders()
    removed = 0
    for one in asked:
        left: set[str] = set()
        for folder, uids in _found(mailbox, folders, one):
            done = _take_out(mailbox, folders, folder, uids)
            removed += len(uids) if done else 0
            left |= set() if done else {folder.name}
        _settle(house, one, left, now)
    if removed:
        log.info("%s messages were taken out of the mailbox", removed)
    return removed


def _found(
    mailbox: Mailbox, folders: Sequence[Folder], asked: Promise
) -> Iterator[tuple[Folder, tuple[int, ...]]]:
    """Give where the messages are, the bin last: at Gmail they have to go through it."""
    places = [(str(one[0]), one[1], one[2]) for one in _listed(asked, "places")]
    named = [(str(one[0]), str(one[1])) for one in _listed(asked, "named")]
    view = next((one for one in folders if one.role is Role.ALL), None)
    searched = [one for one in folders if view is None or one.role in _BEHIND_A_VIEW]
    for folder in sorted(searched, key=lambda one: one.role is Role.TRASH):
        here = [place for place in places if place[0] == folder.name]
        uids = {
            uid
            for message_id, mark in named
            for uid, found in mailbox.marks_of(folder.name, message_id).items()
            if mark in {"", identity(found)}
        }
        if here and (now := mailbox.status(folder.name).uidvalidity):
            uids |= {int(str(uid)) for _, validity, uid in here if validity == now}
        if uids:
            yield folder, tuple(sorted(uids))


# Where one folder shows all mail, the others are labels on it; junk and the bin lie outside.
_BEHIND_A_VIEW = frozenset({Role.ALL, Role.JUNK, Role.TRASH})


def _listed(asked: Promise, key: str) -> list[list[object]]:
    found = asked.details.get(key)
    return found if isinstance(found, list) else []


def _take_out(
    mailbox: Mailbox, folders: Sequence[Folder], folder: Folder, uids: tuple[int, ...]
) -> bool:
    trash = next((one for one in folders if one.role is Role.TRASH), None)
    if folder.role is Role.ALL and trash is not None:
        return mailbox.move(folder.name, uids, trash.name)
    return mailbox.remove(folder.name, uids)


def _settle(house: House, asked: Promise, left: set[str], now: datetime) -> None:
    with house.engine.begin() as conn:
        if not left:
            promises.change_promise(conn, asked.id, details={})
            promises.close_promise(conn, asked.id, now, BY, "gone from the mailbox")
            return
        put_before_coordinators(
            conn,
            house,
            Case(now, "the mail server does not remove it"),
            Matter.LOOK,
            "Mail that was deleted here is still in the mailbox, marked as deleted where I may: "
            f"please empty the deleted mail of {', '.join(sorted(left))}",
            ("done",),
        )

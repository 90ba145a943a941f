"""Set aside: take a mail that not every coordinator is to read out of the inbox, as far as the mailbox allows (G12, H2)."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.scheme import Mode
from mailbot.edges.db import promises, sightings
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.edges.imap import Mailbox, Role
from mailbot.flows.case import Case
from mailbot.flows.fetch import identity
from mailbot.flows.house import House
from mailbot.flows.purging import where_kept

log = logging.getLogger(__name__)

SET_ASIDE, RESTORE = "set aside", "restore"
RESTORED_WITHIN = timedelta(days=14)
FOLDER = ("Mailbot", "Held")
SHOWN = "/".join(FOLDER)


def ask_to_set_aside(conn: Connection, house: House, now: datetime, received_id: int) -> None:
    """Note that a mail leaves the inbox next; while we only listen, nothing in the mailbox changes."""
    if house.scheme.mode is Mode.LISTEN:
        return
    promises.open_promise(
        conn,
        house.scheme_id,
        SET_ASIDE,
        "a mail leaves the inbox",
        now,
        asks_coordinator=False,
        received_id=received_id,
    )


def ask_to_restore(conn: Connection, house: House, case: Case) -> list[str]:
    """Note that what was deleted before it was seen goes back into the inbox, because somebody says so (F7)."""
    binned = sightings.binned_unseen(conn, house.scheme_id, case.now - RESTORED_WITHIN)
    for received_id, _ in binned:
        promises.open_promise(
            conn,
            house.scheme_id,
            RESTORE,
            "a mail goes back into the inbox",
            case.now,
            asks_coordinator=False,
            received_id=received_id,
        )
    if not binned:
        return ["Nothing was deleted before I saw it in the last two weeks; nothing was done."]
    mails = "1 mail goes" if len(binned) == 1 else f"{len(binned)} mails go"
    return [f"{mails} back into the inbox in a moment, if the bin still has {_it(len(binned))}."]


def _it(count: int) -> str:
    return "it" if count == 1 else "them"


def restore(house: House, mailbox: Mailbox, now: datetime) -> None:
    """Put back what was asked for; what is no longer in the bin stays where it is."""
    with reading(house.engine) as conn:
        asked = promises.open_promises(conn, house.scheme_id, RESTORE)
    if not asked:
        return
    inbox = next((one.name for one in mailbox.folders() if one.role is Role.INBOX), "")
    for one in asked:
        moved = [
            mailbox.move(bin_name, uids, inbox)
            for bin_name, uids in _where(house, mailbox, one, Role.TRASH)
        ]
        with house.engine.begin() as conn:
            promises.close_promise(conn, one.id, now, "mailbot", "restored", kept=any(moved))


def set_aside(house: House, mailbox: Mailbox, now: datetime) -> int:
    """Move what was asked for into a folder of its own; give how many messages were moved.

    It is tried once: a server that does not let us is told to nobody, as the mail may be about whoever
    would be told. Raises MailboxUnavailable when the connection is lost; then it is tried again.
    """
    with reading(house.engine) as conn:
        asked = promises.open_promises(conn, house.scheme_id, SET_ASIDE)
    moved = 0
    for one in asked:
        here = sum(_move(mailbox, *found) for found in _where(house, mailbox, one, Role.INBOX))
        moved += here
        with house.engine.begin() as conn:
            outcome = "moved" if here else "not there, or the server doesn't move it"
            promises.close_promise(conn, one.id, now, "mailbot", outcome, kept=here > 0)
    if moved:
        log.info("%s messages were set aside", moved)
    return moved


def _where(
    house: House, mailbox: Mailbox, asked: Promise, role: Role
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give where it stands in folders of a kind; what somebody has filed elsewhere stays where they put it."""
    assert asked.received_id is not None, "it is one mail that was kept"
    with reading(house.engine) as conn:
        where = where_kept(conn, [asked.received_id])
    for name in (one.name for one in mailbox.folders() if one.role is role):
        uids = {
            uid
            for message_id, mark in where.named
            for uid, found in mailbox.marks_of(name, message_id).items()
            if mark == identity(found)
        }
        places = [one for one in where.places if one[0] == name]
        if places:
            validity = mailbox.status(name).uidvalidity
            uids |= {uid for _, known, uid in places if known == validity}
        if uids:
            yield name, tuple(sorted(uids))


def _move(mailbox: Mailbox, inbox: str, uids: tuple[int, ...]) -> int:
    held = mailbox.make_folder(FOLDER)
    return len(uids) if held and mailbox.move(inbox, uids, held) else 0

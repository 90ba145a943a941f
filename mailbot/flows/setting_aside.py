"""Set aside: take a mail that not every coordinator is to read out of the inbox, as far as the mailbox allows (G12, H2)."""

import logging
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.scheme import Mode
from mailbot.edges.db import promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.edges.imap import Mailbox, Role
from mailbot.flows.fetch import identity
from mailbot.flows.house import House
from mailbot.flows.purging import where_kept

log = logging.getLogger(__name__)

SET_ASIDE = "set aside"
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


def set_aside(house: House, mailbox: Mailbox, now: datetime) -> int:
    """Move what was asked for into a folder of its own; give how many messages were moved.

    It is tried once: a server that does not let us is told to nobody, as the mail may be about whoever
    would be told. Raises MailboxUnavailable when the connection is lost; then it is tried again.
    """
    with reading(house.engine) as conn:
        asked = promises.open_promises(conn, house.scheme_id, SET_ASIDE)
    moved = 0
    for one in asked:
        here = sum(_move(mailbox, *found) for found in _in_the_inbox(house, mailbox, one))
        moved += here
        with house.engine.begin() as conn:
            outcome = "moved" if here else "not there, or the server doesn't move it"
            promises.close_promise(conn, one.id, now, "mailbot", outcome, kept=here > 0)
    if moved:
        log.info("%s messages were set aside", moved)
    return moved


def _in_the_inbox(
    house: House, mailbox: Mailbox, asked: Promise
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give where it stands in the inbox; what somebody has filed elsewhere stays where they put it."""
    assert asked.received_id is not None, "it is one mail that was kept"
    with reading(house.engine) as conn:
        where = where_kept(conn, [asked.received_id])
    for inbox in (one.name for one in mailbox.folders() if one.role is Role.INBOX):
        uids = {
            uid
            for message_id, mark in where.named
            for uid, found in mailbox.marks_of(inbox, message_id).items()
            if mark == identity(found)
        }
        places = [one for one in where.places if one[0] == inbox]
        if places:
            validity = mailbox.status(inbox).uidvalidity
            uids |= {uid for _, known, uid in places if known == validity}
        if uids:
            yield inbox, tuple(sorted(uids))


def _move(mailbox: Mailbox, inbox: str, uids: tuple[int, ...]) -> int:
    held = mailbox.make_folder(FOLDER)
    return len(uids) if held and mailbox.move(inbox, uids, held) else 0

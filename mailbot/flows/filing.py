"""File mail in the mailbox where the scheme wants it, so that the mail program shows what needs a person (F7)."""

from collections.abc import Mapping

from sqlalchemy import Connection

from mailbot.core.scheme import Mode
from mailbot.edges.db import inbound, promises, sightings
from mailbot.edges.db.engine import reading
from mailbot.edges.imap import Mailbox, Role
from mailbot.flows.fetch import identity
from mailbot.flows.house import House

NEEDS_A_PERSON, DONE = ("Mailbot", "Needs a person"), ("Mailbot", "Done")
FILED_AT_ONCE = 200


def file_mail(house: House, mailbox: Mailbox) -> int:
    """Move what was dealt with out of the inbox, and what a person had to see on when it is decided.

    What somebody has opened, flagged or moved is theirs and stays where it is. Nothing is kept about
    it: the folders show the record and are never read as it, so a mail that could not be moved is
    tried again in the next pass. Gives how many were moved; raises MailboxUnavailable.
    """
    if not house.scheme.file_mail or house.scheme.mode is Mode.LISTEN:
        return 0
    needs, done = mailbox.make_folder(NEEDS_A_PERSON), mailbox.make_folder(DONE)
    inbox = next((one.name for one in mailbox.folders() if one.role is Role.INBOX), "")
    if not (needs and done and inbox):
        return 0
    with reading(house.engine) as conn:
        waiting = _waiting(conn, house)
    new, decided = _in_inbox(house, mailbox, inbox), _in_folder(house, mailbox, needs)
    to_look_at = [uid for uid, mail in new.items() if mail in waiting]
    finished = [uid for uid, mail in new.items() if mail not in waiting]
    settled = [uid for uid, mail in decided.items() if mail not in waiting]
    return (
        _move(mailbox, inbox, to_look_at, needs)
        + _move(mailbox, inbox, finished, done)
        + _move(mailbox, needs, settled, done)
    )


def _waiting(conn: Connection, house: House) -> frozenset[int]:
    """Give the ids of the mails that something open asks a coordinator about."""
    asked = promises.open_promises(conn, house.scheme_id, asks_coordinator=True)
    return frozenset(one.received_id for one in asked if one.received_id is not None)


def _in_inbox(house: House, mailbox: Mailbox, inbox: str) -> Mapping[int, int]:
    """Give by UID the mails there that have been read by us and touched by nobody."""
    uids = mailbox.untouched(inbox)[-FILED_AT_ONCE:]
    validity = mailbox.status(inbox).uidvalidity
    with reading(house.engine) as conn:
        return sightings.handled_at(conn, house.scheme_id, inbox, validity, uids)


def _in_folder(house: House, mailbox: Mailbox, folder: str) -> Mapping[int, int]:
    """Give the same of a folder that is not listed in each pass, by what tells the mails apart."""
    if mailbox.status(folder).messages == 0:
        return {}
    marks = mailbox.fingerprints(folder, mailbox.untouched(folder)[-FILED_AT_ONCE:])
    keys = {uid: identity(mark) for uid, mark in marks.items()}
    with reading(house.engine) as conn:
        known = inbound.known_fingerprints(conn, house.scheme_id, set(keys.values()))
    return {uid: known[key] for uid, key in keys.items() if key in known}


def _move(mailbox: Mailbox, folder: str, uids: list[int], to: str) -> int:
    return len(uids) if uids and mailbox.move(folder, uids, to) else 0

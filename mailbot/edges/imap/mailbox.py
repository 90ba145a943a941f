"""Reads one mailbox: by UID, in bounded steps, and so that nobody sees that it was read."""

import ssl
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from imaplib import IMAP4
from types import TracebackType
from typing import Self

from mailbot.core.mail import RawMessage
from mailbot.core.scheme import Login
from mailbot.edges.imap.client import Client
from mailbot.edges.imap.folders import Folder, list_folders, names_at
from mailbot.edges.imap.idling import LONGEST_IDLE_SECONDS, idle, listen
from mailbot.edges.imap.messages import (
    BODY_ITEMS,
    FINGERPRINT_ITEMS,
    SIZE_ITEMS,
    Fingerprint,
    Unfetchable,
    fingerprint_of,
    in_batches,
    message_of,
    size_of,
)
from mailbot.edges.imap.session import FolderStatus, Session, View, status_of

# imaplib refuses a line over 1 MB; a UID takes up to 11 bytes of the one line of a SEARCH reply.
_SEARCH_WINDOW = 50_000
# Dovecot refuses a command with more than about 8,000 UIDs.
_UIDS_AT_ONCE = 500
_MESSAGES_AT_ONCE = 50
_BYTES_AT_ONCE = 8 * 1024 * 1024


def open_mailbox(
    login: Login, trust: ssl.SSLContext | None = None, *, timeout_seconds: float = 30
) -> "Mailbox":
    """Log in to a mailbox; leaving its `with` block logs out.

    Without `trust` a server must have a certificate of the system's authorities. `timeout_seconds` holds for connecting and for each answer. Raises MailboxUnavailable.
    """
    return Mailbox(login, trust, timeout_seconds)


class Mailbox:
    """A logged-in mailbox, for one thread; every method may raise MailboxUnavailable.

    Folders are opened read-only and no flag is ever set, but by `remove` and `move`. After MailboxUnavailable
    open a new one.
    """

    def __init__(self, login: Login, trust: ssl.SSLContext | None, timeout_seconds: float) -> None:
        self._session = Session(login, trust, timeout_seconds)
        self._looked_at: dict[str, FolderStatus] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Log out."""
        self._session.close()

    def folders(self) -> tuple[Folder, ...]:
        """List the folders that can be opened and what each is for."""
        return self._session.ask(list_folders)

    def status(self, name: str) -> FolderStatus:
        """Look at a folder from outside: the cheapest way to learn that nothing is new."""
        if self._session.view and self._session.view.folder == name:
            # Some servers count new mail in an open folder only after NOOP.
            self._session.ask(lambda client: client.noop())
        status = status_of(
            self._session.ask(
                lambda client: client.folder_status(name, ("MESSAGES", "UIDNEXT", "UIDVALIDITY"))
            )
        )
        self._looked_at[name] = status
        return status

    def new_uids(self, folder: str, after_uid: int) -> tuple[int, ...]:
        """List the UIDs above one that is known, in rising order."""
        view = self._session.examine(folder)
        status = view.status if view.status.uidnext else self.status(folder)
        self._looked_at[folder] = view.status
        first, last = after_uid + 1, status.uidnext - 1
        # Where all fits into one reply, sparse UIDs shall not cost many questions.
        window = max(last, 1) if status.messages <= _SEARCH_WINDOW else _SEARCH_WINDOW
        found: set[int] = set()
        for low in range(first, last + 1, window):
            found.update(self._search("UID", f"{low}:{min(low + window - 1, last)}"))
        # A range past the end gives the last message on most servers.
        return tuple(sorted(uid for uid in found if uid > after_uid))

    def fingerprints(self, folder: str, uids: Sequence[int]) -> dict[int, Fingerprint]:
        """Tell messages apart by a few header fields; what the server does not give is left out."""
        view = self._session.examine(folder)
        marks = {
            uid: fingerprint_of(answer)
            for batch in in_batches(uids, {}, count=_UIDS_AT_ONCE, size_bytes=0)
            for uid, answer in self._session.answers(view, batch, FINGERPRINT_ITEMS)
            if not isinstance(answer, Unfetchable)
        }
        return {uid: mark for uid, mark in marks.items() if mark}

    def message_ids(self, folder: str, after_uid: int) -> dict[int, str]:
        """Give the Message-ID of each message above a known UID; empty where it has none."""
        marks = self.fingerprints(folder, self.new_uids(folder, after_uid))
        return {uid: mark.message_id for uid, mark in marks.items()}

    def find_message_id(self, folder: str, message_id: str) -> bool:
        """Tell whether a folder holds a message with exactly this Message-ID, brackets included."""
        return bool(self.uids_of(folder, message_id))

    def uids_of(self, folder: str, message_id: str) -> tuple[int, ...]:
        """Give the UIDs of the messages with exactly this Message-ID; raises ValueError for none."""
        return tuple(self.marks_of(folder, message_id))

    def marks_of(self, folder: str, message_id: str) -> dict[int, Fingerprint]:
        """Give them with what tells them apart: anybody can write the Message-ID of another's mail."""
        if not message_id.strip() or not message_id.isascii():
            raise ValueError("A Message-ID that is looked for is ASCII and not empty.")
        self._session.examine(folder)
        # SEARCH HEADER finds any part of the field.
        candidates = self._search("HEADER", "Message-ID", message_id.strip())
        marks = self.fingerprints(folder, candidates)
        return {uid: one for uid, one in marks.items() if one.message_id == message_id.strip()}

    def untouched(self, folder: str) -> tuple[int, ...]:
        """List the UIDs of what nobody has opened, answered, flagged or deleted in a folder (F7)."""
        self._session.examine(folder)
        found = self._search("UNSEEN", "UNANSWERED", "UNFLAGGED", "UNDELETED")
        return tuple(sorted(found))

    def remove(self, folder: str, uids: Sequence[int]) -> bool:
        """Remove messages from a folder for good; False where the server does not let us.

        None but these are expunged (RFC 4315 section 2.1): what people have marked themselves is
        theirs. A server without UIDPLUS shows them as deleted until somebody empties the folder.
        """
        return self._change(
            folder,
            lambda client: client.delete_messages(uids, silent=True),
            lambda client: _expunge(client, uids),
        )

    def move(self, folder: str, uids: Sequence[int], to: str) -> bool:
        """Move messages to another folder (RFC 6851); False where the server does not let us.

        A server without MOVE copies them, and removes them only when that went well.
        """
        if self._session.ask(lambda client: client.has_capability("MOVE")):
            return self._change(folder, lambda client: client.move(uids, to))
        copied = self._change(folder, lambda client: client.copy(uids, to))
        return copied and self.remove(folder, uids)

    def make_folder(self, path: Sequence[str]) -> str:
        """Give the name of the folder at a path, made where it is not there; empty where that is refused."""
        there, names = self._session.ask(lambda client: names_at(client, path))
        for name in names:
            made = name in there or self._session.is_allowed(partial(_create, name))
            if made:
                return name
        return ""

    def _change(self, folder: str, *orders: Callable[[Client], object]) -> bool:
        """Open a folder for once so that it can be changed; the next look opens it read-only again."""
        self._session.view = None
        return all(
            self._session.is_allowed(order)
            for order in (lambda client: client.select_folder(folder, readonly=False), *orders)
        )

    def fetch(self, folder: str, uids: Sequence[int]) -> Iterator[RawMessage | Unfetchable]:
        """Give each message asked for, or why the server does not, in the order asked.

        Holds one batch in memory. When the server breaks the connection, each message of the batch
        is asked for alone over a new one; MailboxUnavailable is raised when there is none to be had.
        """
        view = self._session.examine(folder)
        for batch in self._batches(view, uids):
            for uid, answer in self._session.answers(view, batch, BODY_ITEMS):
                if isinstance(answer, Unfetchable):
                    yield answer
                else:
                    validity = view.status.uidvalidity
                    yield message_of(answer, mailbox=folder, uidvalidity=validity, uid=uid)

    def wait(self, seconds: float, folder: str = "INBOX") -> bool:
        """Wait for news in a folder; return True when there may be some.

        At most 29 minutes, by IDLE where the server has it. Without IDLE it sleeps and returns True:
        only a look can tell. News that came after the last look (`new_uids`, `status`) counts.
        Raises MailboxUnavailable as soon as the server closes the connection.
        """
        view = self._session.examine(folder)
        looked_at = self._looked_at.get(folder, view.status)
        if (looked_at.uidvalidity, looked_at.uidnext) != (
            view.status.uidvalidity,
            view.status.uidnext,
        ):
            return True
        patience = min(seconds, LONGEST_IDLE_SECONDS)
        return self._session.ask(lambda client: _wait(client, patience))

    def _search(self, *criteria: str) -> Sequence[int]:
        return self._session.ask(lambda client: client.search(criteria))

    def _batches(self, view: View, uids: Sequence[int]) -> Iterator[tuple[int, ...]]:
        for start in range(0, len(uids), _UIDS_AT_ONCE):
            some = uids[start : start + _UIDS_AT_ONCE]
            sizes = {
                uid: size
                for uid, answer in self._session.answers(view, some, SIZE_ITEMS)
                if not isinstance(answer, Unfetchable) and (size := size_of(answer)) is not None
            }
            yield from in_batches(some, sizes, count=_MESSAGES_AT_ONCE, size_bytes=_BYTES_AT_ONCE)


def _create(name: str, client: Client) -> None:
    client.create_folder(name)
    # Phones show what is subscribed to (RFC 9051 section 6.3.7).
    client.subscribe_folder(name)


def _expunge(client: Client, uids: Sequence[int]) -> None:
    if not (client.has_capability("UIDPLUS") or client.has_capability("IMAP4REV2")):
        raise IMAP4.error("the server can't expunge some messages and leave others")
    client.expunge(uids)


def _wait(client: Client, seconds: float) -> bool:
    news = idle(client, seconds) if client.has_capability("IDLE") else None
    if news is None:
        listen(client, seconds)
        return True
    return news

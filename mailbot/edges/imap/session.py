"""Keeps one IMAP connection in the right folder and gets past messages that break it."""

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from imaplib import IMAP4
from typing import TypeVar

from mailbot.core.scheme import Login
from mailbot.edges.imap.client import Client, connect
from mailbot.edges.imap.messages import Answer, Unfetchable
from mailbot.edges.imap.unavailable import (
    TROUBLES,
    MailboxUnavailable,
    explain,
    is_drop,
    place,
    reason,
)

T = TypeVar("T")

_DROPS_IN_A_ROW = 3
# RFC 5530 section 3: asking again does not help.
_FOR_GOOD = ("[NONEXISTENT]", "[NOPERM]", "[CANNOT]")


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """How a folder stands (RFC 9051 sections 2.3.1.1 and 6.3.11)."""

    uidvalidity: int
    uidnext: int
    messages: int


def status_of(told: Mapping[bytes, object]) -> FolderStatus:
    """Read what EXAMINE or STATUS told; 0 stands for what it left out."""
    counts = (told.get(b"UIDVALIDITY"), told.get(b"UIDNEXT"))
    messages = told.get(b"MESSAGES", told.get(b"EXISTS"))
    uidvalidity, uidnext, count = (
        value if isinstance(value, int) else 0 for value in (*counts, messages)
    )
    return FolderStatus(uidvalidity, uidnext, count)


@dataclass(frozen=True, slots=True)
class View:
    """A folder as it stood when it was opened."""

    folder: str
    status: FolderStatus


class Session:
    """One connection, which is renewed only where a message broke it."""

    def __init__(self, login: Login, trust: ssl.SSLContext | None, timeout_seconds: float) -> None:
        self._login = login
        self._trust = trust
        self._timeout_seconds = timeout_seconds
        self._client: Client = connect(login, trust, timeout_seconds)
        self._drops = 0
        self._gone = False
        self.view: View | None = None

    def close(self) -> None:
        """Log out, or only let go of a connection that is gone; never raises."""
        try:
            if self._gone:
                self._client.shutdown()
            else:
                self._client.logout()
        except TROUBLES:
            return

    def ask(self, question: Callable[[Client], T]) -> T:
        """Put one question to the server; raises MailboxUnavailable."""
        try:
            return question(self._client)
        except TROUBLES as error:
            raise self._lost(error) from error

    def is_allowed(self, order: Callable[[Client], object]) -> bool:
        """Give an order that the server may refuse; raises MailboxUnavailable when the line is lost."""
        try:
            order(self._client)
        except IMAP4.abort as error:
            raise self._lost(error) from error
        except IMAP4.error:
            return False
        except TROUBLES as error:
            raise self._lost(error) from error
        return True

    def examine(self, folder: str) -> View:
        """Open a folder read-only and afresh, so that what came since is counted."""
        self.view = None
        try:
            told = self._client.select_folder(folder, readonly=True)
        except IMAP4.abort as error:
            raise self._lost(error) from error
        except IMAP4.error as error:
            raise self._closed(folder, error) from error
        except TROUBLES as error:
            raise self._lost(error) from error
        status = status_of(told)
        if not status.uidvalidity:
            raise MailboxUnavailable(
                f'The folder "{folder}" at {place(self._login)} gives its messages no lasting '
                "numbers (UIDVALIDITY), so mailbot cannot tell old from new: use another folder.",
                temporary=False,
            )
        self.view = View(folder, status)
        return self.view

    def answers(
        self, view: View, uids: Sequence[int], items: Sequence[str]
    ) -> Iterator[tuple[int, Answer | Unfetchable]]:
        """Fetch some items of each message, one by one where not all can be had at once."""
        self._return_to(view)
        try:
            told = self._client.fetch(uids, items)
        except TROUBLES as error:
            self._recover(error)
            if len(uids) == 1:
                yield uids[0], Unfetchable(uids[0], f"the server did not give it ({reason(error)})")
                return
            for uid in uids:
                yield from self.answers(view, (uid,), items)
            return
        self._drops = 0
        for uid in uids:
            yield uid, told.get(uid) or Unfetchable(uid, "the server gave no answer for it")

    def _return_to(self, view: View) -> None:
        """Make sure that UIDs mean what they meant: the caller may have opened another folder."""
        if self.view and self.view.folder == view.folder:
            now = self.view
        else:
            now = self.examine(view.folder)
        if now.status.uidvalidity != view.status.uidvalidity:
            raise MailboxUnavailable(
                f'The folder "{view.folder}" at {place(self._login)} was replaced while it was '
                "being read; mailbot reads it again from the start.",
                temporary=True,
            )

    def _recover(self, error: Exception) -> None:
        """Connect again after a drop; a server that only said no needs nothing."""
        if not is_drop(error):
            return
        self._drops += 1
        if self._drops > _DROPS_IN_A_ROW:
            raise self._lost(error) from error
        self._gone = True
        self.close()
        self._client = connect(self._login, self._trust, self._timeout_seconds)
        self._gone = False
        self.view = None

    def _lost(self, error: Exception) -> MailboxUnavailable:
        self._gone = self._gone or is_drop(error)
        return explain(error, self._login)

    def _closed(self, folder: str, error: Exception) -> MailboxUnavailable:
        said = reason(error)
        return MailboxUnavailable(
            f'The folder "{folder}" cannot be opened at {place(self._login)} ({said}): '
            "check its name and the rights on it.",
            temporary=not any(code in said.upper() for code in _FOR_GOOD),
        )

"""Run a mail server on loopback in a thread of its own, for the demo and the tests."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import ExitStack
from datetime import datetime
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from mailbot.world.faults import Faults
from mailbot.world.letterboxes import Delivery, Letterboxes
from mailbot.world.postoffice import PostOffice, StoredMessage
from mailbot.world.submission import Submission

T = TypeVar("T")
_PATIENCE_SECONDS = 30


class MailServer:
    """IMAP and SMTP submission, without TLS, for a few mailboxes and any number of people.

    Mailboxes (`add_mailbox`) can be logged in to; people (`add_person`) are addresses only, and what
    reaches them waits in `arrivals`. `clock` gives the aware time of every delivery and is asked
    from the server's thread. With `keep_sent` each submission is also saved, seen, in its writer's
    Sent folder, as Gmail and Exchange do. All methods may be called from any thread but the
    server's own; what names no mailbox, folder or UID of ours raises LookupError.
    """

    host = "127.0.0.1"

    def __init__(self, clock: Callable[[], datetime], *, keep_sent: bool = True) -> None:
        self.faults = Faults()
        self.imap_port = 0
        self.smtp_port = 0
        self._clock = clock
        self._office = PostOffice()
        self._people = Letterboxes()
        self._submission = Submission(
            self._office, self._people, self.faults, clock, keep_sent=keep_sent
        )
        self._running = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as running:
            self._loop = asyncio.new_event_loop()
            running.callback(self._loop.close)
            thread = Thread(target=self._loop.run_forever, name="mail world", daemon=True)
            thread.start()
            running.callback(thread.join)
            running.callback(self._loop.call_soon_threadsafe, self._loop.stop)
            self._servers = self._do(self._listen())
            running.callback(lambda: self._do(self._close()))
            self._running = running.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.close()

    @property
    def arrivals(self) -> list[Delivery]:
        """Show what people got and nobody has drained yet, in the order in which it came."""
        return self._people.held()

    def drain(self) -> list[Delivery]:
        """Take what people got, sorted by recipient and Message-ID."""
        return self._people.empty()

    def add_mailbox(self, address: str, password: str = "pw") -> None:  # noqa: S107
        """Open a mailbox with INBOX, Sent, Archive, Trash, Junk and Drafts."""
        self._do(self._office.add(address, password))

    def add_person(self, address: str) -> None:
        """Let mail for an address arrive; mail for an address nobody has bounces."""
        self._people.add(address)

    def remove_person(self, address: str) -> None:
        """Let mail for an address bounce from now on."""
        self._people.remove(address)

    def deliver(
        self, recipient: str, raw: bytes, sender: str = "", *, arrived: datetime | None = None
    ) -> int:
        """Put a mail from outside into a mailbox's INBOX; give its UID.

        `arrived` is its INTERNALDATE, aware; None means now.
        """
        return self._do(self._office.receive(recipient, raw, sender, arrived or self._clock()))

    def save(
        self, address: str, folder: str, raw: bytes, flags: Iterable[str] = ("\\Seen",)
    ) -> int:
        """Put a message into a folder byte for byte, as a mail program does; give its UID."""
        return self._do(self._office.store(address, folder, raw, self._clock(), flags))

    def messages(self, address: str, folder: str = "INBOX") -> list[StoredMessage]:
        """List a folder in the order of its UIDs."""
        return self._do(self._office.messages(address, folder))

    def copy(self, address: str, uid: int, to: str, *, folder: str = "INBOX") -> int:
        """Copy a message to another folder; give its UID there."""
        return self._do(self._office.copy(address, uid, folder, to))

    def move(self, address: str, uid: int, to: str, *, folder: str = "INBOX") -> int:
        """Move a message to another folder; give its UID there."""
        return self._do(self._office.move(address, uid, folder, to))

    def delete(self, address: str, uid: int, *, folder: str = "INBOX") -> None:
        """Remove a message for good, as EXPUNGE does."""
        self._do(self._office.delete(address, uid, folder))

    def empty(self, address: str, folder: str, before: datetime) -> int:
        """Remove for good what came before an aware moment; give how many messages those were."""
        return self._do(self._office.empty(address, folder, before))

    def set_flags(
        self, address: str, uid: int, flags: Iterable[str], *, folder: str = "INBOX"
    ) -> None:
        """Replace the flags and keywords of a message."""
        self._do(self._office.set_flags(address, uid, folder, flags))

    def renumber(self, address: str, folder: str = "INBOX") -> None:
        """Give a folder a new UIDVALIDITY and its messages new UIDs; nobody may have it selected."""
        self._do(self._office.renumber(address, folder))

    def _do(self, work: Coroutine[object, object, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE_SECONDS)

    async def _listen(self) -> tuple[asyncio.Server, asyncio.Server]:
        imap = await self._office.listen(self.host)
        smtp = await self._submission.listen(self.host)
        self.imap_port = imap.sockets[0].getsockname()[1]
        self.smtp_port = smtp.sockets[0].getsockname()[1]
        return imap, smtp

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        # Connections still open end with their tasks; a second look catches what the first started.
        for _ in range(2):
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

"""A mail world of real servers, Dovecot and Postfix, as the tests use it."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from threading import Event

import imapclient

from tests.servers.oauth import Tokens, introspection
from tests.servers.running import HOST, Ports, servers

PASSWORD = "pw"
_PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a folder; flags are spelled as on the wire."""

    uid: int
    flags: frozenset[str]
    raw: bytes


class MailWorld:
    """Mailboxes under *.test; the password is always `password`, nothing leaves this machine.

    Every address under .test is taken; one that has no mailbox comes back as a real delivery report.
    @gone.test bounces with 5.1.1, @full.test with 5.2.2, @slow.test stays deferred, @lost.test
    vanishes. +detail lands in the INBOX of the base address. What somebody submits is saved (unseen)
    in their own Sent folder too, and bears the verdict dmarc=pass of mx.scheme.test; what is delivered
    from outside bears dmarc=none.
    """

    host = HOST
    password = PASSWORD

    def __init__(self, run: Path, ports: Ports, tokens: Tokens) -> None:
        self.ports = ports
        self.tokens = tokens
        self.ca_file = str(run / "tls/cert.pem")
        self._users = run / "users"
        self._queue = run / "pf/queue"
        self._numbers = count(1)

    def add_mailbox(self, address: str) -> None:
        """Open a mailbox, or leave the one that is there: INBOX, Sent, Drafts, Junk, Trash and Archive."""
        # One file each: Dovecot looks at a file it knows for changes once in a second only.
        (self._users / address).write_text(f"{address}:{{PLAIN}}{PASSWORD}::::::\n")

    def fresh_mailbox(self, name: str = "scheme") -> str:
        """Open a mailbox that no other test uses; give its address."""
        address = f"{name}{next(self._numbers)}@buddies.test"
        self.add_mailbox(address)
        return address

    def append(
        self,
        address: str,
        raw: bytes,
        folder: str = "INBOX",
        arrived: datetime | None = None,
        flags: Sequence[str] = (),
    ) -> None:
        """Put a message into a folder byte for byte; `arrived` (aware) is its INTERNALDATE."""
        with self._imap(address) as client:
            client.append(folder, raw, flags=flags, msg_time=arrived)

    def submit(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        """Send a mail as somebody with a mailbox, who gets one if there is none yet."""
        self.add_mailbox(sender)
        trusted = ssl.create_default_context(cafile=self.ca_file)
        with smtplib.SMTP(HOST, self.ports.submission, timeout=_PATIENCE_SECONDS) as client:
            client.starttls(context=trusted)
            client.login(sender, PASSWORD)
            client.sendmail(sender, list(recipients), raw)

    def deliver(self, recipient: str, raw: bytes, sender: str = "") -> None:
        """Bring a mail from outside, through the MX; an empty sender is the null sender."""
        with smtplib.SMTP(HOST, self.ports.mx, timeout=_PATIENCE_SECONDS) as client:
            client.sendmail(sender, [recipient], raw)

    def read(
        self, address: str, folder: str = "INBOX", *, at_least: int = 0, after: int = 0
    ) -> list[Message]:
        """List a folder after a UID in their order, once it holds so many; real mail takes a moment.

        Raises AssertionError when they do not come.
        """
        pause = Event()
        for _ in range(int(_PATIENCE_SECONDS / 0.1)):
            held = self._list(address, folder, after)
            if len(held) >= at_least:
                return held
            pause.wait(0.1)
        raise AssertionError(f"{folder} holds {len(held)} messages, not {at_least}.")

    def settle(self) -> None:
        """Wait until Postfix has brought everything it took, its own reports too.

        Mail to @slow.test is put off and not waited for. Raises AssertionError when it takes too long.
        """
        pause = Event()
        idle_looks = 0
        for _ in range(int(_PATIENCE_SECONDS / 0.02)):
            # A report enters `incoming` before its cause leaves `active`: looked at in this order
            # twice, it cannot slip through.
            busy = [next((self._queue / one).iterdir(), None) for one in ("incoming", "active")]
            idle_looks = 0 if any(busy) else idle_looks + 1
            if idle_looks == 2:
                return
            pause.wait(0.02)
        raise AssertionError("Postfix still has mail to bring.")

    def date_anew(self, address: str, after: int, arrived: datetime) -> int:
        """Give all that came to an INBOX after a UID this INTERNALDATE (aware); give the last UID.

        The servers' clock cannot be moved, and a program under test may live in another week.
        """
        with self._imap(address) as client:
            client.select_folder("INBOX")
            came = [uid for uid in client.search(["UID", f"{after + 1}:*"]) if uid > after]
            for raw in [client.fetch(uid, ["BODY.PEEK[]"])[uid][b"BODY[]"] for uid in came]:
                client.append("INBOX", raw, msg_time=arrived)
            if came:
                client.delete_messages(came)
                client.uid_expunge(came)
            status = client.folder_status("INBOX", ["UIDNEXT"])
        return int(status[b"UIDNEXT"]) - 1

    def _list(self, address: str, folder: str, after: int) -> list[Message]:
        with self._imap(address) as client:
            client.select_folder(folder, readonly=True)
            # "n:*" gives the last message also where its UID is below n (RFC 9051 section 9).
            uids = [uid for uid in client.search(["UID", f"{after + 1}:*"]) if uid > after]
            found = client.fetch(uids, ["FLAGS", "BODY.PEEK[]"]) if uids else {}
        return [_message(uid, found[uid]) for uid in sorted(found)]

    @contextmanager
    def _imap(self, address: str) -> Iterator[imapclient.IMAPClient]:
        with imapclient.IMAPClient(
            HOST, self.ports.imap, ssl=False, timeout=_PATIENCE_SECONDS
        ) as client:
            client.login(address, PASSWORD)
            yield client


def _message(uid: int, data: dict[bytes, object]) -> Message:
    flags, raw = data[b"FLAGS"], data[b"BODY[]"]
    assert isinstance(flags, tuple)
    assert isinstance(raw, bytes)
    return Message(uid, frozenset(flag.decode() for flag in flags), raw)


@contextmanager
def mail_world() -> Iterator[MailWorld]:
    """Run a world of real servers; raises Missing where that is not possible."""
    tokens = Tokens()
    with introspection(tokens) as oauth_port, servers(oauth_port) as (run, ports):
        yield MailWorld(run, ports, tokens)

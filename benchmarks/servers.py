"""The servers that mailbot is measured against: Dovecot and smtp-sink, or mailbot's own mail world."""

import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from imapclient import IMAPClient

from benchmarks.houses import ADDRESS, NOW
from mailbot.world.mailserver import MailServer
from tests.servers.mailworld import mail_world
from tests.servers.running import Missing

HOST = "127.0.0.1"
PASSWORD = "pw"  # noqa: S105 - of servers that live for one measurement
_IN_ONE_APPEND = 250


@dataclass(frozen=True, slots=True)
class Servers:
    """Where to fetch from and where to send to, on loopback without TLS; `smtp_user` may be empty."""

    what: str
    imap_port: int
    smtp_port: int
    smtp_user: str


@contextmanager
def holding(raws: Iterable[bytes]) -> Iterator[Servers]:
    """Run an IMAP server whose INBOX holds these mails; Dovecot where it is installed."""
    try:
        with mail_world() as world:
            world.add_mailbox(ADDRESS)
            _append(world.ports.imap, raws)
            yield Servers("Dovecot", world.ports.imap, 1, "")
    except Missing:
        with _own(raws) as servers:
            yield servers


@contextmanager
def taking() -> Iterator[Servers]:
    """Run an SMTP server that takes everything; Postfix's smtp-sink where it is installed."""
    sink = shutil.which("smtp-sink", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if sink is None:
        with _own(()) as servers:
            yield servers
        return
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sink, "-u", "nobody", f"{HOST}:{port}", "100"]
    process = subprocess.Popen(command)  # noqa: S603 - found on this machine, no word of it comes from outside
    try:
        _wait_until_open(port)
        yield Servers("smtp-sink", 1, port, "")
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def _own(raws: Iterable[bytes]) -> Iterator[Servers]:
    with MailServer(lambda: NOW, keep_sent=False) as server:
        server.add_mailbox(ADDRESS)
        for raw in raws:
            server.deliver(ADDRESS, raw, "someone@trust.example")
        what = "mailbot's own mail world in the same process"
        yield Servers(what, server.imap_port, server.smtp_port, ADDRESS)


def _append(port: int, raws: Iterable[bytes]) -> None:
    with IMAPClient(HOST, port, ssl=False, timeout=60) as client:
        client.login(ADDRESS, PASSWORD)
        waiting = list(raws)
        for at in range(0, len(waiting), _IN_ONE_APPEND):
            client.multiappend("INBOX", waiting[at : at + _IN_ONE_APPEND])


def _wait_until_open(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        Event().wait(0.05)
    raise RuntimeError(f"smtp-sink did not open port {port}")

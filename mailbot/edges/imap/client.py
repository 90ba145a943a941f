"""Opens a logged-in connection to an IMAP server, or says in one sentence why there is none."""

import imaplib
import socket
import ssl
from collections.abc import Mapping, Sequence
from typing import Protocol

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError

from mailbot.core.scheme import Login, Security
from mailbot.edges.imap.unavailable import TROUBLES, MailboxUnavailable, explain, place, reason

# RFC 5530 section 3: the server may well say yes later.
_LATER = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")


class Client(Protocol):
    """The part of imapclient that we use, with the types that it lacks."""

    _imap: imaplib.IMAP4

    def list_folders(self) -> Sequence[tuple[Sequence[bytes], bytes | None, str]]: ...
    def folder_status(self, folder: str, what: Sequence[str]) -> Mapping[bytes, int]: ...
    def select_folder(self, folder: str, *, readonly: bool) -> Mapping[bytes, object]: ...
    def search(self, criteria: Sequence[str]) -> Sequence[int]: ...
    def fetch(
        self, messages: Sequence[int], data: Sequence[str]
    ) -> Mapping[int, Mapping[bytes, object]]: ...
    def has_capability(self, capability: str) -> bool: ...
    def delete_messages(self, messages: Sequence[int], *, silent: bool) -> object: ...
    def expunge(self, messages: Sequence[int]) -> object: ...
    def copy(self, messages: Sequence[int], folder: str) -> object: ...
    def create_folder(self, folder: str) -> object: ...
    def subscribe_folder(self, folder: str) -> object: ...
    def move(self, messages: Sequence[int], folder: str) -> object: ...
    def noop(self) -> object: ...
    def logout(self) -> object: ...
    def shutdown(self) -> None: ...
    def starttls(self, ssl_context: ssl.SSLContext | None) -> object: ...
    def login(self, username: str, password: str) -> object: ...
    def plain_login(self, identity: str, password: str) -> object: ...


def connect(login: Login, trust: ssl.SSLContext | None, timeout_seconds: float) -> Client:
    """Connect, protect and log in; the time-out holds for each step.

    Without `trust` the system's certificates count. Raises MailboxUnavailable.
    """
    try:
        client = _reach(login, trust, timeout_seconds)
    except TROUBLES as error:
        raise explain(error, login) from error
    try:
        _enter(client, login, trust)
    except TROUBLES as error:
        _drop(client)
        raise explain(error, login) from error
    except MailboxUnavailable:
        _drop(client)
        raise
    return client


def _reach(login: Login, trust: ssl.SSLContext | None, timeout_seconds: float) -> Client:
    tls = login.security is Security.TLS
    client = IMAPClient(
        login.host,
        login.port,
        ssl=tls,
        ssl_context=trust if tls else None,
        timeout=SocketTimeout(timeout_seconds, timeout_seconds),
    )
    # A command goes out in small pieces, and each would wait 40 ms for the answer to the one before.
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # The default turns INTERNALDATE into naive local time.
    client.normalise_times = False
    # imapclient formats every line for a debug log that nobody reads: half of the fetch time.
    if hasattr(client, "_imap") and hasattr(client._imap, "debug"):
        client._imap.debug = 0
    typed: Client = client
    return typed


def _enter(client: Client, login: Login, trust: ssl.SSLContext | None) -> None:
    if login.security is Security.STARTTLS:
        try:
            client.starttls(ssl_context=trust)
        except CapabilityError as error:
            raise MailboxUnavailable(
                f"The IMAP server {place(login)} does not offer STARTTLS: "
                'set security to "tls" and port to 993, or ask who runs the server.',
                temporary=False,
            ) from error
    if login.username:
        _log_in(client, login)


def _log_in(client: Client, login: Login) -> None:
    if client.has_capability("LOGINDISABLED"):
        raise MailboxUnavailable(
            f"The IMAP server {place(login)} takes no password as things are: "
            'set security to "tls" or "starttls", or use the login it asks for.',
            temporary=False,
        )
    # A LOGIN command is ASCII only (RFC 9051 section 4.3); PLAIN carries UTF-8 (RFC 4616).
    ascii_only = f"{login.username}{login.password}".isascii()
    try:
        if ascii_only:
            client.login(login.username, login.password)
        else:
            client.plain_login(login.username, login.password)
    except LoginError as error:
        raise _refusal(error, login) from error


def _refusal(error: Exception, login: Login) -> MailboxUnavailable:
    # imapclient calls a connection that broke during the login a LoginError too.
    cause = error.__context__ if isinstance(error.__context__, Exception) else error
    if isinstance(cause, imaplib.IMAP4.abort):
        return explain(cause, login)
    said = reason(cause)
    return MailboxUnavailable(
        f"The IMAP server {place(login)} refused the login ({said}): "
        "check username and password; some providers want an app password.",
        temporary=any(code in said.upper() for code in _LATER),
    )


def _drop(client: Client) -> None:
    try:
        client.shutdown()
    except OSError:
        return

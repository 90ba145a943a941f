"""Waits until an IMAP server has news, without asking and without burning the processor.

IMAPClient.idle_check is not used: it misses news that is glued to "+ idling" in the read buffer, breaks
on a line that comes in two segments, returns for ever at the end of a connection, and swallows BYE.
What stands here leans on imaplib's own reading functions; the tests against real servers guard that.
"""

import re
import select
import ssl
import time
from imaplib import IMAP4
from io import BufferedReader
from typing import cast

from mailbot.edges.imap.client import Client

_NEWS = re.compile(rb"\* \d+ EXISTS", re.IGNORECASE)
_GOODBYE = re.compile(rb"\* BYE", re.IGNORECASE)

# A server may drop who has been idle for 30 minutes (RFC 2177).
LONGEST_IDLE_SECONDS = 29 * 60.0


def idle(client: Client, seconds: float) -> bool | None:
    """Idle in the selected folder; return True as soon as a message has come in.

    Returns False when the time is over, None at once where the server refuses to idle. Raises
    imaplib's abort or OSError when the connection ends.
    """
    # What was counted up to now is known to the caller.
    client._imap.response("EXISTS")
    tag = _begin(client)
    if tag is None:
        return None
    news = client._imap.response("EXISTS")[1] != [None]
    news = news or listen(client, min(seconds, LONGEST_IDLE_SECONDS))
    return _finish(client, tag) or news


def listen(client: Client, seconds: float) -> bool:
    """Read what the server says on its own account; return True as soon as a message has come in."""
    deadline = time.monotonic() + seconds
    while _something_to_read(client, deadline):
        line = client._imap._get_line()
        if _GOODBYE.match(line):
            raise IMAP4.abort(line.decode("utf-8", "replace"))
        if _NEWS.match(line):
            return True
    return False


def _begin(client: Client) -> bytes | None:
    tag: bytes = client._imap._command("IDLE")
    # Other responses may come before the continuation (RFC 2177); _get_response gives None for it.
    while client._imap._get_response() is not None:
        if client._imap.tagged_commands[tag]:
            client._imap.tagged_commands.pop(tag)
            return None
    return tag


def _finish(client: Client, tag: bytes) -> bool:
    client._imap.send(b"DONE\r\n")
    while not client._imap.tagged_commands[tag]:
        client._imap._get_response()
    client._imap.tagged_commands.pop(tag)
    return bool(client._imap.response("EXISTS")[1] != [None])


def _something_to_read(client: Client, deadline: float) -> bool:
    """Wait until a line, or the end of the connection, can be read; False when the time is over."""
    polled = False
    while True:
        seen = _peek(client)
        # After a poll nothing in the buffer is the end: reading on tells the caller.
        if seen or (polled and seen is not None):
            return True
        left = deadline - time.monotonic()
        if left <= 0 or not _poll(client, left):
            return False
        polled = True


def _peek(client: Client) -> bytes | None:
    """Look into the read buffer without waiting; None where TLS needs more of a record first."""
    sock = client._imap.sock
    patience = sock.gettimeout()
    sock.settimeout(0)
    try:
        return cast("BufferedReader", client._imap.file).peek(1)
    except ssl.SSLWantReadError:
        return None
    finally:
        sock.settimeout(patience)


def _poll(client: Client, seconds: float) -> bool:
    poller = select.poll()
    poller.register(client._imap.sock.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poller.poll(seconds * 1000))

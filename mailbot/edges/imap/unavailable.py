"""Says in one sentence why a mailbox cannot be read and what a person can do about it."""

import socket
import ssl
from imaplib import IMAP4

from mailbot.core.errors import Trouble
from mailbot.core.scheme import Login

# What imaplib, imapclient and the socket raise; ValueError is an answer that imapclient cannot parse.
TROUBLES = (IMAP4.error, OSError, ValueError)

_DROPPED = "The IMAP server {place} closed the connection; mailbot tries again."

# The first row whose type fits wins, so the narrower types stand first.
_SENTENCES: tuple[tuple[type[Exception], bool, str], ...] = (
    (
        ssl.SSLCertVerificationError,
        False,
        "The certificate of the IMAP server {place} is not trusted ({reason}): "
        "put the server's own certificate into ca_file, or correct host.",
    ),
    (ssl.SSLEOFError, True, _DROPPED),
    (
        ssl.SSLError,
        False,
        "The IMAP server {place} does not begin with TLS: "
        'check port, or set security to "starttls".',
    ),
    (
        TimeoutError,
        True,
        "The IMAP server {place} did not answer in time: "
        "check the network, and that port and security belong together.",
    ),
    (socket.gaierror, True, "No server has the name of the IMAP server {place}: check host."),
    (ConnectionRefusedError, True, "Nothing listens at the IMAP server {place}: check port."),
    (IMAP4.abort, True, _DROPPED),
    (ConnectionError, True, _DROPPED),
    (OSError, True, "No connection to the IMAP server {place} ({reason}): check the network."),
    (IMAP4.error, True, "The IMAP server {place} refused a request ({reason})."),
    (ValueError, True, "The IMAP server {place} gave an answer that cannot be read."),
)


class MailboxUnavailable(Trouble):
    """The mailbox cannot be read now; `temporary` tells whether trying again may help."""

    def __init__(self, sentence: str, *, temporary: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.temporary = temporary


def place(login: Login) -> str:
    """Name a server the way a person would look for it in the configuration."""
    return f"{login.host}:{login.port}"


def explain(error: Exception, login: Login) -> MailboxUnavailable:
    """Turn one of TROUBLES into the sentence for it."""
    temporary, sentence = next(
        (temporary, sentence) for kind, temporary, sentence in _SENTENCES if isinstance(error, kind)
    )
    return MailboxUnavailable(
        sentence.format(place=place(login), reason=reason(error)), temporary=temporary
    )


def is_drop(error: Exception) -> bool:
    """Tell a connection that is gone from a server that only said no."""
    return isinstance(error, (IMAP4.abort, OSError))


def reason(error: Exception) -> str:
    """Give the short cause inside an error, as the server or the system words it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    said = error.args[0] if error.args else type(error).__name__
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return words[:200]

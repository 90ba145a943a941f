"""Says in one sentence why no mail can be submitted and what a person can do about it."""

import socket
import ssl

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from mailbot.core.errors import Trouble
from mailbot.core.scheme import Login

# What aiosmtplib raises; the errors of a TLS handshake after STARTTLS come through as they are.
TROUBLES = (SMTPException, OSError)

# The first row whose type fits wins, so the narrower types stand first.
_SENTENCES: tuple[tuple[type[Exception], bool, str], ...] = (
    (
        ssl.SSLCertVerificationError,
        False,
        "The certificate of the SMTP server {place} is not trusted ({reason}): "
        "put the server's own certificate into ca_file, or correct host.",
    ),
    (
        ssl.SSLError,
        False,
        'The SMTP server {place} does not begin with TLS: check port, or set security to "starttls".',
    ),
    (
        TimeoutError,
        True,
        "The SMTP server {place} did not answer in time: "
        "check the network, and that port and security belong together.",
    ),
    (socket.gaierror, True, "No server has the name of the SMTP server {place}: check host."),
    (
        SMTPServerDisconnected,
        True,
        "The SMTP server {place} closed the connection; mailbot tries again.",
    ),
    (OSError, True, "No connection to the SMTP server {place}: check host, port and the network."),
    (
        SMTPException,
        False,
        "The SMTP server {place} does not offer what the configuration asks for ({reason}): "
        "check security, port and username.",
    ),
)


class SubmissionUnavailable(Trouble):
    """No mail can be submitted now; `temporary` tells whether trying again may help."""

    def __init__(self, sentence: str, *, temporary: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.temporary = temporary


def place(login: Login) -> str:
    """Name a server the way a person would look for it in the configuration."""
    return f"{login.host}:{login.port}"


def explain(error: Exception, login: Login) -> SubmissionUnavailable:
    """Turn one of TROUBLES into the sentence for it."""
    if isinstance(error, SMTPResponseException):
        return _answered(error, login)
    # aiosmtplib wraps what the socket raised.
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    temporary, sentence = next(
        (temporary, sentence) for kind, temporary, sentence in _SENTENCES if isinstance(cause, kind)
    )
    return SubmissionUnavailable(
        sentence.format(place=place(login), reason=_reason(cause)), temporary=temporary
    )


def _answered(error: SMTPResponseException, login: Login) -> SubmissionUnavailable:
    reply = f"{error.code} {error.message}"[:200]
    permanent = 500 <= error.code <= 599
    if isinstance(error, SMTPAuthenticationError):
        return SubmissionUnavailable(
            f"The SMTP server {place(login)} refused the login ({reply}): "
            "check username and password; some providers want an app password.",
            temporary=not permanent,
        )
    return SubmissionUnavailable(
        f"The SMTP server {place(login)} refused the connection ({reply}).",
        temporary=not permanent,
    )


def _reason(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return str(error)[:200]

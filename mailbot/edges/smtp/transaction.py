"""Runs one SMTP transaction and keeps apart what the server cannot have from what it may have."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from aiosmtplib import SMTP, SMTPException, SMTPResponseException
from aiosmtplib.protocol import normalize_message_line_endings

from mailbot.edges.smtp.outcome import Accepted, Outcome, Refused, TryLater, Unknown, turned_away


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for each kind of answer, in seconds (RFC 5321 section 4.5.3.2)."""

    connect: float = 30
    envelope: float = 300
    data: float = 120
    # Giving up earlier "would typically result in delivery of multiple copies".
    final_dot: float = 600


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail ready to leave: its envelope and its final bytes."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


Refusals = tuple[tuple[str, str], ...]

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_READY = 354


async def offer(client: SMTP, letter: Letter, patience: Patience) -> Refusals | TryLater | Refused:
    """Say who writes to whom; give the recipients turned away where at least one is welcome."""
    try:
        return await _offer(client, letter, patience)
    except SMTPResponseException as error:
        return turned_away(error.code, error.message)
    except (SMTPException, OSError) as error:
        client.close()
        return TryLater(f"The connection failed before the mail was sent ({error}).")
    except ValueError:
        # A control character, or a letter outside ASCII for a server without SMTPUTF8.
        return Refused("553 5.6.7 An address cannot be written for this server.", 553)


async def _offer(client: SMTP, letter: Letter, patience: Patience) -> Refusals | TryLater | Refused:
    ascii_only = f"{letter.sender}{''.join(letter.recipients)}".isascii()
    encoding = "utf-8" if not ascii_only and client.supports_extension("smtputf8") else "ascii"
    await client.mail(
        letter.sender,
        options=_options(client, letter, encoding),
        encoding=encoding,
        timeout=patience.envelope,
    )
    refusals: list[tuple[str, TryLater | Refused]] = []
    for recipient in letter.recipients:
        try:
            await client.rcpt(recipient, encoding=encoding, timeout=patience.envelope)
        except SMTPResponseException as error:
            refusals.append((recipient, turned_away(error.code, error.message)))
    if not client.is_connected:
        return TryLater("The server closed the connection before the mail was sent.")
    if len(refusals) < len(letter.recipients):
        return tuple((recipient, refusal.reply) for recipient, refusal in refusals)
    # One that may work later is worth another try for all.
    later = [refusal for _, refusal in refusals if isinstance(refusal, TryLater)]
    return later[0] if later else refusals[0][1]


def _options(client: SMTP, letter: Letter, encoding: str) -> list[str]:
    options = []
    if client.supports_extension("size"):
        options.append(f"SIZE={len(normalize_message_line_endings(letter.raw))}")
    if not letter.raw.isascii() and client.supports_extension("8bitmime"):
        options.append("BODY=8BITMIME")
    if encoding == "utf-8":
        options.append("SMTPUTF8")
    return options


async def hand_over(
    client: SMTP,
    letter: Letter,
    refusals: Refusals,
    before_data: Callable[[], None],
    patience: Patience,
) -> Outcome:
    """Send the content after an offer that was taken; `before_data` is called just before DATA."""
    before_data()
    obstacle = await _write_content(client, letter.raw, patience)
    if obstacle:
        return obstacle
    try:
        code, words = await _final_reply(client, patience)
    except (SMTPException, OSError) as error:
        client.close()
        return Unknown(f"The connection failed after the mail was sent ({error}).")
    return _settle(client, code, words, refusals)


async def _write_content(client: SMTP, raw: bytes, patience: Patience) -> TryLater | Refused | None:
    """Begin DATA and write the content; say why not, when not one byte of it was written.

    SMTP.data() would do both, but it does not tell a refusal of DATA from one after the final dot.
    """
    content = _LEADING_DOT.sub(b"..", normalize_message_line_endings(raw)) + b".\r\n"
    try:
        code, words = await client.execute_command(b"DATA", timeout=patience.data)
    except (SMTPException, OSError) as error:
        client.close()
        return TryLater(f"The connection failed before the mail was sent ({error}).")
    if code != _READY:
        return turned_away(code, words)
    protocol = client.protocol
    if protocol is None or not protocol.is_connected:
        return TryLater("The connection failed before the mail was sent.")
    protocol.write(content)
    return None


async def _final_reply(client: SMTP, patience: Patience) -> tuple[int, str]:
    protocol = client.protocol
    if protocol is None:
        raise ConnectionResetError("connection lost")
    code, words = await protocol.read_response(timeout=patience.final_dot)
    return code, words


def _settle(client: SMTP, code: int, words: str, refusals: Refusals) -> Outcome:
    reply = f"{code} {words}"
    if 200 <= code <= 299:
        return Accepted(reply, refusals)
    # 421 says that the server goes away, not what it did with the mail.
    if code == 421 or not 400 <= code <= 599:
        client.close()
        return Unknown(reply)
    return turned_away(code, words)

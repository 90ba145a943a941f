"""Write a person's mail to the byte as their mail program does, quote, signature and all."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum, auto
from hashlib import sha256
from html import escape

from mailbot.core.mail import Address
from mailbot.world.reading import Read

# 998 keeps In-Reply-To and References unfolded and unencoded (RFC 5322 section 2.1.1).
_WIRE = policy.SMTP.clone(max_line_length=998, cte_type="7bit")
_GMAIL_COLUMNS = 78
_DISCLAIMER = (
    "This message may contain confidential information and is meant for the person named above only."
    " If you are not the intended recipient, please tell the sender and delete it."
    " Emails may be monitored in line with our policy."
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A mail that somebody will send; `at` is aware, `recipients` are those of the envelope."""

    at: datetime
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class Client(StrEnum):
    """The mail programs that people use, each with its own way to quote."""

    GMAIL = auto()
    OUTLOOK = auto()
    NHSMAIL = auto()  # Outlook behind a server that adds a disclaimer
    IPHONE = auto()
    ANDROID = auto()
    THUNDERBIRD = auto()  # the one whose users write below the quote


class Place(StrEnum):
    """Where the words stand in a reply."""

    ABOVE = auto()
    BELOW = auto()
    INSIDE = auto()


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail about to be written.

    `at` is aware, in the zone of the writer. `bcc` is in the envelope only. `extra` are header fields
    beyond the usual ones.
    """

    client: Client
    at: datetime
    sender: Address
    to: tuple[Address, ...]
    subject: str
    words: str
    message_id: str
    cc: tuple[Address, ...] = ()
    bcc: tuple[str, ...] = ()
    signature: str = ""
    answers: Read | None = None
    place: Place = Place.ABOVE
    extra: tuple[tuple[str, str], ...] = ()
    quotes: bool = True


def plan(draft: Draft) -> Planned:
    """Give the mail as it will leave, to its recipients in To, Cc and Bcc; the same every time."""
    recipients = [one.address for one in (*draft.to, *draft.cc)]
    everybody = tuple(dict.fromkeys([*recipients, *draft.bcc]))
    return Planned(draft.at, draft.sender.address, everybody, _written(draft))


def reply_subject(client: Client, subject: str) -> str:
    """Put Re: in front as the client spells it, unless one is there."""
    if re.match(r"\s*(?:re|aw)\s*:", subject, re.IGNORECASE):
        return subject
    return f"{'RE' if client in {Client.OUTLOOK, Client.NHSMAIL} else 'Re'}: {subject}"


def _written(draft: Draft) -> bytes:
    mail = EmailMessage(policy=_WIRE)
    for name, value in _fields(draft):
        mail[name] = value
    text = _text(draft)
    windows = draft.client in {Client.OUTLOOK, Client.NHSMAIL} and _fits(text, "windows-1252")
    charset = "windows-1252" if windows else "utf-8"
    mail.set_content(f"{text}\n", charset=charset, cte="quoted-printable")
    if draft.client in {Client.GMAIL, Client.OUTLOOK, Client.NHSMAIL}:
        mail.add_alternative(_html(text), subtype="html", charset=charset, cte="quoted-printable")
        mail.set_boundary(f"=_{sha256(draft.message_id.encode()).hexdigest()[:24]}")
    return mail.as_bytes(policy=_WIRE)


def _fields(draft: Draft) -> list[tuple[str, str]]:
    fields = [("From", _mailbox(draft.sender)), ("To", ", ".join(map(_mailbox, draft.to)))]
    if draft.cc:
        fields.append(("Cc", ", ".join(map(_mailbox, draft.cc))))
    fields += [
        ("Subject", draft.subject),
        ("Date", format_datetime(draft.at)),
        ("Message-ID", draft.message_id),
    ]
    if draft.answers and draft.answers.message_id:
        known = (*draft.answers.references, draft.answers.message_id)
        fields.append(("In-Reply-To", draft.answers.message_id))
        fields.append(("References", " ".join(dict.fromkeys(known))))
    return [*fields, *draft.extra]


def _mailbox(one: Address) -> str:
    return f"{one.name} <{one.address}>" if one.name else one.address


def _fits(text: str, charset: str) -> bool:
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _text(draft: Draft) -> str:
    said = _signed(draft)
    if draft.answers is None or not draft.quotes:
        parts = [said]
    elif draft.place is Place.BELOW:
        parts = [_quote(draft, draft.answers), said]
    elif draft.place is Place.INSIDE:
        parts = ["See below.", _quote(draft, draft.answers, inside=draft.words)]
    else:
        parts = [said, _quote(draft, draft.answers)]
    if draft.client is Client.NHSMAIL:
        parts.append(f"{'*' * 60}\n{_DISCLAIMER}")
    return "\n\n".join(parts)


def _signed(draft: Draft) -> str:
    words = draft.words
    match draft.client:
        case Client.GMAIL if draft.answers is not None and draft.quotes:
            words = "\n".join(textwrap.fill(line, 72) for line in words.split("\n"))
            signed = draft.signature
        case Client.IPHONE:
            signed = "Sent from my iPhone"
        case Client.ANDROID:
            signed = "Sent from Outlook for Android"
        case Client.OUTLOOK | Client.NHSMAIL:
            signed = f"Kind regards\n\n{draft.signature}" if draft.signature else ""
        case _:
            signed = f"-- \n{draft.signature}" if draft.signature else ""
    return f"{words}\n\n{signed}" if signed else words


def _quote(draft: Draft, mail: Read, inside: str = "") -> str:
    """Quote a mail below an introduction; `inside` is typed where it asks, else at its end."""
    paragraphs = mail.text.split("\n\n")
    marked = draft.client not in {Client.OUTLOOK, Client.NHSMAIL}
    shown = [_marked(draft.client, one) if marked else one for one in paragraphs]
    if inside:
        asking = (n + 1 for n, one in enumerate(paragraphs) if "reply to this" in one.lower())
        at = next(asking, len(paragraphs) - 1)  # nobody writes below the footer
        shown.insert(at, inside)
    between = "\n>\n" if marked and not inside else "\n\n"
    return f"{_introduction(draft, mail)}\n\n{between.join(shown)}"


def _marked(client: Client, paragraph: str) -> str:
    lines: Sequence[str] = paragraph.split("\n")
    if client is Client.GMAIL:
        lines = [piece for one in lines for piece in textwrap.wrap(one, _GMAIL_COLUMNS - 2) or [""]]
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def _introduction(draft: Draft, mail: Read) -> str:
    at, sender = mail.at.astimezone(draft.at.tzinfo), mail.sender
    who = _mailbox(sender)
    day = f"{at.day} {at:%b %Y}"
    match draft.client:
        case Client.GMAIL:
            return textwrap.fill(f"On {at:%a}, {day} at {at:%H:%M}, {who} wrote:", _GMAIL_COLUMNS)
        case Client.IPHONE:
            return f"On {day}, at {at:%H:%M}, {who} wrote:"
        case Client.THUNDERBIRD:
            return f"On {at:%d/%m/%Y %H:%M}, {sender.name or sender.address} wrote:"
        case Client.ANDROID:
            top = "_" * 32
        case Client.OUTLOOK | Client.NHSMAIL:
            top = ""
    to = "; ".join(map(_mailbox, mail.to))
    sent = f"{at.day} {at:%B %Y %H:%M}"
    block = f"From: {who}\nSent: {sent}\nTo: {to}\nSubject: {mail.subject}"
    return f"{top}\n{block}" if top else block


def _html(text: str) -> str:
    paragraphs = "".join(
        f"<p>{escape(one, quote=False).replace(chr(10), '<br>')}</p>\n"
        for one in text.split("\n\n")
    )
    return f"<html><body>\n{paragraphs}</body></html>\n"

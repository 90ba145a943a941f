"""Compose a mail into its final bytes: the same input gives the same bytes, to the last one."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import quote

from mailbot.core.mail import Address, Attachment, CalendarPart
from mailbot.translate.templates import Wording

# Quoted-printable lines stay within 76 (RFC 2045 section 6.7), and 7bit because the way out does not
# announce 8BITMIME.
_BODY = policy.SMTP.clone(max_line_length=76, cte_type="7bit")
_LINE = 76
_SUBJECT_CHARACTERS = 150
_NAME_CHARACTERS = 80
_REFERENCES = 20
_INTRODUCED = 4  # two pairs who do a task together; nothing introduces more
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_DOTTED = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = re.compile(rf"(?=.{{3,254}}$){_DOTTED}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,240}>")  # RFC 5322 3.6.4, as loosely as the world writes it
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_LIST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,253}")
_TYPE = re.compile(r"(application|audio|image|text|video)/([A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*)")


@dataclass(frozen=True, slots=True)
class Envelope:
    """The header fields of a mail about to be composed.

    `date` is aware. `message_id`, `in_reply_to` and `references` are with angle brackets.
    `list_id` is the bare identifier (RFC 2919), `list_unsubscribe` an address that takes STOP (RFC
    2369, mailto only). `thread_index` and `thread_topic` echo what Outlook sent. Empty fields are
    left out.
    """

    sender: Address
    to: tuple[Address, ...]
    message_id: str
    date: datetime
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    auto_submitted: str = ""
    list_id: str = ""
    list_unsubscribe: str = ""
    thread_index: str = ""
    thread_topic: str = ""
    language: str = "en-GB"


def compose(
    envelope: Envelope,
    wording: Wording,
    attachments: Sequence[Attachment] = (),
    *,
    introduction: bool = False,
    calendar: CalendarPart | None = None,
) -> bytes:
    """Give the mail as bytes with CRLF, pure ASCII, ready for SMTP.

    Line breaks and control characters in names and subjects become spaces; ids of other systems that
    cannot stand in a header are dropped. Raises ValueError for more than one recipient unless it is
    an introduction (requirement H6), and for addresses, ids or dates that cannot be written.
    """
    _check(envelope, introduction=introduction)
    head = "".join(f"{name}: {value}\r\n" for name, value in _fields(envelope, wording.subject))
    seed = hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32]
    return head.encode("ascii") + _body(wording, attachments, seed, calendar).as_bytes(policy=_BODY)


def _check(envelope: Envelope, *, introduction: bool) -> None:
    most = _INTRODUCED if introduction else 1
    if not 1 <= len(envelope.to) <= most:
        raise ValueError(
            f"A mail of this kind goes to {most} at most, not to {len(envelope.to)} recipients."
        )
    if envelope.date.tzinfo is None:
        raise ValueError("The date of a mail needs a time zone.")
    if not _MESSAGE_ID.fullmatch(envelope.message_id):
        raise ValueError("The Message-ID of a mail must be like <left@right>.")


def _fields(envelope: Envelope, subject: str) -> Iterator[tuple[str, str]]:
    """Yield each header field once, in the order in which they are written."""
    yield "From", _mailbox(envelope.sender)
    yield "To", ",\r\n ".join(_mailbox(one) for one in envelope.to)
    if envelope.reply_to:
        yield "Reply-To", _address(envelope.reply_to)
    yield "Subject", _text(subject, _SUBJECT_CHARACTERS, len("Subject: "))
    yield "Date", format_datetime(envelope.date)
    yield "Message-ID", envelope.message_id
    yield from _threading(envelope)
    yield from _machine(envelope)
    if _TOKEN.fullmatch(envelope.language):
        yield "Content-Language", envelope.language
    yield "MIME-Version", "1.0"


def _threading(envelope: Envelope) -> Iterator[tuple[str, str]]:
    if _MESSAGE_ID.fullmatch(envelope.in_reply_to):
        yield "In-Reply-To", envelope.in_reply_to
    known = [one for one in envelope.references if _MESSAGE_ID.fullmatch(one)]
    if len(known) > _REFERENCES:
        # The first id is the thread's, the last ones are what clients look for.
        known = [known[0], *known[1 - _REFERENCES :]]
    if known:
        yield "References", "\r\n ".join(known)
    if re.fullmatch(r"[A-Za-z0-9+/=]{1,900}", envelope.thread_index):
        yield "Thread-Index", envelope.thread_index
    if envelope.thread_topic.strip():
        yield (
            "Thread-Topic",
            _text(envelope.thread_topic, _SUBJECT_CHARACTERS, len("Thread-Topic: ")),
        )


def _machine(envelope: Envelope) -> Iterator[tuple[str, str]]:
    if envelope.auto_submitted:
        if envelope.auto_submitted not in {"auto-replied", "auto-generated"}:
            raise ValueError("Auto-Submitted must be auto-replied or auto-generated.")
        yield "Auto-Submitted", envelope.auto_submitted
    if envelope.list_id:
        if not _LIST_ID.fullmatch(envelope.list_id):
            raise ValueError("The List-Id must be up to 254 letters, digits, dots and hyphens.")
        yield "List-Id", f"<{envelope.list_id}>"
    if envelope.list_unsubscribe:
        address = quote(_address(envelope.list_unsubscribe), safe="@+")
        yield "List-Unsubscribe", f"<mailto:{address}?subject=STOP>"


def _body(
    wording: Wording,
    attachments: Sequence[Attachment],
    seed: str,
    calendar: CalendarPart | None = None,
) -> EmailMessage:
    """Build the MIME body; a boundary with "=_" cannot occur in quoted-printable or base64.

    Outlook and Apple Mail show buttons for a calendar that is an alternative of the text, Gmail for
    one that is attached as well.
    """
    both = EmailMessage(policy=_BODY)
    both.make_alternative(boundary=f"=_alternative_{seed}")
    for subtype, content in (("plain", wording.text), ("html", wording.html)):
        part = EmailMessage(policy=_BODY)
        part.set_content(f"{content.rstrip()}\n", subtype=subtype, cte="quoted-printable")
        del part["MIME-Version"]
        both.attach(part)
    if calendar is not None:
        if calendar.buttons:
            both.attach(_invitation(calendar))
        attachments = (*attachments, Attachment("invite.ics", "application/ics", calendar.content))
    if not attachments:
        return both
    whole = EmailMessage(policy=_BODY)
    whole.make_mixed(boundary=f"=_mixed_{seed}")
    whole.attach(both)
    for attachment in attachments:
        whole.attach(_file(attachment))
    return whole


def _invitation(calendar: CalendarPart) -> EmailMessage:
    """Make the part that mail programs draw buttons from (RFC 6047 section 2.4: method and charset)."""
    if not calendar.method.isalpha():
        raise ValueError("The METHOD of a calendar part must be one word.")
    part = EmailMessage(policy=_BODY)
    part.set_content(calendar.content, "text", "calendar", cte="base64")
    part.replace_header(
        "Content-Type", f"text/calendar; charset=utf-8; method={calendar.method.upper()}"
    )
    del part["MIME-Version"]
    return part


def _file(attachment: Attachment) -> EmailMessage:
    part = EmailMessage(policy=_BODY)
    kind = _TYPE.fullmatch(attachment.content_type.lower())
    main, sub = (kind[1], kind[2]) if kind else ("application", "octet-stream")
    name = _seen(attachment.name.replace("/", "_"), _NAME_CHARACTERS) or "attachment"
    part.set_content(attachment.content, main, sub, disposition="attachment", filename=name)
    del part["MIME-Version"]
    return part


def _mailbox(one: Address) -> str:
    address, name = _address(one.address), _seen(one.name, _NAME_CHARACTERS)
    if not name:
        return address
    if not name.isascii() or "=?" in name:
        # Short lines leave room for the address on its own.
        return f"{Header(name, 'utf-8', maxlinelen=60).encode(linesep=chr(13) + chr(10))}\r\n <{address}>"
    if not _ATOMS.fullmatch(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{name} <{address}>"


def _address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError("An address of this mail cannot be written into a header.")
    return address


def _text(text: str, longest: int, before: int) -> str:
    """Encode unstructured text (RFC 2047), folded after `before` characters of field name."""
    text = _seen(text, longest)
    charset = "us-ascii" if text.isascii() and "=?" not in text else "utf-8"
    header = Header(text, charset, maxlinelen=_LINE, header_name="x" * (before - 2))
    return header.encode(linesep="\r\n")


def _seen(text: str, longest: int) -> str:
    text = " ".join(_UNSEEN.sub(" ", text).split())
    return text if len(text) <= longest else f"{text[: longest - 3].rstrip()}..."

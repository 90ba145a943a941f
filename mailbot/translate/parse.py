"""Read the bytes of one mail into a `ParsedMail`, without ever raising."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

import mailparser
from mailparser.exceptions import MailParserError

from mailbot.core.mail import ParsedMail
from mailbot.translate.bodies import BREAKS, Bodies, bodies_of
from mailbot.translate.bounds import bounded
from mailbot.translate.charsets import clean
from mailbot.translate.headers import (
    Fields,
    fields_of,
    message_ids,
    senders_and_recipients,
)

# The library logs pieces of headers that it cannot decode; texts of mails never reach our log.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)


# Windows-1252 that was read as ISO-8859-1 shows as these controls, which nobody types.
_C1 = re.compile("[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What mail-parser made of a mail, and how far that can be trusted."""

    message: Message
    text: str | None
    date: datetime | None
    defects: tuple[str, ...]


def parse(raw: bytes) -> ParsedMail:
    """Read one mail from its bytes.

    Never raises. What could not be read is named in `defects`, and `unreadable` is set where the
    mail has content of which nothing sensible could be made.
    """
    short, cut = bounded(raw)
    reading = _read(short)
    message = reading.message
    fields = fields_of(message)
    bodies = bodies_of(message)
    text = reading.text if reading.text is not None and bodies.honest else bodies.text
    defects = (*cut, *reading.defects, *bodies.defects)
    broken = _broken(bodies, short, text)
    return ParsedMail(
        message_id=_message_id(fields),
        in_reply_to=_ids(fields, "in-reply-to"),
        references=_ids(fields, "references"),
        senders=senders_and_recipients(message, "from"),
        to=senders_and_recipients(message, "to"),
        cc=senders_and_recipients(message, "cc"),
        reply_to=senders_and_recipients(message, "reply-to"),
        subject=next((value for name, value in fields if name == "subject"), ""),
        date=reading.date or _date(fields),
        text=text,
        html=bodies.html,
        headers=fields,
        attachments=bodies.attachments,
        attached_messages=bodies.attached_messages,
        content_type=message.get_content_type(),
        defects=tuple(dict.fromkeys((*defects, *broken))),
        unreadable=bool(broken),
        size_bytes=len(raw),
    )


def _read(raw: bytes) -> _Reading:
    try:
        mail = mailparser.parse_from_bytes(raw)
    except (MailParserError, *BREAKS):
        return _read_without_help(raw)
    texts: list[str] = [clean(str(text)) for text in mail.text_plain]
    # Several text parts, or any defect: only our own walk knows which of them is the body.
    alone = len(texts) == 1 and bool(texts[0].strip())
    trusted = alone and not mail.has_defects and not _C1.search(texts[0])
    date = mail.date if isinstance(mail.date, datetime) else None
    return _Reading(
        message=mail.message,
        text=texts[0] if trusted else None,
        date=date.replace(tzinfo=UTC) if date and date.tzinfo is None else date,
        defects=tuple(f"The parser noted {name}." for name in sorted(mail.defects_categories)),
    )


def _read_without_help(raw: bytes) -> _Reading:
    defect = "The mail is malformed; its parts were read one by one."
    try:
        message = BytesParser().parsebytes(raw)
    except BREAKS:
        # Nothing of the structure holds: the headers alone still say who wrote it.
        message = BytesParser().parsebytes(raw, headersonly=True)
        message.set_payload("")
        defect = "Only the headers of the mail could be read."
    return _Reading(message=message, text=None, date=None, defects=(defect,))


def _broken(bodies: Bodies, raw: bytes, text: str) -> tuple[str, ...]:
    if text.strip() or bodies.html.strip():
        return ()
    if bodies.encrypted:
        return ("The mail is encrypted.",)
    if any(file.content_type == "application/ms-tnef" for file in bodies.attachments):
        return ("The mail is only a winmail.dat file.",)
    if bodies.attachments or bodies.attached_messages:
        return ()
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    return ("Nothing in the mail could be read as text.",) if len(body.strip()) > 200 else ()


def _message_id(fields: Fields) -> str:
    value = next((value for name, value in fields if name == "message-id"), "")
    found = message_ids(value)
    return found[0] if found else "".join(value.split())[:998]


def _ids(fields: Fields, name: str) -> tuple[str, ...]:
    values = " ".join(value for key, value in fields if key == name)
    return message_ids(values)


def _date(fields: Fields) -> datetime | None:
    value = next((value for name, value in fields if name == "date"), "")
    try:
        found = parsedate_to_datetime(value)
    except BREAKS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)

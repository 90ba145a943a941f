"""Read the bytes of one mail into a `ParsedMail`, without ever raising."""

from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from mailbot.core.mail import ParsedMail
from mailbot.translate.bodies import BREAKS, Bodies, bodies_of
from mailbot.translate.bounds import bounded
from mailbot.translate.headers import Fields, decoded, mailboxes, message_ids, wire_fields
from mailbot.translate.structure import well_formed


def parse(raw: bytes) -> ParsedMail:
    """Read one mail from its bytes.

    Never raises. What could not be read is named in `defects`, and `unreadable` is set where the
    mail has content of which nothing sensible could be made.
    """
    short, cut = bounded(raw)
    message, malformed = _message(short)
    wire = wire_fields(message)
    fields = decoded(wire)
    bodies = bodies_of(message)
    broken = _broken(bodies, short)
    return ParsedMail(
        message_id=_message_id(fields),
        in_reply_to=_ids(fields, "in-reply-to"),
        references=_ids(fields, "references"),
        senders=mailboxes(wire, "from"),
        to=mailboxes(wire, "to"),
        cc=mailboxes(wire, "cc"),
        reply_to=mailboxes(wire, "reply-to"),
        subject=next((value for name, value in fields if name == "subject"), ""),
        date=_date(fields),
        text=bodies.text,
        html=bodies.html,
        headers=fields,
        attachments=bodies.attachments,
        attached_messages=bodies.attached_messages,
        content_type=message.get_content_type(),
        defects=tuple(dict.fromkeys((*cut, *malformed, *bodies.defects, *broken))),
        unreadable=bool(broken),
        size_bytes=len(raw),
    )


def _message(raw: bytes) -> tuple[Message, tuple[str, ...]]:
    plain = well_formed(raw.decode("ascii", "surrogateescape"))
    if plain is not None:
        return plain, ()
    try:
        return BytesParser().parsebytes(raw), ()
    except BREAKS:
        # Nothing of the structure holds: the headers alone still say who wrote it.
        message = BytesParser().parsebytes(raw, headersonly=True)
        message.set_payload("")
        return message, ("Only the headers of the mail could be read.",)


def _broken(bodies: Bodies, raw: bytes) -> tuple[str, ...]:
    if bodies.text.strip() or bodies.html.strip():
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
        if found.year < 1000:
            # RFC 5322 section 4.3: to a year of three digits 1900 is added.
            found = found.replace(year=found.year + 1900)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except BREAKS:
        return None

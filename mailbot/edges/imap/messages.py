"""Turns what an IMAP server answers about a message into values, and sorts messages into batches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parseaddr, parsedate_to_datetime

from mailbot.core.mail import RawMessage

Answer = Mapping[bytes, object]

SIZE_ITEMS = ("RFC822.SIZE",)
BODY_ITEMS = ("BODY.PEEK[]", "INTERNALDATE")
FINGERPRINT_ITEMS = (
    "RFC822.SIZE",
    "INTERNALDATE",
    "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID FROM DATE)]",
)

# Larger header fields than this are nobody's Message-ID, and slow to parse.
_HEADER_LIMIT_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one message from another without its content.

    `message_id` keeps its angle brackets and is empty where the mail has none; `sender` is the first
    From address in lower case; `date` is the Date header in UTC, None where it cannot be read;
    `arrived` is INTERNALDATE in UTC; `size` is in bytes.
    """

    message_id: str
    sender: str
    date: datetime | None
    size: int
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Unfetchable:
    """A message that the server did not give, and why; it may do so at another time."""

    uid: int
    why: str


def in_batches(
    uids: Sequence[int], sizes: Mapping[int, int], *, count: int, size_bytes: int
) -> Iterator[tuple[int, ...]]:
    """Cut a list of messages into batches that stay under both limits.

    A message over the limit, or of unknown size, goes alone.
    """
    batch: list[int] = []
    weight = 0
    for uid in uids:
        size = sizes.get(uid, size_bytes)
        if batch and (len(batch) >= count or weight + size > size_bytes):
            yield tuple(batch)
            batch, weight = [], 0
        batch.append(uid)
        weight += size
    if batch:
        yield tuple(batch)


def size_of(answer: Answer) -> int | None:
    """Give RFC822.SIZE in bytes, None where the server left it out."""
    size = answer.get(b"RFC822.SIZE")
    return size if isinstance(size, int) else None


def message_of(
    answer: Answer, *, mailbox: str, uidvalidity: int, uid: int
) -> RawMessage | Unfetchable:
    """Make the message out of the answer to BODY_ITEMS."""
    raw = answer.get(b"BODY[]")
    arrived = _arrived(answer)
    if not isinstance(raw, bytes) or not raw:
        return Unfetchable(uid, "the server has no content for it")
    if arrived is None:
        return Unfetchable(uid, "the server does not say when it arrived")
    return RawMessage(raw, mailbox, uidvalidity, uid, arrived)


def fingerprint_of(answer: Answer) -> Fingerprint | None:
    """Make the fingerprint out of the answer to FINGERPRINT_ITEMS; None where parts are missing."""
    arrived, size = _arrived(answer), size_of(answer)
    fields = next(
        (value for key, value in answer.items() if key.startswith(b"BODY[HEADER.FIELDS")), None
    )
    if arrived is None or size is None or not isinstance(fields, bytes):
        return None
    header = BytesHeaderParser().parsebytes(fields[:_HEADER_LIMIT_BYTES])
    return Fingerprint(
        message_id=_one_line(header["message-id"]),
        sender=parseaddr(_one_line(header["from"]))[1].lower(),
        date=_date(_one_line(header["date"])),
        size=size,
        arrived=arrived,
    )


def _arrived(answer: Answer) -> datetime | None:
    arrived = answer.get(b"INTERNALDATE")
    if isinstance(arrived, datetime) and arrived.tzinfo is not None:
        return arrived.astimezone(UTC)
    return None


def _one_line(value: object) -> str:
    # A field with raw 8-bit bytes is an email.header.Header, a missing one is None.
    return " ".join(str(value or "").split())


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    # "-0000" says UTC without telling the zone (RFC 5322 section 3.3).
    aware = date if date.tzinfo is not None else date.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return None

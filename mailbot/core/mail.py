"""The values of one mail: as bytes arrived, and as they were read."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

_NOBODY = re.compile(
    r"(?:no|do[-_.]?not|dont|never)[-_.]?reply\b.*|.*[-_.](?:no|do-?not)[-_.]?reply|mailer-daemon|owner-.*|.*-(?:request|owner|bounces?)(?:\+.*)?",
    re.IGNORECASE,
)


def takes_answers(address: str) -> bool:
    """Say whether anybody may read what is sent there; at no-reply@ and MAILER-DAEMON nobody does.

    A postmaster is often a person (RFC 3834 section 2, RFC 5230 section 4.6).
    """
    return not _NOBODY.fullmatch(address.partition("@")[0])


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of a header field (RFC 5322 section 3.4).

    `address` is lower case and has no display name; it is empty when the header could not be read.
    """

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as the IMAP server holds it (RFC 9051 section 2.3.1.1 for its identity).

    `arrived` is INTERNALDATE, aware.
    """

    raw: bytes
    mailbox: str
    uidvalidity: int
    uid: int
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail; `content` is decoded, `name` is for people and may be empty."""

    name: str
    content_type: str
    content: bytes

    @property
    def size_bytes(self) -> int:
        """Say how large the decoded file is."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar entry as a part of a mail (RFC 6047 section 2.4); `method` is its METHOD, as "REQUEST".

    Without `buttons` it comes as a file only, and no mail program asks for an answer.
    """

    method: str
    content: bytes
    buttons: bool = True


class MachineKind(StrEnum):
    """What kind of machine wrote a mail; the names are inbound intents of the contract."""

    BOUNCE = "bounce"
    DELAYED = "delayed"
    RECEIPT = "receipt"
    OUT_OF_OFFICE = "out_of_office"
    CALENDAR_NOISE = "calendar_noise"
    RECALL = "recall"
    SPAM = "spam"
    LIST_MAIL = "list_mail"
    OTHER_AUTOMATIC = "other_automatic"


@dataclass(frozen=True, slots=True)
class FailedRecipient:
    """One recipient group of a delivery report (RFC 3464 section 2.3).

    `permanent` is None where the report does not say.
    """

    address: str
    permanent: bool | None
    status: str = ""


@dataclass(frozen=True, slots=True)
class MachineMail:
    """What a machine's mail says: which kind, why we think so, and its data.

    `recipients` are those that failed or are delayed. `original_ids` are Message-IDs of ours that the
    report quotes. `away_until` is the first day back, local to the sender; None when none is named.
    `left_for_good` is true for "I have left the trust".
    """

    kind: MachineKind
    because: str
    recipients: tuple[FailedRecipient, ...] = ()
    original_ids: tuple[str, ...] = ()
    away_until: "datetime | None" = None
    left_for_good: bool = False


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One inbound mail, decoded: never raises on access, never holds undecoded bytes but attachments.

    `headers` keeps every field in order, names in lower case, values unfolded and decoded.
    `message_id`, `in_reply_to` and `references` are with their angle brackets; `message_id` is empty
    where the mail has none. `text` is the readable body of the mail itself (text/plain, else text made
    of the HTML), never that of an attached message; `html` is the HTML body or empty. `defects` says
    in words what was broken and how it was read all the same. `unreadable` is true when nothing
    sensible could be made of the body.
    """

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    senders: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...] = ()
    attached_messages: tuple[bytes, ...] = field(default=(), repr=False)
    content_type: str = "text/plain"
    defects: tuple[str, ...] = ()
    unreadable: bool = False
    size_bytes: int = 0

    @property
    def sender(self) -> str:
        """Give the one address that wrote it; empty when there is none or more than one From."""
        return self.senders[0].address if len(self.senders) == 1 else ""

    def header(self, name: str) -> str:
        """Give the first value of a header, whatever the case of its name; empty when absent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Give every value of a header in the order of the mail, topmost first."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key == wanted)

"""Read the reports that mail systems send about a mail: delivery, receipt and abuse (RFC 6522)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from enum import StrEnum

from mailbot.core.mail import FailedRecipient
from mailbot.translate.bodies import BREAKS
from mailbot.translate.bounds import bounded
from mailbot.translate.charsets import clean
from mailbot.translate.headers import message_ids

_PARTS = 200
_RECIPIENTS = 200
_QUOTED_BYTES = 100_000
_BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
_FIELD = re.compile(
    r"^([A-Za-z][\w-]{0,60}):[ \t]{0,20}(.{0,2000}(?:\n[ \t]+\S.{0,2000}){0,20})", re.MULTILINE
)
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_REPLY_CODE = re.compile(r"(?:^|smtp;\s{0,9}|\s)([45])\d\d\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>;\"(),:]{1,64}@[^\s<>;\"(),:]{1,255}")
_FINAL = re.compile(r"^final-recipient:[ \t]{0,9}(.{1,400})", re.IGNORECASE | re.MULTILINE)
_REFUSED = re.compile(
    r"\b(?:rejected|refused|not accept|undeliver|not (?:be |been )?delivered)", re.IGNORECASE
)
RECEIPT_PARTS = {"message/disposition-notification", "message/global-disposition-notification"}
_REPORTS = (b"delivery-status", b"disposition-notification", b"feedback-report")
_MESSAGE_ID = re.compile(
    rb"^[ \t>]{0,9}message-id:[ \t]{0,9}(?:\r?\n[ \t]{1,9})?(<[^<>\s]{1,998}>)",
    re.IGNORECASE | re.MULTILINE,
)


class Action(StrEnum):
    """What happened to one recipient (RFC 3464 section 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"


_ACTIONS = (
    ("fail", Action.FAILED),
    ("delay", Action.DELAYED),
    ("deliver", Action.DELIVERED),
    ("relay", Action.RELAYED),
    ("expan", Action.EXPANDED),
)


@dataclass(frozen=True, slots=True)
class Group:
    """One recipient of a delivery report and what became of the mail to them."""

    action: Action
    recipient: FailedRecipient


def message_of(raw: bytes) -> Message:
    """Take a mail apart for its structure; never raises, an unreadable structure is only headers."""
    short, _ = bounded(raw)
    try:
        return BytesParser().parsebytes(short)
    except BREAKS:
        return BytesParser().parsebytes(short, headersonly=True)


def parts_of(message: Message) -> tuple[Message, ...]:
    """Give the parts of the mail itself, never those of a message that is attached to it."""
    return tuple(one for one, _ in zip(_walk(message, 0), range(_PARTS), strict=False))


def groups_of(parts: tuple[Message, ...]) -> tuple[Group, ...]:
    """Read every recipient group of a delivery report, in order (RFC 3464 section 2.3)."""
    found: list[Group] = []
    for part in parts:
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            found.extend(_groups_in(octets_of(part)))
    return tuple(found)


def loose_groups(text: str) -> tuple[Group, ...]:
    """Read recipient groups that stand in the text of a notice, as where no part says that it is one."""
    if "final-recipient:" not in text.lower():
        return ()
    return tuple(_groups_in(text.encode()))


def may_hold_a_report(raw: bytes) -> bool:
    """Say whether a mail could have a part that is a report; far cheaper than taking it apart."""
    lowered = raw.lower()
    return b"message/" in lowered and any(name in lowered for name in _REPORTS)


def refused_recipients(parts: tuple[Message, ...]) -> tuple[FailedRecipient, ...]:
    """Find whom a refusal in the form of a receipt is about (RFC 5429 section 2.2); mostly nobody.

    A Sieve script that rejects a mail says "deleted, without anybody's action" as a receipt does,
    and that it was rejected only in its words.
    """
    told = next((octets_of(one) for one in parts if one.get_content_type() in RECEIPT_PARTS), b"")
    automatic = b"automatic-action/" in told.lower() and b"deleted" in told.lower()
    said = next((octets_of(one) for one in parts if one.get_content_type() == "text/plain"), b"")
    words = said[:_QUOTED_BYTES].decode("utf-8", "replace")
    named = next((one for one in _FINAL.findall(clean(told.decode("utf-8", "replace")))), "")
    if not automatic or not _REFUSED.search(words) or not _address(named):
        return ()
    return (FailedRecipient(_address(named), permanence("", words)),)


def _groups_in(octets: bytes) -> list[Group]:
    groups = map(_group, _BLANK.split(octets)[:_RECIPIENTS])
    return [group for group in groups if group is not None]


def original_ids(parts: tuple[Message, ...], raw: bytes) -> tuple[str, ...]:
    """Find the Message-IDs of the mail that a report is about: quoted, then named in its headers."""
    quoted: list[str] = []
    for part in parts:
        if part.get_content_type() in (
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/rfc822-headers",
        ):
            quoted.extend(_quoted_ids(octets_of(part)))
    if not quoted:
        quoted = _quoted_ids(_BLANK.split(raw, maxsplit=1)[-1])
    head = parts[0] if parts else Message()
    named = [
        one
        for name in ("in-reply-to", "references")
        for one in message_ids(str(head.get(name, "")))
    ]
    return tuple(dict.fromkeys((*quoted, *named)))


def octets_of(part: Message) -> bytes:
    """Give what stands in a part, decoded; also of a part that the library has split further."""
    try:
        if part.is_multipart():
            inner = [one.as_bytes() for one in part.get_payload() if isinstance(one, Message)]
            return _unwrapped(b"\n\n".join(inner), part)
        payload = part.get_payload(decode=True)
    except BREAKS:
        return b""
    return payload if isinstance(payload, bytes) else b""


def permanence(status: str, diagnostic: str) -> bool | None:
    """Say from the class digit whether a failure is permanent (RFC 3464 2.3.4); None where unknown."""
    code = (
        _STATUS.search(status)
        or _REPLY_CODE.search(status)
        or _STATUS.search(diagnostic)
        or _REPLY_CODE.search(diagnostic)
    )
    return {"4": False, "5": True}.get(code[1]) if code else None


def _walk(message: Message, depth: int) -> Iterator[Message]:
    yield message
    if message.get_content_maintype() != "multipart" or not message.is_multipart() or depth > 20:
        return
    for child in message.get_payload():
        if isinstance(child, Message):
            yield from _walk(child, depth + 1)


def _unwrapped(inner: bytes, part: Message) -> bytes:
    # Some systems encode the report, against RFC 6522; the library splits it undecoded.
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if encoding not in ("base64", "quoted-printable"):
        return inner
    plain = Message()
    plain["Content-Transfer-Encoding"] = encoding
    plain.set_payload(inner.strip())
    decoded = plain.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else inner


def _group(block: bytes) -> Group | None:
    text = clean(block.decode("utf-8", "replace")).strip()
    fields = {found[1].lower(): " ".join(found[2].split()) for found in _FIELD.finditer(text)}
    action = _action(fields.get("action", ""), fields.get("status", ""))
    address = _address(fields.get("original-recipient", "")) or _address(
        fields.get("final-recipient", "")
    )
    named = "original-recipient" in fields or "final-recipient" in fields
    if action is None or not named:
        return None
    status = _STATUS.search(fields.get("status", ""))
    permanent = permanence(fields.get("status", ""), fields.get("diagnostic-code", ""))
    return Group(action, FailedRecipient(address, permanent, status[0] if status else ""))


def _action(value: str, status: str) -> Action | None:
    """Read the action, also as "Failure" or "failed (...)"; where it is missing the status tells it."""
    said = value.strip().lower()
    for start, action in _ACTIONS:
        if said.startswith(start):
            return action
    code = _STATUS.search(status)
    if said or code is None:
        return None
    return Action.DELIVERED if code[1] == "2" else Action.FAILED


def _address(value: str) -> str:
    kind, mark, rest = value.partition(";")
    if mark and kind.strip().lower().startswith("x400"):
        return ""
    found = _ADDRESS.search((rest if mark else value).replace("+3D", "="))
    return found[0].strip(".'").lower() if found else ""


def _quoted_ids(octets: bytes) -> list[str]:
    found = _MESSAGE_ID.findall(octets[:_QUOTED_BYTES])
    return [clean(one.decode("utf-8", "replace")) for one in found[:1]]

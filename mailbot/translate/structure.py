"""Take a well-formed mail apart into its fields and parts, as `email.parser` does and in less time."""

import re
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32

# Fields with their folded lines, then an empty line (RFC 5322 section 2.1), as nearly every mail has them.
_HEAD = re.compile(r"((?:[!-9;-~]{1,200}:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*+)\r?\n")
_BETWEEN_FIELDS = re.compile(r"(?<=\n)(?![ \t])(?=.)")
_AFTER_DELIMITER = re.compile(r"(--)?[ \t]*(?:\r?\n|\Z)")
_IDENTITY = frozenset({"7bit", "8bit", "binary"})
_DEEPEST = 20


class _Odd(Exception):
    """It is broken here, or of a kind that is rare."""


def well_formed(text: str) -> Message | None:
    """Give the message of a mail, alike in every field and part to what `email.parser` makes of it.

    What stands before the first part and after the last is not kept. None for a mail that is broken
    somewhere or has another mail in it: `email.parser`, which looks at each line, knows what to do.
    """
    if text.count("\r") != text.count("\r\n"):
        return None
    try:
        return _part(text, 0)
    except _Odd:
        return None


def _part(text: str, depth: int) -> Message:
    message = Message()
    body = text[_read_head(message, text) :]
    kind = message.get_content_type()
    if kind.startswith("message/"):
        raise _Odd
    if kind.startswith("multipart/"):
        for part in _parts(message, kind, body, depth):
            message.attach(_part(part, depth + 1))
    else:
        message.set_payload(body)
    return message


def _read_head(message: Message, text: str) -> int:
    """Put the fields into a message, and give where its body begins."""
    head = _HEAD.match(text)
    if head is None:
        raise _Odd
    for field in _BETWEEN_FIELDS.split(head[1]) if head[1] else ():
        message.set_raw(*compat32.header_source_parse([field]))
    return head.end()


def _parts(message: Message, kind: str, body: str, depth: int) -> list[str]:
    """Give what stands between the delimiter lines of a multipart, all of which must be there."""
    boundary = message.get_boundary()
    encoding = str(message.get("content-transfer-encoding", "8bit")).lower()
    rare = kind == "multipart/digest" or encoding not in _IDENTITY or depth > _DEEPEST
    if not boundary or rare:
        raise _Odd
    parts: list[str] = []
    start = -1
    for at, after, closes in _delimiters(f"--{boundary}", body):
        if start >= 0:
            parts.append(_without_line_end(body[start:at]))
        if closes and parts:
            return parts
        start = after
    raise _Odd


def _delimiters(delimiter: str, body: str) -> Iterator[tuple[int, int, bool]]:
    """Give where each delimiter line begins and ends, and whether it is the last (RFC 2046 section 5.1.1)."""
    at = body.find(delimiter)
    while at >= 0:
        rest = _AFTER_DELIMITER.match(body, at + len(delimiter))
        if rest is not None and (at == 0 or body[at - 1] == "\n"):
            yield at, rest.end(), rest[1] is not None
        at = body.find(delimiter, at + 1)


def _without_line_end(part: str) -> str:
    """The line end before a delimiter belongs to it; between two in a row nothing stands."""
    if part.endswith("\r\n"):
        return part[:-2]
    if part.endswith("\n"):
        return part[:-1]
    raise _Odd

"""Cut a mail to a size and a depth that every reader survives, before anything parses it."""

import re

HEADER_BYTES = 512 * 1024
FIELD_BYTES = 64 * 1024
FIELDS = 2000
PARTS = 2000
DEPTH = 60
_PIECE = 1024 * 1024

_GAPS = (b"\n\n", b"\n\r\n", b"\r\r")
_NESTING = re.compile(rb"boundary[ \t\r\n]*\*?0?\*?=|content-type:\s{0,80}message/", re.IGNORECASE)
_DELIMITER = re.compile(rb"^--([^\r\n]{1,200})", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n(?![ \t])")


def bounded(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Give the mail with too long headers, too many parts and too deep nesting cut off.

    The second value says in words what was cut; it is empty for every ordinary mail.
    """
    defects: list[str] = []
    start = raw.lstrip(b"\r\n \t\xef\xbb\xbf")
    if start.startswith((b"From ", b">From ")):
        start = start.partition(b"\n")[2]
        defects.append("The mail began with an mbox line, which was left out.")
    gap = min((at for at in map(start.find, _GAPS) if at >= 0), default=len(start))
    head, body = start[:gap], start[gap:]
    short = _short_head(head)
    if short != head:
        defects.append("The headers were too long and were cut.")
    kept = _shallow(body, defects)
    return short + kept, tuple(defects)


def _short_head(head: bytes) -> bytes:
    if len(head) <= FIELD_BYTES and head.count(b"\n") <= FIELDS:
        return head
    fields = _FOLD.split(head[: HEADER_BYTES + 1], maxsplit=FIELDS)
    return b"\n".join(field[:FIELD_BYTES] for field in fields[:FIELDS])


def _shallow(body: bytes, defects: list[str]) -> bytes:
    deep = _offset_of(_NESTING, body, DEPTH) if _may_nest(body) else None
    if deep is not None:
        defects.append("The mail holds too many parts inside parts; the deeper ones were cut.")
        body = body[:deep]
    wide = _last_part(body)
    if wide is not None:
        defects.append(f"The mail has more than {PARTS} parts; the later ones were cut.")
        body = body[:wide]
    return body


def _may_nest(body: bytes) -> bool:
    """Say, quickly and rather too often, whether there are more parts in parts than are read."""
    seen = 0
    for start in range(0, len(body), _PIECE):
        piece = body[start : start + _PIECE + 10].lower()
        seen += piece.count(b"boundary") + piece.count(b"message/")
    return seen > DEPTH


def _offset_of(pattern: re.Pattern[bytes], body: bytes, count: int) -> int | None:
    for number, found in enumerate(pattern.finditer(body), start=1):
        if number > count:
            return found.start()
    return None


def _last_part(body: bytes) -> int | None:
    # Every line of two dashes is counted, declared boundary or not: nobody writes two thousand.
    if body.count(b"\n--") < PARTS and body.count(b"\r--") < PARTS:
        return None
    return _offset_of(_DELIMITER, body, PARTS)

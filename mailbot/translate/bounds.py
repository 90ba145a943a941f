"""Cut a mail to a size and a depth that every reader survives, before anything parses it."""

import re

HEADER_BYTES = 512 * 1024
FIELD_BYTES = 64 * 1024
FIELDS = 2000
PARTS = 2000
DEPTH = 60
_PIECE = 1024 * 1024

_GAPS = (b"\n\n", b"\n\r\n", b"\r\r")
# What opens a level, or closes some: a delimiter line, a boundary, an attached message.
_LEVEL = re.compile(
    rb"^--([^\r\n]{1,200})|boundary[ \t\r\n]*\*?0?\*?=[ \t\r\n]*\"?([^\"\r\n;]{1,200})|^content-type:\s{0,80}message/",
    re.IGNORECASE | re.MULTILINE,
)
_DELIMITER = re.compile(rb"^--", re.MULTILINE)
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
    gap = _end_of_head(start)
    head, body = start[:gap], start[gap:]
    short = _short_head(head)
    if short != head:
        defects.append("The headers were too long and were cut.")
    return _shallow(short + body, len(short), defects), tuple(defects)


def _end_of_head(mail: bytes) -> int:
    """Find the first empty line; each form of one is looked for only before the others that are there."""
    end = len(mail)
    for form in _GAPS:
        at = mail.find(form, 0, end + len(form))
        end = at if 0 <= at < end else end
    return end


def _short_head(head: bytes) -> bytes:
    if len(head) <= FIELD_BYTES and head.count(b"\n") <= FIELDS:
        return head
    fields = _FOLD.split(head[: HEADER_BYTES + 1], maxsplit=FIELDS)
    return b"\n".join(field[:FIELD_BYTES] for field in fields[:FIELDS])


def _shallow(mail: bytes, head: int, defects: list[str]) -> bytes:
    wide = _offset_of_last_part(mail, head)
    if wide is not None:
        defects.append(f"The mail has more than {PARTS} parts; the later ones were cut.")
        mail = mail[:wide]
    deep = _offset_of_depth(mail) if _may_nest(mail) else None
    if deep is not None:
        defects.append("The mail holds too many parts inside parts; the deeper ones were cut.")
        mail = mail[:deep]
    return mail


def _may_nest(mail: bytes) -> bool:
    """Say, quickly and rather too often, whether there are more parts in parts than are read."""
    seen = 0
    for start in range(0, len(mail), _PIECE):
        piece = mail[start : start + _PIECE + 10].lower()
        seen += piece.count(b"boundary") + piece.count(b"message/")
    return seen > DEPTH


def _offset_of_depth(mail: bytes) -> int | None:
    """Find where a part begins that is deeper than parts are read."""
    levels: list[bytes] = []
    for found in _LEVEL.finditer(mail):
        if found[1] is None:
            levels.append((found[2] or b"").strip())
        else:
            _return(levels, found[1].rstrip())
        if len(levels) > DEPTH:
            return found.start()
    return None


def _return(levels: list[bytes], delimiter: bytes) -> None:
    """Leave the levels that a delimiter line ends (RFC 2046 section 5.1.1)."""
    for at in range(len(levels) - 1, -1, -1):
        if levels[at] == delimiter:
            del levels[at + 1 :]
            return
        if levels[at] + b"--" == delimiter:
            del levels[at:]
            return


def _offset_of_last_part(mail: bytes, head: int) -> int | None:
    # Every line of two dashes is counted, declared boundary or not: nobody writes two thousand.
    if mail.count(b"\n--", head) < PARTS and mail.count(b"\r--", head) < PARTS:
        return None
    for number, found in enumerate(_DELIMITER.finditer(mail, head), start=1):
        if number > PARTS:
            return found.start()
    return None

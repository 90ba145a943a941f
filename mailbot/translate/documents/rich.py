"""Read Rich Text (.rtf) as its reader sees it: no comments, no hidden or deleted words."""

import codecs
import re
from dataclasses import dataclass, replace

from mailbot.core.documents import Unread
from mailbot.translate.documents.pages import Pages
from mailbot.translate.documents.unread import NotRead

_DEEPEST = 500
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)|[\r\n\\]",
    re.IGNORECASE | re.DOTALL,
)
# Groups that are no part of the text (Rich Text Format 1.9.1), and those of unknown programs: \*.
_BESIDE = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr"
    b" footerf annotation atnid atnauthor atntime atnicn atnref comment xe tc fldinst listtable"
    b" listoverridetable revtbl rsidtbl generator themedata datastore nonshppict listtext".split()
) - {b"listtext"}
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n\n", b"page": "\n\n", b"row": "\n", b"tab": " ",
    b"cell": " | ", b"emdash": "\u2014", b"endash": "\u2013", b"lquote": "\u2018",
    b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"bullet": "-",
}  # fmt: skip
# What words switch on or off for the rest of their group; \\plain switches all off.
_SWITCHES = {
    b"v": ("hidden",),
    b"deleted": ("deleted",),
    b"plain": ("hidden", "deleted"),
} | dict.fromkeys(_BESIDE, ("beside",))
_ESCAPES = {
    b"~": " ",
    b"_": "-",
    b"-": "",
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"\n": "\n",
    b"\r": "\n",
}
_ROW_ENDS = re.compile(r"[ |]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Group:
    beside: bool = False
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1  # how many characters stand in for one in Unicode

    @property
    def shown(self) -> bool:
        return not (self.beside or self.hidden or self.deleted)


class _Reader:
    def __init__(self) -> None:
        self.out = Pages()
        self._groups = [_Group()]
        self._codec = "cp1252"
        self._stand_ins = 0
        self._high: int | None = None

    def take(self, token: re.Match[bytes]) -> None:
        word, number, octet, sign, brace, plain = token.groups()
        if brace:
            self._brace(brace)
        elif word:
            self._word(word.lower(), None if number is None else int(number))
        elif octet:
            self._octets(bytes([int(octet, 16)]))
        elif plain:
            self._octets(plain)
        elif sign == b"*":
            self._now(beside=True)
        elif sign in _ESCAPES:
            self._write(_ESCAPES[sign])

    def _brace(self, brace: bytes) -> None:
        self._stand_ins = 0
        if brace == b"{":
            if len(self._groups) > _DEEPEST:
                raise NotRead(Unread.TOO_LARGE)
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in _SWITCHES:
            self._now(**dict.fromkeys(_SWITCHES[word], word != b"plain" and number != 0))
        elif number is not None:
            self._number(word, number)

    def _number(self, word: bytes, number: int) -> None:
        match word:
            case b"uc":
                self._now(fallback=max(0, min(number, 20)))
            case b"u":
                self._unicode(number % 0x10000)
            case b"ansicpg":
                self._codec = _codec(number)

    def _now(self, **said: bool | int) -> None:
        self._groups[-1] = replace(self._groups[-1], **said)  # type: ignore[arg-type]  # names above

    def _unicode(self, unit: int) -> None:
        """Write one unit of UTF-16; two of them may make one character."""
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif self._high is not None and 0xDC00 <= unit < 0xE000:
            self._write(chr(0x10000 + ((self._high - 0xD800) << 10) + unit - 0xDC00))
            self._high = None
        else:
            self._write(chr(unit))
        self._stand_ins = self._groups[-1].fallback

    def _octets(self, octets: bytes) -> None:
        skipped = min(self._stand_ins, len(octets))
        self._stand_ins -= skipped
        self._write(octets[skipped:].decode(self._codec, "replace"))

    def _write(self, text: str) -> None:
        if self._groups[-1].shown and text:
            self.out.write(text)


def _codec(number: int) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"


def read_rich(content: bytes) -> str:
    """Give the words of a text; raises NotRead. Takes time in proportion to the length."""
    reader = _Reader()
    for token in _TOKEN.finditer(content):
        reader.take(token)
    return _ROW_ENDS.sub("", reader.out.text())

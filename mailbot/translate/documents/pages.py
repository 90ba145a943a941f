"""Collect the words of a document paragraph by paragraph, and set them as plain text."""

import re

from mailbot.core.documents import Unread
from mailbot.translate.charsets import clean
from mailbot.translate.documents.unread import NotRead

# About eighty pages: nobody passes more than that on to a buddy.
LONGEST_TEXT = 200_000
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
# What stands in a text and shows nothing: soft hyphens, zero widths, marks of direction, object signs.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_ITEM = re.compile(r"(?:-|\(?[\w.]{1,6}[.)])\s")
_SHORT_LINE = 60
# Private signs that bullets of symbol fonts are written with.
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Pages:
    """The paragraphs of a document, as far as they have been read."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._length = 0

    @property
    def is_at_start(self) -> bool:
        """Say whether nothing of the paragraph has been written yet."""
        return not self._line

    def write(self, text: str) -> None:
        """Add to the paragraph; raises NotRead where a document has no end."""
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise NotRead(Unread.TOO_LARGE)
        self._line.append(text)

    def end_paragraph(self) -> None:
        """End the paragraph; the next begins on a line of its own."""
        self._done.append("".join(self._line))
        self._line = []

    def text(self) -> str:
        """Give everything as plain text, with an empty line where a page shows a gap."""
        self.end_paragraph()
        lines: list[str] = []
        for paragraph in tidy("\n".join(self._done)).split("\n"):
            if lines and lines[-1] and paragraph and _apart(lines[-1], paragraph):
                lines.append("")
            lines.append(paragraph)
        return "\n".join(lines)


def _apart(above: str, below: str) -> bool:
    """Say whether a gap stands between two paragraphs: not between the items of a list or an address."""
    if _ITEM.match(above) and _ITEM.match(below):
        return False
    return max(len(above), len(below)) > _SHORT_LINE


def tidy(text: str) -> str:
    """Take out what shows nothing on a page, and set spaces and empty lines as people do."""
    shown = _UNSEEN.sub("", clean(text)).translate(_LIGATURES)
    shown = _PRIVATE.sub("-", shown)
    lines = [_SPACES.sub(" ", line).strip() for line in shown.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

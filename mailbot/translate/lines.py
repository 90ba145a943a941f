"""The lines of a mail's text, with how deep each is quoted and whose words it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

_MARKS = re.compile(r"[ \t]{0,3}((?:>[ \t]?){1,60})")
_LONGEST = 20_000
# Marks of writing direction, which programs set around names (Unicode, UAX 9).
_DIRECTIONS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


class Whose(Enum):
    """Who wrote a line, as far as comparing with our own mail could tell."""

    UNKNOWN = auto()
    OURS = auto()
    THEIRS = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its quote marks; `depth` counts them, `raw` still has them."""

    text: str
    depth: int = 0
    raw: str = ""
    whose: Whose = Whose.UNKNOWN

    @property
    def blank(self) -> bool:
        """Say whether nothing is written on it."""
        return not self.text.strip()


def lines_of(text: str) -> tuple[Line, ...]:
    """Split a text into lines; a line of more than 20,000 characters is taken in pieces."""
    found: list[Line] = []
    for whole in text.split("\n"):
        starts = range(0, max(len(whole), 1), _LONGEST)
        found.extend(_line(whole[start : start + _LONGEST]) for start in starts)
    return tuple(found)


def next_written(lines: Sequence[Line], start: int) -> Line | None:
    """Give the first line from `start` on that is not blank, looking at 50 lines at most."""
    return next((line for line in lines[start : start + 50] if not line.blank), None)


def _line(raw: str) -> Line:
    if not raw.isascii():
        plain = raw.translate(_DIRECTIONS)
        if plain != raw:
            return replace(_line(plain), raw=raw.rstrip())
    marks = _MARKS.match(raw) if ">" in raw[:4] else None
    if not marks:
        return Line(text=raw.rstrip(), raw=raw.rstrip())
    return Line(text=raw[marks.end() :].rstrip(), depth=marks[1].count(">"), raw=raw.rstrip())

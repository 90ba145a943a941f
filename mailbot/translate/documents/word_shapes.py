"""Know of a Word document what is hidden by its style, and how its lists are numbered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mailbot.translate.documents.markup import read_xml

_NO = frozenset({"0", "false", "off"})
_LONGEST_CHAIN = 20
_LEVEL_NUMBER = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Style:
    """What a style says of hiding and of a list; None and empty where it leaves that to its base."""

    based_on: str = ""
    hidden: bool | None = None
    number: str = ""


@dataclass(slots=True)
class Level:
    """How one level of a list counts, with `%1` in the place of the number."""

    kind: str = "decimal"
    pattern: str = "%1."
    start: int = 1


def is_on(attributes: Mapping[str, str]) -> bool:
    """Say whether a switch is on: it is where nothing else is said (ISO/IEC 29500-1 section 17.17.4)."""
    return attributes.get("val", "true") not in _NO


class _Styles:
    def __init__(self) -> None:
        self.found: dict[str, Style] = {}
        self._style = Style()

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        match name:
            case "style":
                self._style = self.found.setdefault(attributes.get("styleId", ""), Style())
            case "basedOn":
                self._style.based_on = value
            case "vanish":
                self._style.hidden = is_on(attributes)
            case "numId":
                self._style.number = value

    def ends(self, name: str) -> None:
        if name == "style":
            self._style = Style()

    def says(self, text: str) -> None:
        """Nothing is said between the elements."""


def read_styles(content: bytes) -> dict[str, Style]:
    """Read word/styles.xml by the ids of its styles; empty bytes have none."""
    listener = _Styles()
    if content:
        read_xml(content, listener)
    return listener.found


def chain(styles: Mapping[str, Style], name: str) -> list[Style]:
    """Give a style and those it is based on, the nearest first; a circle ends somewhere."""
    found: list[Style] = []
    while name in styles and len(found) < _LONGEST_CHAIN:
        found.append(styles[name])
        name = styles[name].based_on
    return found


class _Numbering:
    def __init__(self) -> None:
        self.lists: dict[str, str] = {}
        self.levels: dict[tuple[str, str], Level] = {}
        self._abstract = ""
        self._number = ""
        self._level = Level()

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        match name:
            case "abstractNum":
                self._abstract = attributes.get("abstractNumId", "")
            case "lvl":
                self._level = Level()
                self.levels.setdefault((self._abstract, attributes.get("ilvl", "0")), self._level)
            case "numFmt":
                self._level.kind = value
            case "lvlText":
                self._level.pattern = value
            case "start" if value.isdecimal() and len(value) < 6:
                self._level.start = int(value)
            case "num":
                self._number, self._abstract = attributes.get("numId", ""), ""
            case "abstractNumId":
                self.lists.setdefault(self._number, value)

    def ends(self, name: str) -> None:
        if name == "abstractNum":
            self._abstract = ""

    def says(self, text: str) -> None:
        """Nothing is said between the elements."""


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each has counted."""

    lists: Mapping[str, str]
    levels: Mapping[tuple[str, str], Level]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_mark(self, number: str, level: str) -> str:
        """Give what stands in front of the next item: "3. ", "- ", or nothing outside a list."""
        abstract = self.lists.get(number)
        if abstract is None or not level.isdecimal() or len(level) > 1:
            return ""
        here = self.levels.get((abstract, level), Level())
        if here.kind == "bullet":
            return "- "
        if here.kind == "none":
            return ""
        depth = int(level)
        self.counts[abstract, depth] = self.counts.get((abstract, depth), here.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((abstract, deeper), None)
        mark = _LEVEL_NUMBER.sub(lambda one: self._count(abstract, int(one[1]) - 1), here.pattern)
        return f"{mark} " if mark.strip() else ""

    def _count(self, abstract: str, depth: int) -> str:
        level = self.levels.get((abstract, str(depth)), Level())
        return _counted(self.counts.get((abstract, depth), level.start), level.kind)


def read_numbering(content: bytes) -> Numbers:
    """Read word/numbering.xml; empty bytes number nothing."""
    listener = _Numbering()
    if content:
        read_xml(content, listener)
    return Numbers(listener.lists, listener.levels)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")
)  # fmt: skip


def _counted(number: int, kind: str) -> str:
    if kind.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
    elif kind.endswith("Roman"):
        letter, rest = "", max(0, min(number, 3999))
        for value, sign in _ROMAN:
            letter += sign * (rest // value)
            rest %= value
    else:
        return str(number)
    return letter.upper() if kind.startswith("upper") else letter

"""Read an OpenDocument text (.odt) as its reader sees it with all changes accepted."""

from collections.abc import Mapping

from mailbot.core.documents import Unread
from mailbot.translate.documents.markup import read_xml
from mailbot.translate.documents.packed import Package
from mailbot.translate.documents.pages import Pages
from mailbot.translate.documents.unread import NotRead

_CONTENT = "content.xml"
# The list of changes holds what was deleted; annotations are comments; the rest is no part of a page.
_SKIPPED = frozenset(
    {"tracked-changes", "annotation", "forms", "script", "event-listeners", "note-citation"}
    | {"sequence-decls", "variable-decls", "user-field-decls", "ruby-text", "desc", "title"}
    | {"scripts", "font-face-decls", "master-styles", "meta", "settings"}
)
_MOST_SPACES = 200


def read_open_document(package: Package) -> str:
    """Give the words of a text; raises NotRead."""
    if b"encryption-data" in package.member("META-INF/manifest.xml"):
        raise NotRead(Unread.LOCKED)
    content = package.member(_CONTENT)
    if not content:
        raise NotRead(Unread.DAMAGED)
    shapes = _Shapes()
    for one in (package.member("styles.xml"), content):
        if one:
            read_xml(one, shapes)
    body = _Body(shapes)
    read_xml(content, body)
    return body.text()


class _Shapes:
    """A listener that finds which styles hide their text, and which lists have numbers."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self.numbered: set[tuple[str, int]] = set()
        self._style = ""
        self._list = ""

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "style":
                self._style = attributes.get("name", "")
                if attributes.get("parent-style-name", "") in self.hidden:
                    self.hidden.add(self._style)
            case "text-properties" | "section-properties":
                if "none" in {attributes.get("display"), attributes.get("text:display")}:
                    self.hidden.add(self._style)
            case "list-style":
                self._list = attributes.get("name", "")
            case "list-level-style-number":
                level = attributes.get("level", "1")
                if attributes.get("num-format") and level.isdecimal() and len(level) < 3:
                    self.numbered.add((self._list, int(level)))

    def ends(self, name: str) -> None:
        if name == "style":
            self._style = ""

    def says(self, text: str) -> None:
        """Nothing is said between the elements."""


class _Body:
    """A listener that writes what is seen."""

    def __init__(self, shapes: _Shapes) -> None:
        self._shapes = shapes
        self._out = Pages()
        self._path: list[str] = []
        self._skipping = 0
        self._in_text = False
        self._lists: list[str] = []
        self._counts: list[int] = []
        self._mark = ""
        self._cells = 0

    def text(self) -> str:
        """Give everything that was written."""
        return self._out.text()

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        self._path.append(name)
        if self._skipping or self._is_skipped(name, attributes):
            self._skipping += 1
            return
        if name in {"p", "h", "note", "s", "tab", "line-break"}:
            self._words_begin(name, attributes)
        else:
            self._part_begins(name, attributes)

    def _part_begins(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "text":
                self._in_text = True
            case "list":
                self._lists.append(
                    attributes.get("style-name") or (self._lists[-1] if self._lists else "")
                )
                self._counts.append(0)
            case "list-item" if self._counts:
                self._counts[-1] += 1
                self._mark = self._item()
            case "table-row":
                self._cells = 1
            case "table-cell":
                self._next_cell()

    def _words_begin(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "p" | "h" if not self._out.is_at_start and not self._cells:
                self._out.end_paragraph()
            case "note":
                self._write(" [")
            case "s":
                count = attributes.get("c", "1")
                self._write(" " * min(int(count), _MOST_SPACES) if count.isdecimal() else " ")
            case "tab":
                self._write(" ")
            case "line-break":
                self._write("\n")

    def _is_skipped(self, name: str, attributes: Mapping[str, str]) -> bool:
        hidden = attributes.get("style-name", "") in self._shapes.hidden
        hidden = hidden or attributes.get("display") == "none"
        hidden = hidden or attributes.get("is-hidden") == "true"
        return name in _SKIPPED or (hidden and name in {"p", "h", "span", "section"} | _FIELDS)

    def _item(self) -> str:
        depth = len(self._lists)
        if (self._lists[-1], depth) in self._shapes.numbered:
            return f"{self._counts[-1]}. "
        return "- "

    def _next_cell(self) -> None:
        self._cells += 1
        if self._cells > 2 and not self._out.is_at_start:
            self._out.write(" | ")

    def says(self, text: str) -> None:
        if not self._skipping and self._in_text and {"p", "h"} & set(self._path):
            self._write(" ".join(text.split("\n")))

    def _write(self, text: str) -> None:
        if self._mark and text.strip():
            self._out.write(self._mark)
            self._mark = ""
        self._out.write(text)

    def ends(self, name: str) -> None:
        self._path.pop()
        if self._skipping:
            self._skipping -= 1
            return
        match name:
            case "text":
                self._in_text = False
            case "list" if self._lists:
                self._lists.pop()
                self._counts.pop()
            case "p" | "h":
                self._end_paragraph()
            case "note":
                self._write("]")
            case "table-row":
                self._cells = 0
                self._out.end_paragraph()

    def _end_paragraph(self) -> None:
        """End a paragraph of the page; in a table and in a note it only makes room for the next."""
        if self._cells or "note" in self._path:
            self._write(" ")
        else:
            self._out.end_paragraph()


_FIELDS = frozenset({"hidden-text", "hidden-paragraph", "conditional-text"})

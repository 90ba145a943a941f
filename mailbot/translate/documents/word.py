"""Read a Word document (.docx) as its reader sees it with all changes accepted."""

import re
from collections.abc import Mapping

from mailbot.core.documents import Unread
from mailbot.translate.documents.markup import read_xml
from mailbot.translate.documents.packed import Package
from mailbot.translate.documents.pages import Pages
from mailbot.translate.documents.unread import NotRead
from mailbot.translate.documents.word_shapes import (
    Numbers,
    Style,
    chain,
    is_on,
    read_numbering,
    read_styles,
)

_MAIN = "word/document.xml"
_TARGET = re.compile(rb'<[^<>]*?/officeDocument"[^<>]*>')
_TARGET_NAME = re.compile(rb'Target="/?([^"<>]{1,200})"')
# Deleted and moved-away text, instructions of fields, the second version of a drawing, ruby glosses.
_SKIPPED = frozenset(
    {"del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "rt", "comment"}
    | {"footnotePr", "endnotePr", "pPrChange", "rPrChange", "tblPrChange", "trPrChange"}
)
_SIGNS = {"br": "\n", "cr": "\n", "noBreakHyphen": "-", "tab": " ", "ptab": " "}


def read_word(package: Package) -> str:
    """Give the words of a document; raises NotRead."""
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise NotRead(Unread.FOREIGN)
    main = _main(package)
    folder = main.rpartition("/")[0]
    styles = read_styles(package.member(f"{folder}/styles.xml"))
    numbers = read_numbering(package.member(f"{folder}/numbering.xml"))
    content = package.member(main)
    if not content:
        raise NotRead(Unread.DAMAGED)
    body = _Body(styles, numbers)
    read_xml(content, body)
    text = body.out.text()
    notes = [
        note
        for kind in ("footnote", "endnote")
        for note in _notes(package.member(f"{folder}/{kind}s.xml"), kind, body, styles)
    ]
    return "\n\n".join([text, *notes])


def _main(package: Package) -> str:
    told = _TARGET.search(package.member("_rels/.rels"))
    target = _TARGET_NAME.search(told[0]) if told else None
    name = target[1].decode("utf-8", "replace") if target else _MAIN
    return name if name in package.names else _MAIN


class _Body:
    """A listener that writes what is seen."""

    def __init__(self, styles: Mapping[str, Style], numbers: Numbers) -> None:
        self.notes: list[tuple[str, str]] = []
        self._styles = styles
        self._numbers = numbers
        self._pages = [Pages()]
        self._rows: list[list[str]] = []
        self._path: list[str] = []
        self._skipping = 0
        self._goes: list[bool] = []  # for each row and cell we are in: it was deleted
        self._prompts: list[bool] = []  # for each form field we are in: it shows its prompt only
        self._hidden = self._all_hidden = self._merges = False
        self._list: tuple[str, str] = ("", "0")

    @property
    def out(self) -> Pages:
        """Give where words go: the page, or the cell of a table."""
        return self._pages[-1]

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if self._skipping or self._is_skipped(name, parent):
            self._skipping += 1
            return
        if parent in {"pPr", "rPr", "numPr", "trPr", "tcPr", "sdtPr"}:
            self._property(name, parent, attributes)
        else:
            self._element(name, attributes)

    def _is_skipped(self, name: str, parent: str) -> bool:
        if name == "del" and parent in {"rPr", "trPr"}:
            return False
        prompts = bool(self._prompts) and self._prompts[-1]
        return name in _SKIPPED or (name == "sdtContent" and prompts)

    def _property(self, name: str, parent: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        of_paragraph = "pPr" in self._path[-4:-1]
        match name:
            case "vanish" if parent == "rPr" and not of_paragraph:
                self._hidden = is_on(attributes)
            case "del" if parent == "rPr" and of_paragraph:
                self._merges = True
            case "del" | "cellDel" if self._goes:
                self._goes[-1] = True
            case "rStyle" | "pStyle":
                self._styled(value, in_list=name == "pStyle")
            case "numId":
                self._list = (value, self._list[1])
            case "ilvl":
                self._list = (self._list[0], value)
            case "showingPlcHdr" if self._prompts:
                self._prompts[-1] = is_on(attributes)

    def _styled(self, name: str, *, in_list: bool) -> None:
        found = chain(self._styles, name)
        hides = next((one.hidden for one in found if one.hidden is not None), False)
        self._hidden = self._hidden or hides
        if in_list:
            self._all_hidden = hides
            number = next((one.number for one in found if one.number), "")
            self._list = (number, "0")

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "p":
                if not self.out.is_at_start and not self._merges:
                    self.out.end_paragraph()
                self._merges = self._hidden = self._all_hidden = False
                self._list = ("", "0")
            case "r":
                self._hidden = self._all_hidden
            case "tr":
                self._goes.append(False)
                self._rows.append([])
            case "tc":
                self._goes.append(False)
                self._pages.append(Pages())
            case "sdt":
                self._prompts.append(False)
            case _ if "r" in self._path[-3:-1]:
                self._sign(name, attributes.get("id", ""))

    def _sign(self, name: str, number: str) -> None:
        """Write what stands in a run and is no text."""
        if name in _SIGNS:
            self._write(_SIGNS[name])
        elif name in {"footnoteReference", "endnoteReference"}:
            self._refer(name.removesuffix("Reference"), number)

    def _refer(self, kind: str, number: str) -> None:
        self.notes.append((kind, number))
        self._write(f"[{len(self.notes)}]")

    def says(self, text: str) -> None:
        if not self._skipping and self._path and self._path[-1] == "t":
            self._write(text)

    def _write(self, text: str) -> None:
        if self._hidden or any(self._goes):
            return
        if self.out.is_at_start and text.strip():
            self.out.write(self._numbers.next_mark(*self._list))
        self.out.write(text)

    def ends(self, name: str) -> None:
        self._path.pop()
        if self._skipping:
            self._skipping -= 1
            return
        match name:
            case "p" if not self._merges:
                self.out.end_paragraph()
            case "sdt" if self._prompts:
                self._prompts.pop()
            case "tc" if len(self._pages) > 1 and self._rows:
                self._goes.pop()
                self._rows[-1].append(self._pages.pop().text())
            case "tr" if self._rows:
                self._goes.pop()
                self._set_row(self._rows.pop())

    def _set_row(self, cells: list[str]) -> None:
        """Set a row of short cells on one line, and cells of a page's layout below each other."""
        seen = [one for one in cells if one]
        if not any("\n" in one for one in seen):
            seen = [" | ".join(seen)] if seen else []
        for one in seen:
            self.out.write(one)
            self.out.end_paragraph()


class _Notes:
    """A listener that finds the notes at the foot of the pages."""

    def __init__(self, kind: str, styles: Mapping[str, Style]) -> None:
        self.found: dict[str, str] = {}
        self._kind = kind
        self._styles = styles
        self._number = ""
        self._body = _Body(styles, read_numbering(b""))

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == self._kind:
            self._number = attributes.get("id", "")
            self._body = _Body(self._styles, read_numbering(b""))
        self._body.begins(name, attributes)

    def ends(self, name: str) -> None:
        self._body.ends(name)
        if name == self._kind:
            self.found[self._number] = self._body.out.text()
            self._body = _Body(self._styles, read_numbering(b""))
            self._body.begins(f"{self._kind}s", {})

    def says(self, text: str) -> None:
        self._body.says(text)


def _notes(content: bytes, kind: str, body: _Body, styles: Mapping[str, Style]) -> list[str]:
    """Give the notes that the text refers to, each with the number it has there."""
    if not content:
        return []
    listener = _Notes(kind, styles)
    read_xml(content, listener)
    return [
        f"[{position}] {listener.found[number]}"
        for position, (whose, number) in enumerate(body.notes, 1)
        if whose == kind and listener.found.get(number)
    ]

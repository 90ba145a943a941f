"""Open a table that came as a file, .csv or .xlsx, into rows of text; never evaluates a formula."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from mailbot.core.errors import Trouble
from mailbot.core.mail import Attachment
from mailbot.translate.workbooks import Damaged, rows_of_workbook

LARGEST_BYTES = 5_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 2_000
_ENDINGS = (".csv", ".xlsx", ".xls", ".tsv", ".ods")
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_DELIMITERS = (",", ";", "\t")
_PEEKED_ROWS = 50
_FORMULA_STARTS = ("'=", "'+", "'-", "'@", "'\t")


class NoTable(Trouble):
    """A file cannot be read as a table; the sentence names it and says what to do."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, the first at number 1; cells are trimmed and empty rows keep their place."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def is_table(file: Attachment) -> bool:
    """Say whether a file that came with a mail is a table, by its name."""
    return file.name.lower().endswith(_ENDINGS)


def read_table(name: str, content: bytes) -> Table:
    """Open a file by what is in it, whatever its ending says; raises NoTable."""
    if len(content) > LARGEST_BYTES:
        raise NoTable(f"{name} is larger than 5 MB; please send only the sheet with the answers.")
    if content.startswith(_OLD_OR_LOCKED):
        raise NoTable(
            f"{name} is an old .xls or has a password; please save it as .csv or as an open .xlsx."
        )
    found = _workbook(name, content) if content.startswith(_ZIP) else _separated(name, content)
    rows = tuple(_bounded(name, found))
    if not any(any(row) for row in rows):
        raise NoTable(f"{name} is empty.")
    return Table(name, rows)


def _bounded(name: str, rows: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise NoTable(
                f"{name} has more than {MOST_ROWS} rows; please send it in several files."
            )
        yield tuple(_cell(one) for one in row[:MOST_COLUMNS])


def _cell(text: str) -> str:
    text = text[:LONGEST_CELL].strip().strip("\ufeff\u200b\xa0").strip()
    # Our own export puts an apostrophe before what a spreadsheet would take for a formula.
    return text[1:] if text.startswith(_FORMULA_STARTS) else text


def _workbook(name: str, content: bytes) -> Iterator[tuple[str, ...]]:
    try:
        yield from rows_of_workbook(content, MOST_COLUMNS)
    except Damaged:
        raise NoTable(
            f"{name} can't be opened as a workbook; please save it again as .csv."
        ) from None


def _separated(name: str, content: bytes) -> Iterator[tuple[str, ...]]:
    text = _decoded(content).replace("\0", "")
    first, _, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={one}" for one in _DELIMITERS}:
        delimiter, text = first.strip()[-1:] or "\t", rest
    else:
        delimiter = max(_DELIMITERS, key=lambda one: _columns(text, one))
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(row)
    except csv.Error:
        raise NoTable(
            f"{name} has a cell without an end; please save it again from the spreadsheet."
        ) from None


def _columns(text: str, delimiter: str) -> int:
    """Say how many cells most of the first rows have with a delimiter; 0 where it cannot be."""
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            widths.append(len(row))
            if len(widths) == _PEEKED_ROWS:
                break
    except csv.Error:
        return 0
    return sorted(widths)[len(widths) // 2] if widths else 0


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if content[1:200:2].count(0) > len(content[1:200:2]) // 2:
        return content.decode("utf-16-le", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")

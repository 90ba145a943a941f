"""Read the first sheet of an .xlsx workbook that has a table, row by row and within bounds."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

# A workbook is a zip of XML, and some kilobytes of it can unfold to gigabytes.
_LARGEST_UNFOLDED_BYTES = 120_000_000
_LARGEST_PART_BYTES = 80_000_000
_MOST_PARTS = 500
# The library answers a damaged workbook with whatever its inside happens to stumble over.
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, OverflowError, NotImplementedError, RuntimeError,
    zlib.error,
)  # fmt: skip


class Damaged(ValueError):
    """It is no workbook, or one that nobody should unfold."""


def rows_of_workbook(content: bytes, most_columns: int) -> Iterator[tuple[str, ...]]:
    """Give the rows of the first sheet with more than one row; formulas give their stored value.

    Raises Damaged.
    """
    try:
        yield from _first_table(content, most_columns)
    except _BROKEN as error:
        raise Damaged from error


def _first_table(content: bytes, most_columns: int) -> Iterator[tuple[str, ...]]:
    _look_inside(content)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        # What a sheet says of its own size may be wrong.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=most_columns)
        first, second = next(rows, None), next(rows, None)
        if first is None or second is None:
            continue
        for row in chain((first, second), rows):
            yield _texts(row)
        return


def _look_inside(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
    sizes = [one.file_size for one in parts]
    if (
        len(parts) > _MOST_PARTS
        or sum(sizes) > _LARGEST_UNFOLDED_BYTES
        or max(sizes, default=0) > _LARGEST_PART_BYTES
    ):
        raise Damaged


def _texts(row: tuple[object, ...]) -> tuple[str, ...]:
    """Give a row without the empty cells behind its last one."""
    cells = [_text(one) for one in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: object) -> str:
    """Write a cell as a person reads it: whole numbers without a point, days without a time."""
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
    return str(value)

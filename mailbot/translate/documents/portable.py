"""Read the words of a PDF, page after page, in bounded time."""

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator

from pypdf import Configuration, PageObject, PdfReader, apply_configuration
from pypdf.errors import PyPdfError

from mailbot.core.documents import Unread
from mailbot.translate.documents.pages import LONGEST_TEXT, tidy
from mailbot.translate.documents.unread import NotRead

MOST_PAGES = 1_000
# A page of text has a few hundred steps; a library of hostile ones is not drawn to its end.
_MOST_STEPS = 300_000
_BOUNDS = Configuration(
    maximum_declared_stream_length=20_000_000,
    array_based_stream_maximum_output_length=10_000_000,
    lzw_maximum_output_length=10_000_000,
    run_length_maximum_output_length=10_000_000,
    zlib_maximum_output_length=10_000_000,
    zlib_maximum_recovery_input_length=500_000,
    stream_decoding_work_maximum_length=40_000_000,
    stream_parsing_work_maximum_count=_MOST_STEPS,
    page_tree_maximum_entries=5_000,
    xform_maximum_invocations_per_extraction=500,
)
# What the library lets through on malformed files; every one of these was met.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    PyPdfError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
# The library's warnings quote what it reads, and somebody's words have no place in a log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(content: bytes) -> str:
    """Give the words of a PDF; raises NotRead, for one of pictures alone as well."""
    with apply_configuration(_BOUNDS):
        try:
            pages = list(_pages(content))
        except _BROKEN as error:
            raise NotRead(Unread.DAMAGED) from error
    text = "\n\n".join(one for one in pages if one)
    if not text.strip():
        raise NotRead(Unread.SCANNED)
    return text


def _pages(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content), root_object_recovery_limit=1_000)
    if reader.is_encrypted:
        raise NotRead(Unread.LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise NotRead(Unread.TOO_LARGE)
    steps = _Steps()
    length = 0
    for page in reader.pages:
        text = _text_of(page, steps)
        length += len(text)
        if length > LONGEST_TEXT:
            raise NotRead(Unread.TOO_LARGE)
        yield text


def _text_of(page: PageObject, steps: "_Steps") -> str:
    found = page.extract_text(visitor_operand_before=steps.count)
    steps.check()
    return unwrapped(tidy(found))


class _Steps:
    """A budget of drawing steps for a whole file; forms within forms count each time."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS

    def count(self, *_step: object) -> None:
        """Count one step; raises NotRead when there are too many."""
        self._left -= 1
        self.check()

    def check(self) -> None:
        """Raise NotRead where the budget is spent, also when the library swallowed it before."""
        if self._left < 0:
            raise NotRead(Unread.TOO_LARGE)


_ENDS = re.compile(r"[.!?:;]['\"\u2019\u201d)]?$")
_BEGINS_ITEM = re.compile(r"(?:[-*\u2022\u25e6\u2013]|\(?\w{1,3}[.)])\s")
_FULL_LINE = 0.8


def unwrapped(text: str) -> str:
    """Join the lines of a paragraph that a page broke; a line that ends early ends a paragraph."""
    lines = text.split("\n")
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    broken = False
    for line in lines:
        if broken and line and not _BEGINS_ITEM.match(line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
        ends = bool(_ENDS.search(line)) and len(line) < width * _FULL_LINE
        broken = bool(line) and len(line) >= width * _FULL_LINE - 12 and not ends
    return "\n".join(joined)

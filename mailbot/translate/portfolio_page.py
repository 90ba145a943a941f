"""Set a portfolio as a PDF for an e-portfolio: A4, quiet, and the same bytes for the same content."""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

from mailbot.core.portfolio import Piece, Portfolio

_INK, _GREY = HexColor("#222222"), HexColor("#666666")
_LEFT, _RIGHT, _TOP, _BOTTOM = 30 * mm, 30 * mm, 28 * mm, 26 * mm
_PLAIN, _BOLD, _ITALIC = "mailbot-plain", "mailbot-bold", "mailbot-italic"


@dataclass(frozen=True, slots=True)
class Faces:
    """The typefaces of a page, as TrueType files."""

    plain: bytes
    bold: bytes
    italic: bytes


def _style(name: str, size: float, font: str = _PLAIN, **more: object) -> ParagraphStyle:
    usual = {"leading": size * 1.45, "textColor": _INK, "alignment": TA_LEFT}
    return ParagraphStyle(name, fontName=font, fontSize=size, **{**usual, **more})


_TITLE = _style("title", 19, spaceAfter=2 * mm)
_UNDER = _style("under", 9.5, textColor=_GREY, spaceAfter=9 * mm)
_TASK = _style("task", 12.5, _BOLD, spaceBefore=8 * mm, spaceAfter=1 * mm, keepWithNext=1)
_DATE = _style("date", 9.5, textColor=_GREY, spaceBefore=3 * mm, spaceAfter=3 * mm, keepWithNext=1)
_WORDS = _style("words", 10.5, spaceAfter=2.2 * mm, allowWidows=0, allowOrphans=0)
_EMPTY = _style("empty", 10, _ITALIC, textColor=_GREY, spaceAfter=2.2 * mm)
_COUNTS = _style("counts", 9.5, textColor=_GREY, spaceBefore=1.5 * mm)
_PROMPT = _style("prompt", 10.5, _ITALIC, spaceAfter=2.2 * mm)


def portfolio_page(portfolio: Portfolio, as_of: str, faces: Faces) -> bytes:
    """Give the PDF; `as_of` is the day it was made, in words. Signs that the typeface lacks are left out."""
    known = _known_signs(faces)
    made = io.BytesIO()
    page = partial(_page, name=_shown(portfolio.name, known))
    document = BaseDocTemplate(
        made,
        pagesize=A4,
        title=f"Portfolio: {portfolio.name}",
        author=portfolio.name,
        subject=portfolio.scheme,
        creator="mailbot",
        lang="en-GB",
        invariant=1,
    )
    frame = Frame(_LEFT, _BOTTOM, A4[0] - _LEFT - _RIGHT, A4[1] - _TOP - _BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame], onPage=page)])
    document.build(list(_story(portfolio, as_of, known)))
    return made.getvalue()


def _story(portfolio: Portfolio, as_of: str, known: frozenset[int]) -> Iterator[Flowable]:
    yield Paragraph(_shown(portfolio.name, known), _TITLE)
    scheme = _shown(portfolio.scheme, known)
    yield Paragraph(f"{scheme}. What I did, in my own words. {_shown(as_of, known)}.", _UNDER)
    before = ""
    for piece in portfolio.pieces:
        task = f"{piece.task}: {piece.title}"
        if task != before:
            yield Paragraph(_shown(task, known), _TASK)
        yield from _piece(piece, known)
        before = task
    yield Spacer(1, 6 * mm)
    yield Paragraph("To reflect on", _TASK)
    yield Paragraph(_shown(portfolio.prompt, known), _PROMPT)


def _piece(piece: Piece, known: frozenset[int]) -> Iterator[Flowable]:
    what = piece.what[0].upper() + piece.what[1:]
    day = f"{piece.day.day} {piece.day:%B %Y}"
    yield Paragraph(_shown(f"{what}, {day}", known), _DATE)
    for paragraph in piece.words.split("\n\n"):
        if paragraph.strip():
            lines = _shown(paragraph.strip(), known).replace("\n", "<br/>")
            yield Paragraph(lines, _WORDS)
    if not piece.words:
        yield Paragraph(_shown(piece.why_empty, known), _EMPTY)
    for code, name in piece.competences:
        label = f"{code} {name.partition(' ')[2]}" if code else name
        yield Paragraph(_shown(label, known), _COUNTS)


def _page(canvas: Canvas, document: BaseDocTemplate, name: str) -> None:
    """Put a name and a number at the foot of a page, so that printed pages find together."""
    canvas.saveState()
    canvas.setFont(_PLAIN, 8.5)
    canvas.setFillColor(_GREY)
    canvas.drawRightString(A4[0] - _RIGHT, 14 * mm, str(document.page))
    if document.page > 1:
        canvas.drawString(_LEFT, 14 * mm, name)
    canvas.restoreState()


def _shown(text: str, known: frozenset[int]) -> str:
    """Make text fit for a page: signs that the typeface lacks go, or become their plain form."""
    kept = []
    for sign in text:
        if sign == "\n" or ord(sign) in known:
            kept.append(sign)
            continue
        plain = unicodedata.normalize("NFKD", sign)
        kept.extend(one for one in plain if ord(one) in known)
    return escape("".join(kept), quote=False)


@cache
def _known_signs(faces: Faces) -> frozenset[int]:
    """Take the typefaces into use, once in a process; give the signs that the plain one has."""
    for name, content in ((_PLAIN, faces.plain), (_BOLD, faces.bold), (_ITALIC, faces.italic)):
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(content)))
    return frozenset(pdfmetrics.getFont(_PLAIN).face.charToGlyph)

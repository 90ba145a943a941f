"""Turn the HTML of a mail into plain lines that keep its blocks, and know which of them are quoted."""

import html
import re
from dataclasses import dataclass, field

from mailbot.translate.charsets import clean

# A line that stands where the HTML says "below me is the mail that is being answered".
DIVIDER = "\ufdd0"
# A line that stands where the HTML begins a quote by name, whatever is written above it.
CITED = "\ufdd1"

_HTML_CHARACTERS = 8_000_000
# What stands behind so many tags is shown as it is written.
_TAGS = 200_000
_TAG_CHARACTERS = 2000
_DEEPEST_QUOTE = 50
_NEWLINE = frozenset(
    [
        "address",
        "article",
        "aside",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "pre",
        "section",
        "table",
        "tbody",
        "tr",
        "ul",
        "center",
    ]
)
_PARAGRAPH = frozenset(["p", "blockquote"])
_SILENT = frozenset(["style", "script", "title", "head", "xml"])
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:]*)")
_QUOTED_BLOCK = re.compile(
    r"(?:class|id)\s*=\s*[\"']?[^\"'>]*(?:yahoo_quoted|yahooquoted|yqt\d|gmail_extra_quote|protonmail_quote|tutanota_quote|zmail_extra|history_container)",
    re.IGNORECASE,
)
_INDENT = re.compile(
    r"style\s*=\s*[\"'][^\"']*(?:border(?:-width|-style)?\s*:\s*(?:none|0)|margin(?:-left)?\s*:\s*(?:0(?:px)? 0(?:px)? 0(?:px)? )?40px)(?![^\"']*border-left)",
    re.IGNORECASE,
)
# One of these stands in every tag that the two patterns around find, and in every other that counts.
_SIGNS = (
    "<blockquote", "<hr", "yahoo_quoted", "yahooquoted", "yqt", "gmail_extra_quote", "protonmail_quote",
    "tutanota_quote", "zmail_extra", "history_container", "divrplyfwdmsg", "appendonsend",
    "olk_src_body_section", "stopspelling", "mail-editor-reference", "quoted_header", "border-top",
)  # fmt: skip
_BELOW = re.compile(
    r"(?:class|id)\s*=\s*[\"']?[^\"'>]*(?:divrplyfwdmsg|appendonsend|olk_src_body_section|stopspelling|mail-editor-reference-message-container|quoted_header)"
    r"|border-top\s*:\s*(?:solid|1pt|1\.0pt)[^;\"]*(?:#?b5c4df|#?e1e1e1|windowtext|1\.0pt)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Page:
    """What has been written so far; `depth` counts the quoting elements that are open."""

    marked: bool
    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    depth: int = 0
    opened: list[tuple[str, bool]] = field(default_factory=list)
    silent: str = ""
    kept_spaces: int = 0

    def end_line(self) -> None:
        """Finish the line that is being written, if it holds anything."""
        text = "".join(self.current).strip(" ")
        self.current.clear()
        if text:
            self.lines.append(self.prefix() + text)

    def gap(self) -> None:
        """Leave one empty line."""
        self.end_line()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(self.prefix().rstrip())

    def prefix(self) -> str:
        """Mark a line by how deep it is quoted."""
        return "> " * min(self.depth, _DEEPEST_QUOTE) if self.marked else ""


def text_of_html(source: str) -> str:
    """Give the words of an HTML body as lines; scripts, styles and comments are left out.

    Reads each character a bounded number of times, however broken the markup is.
    """
    return _written(source, marked=False)


def marked_text_of_html(source: str) -> str:
    """Do as `text_of_html`, with `> ` before each quoted line and `DIVIDER` where a quote begins."""
    return _written(source, marked=True)


def has_quotes(source: str) -> bool:
    """Say, quickly and rather too often, whether marking the quotes of an HTML body changes its text."""
    folded = source[:_HTML_CHARACTERS].lower()
    return any(sign in folded for sign in _SIGNS)


def _written(source: str, *, marked: bool) -> str:
    page = _Page(marked)
    first, *pieces = source[:_HTML_CHARACTERS].split("<", _TAGS)
    _write(page, first)
    comment = False
    for piece in pieces:
        if comment or piece.startswith("!--"):
            _, closed, rest = piece.partition("-->")
            comment = not closed
            _write(page, rest)
            continue
        tag, closed, rest = piece.partition(">")
        if not closed or not _NAME.match(tag):
            _write(page, piece if tag[:1] in "!?/" and closed else "<" + piece)
            continue
        _tag(page, tag[:_TAG_CHARACTERS])
        _write(page, rest)
    page.end_line()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(page.lines)).strip("\n")


def _write(page: _Page, text: str) -> None:
    if page.silent or not text:
        return
    words = clean(html.unescape(text)).replace("\u00a0", " ").replace("\u200b", "")
    if page.kept_spaces:
        *whole, last = words.split("\n")
        for line in whole:
            page.lines.append(page.prefix() + "".join((*page.current, line)).rstrip())
            page.current.clear()
        page.current.append(last)
        return
    folded = re.sub(r"[ \t\n]+", " ", words)
    ended = not page.current or page.current[-1].endswith(" ")
    page.current.append(folded.lstrip(" ") if ended else folded)


def _tag(page: _Page, tag: str) -> None:
    found = _NAME.match(tag)
    name = found[1].lower() if found else ""
    closing = tag.startswith("/")
    if page.silent:
        # A head that is never closed ends where the body begins.
        ended = name == page.silent if closing else (page.silent, name) == ("head", "body")
        page.silent = "" if ended else page.silent
        return
    if name in _SILENT and not closing and not tag.endswith("/"):
        page.silent = name
        return
    _space(page, name, closing=closing)
    if name in ("blockquote", "div", "td", "table", "section"):
        _quote(page, name, tag, closing=closing)


def _space(page: _Page, name: str, *, closing: bool) -> None:
    if name == "br":
        if "".join(page.current).strip(" "):
            page.end_line()
        else:
            page.gap()
    elif name in _PARAGRAPH:
        page.gap()
    elif name in _NEWLINE:
        page.end_line()
    elif name in ("td", "th"):
        page.current.append(" ")
    if name == "hr" and page.marked:
        page.lines.append(DIVIDER)
    if name == "pre":
        page.kept_spaces = max(0, page.kept_spaces + (-1 if closing else 1))


def _quote(page: _Page, name: str, tag: str, *, closing: bool) -> None:
    if closing:
        if all(name != opened for opened, _ in page.opened[-_DEEPEST_QUOTE:]):
            return
        while page.opened:
            opened, quoting = page.opened.pop()
            page.depth -= quoting
            if opened == name:
                return
        return
    quoting = _is_quote(name, tag)
    if page.marked and _BELOW.search(tag):
        page.lines.append(DIVIDER)
    if page.marked and quoting and (name != "blockquote" or "cite" in tag.lower()):
        page.lines.append(CITED)
    page.opened.append((name, quoting))
    page.depth += quoting


def _is_quote(name: str, tag: str) -> bool:
    if name == "blockquote":
        # Mail programs indent a person's own lines with the same element, without its border.
        return not _INDENT.search(tag)
    return bool(_QUOTED_BLOCK.search(tag))

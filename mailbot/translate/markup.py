"""One Markdown source as plain text and as HTML, in which values are shown and never interpreted."""

import html
import re
from collections.abc import Callable
from enum import StrEnum

from markdown_it import MarkdownIt


class Mark(StrEnum):
    """How a value stands in the source; each value is one letter of a mark."""

    INLINE = "i"
    QUOTED = "q"
    VERBATIM = "v"
    MISSING = "m"


# Private-use characters, which neither Markdown nor HTML give a meaning. Between them the value is
# hexadecimal, so that nothing a person wrote is ever read as a template, as Markdown or as HTML.
OPEN, CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{OPEN}([a-z])([0-9a-f]*){CLOSE}", re.IGNORECASE)
_BLOCK = re.compile(f"<p>{OPEN}([qv])([0-9a-f]*){CLOSE}</p>")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ue000\ue001]")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_LINE_END = re.compile(r"(?: +|\\)$", re.MULTILINE)
_SPACES = re.compile(r"\s+")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*{1,2}|_{1,2})(?=\S)([^\n]+?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLANK_LINES = re.compile(r"\n{3,}")

_MARKDOWN = MarkdownIt("zero", {"breaks": True}).enable(
    [
        "emphasis",
        "escape",
        "heading",
        "hr",
        "list",
        "newline",
    ]
)

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;"
    "max-width:36em;margin:0 auto;padding:12px;overflow-wrap:anywhere}"
    "p{margin:0 0 1em}h1,h2,h3{font-size:1em;margin:0 0 .5em}"
)


def mark(kind: Mark, text: str) -> str:
    """Wrap a value so that it passes through Jinja and Markdown untouched."""
    return f"{OPEN}{kind}{cleaned(text).encode().hex()}{CLOSE}"


def as_text(source: str) -> str:
    """Give Markdown as plain text: line breaks and lists stay, signs of emphasis and heading go."""
    plain = _HEADING.sub("", _LINE_END.sub("", source))
    plain = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", plain))
    return _BLANK_LINES.sub("\n\n", _ESCAPED.sub(r"\1", plain)).strip("\n")


def filled_text(text: str, phrase_for: Callable[[str], str]) -> str:
    """Put the values back into plain text; words between rules stand between `---` lines."""

    def shown(found: re.Match[str]) -> str:
        kind, value = _kind_and_value(found)
        match kind:
            case Mark.QUOTED:
                return f"---\n{value}\n---"
            case Mark.MISSING:
                return _in_place(found, phrase_for(value))
            case Mark.INLINE:
                return _SPACES.sub(" ", value)
        return value

    return _MARK.sub(shown, text)


def as_html(source: str, title: str, phrase_for: Callable[[str], str]) -> str:
    """Give Markdown with its marks as a whole page: one column, no images, no colours, no links."""

    def block(found: re.Match[str]) -> str:
        kind, value = _kind_and_value(found)
        paragraphs = "\n".join(f"<p>{_escaped(part)}</p>" for part in _PARAGRAPHS.split(value))
        return f"<hr>\n{paragraphs}\n<hr>" if kind is Mark.QUOTED else paragraphs

    def shown(found: re.Match[str]) -> str:
        kind, value = _kind_and_value(found)
        if kind is Mark.MISSING:
            return _escaped(_in_place(found, phrase_for(value)))
        return _escaped(_SPACES.sub(" ", value) if kind is Mark.INLINE else value)

    body = _MARK.sub(shown, _BLOCK.sub(block, _MARKDOWN.render(source)))
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_escaped(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def missing(source: str) -> tuple[str, ...]:
    """Name the values that were shown but never given, each once, in alphabetical order."""
    seen = (_kind_and_value(found) for found in _MARK.finditer(source))
    return tuple(sorted({value for kind, value in seen if kind is Mark.MISSING}))


def cleaned(text: str) -> str:
    """Take out of a person's text what no reader sees: control characters and our own marks."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


def _kind_and_value(found: re.Match[str]) -> tuple[Mark, str]:
    return Mark(found[1].lower()), bytes.fromhex(found[2]).decode()


def _in_place(found: re.Match[str], phrase: str) -> str:
    before = found.string[: found.start()].rstrip(" ")
    starts = not before or before[-1] in ".?>\n"
    return phrase[:1].upper() + phrase[1:] if starts else phrase


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>\n")

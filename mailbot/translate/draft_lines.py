"""Give the lines of a task as somebody typed or pasted it: tables, pictures in front, dashes and politeness undone."""

import re
import unicodedata

_CELLS = re.compile(r"\s*\|\s*|\t+")
_DASHES = re.compile(r"\s+[-\u2013\u2014\u2022]\s+")
FEWEST_PARTS = 4
_POLITE = re.compile(
    r"^(?:hi|hello|dear)?\b\W*(?:please |could (?:we|you) |can (?:we|you) |shall we |i(?:'d| would) like (?:us )?to |let(?:'s| us) |how about |what about )+"
    r"(?:please )?(?:do|have|make|set|run|try|add|create|doing|having)? ?(?:an?|another|the)? ?(?:new )?task (?:where|in which|that asks (?:people|them) to|for which|called|to)\s+",
    re.IGNORECASE,
)
_STEP_NUMBER = re.compile(
    r"^\W{0,3}(?:stage|step|part)\s*(?P<n>\d|one|two|three|four|five|six)\b", re.IGNORECASE
)
_COUNT = ("one", "two", "three", "four", "five", "six")


def draft_lines(text: str) -> list[str]:
    """Give the lines in the order in which they are to be done; a row of a table reads "label: words"."""
    lines = [_line(one) for one in text.strip().replace("\u2019", "'").splitlines()]
    found = [part for line in lines for part in _by_dashes(line)]
    return _in_order(found)


def _line(raw: str) -> str:
    cells = [one.strip() for one in _CELLS.split(raw.strip()) if one.strip()]
    if len(cells) == 2 and len(cells[0].split()) <= 4:
        return f"{cells[0].rstrip(':')}: {_plain(cells[1])}"
    line = _plain(" ".join(cells))
    asked = _POLITE.sub("", line)
    if asked == line:
        return line
    return f"{asked[:1].upper()}{asked[1:].replace('?', '.', 1)}"


def _plain(line: str) -> str:
    """Leave out the pictures that people put at the beginning and the end of a line."""
    shown = line.strip()
    while shown and _is_picture(shown[0]):
        shown = shown[1:].lstrip()
    while shown and _is_picture(shown[-1]):
        shown = shown[:-1].rstrip()
    return shown


def _is_picture(character: str) -> bool:
    # So: emoji and dingbats; Mn and Cf: what colours and joins them.
    return unicodedata.category(character) in {"So", "Sk", "Mn", "Cf"}


def _by_dashes(line: str) -> list[str]:
    """Take a line apart that strings its parts together with dashes."""
    parts = _DASHES.split(line)
    return parts if len(parts) >= FEWEST_PARTS else [line]


def _in_order(lines: list[str]) -> list[str]:
    """Bring numbered steps into the order of their numbers; what stands before the first stays in front."""
    begins = [at for at, line in enumerate(lines) if _STEP_NUMBER.match(line)]
    if not begins:
        return lines
    ends = [*begins[1:], len(lines)]
    blocks = [lines[begin:end] for begin, end in zip(begins, ends, strict=True)]
    blocks.sort(key=_number)
    return [*lines[: begins[0]], *(one for block in blocks for one in block)]


def _number(block: list[str]) -> int:
    found = _STEP_NUMBER.match(block[0])
    said = found["n"].lower() if found else "0"
    return int(said) if said.isdigit() else _COUNT.index(said) + 1

"""How somebody wants to be shown to the group: by name where they say so, else by role (C9)."""

import re

_BY_NAME = re.compile(
    r"\b(?:use|show|print|put|add|with|under|by) (?:my|our) (?:own |full |first )?names?\b"
    r"|\bmy name (?:is fine|can|may)\b|\bhappy to be named\b|\bname me\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|don['\u2019]?t|without|no|never|rather)\b[^.\n]*$", re.IGNORECASE)


def wants_name(text: str) -> bool:
    """Say whether somebody asks for their name beside their words; silence means their role."""
    return any(not _NOT.search(_line_before(text, one.start())) for one in _BY_NAME.finditer(text))


def without_wish(text: str) -> str:
    """Take out the short lines that only say how to be shown."""
    kept = [line for line in text.splitlines() if not _only_a_wish(line)]
    return "\n".join(kept).strip()


def _only_a_wish(line: str) -> bool:
    return len(line.split()) <= 12 and _BY_NAME.search(line) is not None


def _line_before(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 : at]

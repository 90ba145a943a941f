"""What somebody keeps of a scheme: what they did, when, in their own words, and what it counts towards (C16)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

YOUR_BUDDY = "[my buddy]"
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing somebody did in a task; `words` are their own, empty where they aren't shown.

    `why_empty` says why in a sentence. `competences` are (code, name).
    """

    task: str
    title: str
    what: str
    day: date
    words: str
    why_empty: str = ""
    competences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The pieces of one person, the oldest first, with a question to think about; `task` is empty for all."""

    name: str
    scheme: str
    task: str
    pieces: tuple[Piece, ...]
    prompt: str

    @property
    def competences(self) -> tuple[tuple[str, str], ...]:
        """Give what all pieces count towards, each once, in the order of the codes."""
        return tuple(sorted({one for piece in self.pieces for one in piece.competences}))


def without_names(text: str, names: Iterable[str]) -> str:
    """Put "[my buddy]" in the place of people's names, whole or in parts; an e-portfolio is read by others."""
    parts = {part for name in names for part in (name, *name.split()) if _is_name(part)}
    if not parts:
        return text
    longest_first = sorted(parts, key=lambda one: (-len(one), one))
    said = "|".join(map(re.escape, longest_first))
    return re.sub(rf"(?<![\w-])(?:{said})(?![\w-])", YOUR_BUDDY, text)


def _is_name(part: str) -> bool:
    return len(part) >= _SHORTEST_NAME and part[0].isupper()

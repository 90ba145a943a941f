"""Judge how long somebody's words are, kindly: greeting and signature do not count (requirement C5)."""

import re
from enum import StrEnum

from mailbot.core.tasks import StageDefinition

TOLERATED = 1.1
FAR_TOO_LONG = 1.5
_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\b[^.!?]{0,40}", re.IGNORECASE
)
_PARTING = re.compile(
    r"(?:(?:with )?(?:best|kind|warm)(?:est)?(?: wishes| regards)?|regards|yours\b.{0,30}|all the best|cheers"
    r"|(?:many )?thanks|thank you|love)[,.]?",
    re.IGNORECASE,
)
_SIGNATURE_LINES = 2
_SIGNATURE_WORDS = 5


class Length(StrEnum):
    """How a text compares with what was asked for."""

    FINE = "fine"
    OVER = "over"
    FAR = "far"
    SHORT = "short"


def count_words(text: str) -> int:
    """Count the words of a text without its greeting and the name below it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and _GREETING.fullmatch(lines[0]):
        lines = lines[1:]
    return sum(_words(line) for line in _without_signature(lines))


def _without_signature(lines: list[str]) -> list[str]:
    for back in range(1, min(_SIGNATURE_LINES + 1, len(lines) - 1) + 1):
        below = lines[len(lines) - back + 1 :]
        if _PARTING.fullmatch(lines[-back]) and all(
            _words(one) <= _SIGNATURE_WORDS for one in below
        ):
            return lines[: len(lines) - back]
    return lines


def _words(line: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in line.split())


def judge(words: int, stage: StageDefinition) -> Length:
    """Compare a count of words with what a stage asks for; a tenth more is fine."""
    if 0 < words < stage.least_words:
        return Length.SHORT
    if not stage.limit_words or words <= stage.limit_words * TOLERATED:
        return Length.FINE
    return Length.FAR if words > stage.limit_words * FAR_TOO_LONG else Length.OVER

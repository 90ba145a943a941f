"""Say what came up most often in many people's lists, so that nobody's own list can be told from it (C12)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# So many lists must be in, and so many people must have said a thing, before it is shown to anybody.
FEWEST_LISTS = 5
FEWEST_VOICES = 3
MOST_SHOWN = 5
_MARK = re.compile(
    r"^\s*(?:\(?\d{1,2}[.):]\)?|[-*\u2022\u2013]|\(?[a-e][.)])\s*(?P<said>\S.*)$", re.IGNORECASE
)
# The half line of why is somebody's own.
_REASON = re.compile(
    r"\s*(?:[:;,.(\u2013\u2014]|\s-\s|\b(?:because|so that|since|as it|which)\b).*$"
)
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Common:
    """What several said, in the shortest of their words, and how many lists hold it."""

    said: str
    voices: int


def items_of(text: str) -> tuple[str, ...]:
    """Give what a list asks for, a few words each; lines without a mark count where no line has one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [found["said"] for found in map(_MARK.match, lines) if found]
    bare = (_REASON.sub("", one).strip() for one in marked or lines)
    return tuple(one for one in bare if one and len(one.split()) <= MOST_WORDS)


def common_in(groups: Sequence[Sequence[tuple[int, str]]], lists: int) -> tuple[Common, ...]:
    """Give what came up most, the most frequent first; nothing where too few people are in it.

    Each group holds (whose list, words) of what says much the same.
    """
    if lists < FEWEST_LISTS:
        return ()
    found = (
        Common(
            min((said for _, said in group), key=lambda one: (len(one), one)),
            len({who for who, _ in group}),
        )
        for group in groups
        if group
    )
    told = [one for one in found if one.voices >= FEWEST_VOICES]
    return tuple(sorted(told, key=lambda one: (-one.voices, one.said))[:MOST_SHOWN])

"""Show counts so that nobody is recognised by them: no group under five, not even by subtraction (E5).

A count under five is hidden, and nought too: "none of the twelve finished" tells of each of the twelve.
Where one count of a set is hidden and the sum of the set may be known, the sum gives it away; so
others are hidden with it, the smallest first, until two or more are hidden that are five together.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

LEAST = 5
FEW = f"<{LEAST}"
HIDDEN = "not shown"

Key = TypeVar("Key", bound=Hashable)


def hidden(counts: Mapping[Key, int]) -> frozenset[Key]:
    """Give whose counts must not be shown where the sum of all of them may be known."""
    small = {key for key, count in counts.items() if count < LEAST}
    left = sorted((key for key in counts if key not in small), key=lambda key: counts[key])
    while small and left and (len(small) < 2 or sum(counts[one] for one in small) < LEAST):
        small.add(left.pop(0))
    return frozenset(small)


def shown(count: int, *, is_hidden: bool = False) -> str:
    """Write a count, or that it is under five or not shown."""
    if count < LEAST:
        return FEW
    return HIDDEN if is_hidden else str(count)


def shown_part(part: int, whole: int, *, is_hidden: bool = False) -> str:
    """Write how many of how many: exact only where neither those in it nor the others are under five."""
    if whole < LEAST:
        return f"{FEW} people"
    if part < LEAST:
        return f"{FEW} of {whole}"
    if whole - part < LEAST:
        return f"all or nearly all of {whole}"
    return HIDDEN if is_hidden else f"{part} of {whole}"

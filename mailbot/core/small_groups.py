"""Show counts so that nobody is recognised by them: no group under five, not even by subtraction (E5).

A count under five is hidden, and nought too: "none of the twelve finished" tells of each of the twelve.
Where the sum of a set may be known, the others give a hidden count away; so the smallest of them are
hidden with it, until every number under five is as possible as the true one.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

LEAST = 5
FEW = f"<{LEAST}"
HIDDEN = "not shown"

Key = TypeVar("Key", bound=Hashable)


def hidden(counts: Mapping[Key, int]) -> frozenset[Key]:
    """Give whose counts must not be shown where the sum of all of them may be known."""
    small = [key for key, count in counts.items() if count < LEAST]
    left = sorted((key for key in counts if key not in small), key=lambda key: counts[key])
    beside: list[Key] = []
    while (
        small
        and left
        and not _all_possible([counts[one] for one in small], [counts[one] for one in beside])
    ):
        beside.append(left.pop(0))
    return frozenset((*small, *beside))


def _all_possible(small: Sequence[int], beside: Sequence[int]) -> bool:
    """Say whether each small count may be any number under five, for who knows the sum of all these."""
    total = sum(small) + sum(beside)
    others_least = LEAST * len(beside)
    others_most = total if beside else (LEAST - 1) * (len(small) - 1)
    return all(others_least <= total - guess <= others_most for guess in range(LEAST))


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

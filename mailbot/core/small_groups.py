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
    return _hidden_with(counts, frozenset())


def _hidden_with(counts: Mapping[Key, int], gone: frozenset[Key]) -> frozenset[Key]:
    """Hide what has to go beside what is hidden for another reason already."""
    small = {key for key, count in counts.items() if count < LEAST or key in gone}
    left = sorted((key for key in counts if key not in small), key=lambda key: counts[key])
    while small and left and (len(small) < 2 or sum(counts[one] for one in small) < LEAST):
        small.add(left.pop(0))
    return frozenset(small)


def hidden_in_table(table: Mapping[Key, Mapping[Key, int]]) -> frozenset[tuple[Key, Key]]:
    """Give the (row, column) that must not be shown where the sums of rows and columns may be known."""
    gone: frozenset[tuple[Key, Key]] = frozenset()
    while True:
        more = gone | _hidden_once(table, gone)
        if more == gone:
            return gone
        gone = more


def _hidden_once(
    table: Mapping[Key, Mapping[Key, int]], gone: frozenset[tuple[Key, Key]]
) -> frozenset[tuple[Key, Key]]:
    found: set[tuple[Key, Key]] = set()
    columns = list(dict.fromkeys(column for row in table.values() for column in row))
    for name, row in table.items():
        line = {(name, column): count for column, count in row.items()}
        found |= _hidden_with(line, gone)
    for column in columns:
        line = {(name, column): row[column] for name, row in table.items() if column in row}
        found |= _hidden_with(line, gone)
    return frozenset(found)


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

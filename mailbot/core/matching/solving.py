"""What the core asks of a solver, in numbers alone; flows hand the solver in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Worths:
    """What each row is worth with each column, as the sum of two small tables.

    Row r and column c are worth `near[p][q] + rest[a][b]`, where (p, a) is `rows[r]` and (q, b) is
    `columns[c]`. So a table of a hundred million worths fits into a few hundred thousand numbers.
    """

    near: Sequence[Sequence[int]]
    rest: Sequence[Sequence[int]]
    rows: Sequence[tuple[int, int]]
    columns: Sequence[tuple[int, int]]

    def of(self, row: int, column: int) -> int:
        """Give the worth of one row with one column."""
        place, trait = self.rows[row]
        other_place, other_trait = self.columns[column]
        return self.near[place][other_place] + self.rest[trait][other_trait]

    @property
    def most(self) -> int:
        """Give a number that no worth is above."""
        return max(map(max, self.near), default=0) + max(map(max, self.rest), default=0)


@dataclass(frozen=True, slots=True)
class Side:
    """Groups of people who are alike: how many each has, and which must be served before others."""

    counts: Sequence[int]
    first: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of each row go to each column, as (row, column, how many).

    `bound` is what no solution can be above, `worth` what this one has; both leave out who is served.
    """

    shares: Sequence[tuple[int, int, int]]
    worth: int
    bound: int


# One row per clinician, one column per seat, 0 where two may not sit together -> the (row, column)
# pairs of greatest sum. A person may be left out; so may everybody.
Assign = Callable[[Sequence[Sequence[int]]], Sequence[tuple[int, int]]]
# Rows and columns of equal people, and how many may be seated in all: those marked first are served
# before others, then the worth is the greatest.
ShareOut = Callable[[Side, Side, Worths], Shares]


@dataclass(frozen=True, slots=True)
class Solve:
    """The two questions a solver answers: exactly for people, and for groups of people alike."""

    assign: Assign
    share_out: ShareOut

"""What is known about particular people: who must not meet, who must, who met when, who takes two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from mailbot.core.matching.rules import MatchingRules

# A supervisor whom nobody has named can only be somebody where the person works; anybody else who
# was not named only a coordinator can find out.
OWN_WORKPLACE, SOMEBODY = "own workplace", "somebody"
# Nobody at all from a workplace: "at Dale Trust", or where they work themselves.
AT = "at "
AT_OWN = f"{AT}{OWN_WORKPLACE}"


@dataclass(frozen=True, slots=True)
class Arrangements:
    """What holds for people by their ids, whatever the optimum; pairs have the smaller id first.

    `met` counts the other groups that the one of the two who had fewer has been in since. `takes` is
    how many clinicians a general manager may have at once, `wishes` what somebody asked for in words.
    """

    never: frozenset[tuple[int, int]] = frozenset()
    met: Mapping[tuple[int, int], int] = field(default_factory=dict)
    pins: tuple[tuple[int, int], ...] = ()
    takes: Mapping[int, int] = field(default_factory=dict)
    wishes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def couple(first: int, second: int) -> tuple[int, int]:
    """Give two ids as they stand in Arrangements."""
    return (first, second) if first < second else (second, first)


def meetings(groups: Sequence[tuple[int, ...]]) -> dict[tuple[int, int], int]:
    """Count, for everybody who was together, how many other groups came since; `groups` oldest first."""
    had: dict[int, int] = {}
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for group in groups:
        for one in group:
            had[one] = had.get(one, 0) + 1
        for first, second in combinations(sorted(group), 2):
            last[first, second] = had[first], had[second]
    return {
        (first, second): min(had[first] - then, had[second] - at)
        for (first, second), (then, at) in last.items()
    }


class History:
    """Who may not sit with whom, and who only at a price."""

    def __init__(self, known: Arrangements, rules: MatchingRules) -> None:
        """Take never-matches, and those who met fewer than `rounds_apart` rounds ago."""
        self._known, self._rules = known, rules
        self.never = known.never
        self._ruled_out: dict[int, set[int]] = {}
        self._before: dict[int, set[int]] = {}
        for pair, rounds in known.met.items():
            _keep(self._ruled_out if rounds < rules.rounds_apart else self._before, pair)
        for pair in known.never:
            _keep(self._ruled_out, pair)

    def and_never(self, pairs: Iterable[tuple[int, int]]) -> "History":
        """Give a history in which these may not sit together either."""
        never = self._known.never.union(pairs)
        return History(replace(self._known, never=never), self._rules)

    def ruled_out(self, person_id: int) -> set[int]:
        """Give the ids of everybody this person may not sit with."""
        return self._ruled_out.get(person_id, NOBODY)

    def met_before(self, person_id: int) -> set[int]:
        """Give the ids of those they met long enough ago to meet again, at a price."""
        return self._before.get(person_id, NOBODY)

    def allows(self, first: int, second: int) -> bool:
        """Say whether two people may be in one group."""
        return second not in self.ruled_out(first)


def _keep(where: dict[int, set[int]], pair: tuple[int, int]) -> None:
    first, second = pair
    where.setdefault(first, set()).add(second)
    where.setdefault(second, set()).add(first)


NOBODY: set[int] = set()

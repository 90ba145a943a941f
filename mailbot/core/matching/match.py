"""A proposed group with its reasons, and everything that is proposed at once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mailbot.core.matching.arrangements import History
from mailbot.core.matching.fit import Fit, Part
from mailbot.core.matching.groups import Group
from mailbot.core.matching.rules import MatchingRules
from mailbot.core.matching.wording import NO_REASON, reasons_of
from mailbot.core.people import Person, Role


@dataclass(frozen=True, slots=True)
class Match:
    """A proposed pair or trio, who writes first in front, with the reasons a person would give.

    `parts` are the points of each wish, which add up to `score`. `next_best` says with whom else the
    clinician in front would go, and is empty where there is nobody, or in a crowd.
    """

    members: Group
    reasons: tuple[str, ...]
    score: int
    parts: tuple[Part, ...] = ()
    next_best: str = ""

    @property
    def second(self) -> str:
        """Give the name of the next best alone, as the line of a proposal has it."""
        return self.next_best.partition(" (")[0]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, and who stays on the list with the reason why.

    `off_the_map` are places that could only be compared by name, `unkept` pins that cannot be kept
    now, as a sentence each.
    """

    matches: tuple[Match, ...]
    left: tuple[tuple[Person, str], ...]
    off_the_map: tuple[str, ...] = ()
    unkept: tuple[str, ...] = ()

    @property
    def points(self) -> Mapping[str, int]:
        """Give the points of each wish over all matches."""
        counted: Counter[str] = Counter()
        for match in self.matches:
            for part in match.parts:
                counted[part.wish] += part.points
        return dict(sorted(counted.items()))


def match_of(group: Group, instead: str, fit: Fit, history: History, rules: MatchingRules) -> Match:
    """Give a group with its reasons: every clinician is judged with every manager."""
    managers = [one for one in group if one.role is not Role.CLINICIAN]
    judged = [
        (one, other, _parts(one, other, fit, history, rules))
        for one in group
        if one.role is Role.CLINICIAN
        for other in managers
    ]
    said = reasons_of(judged, group, fit, rules.near_miles)
    parts = tuple(part for _, _, found in judged for part in found)
    return Match(group, said or (NO_REASON,), sum(one.points for one in parts), parts, instead)


def _parts(
    one: Person, other: Person, fit: Fit, history: History, rules: MatchingRules
) -> list[Part]:
    parts = fit.parts(one, other)
    if other.id in history.met_before(one.id):
        parts.append(Part("met before", -rules.points.met_before, "you were buddies before"))
    return parts

"""Propose pairs and trios: serve everybody first, then the longest waiting, then the best fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from mailbot.core.people import Person, Role

# Costs of one row per clinician and one column per manager -> the chosen (row, column) pairs.
Solve = Callable[[Sequence[Sequence[int]]], Sequence[tuple[int, int]]]

FORBIDDEN = 10**9
SERVED = 10**6


@dataclass(frozen=True, slots=True)
class MatchingRules:
    """What makes a good pair, as points of rules/matching.toml."""

    same_employer: int = 300
    same_town: int = 200
    specialty_fits: int = 250
    no_frontline_with_acute: int = 100
    waiting_point_per_day: int = 5
    fits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    no_frontline: tuple[str, ...] = ()
    acute: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A proposed pair or trio, who writes first in front, with the reasons a person would give."""

    members: tuple[Person, ...]
    reasons: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, and who stays on the list with the reason why."""

    matches: tuple[Match, ...]
    left: tuple[tuple[Person, str], ...]


def propose(
    people: Sequence[Person],
    met: frozenset[tuple[int, int]],
    rules: MatchingRules,
    now: datetime,
    solve: Solve,
) -> Proposal:
    """Match everybody who is free; the order of `people` does not matter.

    A clinician is only ever paired with a general manager; specialty managers join such a pair, so
    that a general one sits beside them (B3). People who have met are not matched again.
    """
    free = sorted(people, key=lambda one: one.id)
    clinicians = [one for one in free if one.role is Role.CLINICIAN]
    generals = [one for one in free if one.role is Role.GENERAL_MANAGER]
    specialists = [one for one in free if one.role is Role.SPECIALTY_MANAGER]
    groups: list[tuple[Person, ...]] = _assign(
        [(one,) for one in clinicians], generals, met, rules, now, solve
    )
    trios = _assign(groups, specialists, met, rules, now, solve, alone_too=True)
    matches = tuple(_match(group, rules) for group in trios)
    served = {one.id for match in matches for one in match.members}
    left = tuple((one, _why_left(one, free)) for one in free if one.id not in served)
    return Proposal(matches, left)


def _assign(
    groups: list[tuple[Person, ...]],
    joining: list[Person],
    met: frozenset[tuple[int, int]],
    rules: MatchingRules,
    now: datetime,
    solve: Solve,
    *,
    alone_too: bool = False,
) -> list[tuple[Person, ...]]:
    if not groups or not joining:
        return list(groups) if alone_too else []
    costs = [[_cost(group, one, met, rules, now) for one in joining] for group in groups]
    joined = {
        row: joining[column] for row, column in solve(costs) if costs[row][column] < FORBIDDEN
    }
    made: list[tuple[Person, ...]] = []
    for row, group in enumerate(groups):
        if row in joined:
            made.append((*group, joined[row]))
        elif alone_too:
            made.append(group)
    return made


def _cost(
    group: tuple[Person, ...],
    joining: Person,
    met: frozenset[tuple[int, int]],
    rules: MatchingRules,
    now: datetime,
) -> int:
    if any((min(one.id, joining.id), max(one.id, joining.id)) in met for one in group):
        return FORBIDDEN
    together = (*group, joining)
    points = sum(score for score, _ in _reasons(together, rules)) + sum(
        _waited_days(one, now) * rules.waiting_point_per_day for one in together
    )
    # A tie is broken by a hash of the people, so that the order of rows never decides.
    ids = ",".join(str(one.id) for one in together).encode()
    tie = int.from_bytes(blake2b(ids, digest_size=2).digest(), "big") % 97
    return SERVED - points * 100 + tie


def _waited_days(person: Person, now: datetime) -> int:
    return max(0, (now - person.waiting_since).days) if person.waiting_since else 0


def _match(group: tuple[Person, ...], rules: MatchingRules) -> Match:
    found = _reasons(group, rules)
    reasons = tuple(words for _, words in found) or ("you see the same service from two ends",)
    return Match(group, reasons, sum(points for points, _ in found))


def _reasons(group: tuple[Person, ...], rules: MatchingRules) -> list[tuple[int, str]]:
    clinician, *managers = group
    found: list[tuple[int, str]] = []
    for manager in managers:
        if _same(clinician.employer, manager.employer):
            found.append((rules.same_employer, f"both at {clinician.employer}"))
        elif _same(clinician.town, manager.town):
            found.append((rules.same_town, f"both in {clinician.town}"))
        if _fits(clinician.specialty, manager.employer, rules):
            found.append((rules.specialty_fits, f"{clinician.specialty} with {manager.employer}"))
        if _names(manager.employer, rules.no_frontline) and _names(
            clinician.specialty, rules.acute
        ):
            found.append((rules.no_frontline_with_acute, "a view of the front line"))
    if len(managers) > 1:
        general = next(one for one in managers if one.role is not Role.SPECIALTY_MANAGER)
        found.append((0, f"{general.first_name} is the general trainee of the three"))
    return list(dict.fromkeys(found))


def _fits(specialty: str, employer: str, rules: MatchingRules) -> bool:
    return any(
        _names(specialty, (word,)) and _names(employer, places)
        for word, places in rules.fits.items()
    )


def _names(text: str, words: Sequence[str]) -> bool:
    return any(word.casefold() in text.casefold() for word in words)


def _same(first: str, second: str) -> bool:
    return bool(first) and first.casefold() == second.casefold()


def _why_left(person: Person, free: Sequence[Person]) -> str:
    if person.role is Role.CLINICIAN:
        managers = any(one.role is Role.GENERAL_MANAGER for one in free)
        return "everybody free has been their buddy" if managers else "no general manager is free"
    if person.role is Role.SPECIALTY_MANAGER:
        return "no pair is free that they could join"
    if person.role is Role.GENERAL_MANAGER:
        return "no clinician is free"
    return "their role is not known"

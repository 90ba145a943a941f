"""What `mailbot match` prints: pairs, trios, who is left, points by wish, and all that went in."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from mailbot.core.matching import Arrangements, Match, MatchingRules, Replan
from mailbot.core.matching.proposal import tie_of
from mailbot.core.people import Person


@dataclass(frozen=True, slots=True)
class SeenMatch:
    """One proposed pair or trio, who writes first in front; `parts` are its points by wish."""

    members: tuple[str, ...]
    member_ids: tuple[int, ...]
    reasons: tuple[str, ...]
    score: int
    parts: dict[str, int]
    next_best: str


@dataclass(frozen=True, slots=True)
class SeenLeft:
    """Somebody who stays on the list, and why."""

    id: int
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """What counted about somebody who was free; `tie` settles equal fits and is no address."""

    id: int
    name: str
    tie: str
    role: str
    specialty: str
    grade: str
    employer: str
    town: str
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a proposal was made from but the rules; the same gives the same again.

    `met` has a pair and how many other groups came since.
    """

    now: datetime
    people: tuple[SeenPerson, ...]
    never: tuple[tuple[int, int], ...]
    met: tuple[tuple[int, int, int], ...]
    pins: tuple[tuple[int, int], ...]
    takes: dict[int, int]
    wishes: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """What was proposed, or would be; `changed` is false when nothing was kept.

    No dice are thrown: `seed` is a digest of the inputs and `rules` of the rules, so equal ones mean equal
    proposals, and `--replay` makes it again from the inputs alone.
    """

    changed: bool
    matches: tuple[SeenMatch, ...]
    pairs: tuple[SeenMatch, ...]
    trios: tuple[SeenMatch, ...]
    left: tuple[SeenLeft, ...]
    score: dict[str, int]
    broken: tuple[tuple[str, ...], ...]
    unkept: tuple[str, ...]
    off_the_map: tuple[str, ...]
    seed: str
    rules: str
    inputs: Inputs


def seen_plan(
    plan: Replan,
    people: Sequence[Person],
    known: Arrangements,
    rules: MatchingRules,
    now: datetime,
) -> SeenPlan:
    """Give a plan with names; it is not kept yet."""
    found = plan.proposal
    inputs = _inputs(people, known, now)
    matches = tuple(_seen(one) for one in found.matches)
    kept = False
    return SeenPlan(
        kept,
        matches,
        tuple(one for one in matches if len(one.members) == 2),
        tuple(one for one in matches if len(one.members) > 2),
        tuple(SeenLeft(person.id, person.name, why) for person, why in found.left),
        {"total": sum(one.score for one in found.matches), **found.points},
        tuple(tuple(one.name for one in group) for group in plan.broken),
        found.unkept,
        found.off_the_map,
        _digest(asdict(inputs)),
        _digest(asdict(rules)),
        inputs,
    )


def _seen(match: Match) -> SeenMatch:
    parts: dict[str, int] = {}
    for one in match.parts:
        parts[one.wish] = parts.get(one.wish, 0) + one.points
    return SeenMatch(
        tuple(person.name for person in match.members),
        tuple(person.id for person in match.members),
        match.reasons,
        match.score,
        parts,
        match.next_best,
    )


def _inputs(people: Sequence[Person], known: Arrangements, now: datetime) -> Inputs:
    here = {one.id for one in people}
    return Inputs(
        now,
        tuple(
            SeenPerson(
                one.id,
                one.name,
                tie_of(one),
                one.role.value,
                one.specialty,
                one.grade,
                one.employer,
                one.town,
                one.waiting_since,
            )
            for one in people
        ),
        tuple(sorted(pair for pair in known.never if here.issuperset(pair))),
        tuple(sorted((*pair, since) for pair, since in known.met.items() if here.issuperset(pair))),
        tuple(pair for pair in known.pins if here.issuperset(pair)),
        {one: count for one, count in known.takes.items() if one in here},
        {one: asked for one, asked in known.wishes.items() if one in here},
    )


def _digest(plain: dict[str, object]) -> str:
    text = json.dumps(plain, default=str, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]

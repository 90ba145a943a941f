"""One measurement of matching each, in whatever process calls it."""

import resource
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from tomllib import loads

from benchmarks.cohorts import BEGAN, DAYS_OF_WAITING, Cohort, cohort
from benchmarks.naive import Naive, greedy, in_turn, nearest
from mailbot.core.matching import (
    Arrangements,
    MatchingRules,
    Proposal,
    Shares,
    Side,
    Solve,
    Worths,
    couple,
    propose,
    replan,
)
from mailbot.core.matching.fit import Fit
from mailbot.core.matching.proposal import cast_of
from mailbot.core.matching.seating import urgencies
from mailbot.core.matching.tables import tabled
from mailbot.core.people import Person, Role
from mailbot.edges.files import shipped
from mailbot.flows.solving import SOLVE
from mailbot.translate.matching_rules import load_matching, load_places

Row = dict[str, str | int | float]
NOW = BEGAN + timedelta(days=DAYS_OF_WAITING + 1)
QUIET, NEW = 0.05, 0.02
LONG_AGO = NOW - timedelta(days=365)


def rules() -> MatchingRules:
    """Give the rules that mailbot ships."""
    return load_matching(_text("matching.toml"), places=load_places(_text("places.toml")))


def people(size: int, seed: int = 1, *, specialty: float = 0.05) -> Cohort:
    """Invent people at the employers of the shipped map."""
    places = {name: town for name, (_, town) in loads(_text("places.toml"))["employers"].items()}
    return cohort(size, seed, places, specialty=specialty)


def _text(name: str) -> str:
    return (Path(shipped("rules")) / name).read_text("utf-8")


def one_scheme(size: int) -> list[Row]:
    """Match one scheme, with its bound, and the same people in naive ways."""
    free, with_rules = people(size), rules()
    seen: list[Shares] = []

    def share_out(rows: Side, columns: Side, worths: Worths) -> Shares:
        seen.append(SOLVE.share_out(rows, columns, worths))
        return seen[-1]

    before = _peak_mib()
    start, worked = perf_counter(), process_time()
    found = propose(free.people, free.known, with_rules, NOW, Solve(SOLVE.assign, share_out))
    seconds, worked = perf_counter() - start, process_time() - worked
    points = sum(one.score for one in found.matches)
    # The first sharing out is that of the pairs; up to 2,000 people there is none, for all is exact.
    pairs = _points_of_pairs(found, with_rules)
    bound = seen[0].bound if seen else pairs
    row: Row = {
        "what": "mailbot",
        "people": size,
        "seconds": round(seconds, 2),
        "processor_seconds": round(worked, 2),
        "peak_mib": _peak_mib(),
        "before_mib": before,
        "served": size - len(found.left),
        "points": points,
        "below_bound_percent": round(100 * (bound - pairs) / bound, 4),
    }
    return [row, *_naive(free, with_rules, found)]


def _points_of_pairs(found: Proposal, with_rules: MatchingRules) -> int:
    fit = Fit(with_rules, {})
    pairs = (match.members[:2] for match in found.matches)
    return sum(part.points for one, other in pairs for part in fit.parts(one, other))


def _naive(free: Cohort, with_rules: MatchingRules, found: Proposal) -> list[Row]:
    """Measure the pairs alone, without history: the naive ways know nothing of either."""
    cast = cast_of(free.people)
    urgent = urgencies(cast.clinicians)
    order = sorted(range(len(urgent)), key=lambda one: -urgent[one])
    clinicians = [cast.clinicians[one] for one in order]
    tables = tabled(Fit(with_rules, {}), cast.clinicians, cast.managers)
    general = Role.GENERAL_MANAGER
    pairs = [(match.members[0], match.members[1]) for match in found.matches]
    ours = sum(tables.worth(one, other) for one, other in pairs if other.role is general)
    ways: dict[str, Callable[[], Naive]] = {
        "lists side by side": lambda: in_turn(clinicians, cast.generals, tables),
        "best free one in turn": lambda: greedy(clinicians, cast.generals, tables),
        "20 best of each, in turn": lambda: nearest(clinicians, cast.generals, tables),
    }
    return [_naive_row(what, len(free.people), way, len(pairs), ours) for what, way in ways.items()]


def _naive_row(what: str, size: int, way: Callable[[], Naive], pairs: int, ours: int) -> Row:
    start = perf_counter()
    done = way()
    return {
        "what": what,
        "people": size,
        "seconds": round(perf_counter() - start, 2),
        "pairs_fewer": pairs - done.served,
        "points_below_ours_percent": round(100 * (ours - done.points) / max(1, ours), 2),
    }


def many_schemes(count: int, size: int) -> list[Row]:
    """Match so many small schemes one after the other."""
    with_rules, cohorts = rules(), [people(size, seed) for seed in range(count)]
    start, worked = perf_counter(), process_time()
    left = sum(len(propose(one.people, one.known, with_rules, NOW, SOLVE).left) for one in cohorts)
    return [
        {
            "what": f"{count} schemes of {size}",
            "people": count * size,
            "seconds": round(perf_counter() - start, 2),
            "processor_seconds": round(process_time() - worked, 2),
            "peak_mib": _peak_mib(),
            "served": count * size - left,
        }
    ]


def after_silence(size: int) -> list[Row]:
    """Let 5 % go quiet and 2 % join; rematch with least disturbance, and anew for comparison."""
    free, with_rules = people(size, specialty=0), rules()
    groups = [
        one.members for one in propose(free.people, free.known, with_rules, NOW, SOLVE).matches
    ]
    dice = Random(size)  # noqa: S311  no secret
    quiet = {one.id for group in groups for one in group if dice.random() < QUIET}
    working = [group for group in groups if not quiet.intersection(one.id for one in group)]
    jilted = [
        replace(one, waiting_since=LONG_AGO)
        for group in groups
        if quiet.intersection(one.id for one in group)
        for one in group
        if one.id not in quiet
    ]
    wanting = [*jilted, *_new(size)]
    met = {couple(one.id, other.id): 0 for one, other in (group[:2] for group in groups)}
    known = replace(free.known, met={**free.known.met, **met})
    start = perf_counter()
    plan = replan(wanting, working, known, with_rules, NOW, SOLVE)
    seconds = perf_counter() - start
    still = {one.id for one, _ in plan.proposal.left}
    return [
        {
            "what": "rematch after 5 % went quiet",
            "people": size,
            "seconds": round(seconds, 2),
            "jilted": len(jilted),
            "jilted_served_percent": _percent(sum(one.id not in still for one in jilted), jilted),
            "working": len(working),
            "broken_percent": _percent(len(plan.broken), working),
        },
        _anew(size, wanting, working, free.known, with_rules),
    ]


def _anew(
    size: int,
    wanting: list[Person],
    working: list[tuple[Person, ...]],
    known: Arrangements,
    with_rules: MatchingRules,
) -> Row:
    everybody = [*wanting, *(one for group in working for one in group)]
    start = perf_counter()
    found = propose(everybody, known, with_rules, NOW, SOLVE)
    together = {frozenset(one.id for one in match.members) for match in found.matches}
    kept = sum(frozenset(one.id for one in group) in together for group in working)
    return {
        "what": "the whole scheme matched anew",
        "people": size,
        "seconds": round(perf_counter() - start, 2),
        "working": len(working),
        "broken_percent": _percent(len(working) - kept, working),
    }


def _new(size: int) -> list[Person]:
    joined = people(max(2, int(size * NEW)), 2, specialty=0).people
    return [
        replace(one, id=size + one.id, name=f"New {one.id}", addresses=(f"new{one.id}@x.example",))
        for one in joined
    ]


def _percent(part: int, whole: list[Person] | list[tuple[Person, ...]]) -> float:
    return round(100 * part / max(1, len(whole)), 2)


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

"""Find new buddies with the least disturbance: a pair that works is broken only where it pays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailbot.core.matching.arrangements import Arrangements, History, couple
from mailbot.core.matching.fit import Fit
from mailbot.core.matching.groups import MOST_EXACT, Group
from mailbot.core.matching.match import Proposal, match_of
from mailbot.core.matching.proposal import cast_of, in_order, propose
from mailbot.core.matching.rules import MatchingRules
from mailbot.core.matching.seating import Seating, Sitters, seat_exactly, urgencies
from mailbot.core.matching.solving import Solve
from mailbot.core.matching.tables import tabled
from mailbot.core.people import Person, Role


@dataclass(frozen=True, slots=True)
class Replan:
    """New groups for those who need one, and the working pairs that would be broken for them."""

    proposal: Proposal
    broken: tuple[Group, ...]


def replan(
    free: Sequence[Person],
    working: Sequence[Group],
    known: Arrangements,
    rules: MatchingRules,
    now: datetime,
    solve: Solve,
) -> Replan:
    """Match the jilted and the volunteers in `free`; only who is then left may cost a working pair.

    A pair is worth `breaking_a_pair` people, so it is broken only if more than that are served for
    it. Trios are not touched. A clinician comes first in each group of `working`.
    """
    first = propose(free, known, rules, now, solve)
    left = [one for one, _ in first.left]
    pairs = _that_may_change(working, len(left), known)
    roles = {one.role for one in left}
    if not pairs or not roles >= {Role.CLINICIAN, Role.GENERAL_MANAGER}:
        # Breaking a pair frees one of each kind, so it serves nobody when one kind is all that is left.
        return Replan(first, ())
    together = {couple(one.id, other.id) for one, other in pairs}
    apart = {pair: since for pair, since in known.met.items() if pair not in together}
    groups = _resettled(left, pairs, replace(known, met=apart), rules, solve)
    fit, history = Fit(rules, known.wishes), History(known, rules)
    changed = [match_of(group, "", fit, history, rules) for group in groups if group not in pairs]
    served = {one.id for match in changed for one in match.members}
    return Replan(
        replace(
            first,
            matches=(*first.matches, *changed),
            left=tuple((one, why) for one, why in first.left if one.id not in served),
        ),
        tuple(pair for pair in pairs if pair[0].id in served),
    )


def _that_may_change(
    working: Sequence[Group], beside: int, known: Arrangements
) -> list[tuple[Person, Person]]:
    """Give the pairs that are not pinned, as many as can be looked at exactly."""
    pins = set(known.pins)
    first = {group[0].id: group for group in working}
    ordered = [first[one.id] for one in in_order([group[0] for group in working])]
    pairs = [
        (one[0], one[1])
        for one in ordered
        if len(one) == 2
        and one[1].role is Role.GENERAL_MANAGER
        and couple(one[0].id, one[1].id) not in pins
    ]
    return pairs[: max(0, MOST_EXACT - beside) // 2]


def _resettled(
    left: Sequence[Person],
    pairs: Sequence[tuple[Person, Person]],
    known: Arrangements,
    rules: MatchingRules,
    solve: Solve,
) -> list[tuple[Person, Person]]:
    """Solve again for those left and the pairs that work, with the price on each of these."""
    cast = cast_of(left)
    clinicians = [*cast.clinicians, *(one for one, _ in pairs)]
    generals = [*cast.generals, *(other for _, other in pairs)]
    # So that being served is worth between one and two of these, however long somebody has waited.
    person = len(left) + 1
    price = 2 * person * rules.breaking_a_pair
    seating = Seating(
        _sitters(cast.clinicians, [one for one, _ in pairs], person),
        _sitters(cast.generals, [other for _, other in pairs], person),
        tabled(Fit(rules, known.wishes), clinicians, generals),
        History(known, rules),
        rules.points.met_before,
        {(len(cast.clinicians) + at, len(cast.generals) + at): price for at in range(len(pairs))},
    )
    return [
        (clinicians[row], generals[column]) for row, column in seat_exactly(seating, solve.assign)
    ]


def _sitters(left: Sequence[Person], settled: Sequence[Person], person: int) -> Sitters:
    everybody = [*left, *settled]
    urgency = [person + rank for rank in urgencies(left)] + [2 * person] * len(settled)
    return Sitters(everybody, urgency, [(one.id,) for one in everybody])

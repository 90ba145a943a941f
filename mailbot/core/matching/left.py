"""Say in one line why somebody stays on the list, and what could be done about it."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.core.matching.arrangements import History
from mailbot.core.matching.groups import LARGEST, Cast, Group
from mailbot.core.matching.tables import Tables
from mailbot.core.people import Person, Role

FEW = 3
LOOK_AT = 100


def why_left(
    person: Person,
    cast: Cast,
    groups: Sequence[Group],
    history: History,
    tables: Tables,
    now: datetime,
) -> str:
    """Give the reason: no counterpart, nobody they may meet, or others waited longer."""
    match person.role:
        case Role.CLINICIAN:
            said = _short_of(person, cast.generals, "general manager", history, now)
            return said + _could_join(person, groups, history, tables)
        case Role.GENERAL_MANAGER:
            return _short_of(person, cast.clinicians, "clinician", history, now)
        case Role.SPECIALTY_MANAGER:
            return _no_pair(person, groups, history)
        case Role.EXPERT:
            return "experts are not matched"
        case Role.UNKNOWN:
            return "their role is not known"


def _short_of(
    person: Person, others: Sequence[Person], what: str, history: History, now: datetime
) -> str:
    if not others:
        return f"no {what} is free"
    out = history.ruled_out(person.id)
    if len(others) - len(out) <= FEW:
        possible = [one.name for one in others if one.id not in out]
        if not possible:
            return "everybody free has been their buddy, or is not to be"
        if len(possible) < len(others):
            return f"only {' or '.join(possible)} would do, and somebody else needs them more"
    days = max(0, (now - person.waiting_since).days) if person.waiting_since else 0
    waited = f"{days} day{'' if days == 1 else 's'}"
    return f"too few {what}s are free; they wait {waited}, the others as long or longer"


def _could_join(person: Person, groups: Sequence[Group], history: History, tables: Tables) -> str:
    """Name the pair that somebody left over would fit best, for a coordinator to decide (B3)."""
    open_pairs = [
        group
        for group in groups[:LOOK_AT]
        if len(group) < LARGEST and _welcome(person, group, history)
    ]
    if not open_pairs:
        return ""
    best = max(open_pairs, key=lambda group: tables.worth(person, group[-1]))
    return f"; could make a trio with {' and '.join(one.name for one in best)}"


def _no_pair(person: Person, groups: Sequence[Group], history: History) -> str:
    if not groups:
        return "no pair is free that they could join"
    if not any(_welcome(person, group, history) for group in groups[:LOOK_AT]):
        return "in every pair is somebody who has been their buddy, or is not to be"
    return "every pair that they could join has a third already"


def _welcome(person: Person, group: Group, history: History) -> bool:
    return all(history.allows(person.id, one.id) for one in group)

"""Name what would have been the next best for each group."""

from collections.abc import Iterator, Mapping, Sequence

from mailbot.core.matching.arrangements import History
from mailbot.core.matching.groups import Cast, Group
from mailbot.core.matching.tables import Tables
from mailbot.core.people import Person


def next_best(
    groups: Sequence[Group], cast: Cast, tables: Tables, history: History
) -> Iterator[str]:
    """Say of each group with which other general manager the clinician in front would fit best."""
    beside = {one.id: group[0] for group in groups for one in group if one.role.is_manager}
    for group in groups:
        yield _other(group, cast.generals, tables, history, beside)


def _other(
    group: Group,
    generals: Sequence[Person],
    tables: Tables,
    history: History,
    beside: Mapping[int, Person],
) -> str:
    clinician = group[0]
    own = next(one for one in group if one.role.is_manager)
    out = history.ruled_out(clinician.id)
    others = [one for one in generals if one.id != own.id and one.id not in out]
    if not others:
        return ""
    best = max(others, key=lambda one: tables.worth(clinician, one))
    apart = tables.worth(clinician, best) - tables.worth(clinician, own)
    said = f"{abs(apart)} points {'more' if apart > 0 else 'less'}" if apart else "just as good"
    with_whom = beside.get(best.id)
    goes = f"who is with {with_whom.name}" if with_whom else "who stays free"
    return f"{best.name} ({said}), {goes}"

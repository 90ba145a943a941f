"""Find by names a pair of ours and one of another scheme in this house; who is meant must be plain (B7)."""

from dataclasses import replace

from sqlalchemy import Connection

from mailbot.core.people import Partnership, PartnershipState, Person
from mailbot.edges.db import partnerships, people
from mailbot.flows.house import House
from mailbot.flows.ordering.naming import WhichOne, person_named


def two_pairs(
    conn: Connection, house: House, names: tuple[str, ...]
) -> tuple[Partnership, tuple[int, Partnership]] | None:
    """Give our pair, and the other's with its scheme; None where the names mean anything else."""
    ours: dict[int, Partnership] = {}
    theirs: dict[tuple[int, int], Partnership] = {}
    for name in names:
        here = _pair_of(conn, house, house.scheme_id, name)
        if here is not None:
            ours[here.id] = here
            continue
        found = [
            (there, pair)
            for there in people.other_schemes(conn, house.scheme_id)
            if (pair := _pair_of(conn, house, there, name)) is not None
        ]
        if len(found) != 1:
            return None
        theirs[found[0][0], found[0][1].id] = found[0][1]
    if len(ours) != 1 or len(theirs) != 1:
        return None
    ((there, _), pair), *_ = theirs.items()
    return next(iter(ours.values())), (there, pair)


def _pair_of(conn: Connection, house: House, scheme_id: int, name: str) -> Partnership | None:
    try:
        one = person_named(conn, replace(house, scheme_id=scheme_id), name)
    except WhichOne:
        return None
    pair = partnerships.current_partnership(conn, one.id) if isinstance(one, Person) else None
    return pair if pair is not None and pair.state is PartnershipState.ACTIVE else None

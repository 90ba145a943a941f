"""Do what a coordinator says about pairs: match, split, swap two proposals (B1, F3)."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.people import Partnership, PartnershipState, Person, PersonState, Role, listed
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import pairs
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.ordering.naming import people_named
from mailbot.flows.writing import BULK_HOLD

GROUP_SIZES = (2, 3, 4)


def match(conn: Connection, house: House, case: Case, names: tuple[str, ...]) -> str:
    """Make a pair or trio of people by name and introduce them; says why where that cannot be."""
    found = people_named(conn, house, names)
    if isinstance(found, str):
        return found
    if len(found) not in GROUP_SIZES:
        return "Who with whom? Say for example: match alex + priya. Nothing was done."
    problem = next(filter(None, (_why_not(conn, house, one, found) for one in found)), "")
    if problem:
        return problem
    for one in found:
        drop_proposal(conn, house, case, one)
    # Who works with patients writes first, as in every proposal.
    ordered = sorted(found, key=lambda one: one.role is not Role.CLINICIAN)
    made = partnerships.add_partnership(
        conn,
        house.scheme_id,
        [one.id for one in ordered],
        PartnershipState.PROPOSED,
        case.now,
        (f"{case.by} brings you together",),
    )
    pairs.introduce(conn, house, case, made)
    return f"{listed([one.name for one in ordered])} are together; {introduced_at(house, case)}."


def introduced_at(house: House, case: Case) -> str:
    """Say when an introduction that is queued now leaves."""
    leaves = house.hours.local(house.hours.next_open(case.now + BULK_HOLD))
    return f"they are introduced on {leaves:%A} at {leaves:%H:%M}"


def _why_not(conn: Connection, house: House, person: Person, together: list[Person]) -> str:
    if person.state in {PersonState.PAUSED, PersonState.LEFT}:
        word = "is paused" if person.state is PersonState.PAUSED else "has left"
        return f"{person.name} {word}, so nothing was done. Say first: resume {person.name}."
    if not person.address:
        return f"{person.name} has no address that works, so nothing was done."
    pair = partnerships.current_partnership(conn, person.id)
    if pair is None or pair.state is not PartnershipState.ACTIVE:
        return ""
    names = _names(conn, house, pair)
    if set(pair.members) == {one.id for one in together}:
        return f"{names} are together already; nothing was done."
    return f"{names} are together, so nothing was done. Say first: split {names}."


def _names(conn: Connection, house: House, pair: Partnership) -> str:
    names = known_as_all(conn, house, people.people_by_id(conn, pair.members).values())
    return " + ".join(names[one] for one in pair.members)


def drop_proposal(conn: Connection, house: House, case: Case, person: Person) -> None:
    """A proposal that somebody is in gives way to what a coordinator wants for them."""
    pair = partnerships.current_partnership(conn, person.id)
    if pair is None or pair.state is not PartnershipState.PROPOSED:
        return
    partnerships.end_partnership(conn, pair.id, case.now)
    for asked in promises.open_promises(conn, house.scheme_id, do.Matter.PAIR.value):
        if asked.partnership_id == pair.id:
            promises.close_promise(conn, asked.id, case.now, case.by, "matched by hand", kept=False)


def split(conn: Connection, house: House, case: Case, names: tuple[str, ...]) -> str:
    """End a pair or trio: everybody in it waits for another, and hears nothing of it from us."""
    found = people_named(conn, house, names)
    if isinstance(found, str):
        return found
    groups = [partnerships.current_partnership(conn, one.id) for one in found]
    pair = groups[0] if groups else None
    if pair is None or any(one is None or one.id != pair.id for one in groups):
        return "They are not together, so nothing was done. Try: pairs."
    told = _names(conn, house, pair)
    if pair.state is PartnershipState.PROPOSED:
        drop_proposal(conn, house, case, found[0])
        return f"{told}: the proposal is dropped."
    pairs.end_pair(conn, house, case, pair, f"{case.by} split them")
    # Asked for by somebody, so the next matching does not bring them together again.
    partnerships.ask_for_change(conn, pair.id, pair.members[0])
    for one in people.people_by_id(conn, pair.members).values():
        if one.state is PersonState.ACTIVE:
            people.change_person(conn, one.id, state=PersonState.WAITING, waiting_since=case.now)
    return f"{told} are split and wait for somebody new. I've told neither; please do."


def swap(conn: Connection, house: House, case: Case, asked: Promise, other: Promise | None) -> str:
    """Let two proposed pairs change buddies, and introduce both as they are then."""
    if other is None or other.state != "open" or other.kind != do.Matter.PAIR:
        return "left open: the other one is no pair that waits."
    first, second = _members(conn, asked), _members(conn, other)
    if len(first) != len(second) or len(first) != 2:
        return "left open: I can only swap between two pairs. Say: match NAME + NAME."
    lines = []
    for one, (stays, comes) in ((asked, (first[0], second[1])), (other, (second[0], first[1]))):
        assert one.partnership_id is not None, "a proposal is about a pair"
        partnerships.end_partnership(conn, one.partnership_id, case.now)
        promises.close_promise(conn, one.id, case.now, case.by, "swapped")
        lines.append((stays, comes))
    for stays, comes in lines:
        made = partnerships.add_partnership(
            conn,
            house.scheme_id,
            [stays.id, comes.id],
            PartnershipState.PROPOSED,
            case.now,
            (f"{case.by} brings you together",),
        )
        pairs.introduce(conn, house, case, made)
    names = known_as_all(conn, house, (*first, *second))
    told = "; ".join(f"{names[stays.id]} + {names[comes.id]}" for stays, comes in lines)
    return f"and {other.number} swapped: {told}; {introduced_at(house, case)}."


def _members(conn: Connection, asked: Promise) -> list[Person]:
    if asked.partnership_id is None:
        return []
    pair = partnerships.partnership_by_id(conn, asked.partnership_id)
    found = people.people_by_id(conn, pair.members)
    members = [found[one] for one in pair.members]
    return sorted(members, key=lambda one: one.role is not Role.CLINICIAN)

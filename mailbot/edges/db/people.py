"""Questions about people and their addresses, and the changes to them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from mailbot.core.people import Person, PersonState, Role
from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import address, person, scheme

# Built once: these are asked several times for every mail.
_ADDRESSES = (
    select(address.c.person_id, address.c.address)
    .where(address.c.person_id.in_(bindparam("ids", expanding=True)), address.c.state == "alive")
    .order_by(address.c.position, address.c.id)
)
_BY_IDS = select(person).where(person.c.id.in_(bindparam("ids", expanding=True)))


def scheme_id(conn: Connection, scheme_address: str) -> int:
    """Give the scheme's id, making its row on first use."""
    found = conn.scalar(select(scheme.c.id).where(scheme.c.address == scheme_address))
    if found is not None:
        return int(found)
    made = conn.execute(scheme.insert().values(address=scheme_address))
    return new_id(made)


def other_schemes(conn: Connection, in_scheme: int) -> tuple[int, ...]:
    """Give the ids of all schemes of this record but one."""
    return tuple(conn.scalars(select(scheme.c.id).where(scheme.c.id != in_scheme)))


def _people(conn: Connection, rows: list[Row[tuple[object, ...]]]) -> tuple[Person, ...]:
    ids = [row.id for row in rows]
    living: dict[int, list[str]] = {one: [] for one in ids}
    for chunk in range(0, len(ids), 500):
        for person_id, text in conn.execute(_ADDRESSES, {"ids": ids[chunk : chunk + 500]}):
            living[person_id].append(text)
    return tuple(_person(row, tuple(living[row.id])) for row in rows)


def _person(row: Row[tuple[object, ...]], addresses: tuple[str, ...]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        state=PersonState(row.state),
        addresses=addresses,
        specialty=row.specialty,
        grade=row.grade,
        employer=row.employer,
        town=row.town,
        phone=row.phone,
        paused_until=row.paused_until,
        away_until=row.away_until,
        quiet_since=row.quiet_since,
        last_sign_at=row.last_sign_at,
        waiting_since=row.waiting_since,
        held=row.held,
    )


def person_by_id(conn: Connection, person_id: int) -> Person:
    """Give one person; raises LookupError for an id that is not there."""
    found = people_by_id(conn, [person_id])
    if not found:
        raise LookupError(f"no person {person_id}")
    return found[person_id]


def people_by_id(conn: Connection, ids: Collection[int]) -> dict[int, Person]:
    """Give several people by their ids."""
    wanted = list(ids)
    found: dict[int, Person] = {}
    for chunk in range(0, len(wanted), 500):
        rows = conn.execute(_BY_IDS, {"ids": wanted[chunk : chunk + 500]})
        found |= {one.id: one for one in _people(conn, list(rows))}
    return found


def registered_since(conn: Connection, in_scheme: int, since: datetime) -> tuple[Person, ...]:
    """Give everybody who was taken on since a moment, in that order."""
    rows = conn.execute(
        select(person)
        .where(person.c.scheme_id == in_scheme, person.c.registered_at > since)
        .order_by(person.c.id)
    )
    return _people(conn, list(rows))


def people_in_state(conn: Connection, in_scheme: int, *states: PersonState) -> tuple[Person, ...]:
    """Give everybody in one of these states, the longest waiting first.

    A record that was joined to another one has no address left, and is nobody.
    """
    reached = select(address.c.person_id).where(address.c.scheme_id == in_scheme)
    rows = conn.execute(
        select(person)
        .where(
            person.c.scheme_id == in_scheme,
            person.c.state.in_(states),
            or_(person.c.state != PersonState.LEFT, person.c.id.in_(reached)),
        )
        .order_by(func.coalesce(person.c.waiting_since, person.c.registered_at), person.c.id)
    )
    return _people(conn, list(rows))


def quiet_people(conn: Connection, in_scheme: int) -> tuple[Person, ...]:
    """Give who is quiet and takes part, the longest first."""
    rows = conn.execute(
        select(person)
        .where(
            person.c.scheme_id == in_scheme,
            person.c.quiet_since.is_not(None),
            person.c.state == PersonState.ACTIVE,
        )
        .order_by(person.c.quiet_since, person.c.id)
    )
    return _people(conn, list(rows))


def who_has_address(conn: Connection, in_scheme: int, text: str) -> tuple[Person, ...]:
    """Give everybody who writes from an address, dead ones included: who uses it is alive."""
    rows = conn.execute(
        select(person)
        .join(address, address.c.person_id == person.c.id)
        .where(
            address.c.scheme_id == in_scheme,
            address.c.address == text.lower(),
            address.c.state != "unconfirmed",
        )
        .order_by(person.c.id)
    )
    return _people(conn, list(rows))


def people_called(conn: Connection, in_scheme: int, word: str) -> tuple[Person, ...]:
    """Give everybody whose name has a word in it, whatever its case."""
    rows = conn.execute(
        select(person)
        .where(person.c.scheme_id == in_scheme, person.c.name.icontains(word, autoescape=True))
        .order_by(person.c.id)
    )
    return _people(conn, list(rows))


def shared_names(conn: Connection, in_scheme: int) -> frozenset[str]:
    """Give the names, in lower case, that more than one person in the scheme has now."""
    lowered = func.lower(person.c.name)
    return frozenset(
        conn.scalars(
            select(lowered)
            .where(
                person.c.scheme_id == in_scheme,
                person.c.state != PersonState.LEFT,
                person.c.name != "",
            )
            .group_by(lowered)
            .having(func.count() > 1)
        )
    )


def count_by_state(conn: Connection, in_scheme: int) -> Mapping[tuple[str, str], int]:
    """Count people by (state, role)."""
    rows = conn.execute(
        select(person.c.state, person.c.role, func.count())
        .where(person.c.scheme_id == in_scheme)
        .group_by(person.c.state, person.c.role)
    )
    return {(state, role): count for state, role, count in rows}


def add_person(
    conn: Connection, in_scheme: int, state: PersonState, now: datetime, **details: object
) -> int:
    """Take somebody on and give their id; `details` are columns of the person."""
    row = {"scheme_id": in_scheme, "state": state, "registered_at": now} | details
    return new_id(conn.execute(person.insert().values(row)))


def change_person(conn: Connection, person_id: int, **changes: object) -> None:
    """Set columns of one person."""
    conn.execute(update(person).where(person.c.id == person_id).values(changes))


def add_address(
    conn: Connection, in_scheme: int, person_id: int, text: str, *, first: bool = False
) -> None:
    """Add an address; a known one comes back to life. `first` makes it the one to write to."""
    text = text.lower()
    known = conn.scalar(
        select(address.c.id).where(
            address.c.scheme_id == in_scheme,
            address.c.person_id == person_id,
            address.c.address == text,
        )
    )
    ends = conn.execute(
        select(func.min(address.c.position), func.max(address.c.position)).where(
            address.c.person_id == person_id
        )
    ).one()
    low, high = (ends[0] or 0, ends[1] or 0)
    values = {"state": "alive", "position": low - 1 if first else high + 1}
    if known is not None:
        conn.execute(update(address).where(address.c.id == known).values(values))
        return
    row = {"scheme_id": in_scheme, "person_id": person_id, "address": text}
    conn.execute(address.insert().values(row | values))


def every_address(conn: Connection, person_id: int) -> frozenset[str]:
    """Give all that somebody writes or wrote from, dead ones included."""
    return frozenset(
        conn.scalars(
            select(address.c.address).where(
                address.c.person_id == person_id, address.c.state != "unconfirmed"
            )
        )
    )


def retire_address(conn: Connection, person_id: int, text: str) -> None:
    """Write to an address no more; mail from it is still known."""
    conn.execute(
        update(address)
        .where(address.c.person_id == person_id, address.c.address == text.lower())
        .values(state="dead")
    )


def due_people(
    conn: Connection, in_scheme: int, now: datetime, after: int, limit: int
) -> list[int]:
    """Give the ids of people to look at by now (pauses and absences that end), in order of id."""
    return list(
        conn.scalars(
            select(person.c.id)
            .where(
                person.c.scheme_id == in_scheme,
                person.c.next_look_at <= now,
                person.c.id > after,
            )
            .order_by(person.c.id)
            .limit(limit)
        )
    )


def change_scheme(conn: Connection, in_scheme: int, **changes: object) -> None:
    """Set columns of the scheme."""
    conn.execute(update(scheme).where(scheme.c.id == in_scheme).values(changes))


def nightly_done_for(conn: Connection, in_scheme: int) -> str:
    """Give the local date (ISO) of the last nightly round that was finished; empty for none."""
    found = conn.scalar(select(scheme.c.nightly_done_for).where(scheme.c.id == in_scheme))
    return found or ""

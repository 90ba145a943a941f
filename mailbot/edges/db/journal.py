"""The journal: every decision with its reason, in the order it was made."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from mailbot.edges.db.schema import journal


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal; `by` is "mailbot" or the name of who decided."""

    at: datetime
    action: str
    because: str
    by: str = "mailbot"
    person_id: int | None = None
    received_id: int | None = None
    outbox_id: int | None = None
    promise_id: int | None = None
    assignment_id: int | None = None
    details: dict[str, object] = field(default_factory=dict)


def note(conn: Connection, in_scheme: int, entry: Entry) -> None:
    """Write one line."""
    row = {name: getattr(entry, name) for name in Entry.__slots__}
    conn.execute(journal.insert(), {"scheme_id": in_scheme, **row})


def latest_by_person(
    conn: Connection, in_scheme: int, action: str, since: datetime
) -> dict[int, Entry]:
    """Give each person's newest line of one action since a moment."""
    rows = conn.execute(
        select(journal)
        .where(journal.c.scheme_id == in_scheme, journal.c.action == action, journal.c.at > since)
        .order_by(journal.c.id)
    )
    return {row.person_id: _entry(row) for row in rows if row.person_id is not None}


def times_by_person(
    conn: Connection, in_scheme: int, action: str, since: datetime
) -> dict[int, list[datetime]]:
    """Give when an action was taken for each person since a moment, the earliest first."""
    found: dict[int, list[datetime]] = {}
    rows = conn.execute(
        select(journal.c.person_id, journal.c.at)
        .where(journal.c.scheme_id == in_scheme, journal.c.action == action, journal.c.at > since)
        .order_by(journal.c.id)
    )
    for row in rows:
        if row.person_id is not None:
            found.setdefault(row.person_id, []).append(row.at)
    return found


HEARD_FROM = "heard_from"


def heard_from(
    conn: Connection, in_scheme: int, person_ids: Collection[int] = ()
) -> dict[int, str]:
    """Give where people heard of the scheme, by id; of everybody where no ids are given."""
    asked = select(journal.c.person_id, journal.c.details).where(
        journal.c.scheme_id == in_scheme, journal.c.action == "update_registration"
    )
    if person_ids:
        asked = asked.where(journal.c.person_id.in_(person_ids))
    return {
        person: str(details[HEARD_FROM])
        for person, details in conn.execute(asked.order_by(journal.c.id))
        if person is not None and details.get(HEARD_FROM)
    }


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(**{name: getattr(row, name) for name in Entry.__slots__})


def entries_about(conn: Connection, in_scheme: int, **about: int) -> tuple[Entry, ...]:
    """Give the lines about a person_id, received_id, outbox_id, promise_id or assignment_id."""
    wanted: list[ColumnElement[bool]] = [journal.c[name] == value for name, value in about.items()]
    rows = conn.execute(
        select(journal).where(journal.c.scheme_id == in_scheme, or_(*wanted)).order_by(journal.c.id)
    )
    return tuple(_entry(row) for row in rows)

"""What the scheme owes people and what waits for a coordinator, each with a number that is never reused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import promise


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing owed; `number` is what coordinators call it, `options` the words that decide it."""

    id: int
    number: int
    kind: str
    person_id: int | None
    received_id: int | None
    assignment_id: int | None
    partnership_id: int | None
    asks_coordinator: bool
    title: str
    options: tuple[str, ...]
    details: dict[str, object]
    opened_at: datetime
    next_look_at: datetime | None
    state: str
    closed_at: datetime | None
    closed_by: str
    outcome: str


def _promise(row: Row[tuple[object, ...]]) -> Promise:
    return Promise(
        id=row.id,
        number=row.number,
        kind=row.kind,
        person_id=row.person_id,
        received_id=row.received_id,
        assignment_id=row.assignment_id,
        partnership_id=row.partnership_id,
        asks_coordinator=row.asks_coordinator,
        title=row.title,
        options=tuple(row.options),
        details=row.details,
        opened_at=row.opened_at,
        next_look_at=row.next_look_at,
        state=row.state,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        outcome=row.outcome,
    )


def open_promise(
    conn: Connection,
    in_scheme: int,
    kind: str,
    title: str,
    now: datetime,
    *,
    asks_coordinator: bool,
    number: int = 0,
    **more: object,
) -> Promise:
    """Open a promise with the next number of the scheme, or with one that people know already."""
    last = conn.scalar(select(func.max(promise.c.number)).where(promise.c.scheme_id == in_scheme))
    row = {
        "scheme_id": in_scheme,
        "number": number or (last or 0) + 1,
        "kind": kind,
        "title": title,
        "opened_at": now,
        "asks_coordinator": asks_coordinator,
    } | more
    made = new_id(conn.execute(promise.insert().values(row)))
    return promise_by_id(conn, made)


def promise_by_id(conn: Connection, promise_id: int) -> Promise:
    """Give one promise; raises LookupError for an id that is not there."""
    row = conn.execute(select(promise).where(promise.c.id == promise_id)).first()
    if row is None:
        raise LookupError(f"no promise {promise_id}")
    return _promise(row)


def promise_by_number(conn: Connection, in_scheme: int, number: int) -> Promise | None:
    """Give the promise that coordinators call by a number."""
    row = conn.execute(
        select(promise).where(promise.c.scheme_id == in_scheme, promise.c.number == number)
    ).first()
    return None if row is None else _promise(row)


def open_promises(
    conn: Connection,
    in_scheme: int,
    kind: str = "",
    person_id: int | None = None,
    *,
    asks_coordinator: bool | None = None,
) -> tuple[Promise, ...]:
    """Give what is open, the oldest first, narrowed by kind, person and who has to answer."""
    given = {"scheme": in_scheme, "kind": kind or None, "person": person_id}
    names = frozenset(name for name, value in given.items() if value is not None)
    rows = conn.execute(_open(names, asks_coordinator), {name: given[name] for name in names})
    return tuple(_promise(row) for row in rows)


@cache
def _open(names: frozenset[str], asks_coordinator: bool | None) -> Select[tuple[object, ...]]:  # noqa: FBT001
    """Build each form of the question once: it is asked many times for every mail."""
    narrowed = {
        "scheme": promise.c.scheme_id,
        "kind": promise.c.kind,
        "person": promise.c.person_id,
    }
    asked = select(promise).where(promise.c.state == "open")
    for name in sorted(names):
        asked = asked.where(narrowed[name] == bindparam(name))
    if asks_coordinator is not None:
        asked = asked.where(promise.c.asks_coordinator.is_(asks_coordinator))
    return asked.order_by(promise.c.number)


def due_promises(
    conn: Connection, in_scheme: int, now: datetime, after: int, limit: int
) -> list[int]:
    """Give the ids of open promises to look at by now, in order of id."""
    return list(
        conn.scalars(
            select(promise.c.id)
            .where(
                promise.c.scheme_id == in_scheme,
                promise.c.state == "open",
                promise.c.next_look_at <= now,
                promise.c.id > after,
            )
            .order_by(promise.c.id)
            .limit(limit)
        )
    )


def close_promise(
    conn: Connection, promise_id: int, now: datetime, by: str, outcome: str, *, kept: bool = True
) -> bool:
    """Close an open promise; False when it was closed already."""
    changed = conn.execute(
        update(promise)
        .where(promise.c.id == promise_id, promise.c.state == "open")
        .values(
            state="kept" if kept else "dropped",
            closed_at=now,
            closed_by=by,
            outcome=outcome,
            next_look_at=None,
        )
    )
    return changed.rowcount == 1


def change_promise(conn: Connection, promise_id: int, **changes: object) -> None:
    """Set columns of one promise."""
    conn.execute(update(promise).where(promise.c.id == promise_id).values(changes))


def of_kind(
    conn: Connection, in_scheme: int, kind: str, person_id: int | None = None
) -> tuple[Promise, ...]:
    """Give all promises of a kind, open and closed, the oldest first; of one person or of all."""
    asked = select(promise).where(promise.c.scheme_id == in_scheme, promise.c.kind == kind)
    if person_id is not None:
        asked = asked.where(promise.c.person_id == person_id)
    return tuple(_promise(row) for row in conn.execute(asked.order_by(promise.c.number)))


def newest_outcomes(
    conn: Connection, in_scheme: int, kind: str, among: Collection[str], limit: int
) -> tuple[str, ...]:
    """Give how the newest promises of a kind that ended in one of some ways ended, the newest first."""
    rows = conn.execute(
        select(promise.c.outcome)
        .where(
            promise.c.scheme_id == in_scheme,
            promise.c.kind == kind,
            promise.c.outcome.in_(among),
        )
        .order_by(promise.c.number.desc())
        .limit(limit)
    )
    return tuple(row.outcome for row in rows)


def closed_since(
    conn: Connection, in_scheme: int, kind: str, since: datetime
) -> tuple[Promise, ...]:
    """Give the promises of a kind that were closed after a moment, the oldest first."""
    rows = conn.execute(
        select(promise)
        .where(
            promise.c.scheme_id == in_scheme, promise.c.kind == kind, promise.c.closed_at > since
        )
        .order_by(promise.c.id)
    )
    return tuple(_promise(row) for row in rows)


def opened_since(
    conn: Connection, in_scheme: int, kind: str, since: datetime
) -> tuple[Promise, ...]:
    """Give the promises of a kind that were opened after a moment, open and closed, the oldest first."""
    rows = conn.execute(
        select(promise)
        .where(
            promise.c.scheme_id == in_scheme, promise.c.kind == kind, promise.c.opened_at > since
        )
        .order_by(promise.c.id)
    )
    return tuple(_promise(row) for row in rows)

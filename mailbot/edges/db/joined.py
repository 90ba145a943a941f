"""Make one record of two that turned out to be one person's (A6)."""

from sqlalchemy import Connection, func, select, update

from mailbot.core.people import PersonState
from mailbot.edges.db.schema import address, arrangement, outbox, person, promise, received, remark

_DETAILS = ("name", "role", "specialty", "grade", "employer", "town", "phone")


def join_records(conn: Connection, kept: int, emptied: int) -> None:
    """Give one person what is known under another record: addresses, mail, promises, missing details.

    The emptied record stays, without a name, an address or a place, so that the step can be undone;
    `people_in_state` does not give it. The caller has seen to it that it is in no pair or trio.
    """
    last = select(func.max(address.c.position)).where(address.c.person_id == kept)
    shared = select(address.c.address).where(address.c.person_id == kept)
    conn.execute(
        update(address)
        .where(address.c.person_id == emptied, address.c.address.not_in(shared.scalar_subquery()))
        .values(
            person_id=kept,
            position=address.c.position + 1 + (conn.scalar(last) or 0),
        )
    )
    for column in (outbox.c.person_id, promise.c.person_id, received.c.person_id):
        conn.execute(update(column.table).where(column == emptied).values({column: kept}))
    for column in (remark.c.person_id, arrangement.c.person_id, arrangement.c.other_id):
        conn.execute(update(column.table).where(column == emptied).values({column: kept}))
    _give_details(conn, kept, emptied)


def _give_details(conn: Connection, kept: int, emptied: int) -> None:
    rows = {
        row.id: row for row in conn.execute(select(person).where(person.c.id.in_((kept, emptied))))
    }
    had, told = rows[kept]._mapping, rows[emptied]._mapping
    new = {name: told[name] for name in _DETAILS if told[name] and not had[name]}
    if new:
        conn.execute(update(person).where(person.c.id == kept).values(new))
    gone = dict.fromkeys(_DETAILS, "") | {"state": PersonState.LEFT, "next_look_at": None}
    conn.execute(update(person).where(person.c.id == emptied).values(gone))

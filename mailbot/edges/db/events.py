"""Events, and who was asked to them and what they said."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Row, select, update

from mailbot.core.events import Coming, Event, EventState, Invitation
from mailbot.core.people import Role
from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import event, invitation


def _event(row: Row[tuple[object, ...]]) -> Event:
    return Event(
        id=row.id,
        title=row.title,
        place=row.place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        capacity=row.capacity,
        roles=tuple(Role(one) for one in row.roles),
        sequence=row.sequence,
        state=EventState(row.state),
        next_look_at=row.next_look_at,
    )


def _invitation(row: Row[tuple[object, ...]]) -> Invitation:
    return Invitation(
        id=row.id,
        event_id=row.event_id,
        person_id=row.person_id,
        answer=Coming(row.answer) if row.answer else None,
        answered_at=row.answered_at,
        waits=row.waits,
        needs=row.needs,
    )


def add_event(conn: Connection, in_scheme: int, **columns: object) -> Event:
    """Keep a new event."""
    made = new_id(conn.execute(event.insert().values({"scheme_id": in_scheme} | columns)))
    return event_by_id(conn, made)


def event_by_id(conn: Connection, event_id: int) -> Event:
    """Give one event; raises LookupError for an id that is not there."""
    row = conn.execute(select(event).where(event.c.id == event_id)).first()
    if row is None:
        raise LookupError(f"no event {event_id}")
    return _event(row)


def find_event(conn: Connection, in_scheme: int, event_id: int) -> Event | None:
    """Give an event of a scheme; None where it has none of that id."""
    row = conn.execute(
        select(event).where(event.c.scheme_id == in_scheme, event.c.id == event_id)
    ).first()
    return None if row is None else _event(row)


def change_event(conn: Connection, event_id: int, **changes: object) -> None:
    """Set columns of one event."""
    conn.execute(update(event).where(event.c.id == event_id).values(changes))


def events_of(conn: Connection, in_scheme: int) -> tuple[Event, ...]:
    """Give every event of a scheme, the earliest first."""
    asked = select(event).where(event.c.scheme_id == in_scheme)
    return tuple(map(_event, conn.execute(asked.order_by(event.c.starts_at, event.c.id))))


def events_to_come(conn: Connection, in_scheme: int, now: datetime) -> tuple[Event, ...]:
    """Give the announced events that are not over, the earliest first."""
    asked = select(event).where(
        event.c.scheme_id == in_scheme, event.c.state == EventState.ANNOUNCED.value
    )
    found = map(_event, conn.execute(asked.order_by(event.c.starts_at, event.c.id)))
    return tuple(one for one in found if one.over_at > now)


def due_events(
    conn: Connection, in_scheme: int, now: datetime, after: int, limit: int
) -> list[int]:
    """Give the ids of events to look at by now, in order of id."""
    return list(
        conn.scalars(
            select(event.c.id)
            .where(
                event.c.scheme_id == in_scheme,
                event.c.next_look_at.is_not(None),
                event.c.next_look_at <= now,
                event.c.id > after,
            )
            .order_by(event.c.id)
            .limit(limit)
        )
    )


def invite(conn: Connection, event_id: int, person_id: int) -> Invitation:
    """Ask somebody to an event; raises IntegrityError for who was asked before."""
    columns = {"event_id": event_id, "person_id": person_id}
    made = new_id(conn.execute(invitation.insert().values(columns)))
    return Invitation(made, event_id, person_id)


def invitations_to(conn: Connection, event_id: int) -> tuple[Invitation, ...]:
    """Give all who were asked to an event."""
    rows = conn.execute(
        select(invitation).where(invitation.c.event_id == event_id).order_by(invitation.c.id)
    )
    return tuple(map(_invitation, rows))


def invitation_of(conn: Connection, event_id: int, person_id: int) -> Invitation | None:
    """Give somebody's invitation to an event."""
    row = conn.execute(
        select(invitation).where(
            invitation.c.event_id == event_id, invitation.c.person_id == person_id
        )
    ).first()
    return None if row is None else _invitation(row)


def asked_to(
    conn: Connection, person_id: int, states: Collection[EventState] = (EventState.ANNOUNCED,)
) -> tuple[tuple[Event, Invitation], ...]:
    """Give the events in some states that somebody was asked to, the earliest first."""
    rows = conn.execute(
        select(invitation, event.c.starts_at)
        .join(event)
        .where(invitation.c.person_id == person_id, event.c.state.in_([*states]))
        .order_by(event.c.starts_at, event.c.id)
    ).all()
    return tuple((event_by_id(conn, row.event_id), _invitation(row)) for row in rows)


def keep_answer(conn: Connection, said: Invitation) -> None:
    """Keep what an invitation has come to."""
    conn.execute(
        update(invitation)
        .where(invitation.c.id == said.id)
        .values(
            answer=said.answer.value if said.answer else None,
            answered_at=said.answered_at,
            waits=said.waits,
            needs=said.needs,
        )
    )


def forget_needs(conn: Connection, event_id: int) -> None:
    """Delete what people wrote about food and access (E4)."""
    conn.execute(update(invitation).where(invitation.c.event_id == event_id).values(needs=""))

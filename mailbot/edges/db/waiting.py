"""Who waits for a buddy, and what they were told about it last; one question for all of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from mailbot.core.people import PersonState, Role
from mailbot.edges.db.schema import Moment, member, outbox, person


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits without a buddy; `told_at` is when they last heard about their place."""

    person_id: int
    role: Role
    told_at: datetime | None


def waiting_list(conn: Connection, in_scheme: int) -> tuple[Waiting, ...]:
    """Give everybody who waits and is in no pair, proposed ones included, the longest first."""
    told = func.max(outbox.c.queued_at, type_=Moment)
    about_the_list = and_(outbox.c.person_id == person.c.id, outbox.c.mail.in_(("P05", "P06")))
    paired = select(member.c.person_id).where(
        member.c.person_id == person.c.id, member.c.current.is_(True)
    )
    rows = conn.execute(
        select(person.c.id, person.c.role, told)
        .outerjoin(outbox, about_the_list)
        .where(
            person.c.scheme_id == in_scheme,
            person.c.state == PersonState.WAITING,
            ~paired.exists(),
        )
        .group_by(person.c.id)
        .order_by(func.coalesce(person.c.waiting_since, person.c.registered_at), person.c.id)
    )
    return tuple(Waiting(one, Role(role), at) for one, role, at in rows)

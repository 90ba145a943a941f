"""Questions about pairs and trios, and the changes to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, and_, bindparam, or_, select, update

from mailbot.core.people import Partnership, PartnershipState
from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import arrangement, member, partnership

# Built once: these are asked several times for every mail.
_MEMBERS = (
    select(member.c.partnership_id, member.c.person_id)
    .where(member.c.partnership_id.in_(bindparam("ids", expanding=True)))
    .order_by(member.c.position)
)
_BY_ID = select(partnership).where(partnership.c.id == bindparam("wanted"))
_CURRENT = (
    select(partnership)
    .join(member, member.c.partnership_id == partnership.c.id)
    .where(member.c.person_id == bindparam("wanted"), member.c.current)
)


def _partnerships(conn: Connection, rows: list[Row[tuple[object, ...]]]) -> tuple[Partnership, ...]:
    ids = [row.id for row in rows]
    members: dict[int, list[int]] = {one: [] for one in ids}
    for chunk in range(0, len(ids), 500):
        found = conn.execute(_MEMBERS, {"ids": ids[chunk : chunk + 500]})
        for partnership_id, person_id in found:
            members[partnership_id].append(person_id)
    return tuple(
        Partnership(
            row.id,
            tuple(members[row.id]),
            PartnershipState(row.state),
            row.since,
            tuple(row.reasons),
        )
        for row in rows
    )


def partnership_by_id(conn: Connection, partnership_id: int) -> Partnership:
    """Give one pair or trio; raises LookupError for an id that is not there."""
    row = conn.execute(_BY_ID, {"wanted": partnership_id}).first()
    if row is None:
        raise LookupError(f"no partnership {partnership_id}")
    return _partnerships(conn, [row])[0]


def current_partnership(conn: Connection, person_id: int) -> Partnership | None:
    """Give the pair or trio that somebody is in now, proposed ones included."""
    row = conn.execute(_CURRENT, {"wanted": person_id}).first()
    return None if row is None else _partnerships(conn, [row])[0]


def partnerships_in_state(
    conn: Connection, in_scheme: int, state: PartnershipState
) -> tuple[Partnership, ...]:
    """Give all pairs and trios of a scheme in one state, the oldest first."""
    rows = conn.execute(
        select(partnership)
        .where(partnership.c.scheme_id == in_scheme, partnership.c.state == state)
        .order_by(partnership.c.id)
    )
    return _partnerships(conn, list(rows))


def due_partnerships(
    conn: Connection, in_scheme: int, now: datetime, after: int, limit: int
) -> tuple[Partnership, ...]:
    """Give the introductions to look at by now, in order of id."""
    rows = conn.execute(
        select(partnership)
        .where(
            partnership.c.scheme_id == in_scheme,
            partnership.c.next_look_at <= now,
            partnership.c.id > after,
        )
        .order_by(partnership.c.id)
        .limit(limit)
    )
    return _partnerships(conn, list(rows))


def add_partnership(
    conn: Connection,
    in_scheme: int,
    people: Sequence[int],
    state: PartnershipState,
    now: datetime,
    reasons: Sequence[str] = (),
    **more: object,
) -> int:
    """Keep a pair or trio and give its id; raises IntegrityError when one of them is in another."""
    row = {"scheme_id": in_scheme, "state": state, "since": now, "reasons": list(reasons)} | more
    made = new_id(conn.execute(partnership.insert().values(row)))
    conn.execute(
        member.insert(),
        [
            {
                "partnership_id": made,
                "person_id": person_id,
                "position": position,
                "current": state is not PartnershipState.ENDED,
            }
            for position, person_id in enumerate(people)
        ],
    )
    return made


def add_member(conn: Connection, partnership_id: int, person_id: int) -> None:
    """Let one more join a pair; raises IntegrityError when they are in another."""
    position = len(partnership_by_id(conn, partnership_id).members)
    row = {"partnership_id": partnership_id, "person_id": person_id, "position": position}
    conn.execute(member.insert().values(row | {"current": True}))


def change_partnership(conn: Connection, partnership_id: int, **changes: object) -> None:
    """Set columns of one pair or trio."""
    conn.execute(update(partnership).where(partnership.c.id == partnership_id).values(changes))


def end_partnership(conn: Connection, partnership_id: int, now: datetime) -> None:
    """End a pair or trio: its people are free for another."""
    change_partnership(
        conn, partnership_id, state=PartnershipState.ENDED, ended_at=now, next_look_at=None
    )
    conn.execute(
        update(member).where(member.c.partnership_id == partnership_id).values(current=False)
    )


def ask_for_change(conn: Connection, partnership_id: int, person_id: int) -> None:
    """Keep that somebody asked for another buddy: these two are not matched again (B4, B6)."""
    conn.execute(
        update(member)
        .where(member.c.partnership_id == partnership_id, member.c.person_id == person_id)
        .values(asked_to_change=True)
    )


def forget_parting(conn: Connection, person_id: int, other_id: int) -> None:
    """Let two be matched again although one of them once asked for another buddy."""
    both = [
        select(member.c.partnership_id).where(member.c.person_id == one)
        for one in (person_id, other_id)
    ]
    conn.execute(
        update(member)
        .where(*(member.c.partnership_id.in_(one) for one in both))
        .values(asked_to_change=False)
    )


def groups_in_order(conn: Connection, in_scheme: int) -> tuple[tuple[int, ...], ...]:
    """Give the people of every pair and trio that ever was, the oldest first."""
    groups: dict[int, list[int]] = {}
    for partnership_id, person_id in conn.execute(
        select(member.c.partnership_id, member.c.person_id)
        .join(partnership, partnership.c.id == member.c.partnership_id)
        .where(partnership.c.scheme_id == in_scheme)
        .order_by(partnership.c.since, partnership.c.id, member.c.position)
    ):
        groups.setdefault(partnership_id, []).append(person_id)
    return tuple(tuple(one) for one in groups.values())


def parted(conn: Connection, in_scheme: int) -> frozenset[tuple[int, int]]:
    """Give the people one of whom asked for another buddy, the smaller id first (B4)."""
    other = member.alias()
    rows = conn.execute(
        select(member.c.person_id, other.c.person_id)
        .join(other, other.c.partnership_id == member.c.partnership_id)
        .join(partnership, partnership.c.id == member.c.partnership_id)
        .where(
            partnership.c.scheme_id == in_scheme,
            member.c.asked_to_change,
            member.c.person_id != other.c.person_id,
        )
    )
    return frozenset((min(one, two), max(one, two)) for one, two in rows)


def in_a_group(conn: Connection, in_scheme: int) -> frozenset[int]:
    """Give the ids of everybody who is in a pair or trio now, proposed ones included."""
    return frozenset(
        conn.scalars(
            select(member.c.person_id)
            .join(partnership, partnership.c.id == member.c.partnership_id)
            .where(partnership.c.scheme_id == in_scheme, member.c.current)
        )
    )


def arrangements(conn: Connection, in_scheme: int) -> tuple[tuple[str, int, int | None, str], ...]:
    """Give what coordinators have fixed, in order, as (kind, person, other person, value)."""
    columns = (arrangement.c.kind, arrangement.c.person_id, arrangement.c.other_id)
    rows = conn.execute(
        select(*columns, arrangement.c.value)
        .where(arrangement.c.scheme_id == in_scheme)
        .order_by(arrangement.c.id)
    )
    return tuple((kind, person_id, other_id, value) for kind, person_id, other_id, value in rows)


def arrange(
    conn: Connection,
    in_scheme: int,
    kind: str,
    person_id: int,
    other_id: int | None = None,
    value: str = "",
) -> None:
    """Keep what a coordinator fixed about somebody, or about two."""
    conn.execute(
        arrangement.insert().values(
            scheme_id=in_scheme, kind=kind, person_id=person_id, other_id=other_id, value=value
        )
    )


def forget_between(conn: Connection, kind: str, person_id: int, other_id: int) -> int:
    """Drop one kind of thing that was fixed about two, and say how many that were."""
    columns = (arrangement.c.person_id, arrangement.c.other_id)
    ways = ((person_id, other_id), (other_id, person_id))
    both = or_(*(and_(columns[0] == one, columns[1] == other) for one, other in ways))
    return conn.execute(arrangement.delete().where(arrangement.c.kind == kind, both)).rowcount


def forget_kind(conn: Connection, kind: str, person_id: int, value: str = "") -> int:
    """Drop one kind of thing that was fixed about somebody alone; of one value or of all."""
    own = arrangement.delete().where(
        arrangement.c.kind == kind,
        arrangement.c.person_id == person_id,
        arrangement.c.other_id.is_(None),
    )
    return conn.execute(own.where(arrangement.c.value == value) if value else own).rowcount


def forget_arrangements(conn: Connection, person_id: int) -> int:
    """Drop everything that was fixed about somebody, and say how many things that were."""
    about = (arrangement.c.person_id == person_id) | (arrangement.c.other_id == person_id)
    return conn.execute(arrangement.delete().where(about)).rowcount


def had_a_buddy(conn: Connection, person_id: int) -> bool:
    """Say whether somebody was in a pair or trio before that has ended."""
    found = conn.scalar(
        select(partnership.c.id)
        .join(member, member.c.partnership_id == partnership.c.id)
        .where(member.c.person_id == person_id, partnership.c.state == PartnershipState.ENDED)
        .limit(1)
    )
    return found is not None

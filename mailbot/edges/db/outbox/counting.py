"""How much was sent, to whom, about what and since when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, case, func, select

from mailbot.edges.db.schema import Moment, address, outbox, scheme


def sent_since(conn: Connection, in_scheme: int, since: datetime) -> int:
    """Count what left since a moment."""
    return (
        conn.scalar(
            select(func.count())
            .select_from(outbox)
            .where(outbox.c.scheme_id == in_scheme, outbox.c.sent_at > since)
        )
        or 0
    )


def sent_for(conn: Connection, promise_id: int, mail: str) -> int:
    """Count the mails of a kind that left, or may have left, for a promise."""
    return (
        conn.scalar(
            select(func.count())
            .select_from(outbox)
            .where(
                outbox.c.promise_id == promise_id,
                outbox.c.mail == mail,
                outbox.c.state.in_(("claimed", "leaving", "uncertain", "sent")),
            )
        )
        or 0
    )


def left_for(
    conn: Connection, in_scheme: int, address_: str, mails: Collection[str], since: datetime
) -> int:
    """Count the mails of some kinds that left, or began to leave, for one address since a moment."""
    left = func.coalesce(outbox.c.sent_at, outbox.c.claimed_at, type_=Moment)
    rows = conn.scalars(
        select(outbox.c.recipients).where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.mail.in_(mails),
            outbox.c.state.in_(("claimed", "leaving", "uncertain", "sent")),
            left >= since,
        )
    )
    return sum(address_ in one for one in rows)


def unasked_sent(conn: Connection, person_id: int, spans: Sequence[datetime]) -> tuple[int, ...]:
    """Count the mail somebody got without asking since each of some moments."""
    counts = [
        func.coalesce(func.sum(case((outbox.c.sent_at > since, 1), else_=0)), 0) for since in spans
    ]
    row = conn.execute(
        select(*counts).where(
            outbox.c.person_id == person_id,
            outbox.c.unsolicited,
            outbox.c.sent_at > min(spans),
        )
    ).one()
    return tuple(int(one) for one in row)


def unasked_times(conn: Connection, person_id: int, since: datetime) -> tuple[datetime, ...]:
    """Give when mail nobody asked for left, or began to leave, for the one behind a person.

    Who takes part in several schemes under one address has one budget for all of them (K1).
    """
    return tuple(conn.scalars(_UNASKED, {"wanted": person_id, "since": since}))


def _unasked() -> Select[tuple[datetime]]:
    mine, theirs = address.alias(), address.alias()
    same = (
        select(theirs.c.person_id)
        .join(mine, mine.c.address == theirs.c.address)
        .where(
            mine.c.person_id == bindparam("wanted"),
            mine.c.state != "unconfirmed",
            theirs.c.scheme_id.in_(select(scheme.c.id)),
        )
    )
    left = func.coalesce(outbox.c.sent_at, outbox.c.claimed_at, type_=Moment)
    return select(left).where(
        outbox.c.person_id.in_(same),
        outbox.c.unsolicited,
        outbox.c.state.in_(("claimed", "leaving", "uncertain", "sent")),
        left > bindparam("since", type_=Moment),
    )


# Built once: it is asked for every mail that leaves.
_UNASKED = _unasked()


def count_about(conn: Connection, assignment_id: int, since: datetime) -> int:
    """Count the mails about an assignment that left after a moment (the unanswered ones)."""
    return (
        conn.scalar(
            select(func.count())
            .select_from(outbox)
            .where(outbox.c.assignment_id == assignment_id, outbox.c.sent_at > since)
        )
        or 0
    )


def last_sent(conn: Connection, person_id: int, mail: str, since: datetime) -> datetime | None:
    """Give when somebody last got (or will get) a kind of mail since a moment."""
    found: datetime | None = conn.scalar(
        select(func.max(func.coalesce(outbox.c.sent_at, outbox.c.queued_at), type_=Moment)).where(
            outbox.c.person_id == person_id,
            outbox.c.mail == mail,
            outbox.c.queued_at > since,
            outbox.c.state.not_in(("withdrawn", "expired", "refused")),
        )
    )
    return found


def has_got(
    conn: Connection, person_id: int, mails: Collection[str], since: datetime, until: datetime
) -> bool:
    """Say whether one of these kinds of mail left to somebody after a moment, and by another."""
    found = conn.scalar(
        select(outbox.c.id)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.mail.in_(mails),
            outbox.c.sent_at > since,
            outbox.c.sent_at <= until,
        )
        .limit(1)
    )
    return found is not None


def count_by_state(conn: Connection, in_scheme: int) -> dict[str, int]:
    """Count the outbox by state."""
    rows = conn.execute(
        select(outbox.c.state, func.count())
        .where(outbox.c.scheme_id == in_scheme)
        .group_by(outbox.c.state)
    )
    return dict(rows.all())


def departures(conn: Connection, in_scheme: int, until: datetime) -> dict[str, int]:
    """Count what may leave up to a moment, by kind of mail."""
    rows = conn.execute(
        select(outbox.c.mail, func.count())
        .where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.state == "ready",
            outbox.c.not_before <= until,
        )
        .group_by(outbox.c.mail)
    )
    return dict(rows.all())


def is_dead(conn: Connection, promise_id: int) -> bool:
    """Say whether the mail that put a question will never arrive: nobody can answer it then."""
    states = set(conn.scalars(select(outbox.c.state).where(outbox.c.promise_id == promise_id)))
    return bool(states) and states <= {"withdrawn", "expired", "refused"}


def is_waiting(conn: Connection, promise_id: int) -> bool:
    """Say whether the mail that puts a question has still to leave."""
    found = select(outbox.c.id).where(
        outbox.c.promise_id == promise_id,
        outbox.c.state.not_in(("sent", "withdrawn", "expired", "refused")),
    )
    return conn.scalar(found.limit(1)) is not None


def left_at(conn: Connection, promise_id: int) -> datetime | None:
    """Give when a mail about a promise last left; None when none has."""
    found: datetime | None = conn.scalar(
        select(func.max(outbox.c.sent_at, type_=Moment)).where(outbox.c.promise_id == promise_id)
    )
    return found


def who_got(conn: Connection, promise_id: int, mail: str) -> frozenset[int]:
    """Give the people to whom a kind of mail about a promise has left, or may have."""
    asked = select(outbox.c.person_id).where(
        outbox.c.promise_id == promise_id,
        outbox.c.mail == mail,
        outbox.c.state.in_(("claimed", "leaving", "sent", "uncertain")),
    )
    return frozenset(one for one in conn.scalars(asked) if one is not None)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The mail with which a stage began, or is to begin, for somebody; `waits` is when one that waits may leave."""

    assignment_id: int
    once_key: str | None
    waits: datetime | None


def beginnings(
    conn: Connection, in_scheme: int, stage_id: int, mails: Collection[str]
) -> tuple[Beginning, ...]:
    """Give for everybody in a stage the mail that began it, has left or waits to leave."""
    gone = ("claimed", "leaving", "uncertain", "sent")
    rows = conn.execute(
        select(outbox.c.assignment_id, outbox.c.state, outbox.c.not_before, outbox.c.once_key)
        .where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.stage_id == stage_id,
            outbox.c.mail.in_(mails),
            outbox.c.assignment_id.is_not(None),
            outbox.c.state.in_(("ready", "approval", *gone)),
        )
        .order_by(outbox.c.id)
    )
    return tuple(
        Beginning(row.assignment_id, row.once_key, None if row.state in gone else row.not_before)
        for row in rows
    )

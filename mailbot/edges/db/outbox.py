"""The outbox: mail with fixed bytes that leaves once, claimed by compare-and-swap."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, case, func, or_, select, update

from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import Moment, outbox

LISTED = (
    outbox.c.id,
    outbox.c.mail,
    outbox.c.person_id,
    outbox.c.recipients,
    outbox.c.message_id,
    outbox.c.subject,
    outbox.c.state,
    outbox.c.priority,
    outbox.c.unsolicited,
    outbox.c.queued_at,
    outbox.c.not_before,
    outbox.c.expires_at,
    outbox.c.attempts,
    outbox.c.claimed_at,
    outbox.c.sent_at,
    outbox.c.reason,
    outbox.c.thread,
    outbox.c.assignment_id,
    outbox.c.promise_id,
    outbox.c.partnership_id,
    outbox.c.stage_id,
    outbox.c.received_id,
    outbox.c.offers,
    outbox.c.needs_assignment_open,
    outbox.c.reply,
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One mail of the outbox without its bytes; times are aware UTC."""

    id: int
    mail: str
    person_id: int | None
    recipients: tuple[str, ...]
    message_id: str
    subject: str
    state: str
    priority: int
    unsolicited: bool
    queued_at: datetime
    not_before: datetime
    expires_at: datetime | None
    attempts: int
    claimed_at: datetime | None
    sent_at: datetime | None
    reason: str
    thread: str
    assignment_id: int | None
    promise_id: int | None
    partnership_id: int | None
    stage_id: int | None
    received_id: int | None
    offers: tuple[str, ...]
    needs_assignment_open: bool
    reply: str


def _outgoing(row: RowMapping) -> Outgoing:
    values = dict(row)
    values["recipients"] = tuple(values["recipients"])
    values["offers"] = tuple(values["offers"])
    return Outgoing(**values)


def is_queued(conn: Connection, in_scheme: int, once_key: str) -> bool:
    """Say whether a mail that may exist only once was queued already."""
    found = conn.scalar(
        select(outbox.c.id).where(outbox.c.scheme_id == in_scheme, outbox.c.once_key == once_key)
    )
    return found is not None


def answers_since(conn: Connection, answer_key: str, since: datetime) -> int:
    """Count the automatic answers of one kind to one address since a moment."""
    return (
        conn.scalar(
            select(func.count())
            .select_from(outbox)
            .where(outbox.c.answer_key == answer_key, outbox.c.queued_at > since)
        )
        or 0
    )


def automatic_answers_since(
    conn: Connection, in_scheme: int, address_prefix: str, since: datetime
) -> int:
    """Count all automatic answers to one address since a moment."""
    return (
        conn.scalar(
            select(func.count())
            .select_from(outbox)
            .where(
                outbox.c.scheme_id == in_scheme,
                outbox.c.answer_key.startswith(address_prefix, autoescape=True),
                outbox.c.queued_at > since,
            )
        )
        or 0
    )


def put(conn: Connection, **columns: object) -> int:
    """Put a mail in the outbox and give its id."""
    return new_id(conn.execute(outbox.insert().values(columns)))


def fix_bytes(conn: Connection, outbox_id: int, **columns: object) -> None:
    """Set what depends on the id (Message-ID and bytes), in the transaction that put the mail in."""
    conn.execute(update(outbox).where(outbox.c.id == outbox_id).values(columns))


def outgoing_by_id(conn: Connection, outbox_id: int) -> Outgoing | None:
    """Give one mail of the outbox."""
    row = conn.execute(select(*LISTED).where(outbox.c.id == outbox_id)).mappings().first()
    return None if row is None else _outgoing(row)


def outgoing_by_message_ids(
    conn: Connection, in_scheme: int, ids: Sequence[str]
) -> dict[str, Outgoing]:
    """Give the mails of ours that some Message-IDs name."""
    rows = conn.execute(
        select(*LISTED).where(outbox.c.scheme_id == in_scheme, outbox.c.message_id.in_(ids[:100]))
    ).mappings()
    return {row["message_id"]: _outgoing(row) for row in rows}


def texts_of_thread(conn: Connection, in_scheme: int, thread: str, limit: int = 4) -> list[str]:
    """Give the plain texts of our newest mails in a thread."""
    return list(
        conn.scalars(
            select(outbox.c.text)
            .where(outbox.c.scheme_id == in_scheme, outbox.c.thread == thread)
            .order_by(outbox.c.id.desc())
            .limit(limit)
        )
    )


def text_of(conn: Connection, outbox_id: int) -> str:
    """Give the plain text of one mail of ours."""
    return conn.scalar(select(outbox.c.text).where(outbox.c.id == outbox_id)) or ""


def raw_of(conn: Connection, outbox_id: int) -> bytes:
    """Give the bytes of one mail of ours."""
    return conn.scalar(select(outbox.c.raw).where(outbox.c.id == outbox_id)) or b""


def first_of_thread(conn: Connection, in_scheme: int, thread: str) -> Outgoing | None:
    """Give the mail that a thread began with."""
    row = (
        conn.execute(
            select(*LISTED)
            .where(outbox.c.scheme_id == in_scheme, outbox.c.thread == thread)
            .order_by(outbox.c.id)
            .limit(1)
        )
        .mappings()
        .first()
    )
    return None if row is None else _outgoing(row)


def mail_to_person(
    conn: Connection, in_scheme: int, person_id: int, limit: int = 50
) -> tuple[Outgoing, ...]:
    """Give what was queued for somebody, the newest first."""
    rows = conn.execute(
        select(*LISTED)
        .where(outbox.c.scheme_id == in_scheme, outbox.c.person_id == person_id)
        .order_by(outbox.c.id.desc())
        .limit(limit)
    ).mappings()
    return tuple(_outgoing(row) for row in rows)


def listed(
    conn: Connection, in_scheme: int, states: Collection[str] = (), limit: int = 200
) -> tuple[Outgoing, ...]:
    """Give mails of the outbox, those that leave first in front."""
    asked = select(*LISTED).where(outbox.c.scheme_id == in_scheme)
    if states:
        asked = asked.where(outbox.c.state.in_(states))
    rows = conn.execute(asked.order_by(outbox.c.not_before, outbox.c.id).limit(limit)).mappings()
    return tuple(_outgoing(row) for row in rows)


def due_to_leave(
    conn: Connection, in_scheme: int, now: datetime, limit: int
) -> tuple[Outgoing, ...]:
    """Give what may leave by now, the most urgent first."""
    rows = conn.execute(
        select(*LISTED)
        .where(
            outbox.c.scheme_id == in_scheme, outbox.c.state == "ready", outbox.c.not_before <= now
        )
        .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
        .limit(limit)
    ).mappings()
    return tuple(_outgoing(row) for row in rows)


def next_departure(conn: Connection, in_scheme: int) -> datetime | None:
    """Give when the next mail may leave."""
    found: datetime | None = conn.scalar(
        select(func.min(outbox.c.not_before)).where(
            outbox.c.scheme_id == in_scheme, outbox.c.state == "ready"
        )
    )
    return found


def claim(conn: Connection, outbox_id: int, by: str, now: datetime) -> bool:
    """Claim a ready mail before it is sent; False when another process got there first."""
    changed = conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "ready")
        .values(state="claimed", claimed_by=by, claimed_at=now, attempts=outbox.c.attempts + 1)
    )
    return changed.rowcount == 1


def begin_leaving(conn: Connection, outbox_id: int, by: str) -> bool:
    """Keep that the bytes are about to go: from here to the reply, the outcome is not known."""
    changed = conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "claimed", outbox.c.claimed_by == by)
        .values(state="leaving")
    )
    return changed.rowcount == 1


def settle(
    conn: Connection, outbox_id: int, state: str, now: datetime, reply: str, **more: object
) -> bool:
    """Give a mail that was on its way its new state; False when it was settled already."""
    values: dict[str, object] = {"state": state, "reply": reply[:500]} | more
    if state == "sent":
        values["sent_at"] = now
    changed = conn.execute(
        update(outbox)
        .where(
            outbox.c.id == outbox_id,
            outbox.c.state.in_(("claimed", "leaving", "uncertain", "ready")),
        )
        .values(values)
    )
    return changed.rowcount == 1


def unsettled(conn: Connection, in_scheme: int, before: datetime, own: str) -> tuple[Outgoing, ...]:
    """Give mails whose sender died: claimed or leaving since before a moment, and uncertain ones.

    `own` is this process: what it claimed itself earlier and did not settle counts at once.
    """
    rows = conn.execute(
        select(*LISTED)
        .where(
            outbox.c.scheme_id == in_scheme,
            or_(
                outbox.c.state == "uncertain",
                and_(
                    outbox.c.state.in_(("claimed", "leaving")),
                    or_(outbox.c.claimed_at <= before, outbox.c.claimed_by == own),
                ),
            ),
        )
        .order_by(outbox.c.id)
    ).mappings()
    return tuple(_outgoing(row) for row in rows)


def withdraw_queued(conn: Connection, in_scheme: int, why: str, **about: object) -> int:
    """Take back mails that have not left, by person_id, assignment_id, promise_id or partnership_id."""
    wanted = [outbox.c[name] == value for name, value in about.items()]
    changed = conn.execute(
        update(outbox)
        .where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.state.in_(("ready", "approval")),
            *wanted,
        )
        .values(state="withdrawn", reply=why)
    )
    return changed.rowcount


def withdraw_unasked(conn: Connection, person_id: int, why: str) -> int:
    """Take back what somebody did not ask for and has not been sent."""
    changed = conn.execute(
        update(outbox)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.state.in_(("ready", "approval")),
            outbox.c.unsolicited,
        )
        .values(state="withdrawn", reply=why)
    )
    return changed.rowcount


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


def approve(conn: Connection, outbox_id: int, leaves: datetime, expires: datetime | None) -> None:
    """Let a mail go that waited for a coordinator's OK."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "approval")
        .values(state="ready", not_before=leaves, expires_at=expires)
    )


def is_dead(conn: Connection, promise_id: int) -> bool:
    """Say whether the mail that put a question will never arrive: nobody can answer it then."""
    states = set(conn.scalars(select(outbox.c.state).where(outbox.c.promise_id == promise_id)))
    return bool(states) and states <= {"withdrawn", "expired", "refused"}


def send_again(conn: Connection, outbox_id: int, now: datetime) -> bool:
    """Put a mail whose outcome nobody knows back, with the same bytes; False when it is settled."""
    changed = conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state.in_(("uncertain", "claimed", "leaving")))
        .values(state="ready", not_before=now, claimed_by="", claimed_at=None)
    )
    return changed.rowcount == 1


def put_off(conn: Connection, outbox_id: int, until: datetime, why: str) -> None:
    """Let a ready mail wait for another time."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "ready")
        .values(not_before=until, reply=why)
    )


def free_claim(conn: Connection, outbox_id: int, by: str, again: datetime) -> None:
    """Give back a claim when nothing was handed over; one that was leaving becomes uncertain."""
    mine = (outbox.c.id == outbox_id) & (outbox.c.claimed_by == by)
    conn.execute(
        update(outbox)
        .where(mine, outbox.c.state == "leaving")
        .values(state="uncertain", reply="the connection ended")
    )
    conn.execute(
        update(outbox)
        .where(mine, outbox.c.state == "claimed")
        .values(state="ready", not_before=again, claimed_by="")
    )


def readdress(conn: Connection, person_id: int, dead: str, alive: str) -> None:
    """Send what waits for a dead address to a living one."""
    rows = conn.execute(
        select(outbox.c.id, outbox.c.recipients).where(
            outbox.c.person_id == person_id, outbox.c.state.in_(("ready", "approval"))
        )
    ).all()
    for outbox_id, recipients in rows:
        if dead in recipients:
            moved = [alive if one == dead else one for one in recipients]
            conn.execute(update(outbox).where(outbox.c.id == outbox_id).values(recipients=moved))

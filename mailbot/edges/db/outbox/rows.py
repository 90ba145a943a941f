"""One mail of the outbox as a value, and the mails of ours that a name or a thread finds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from mailbot.edges.db.schema import outbox

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


def outgoing(row: RowMapping) -> Outgoing:
    """Make the value of a row that holds the columns LISTED."""
    values = dict(row)
    values["recipients"] = tuple(values["recipients"])
    values["offers"] = tuple(values["offers"])
    return Outgoing(**values)


def outgoing_by_id(conn: Connection, outbox_id: int) -> Outgoing | None:
    """Give one mail of the outbox."""
    row = conn.execute(select(*LISTED).where(outbox.c.id == outbox_id)).mappings().first()
    return None if row is None else outgoing(row)


def outgoing_by_message_ids(
    conn: Connection, in_scheme: int, ids: Sequence[str]
) -> dict[str, Outgoing]:
    """Give the mails of ours that some Message-IDs name."""
    rows = conn.execute(
        select(*LISTED).where(outbox.c.scheme_id == in_scheme, outbox.c.message_id.in_(ids[:100]))
    ).mappings()
    return {row["message_id"]: outgoing(row) for row in rows}


def first_of_thread(conn: Connection, in_scheme: int, thread: str) -> Outgoing | None:
    """Give the mail that a thread began with; what was taken back before it left began nothing."""
    row = (
        conn.execute(
            select(*LISTED)
            .where(
                outbox.c.scheme_id == in_scheme,
                outbox.c.thread == thread,
                outbox.c.state.not_in(("withdrawn", "expired")),
            )
            .order_by(outbox.c.id)
            .limit(1)
        )
        .mappings()
        .first()
    )
    return None if row is None else outgoing(row)


def has_left(conn: Connection, person_id: int, assignments: Collection[int], mail: str) -> bool:
    """Say whether a kind of mail about some assignments is on its way to somebody, or gone."""
    found = select(outbox.c.id).where(
        outbox.c.person_id == person_id,
        outbox.c.assignment_id.in_(assignments),
        outbox.c.mail == mail,
        outbox.c.state.not_in(("ready", "approval", "withdrawn", "listened")),
    )
    return conn.scalar(found.limit(1)) is not None


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


def listed(
    conn: Connection, in_scheme: int, states: Collection[str] = (), limit: int = 200
) -> tuple[Outgoing, ...]:
    """Give mails of the outbox, those that leave first in front."""
    asked = select(*LISTED).where(outbox.c.scheme_id == in_scheme)
    if states:
        asked = asked.where(outbox.c.state.in_(states))
    rows = conn.execute(asked.order_by(outbox.c.not_before, outbox.c.id).limit(limit)).mappings()
    return tuple(outgoing(row) for row in rows)

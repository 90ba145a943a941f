"""What waits to leave: put in, changed, let go by a coordinator, or taken back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from mailbot.edges.db.engine import new_id
from mailbot.edges.db.schema import Moment, outbox

_LAST_CHARACTER = "\U0010ffff"


def put(conn: Connection, **columns: object) -> int:
    """Put a mail in the outbox and give its id."""
    return new_id(conn.execute(outbox.insert(), columns))


def fix_bytes(conn: Connection, outbox_id: int, **columns: object) -> None:
    """Set what depends on the id (Message-ID and bytes), in the transaction that put the mail in."""
    conn.execute(update(outbox).where(outbox.c.id == outbox_id).values(columns))


def is_queued(conn: Connection, in_scheme: int, once_key: str) -> bool:
    """Say whether a mail that may exist only once was queued already."""
    found = conn.scalar(
        select(outbox.c.id).where(outbox.c.scheme_id == in_scheme, outbox.c.once_key == once_key)
    )
    return found is not None


def was_sent(conn: Connection, in_scheme: int, once_key: str) -> bool:
    """Say whether the mail of a key has left."""
    state = conn.scalar(
        select(outbox.c.state).where(outbox.c.scheme_id == in_scheme, outbox.c.once_key == once_key)
    )
    return state == "sent"


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
                # An index finds what lies between its first and last continuation, LIKE it does not.
                outbox.c.answer_key.between(address_prefix, address_prefix + _LAST_CHARACTER),
                outbox.c.answer_key.startswith(address_prefix, autoescape=True),
                outbox.c.queued_at > since,
            )
        )
        or 0
    )


def approve(conn: Connection, outbox_id: int, leaves: datetime, expires: datetime | None) -> None:
    """Let a mail go that waited for a coordinator's OK."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id, outbox.c.state == "approval")
        .values(state="ready", not_before=leaves, expires_at=expires)
    )


def withdraw_queued(
    conn: Connection, in_scheme: int, why: str, *, mails: Collection[str] = (), **about: object
) -> int:
    """Take back mails that have not left, by person_id, assignment_id, promise_id or partnership_id.

    `mails` are ids such as "P21"; without any, mails of every kind are taken back. Gives how many.
    """
    wanted = [outbox.c[name] == value for name, value in about.items()]
    if mails:
        wanted.append(outbox.c.mail.in_(mails))
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


def make_room(
    conn: Connection, in_scheme: int, why: str, mails: Collection[str], **about: object
) -> int:
    """Take back mails that have not left, so that they may be made anew with what is true now; give how many."""
    wanted = [outbox.c[name] == value for name, value in about.items()]
    changed = conn.execute(
        update(outbox)
        .where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.mail.in_(mails),
            outbox.c.state.in_(("ready", "approval")),
            *wanted,
        )
        .values(state="withdrawn", reply=why, once_key=None)
    )
    return changed.rowcount


def call_back(conn: Connection, in_scheme: int, why: str, promise_id: int) -> int:
    """Take back what was queued for a promise and has not left, so that it may be made anew; give how many."""
    changed = conn.execute(
        update(outbox)
        .where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.promise_id == promise_id,
            outbox.c.person_id.is_not(None),
            outbox.c.state.in_(("ready", "approval")),
        )
        .values(state="withdrawn", reply=why, once_key=None)
    )
    return changed.rowcount


def withdraw_unasked(
    conn: Connection, person_id: int, why: str, *, keeping: Collection[str] = ()
) -> int:
    """Take back what somebody did not ask for and has not been sent, but for kinds to keep."""
    changed = conn.execute(
        update(outbox)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.state.in_(("ready", "approval")),
            outbox.c.unsolicited,
            outbox.c.mail.not_in(keeping),
        )
        .values(state="withdrawn", reply=why)
    )
    return changed.rowcount


def put_off_unasked(conn: Connection, person_id: int, until: datetime, why: str) -> None:
    """Let what somebody did not ask for wait until a moment at least."""
    conn.execute(
        update(outbox)
        .where(
            outbox.c.person_id == person_id,
            outbox.c.state == "ready",
            outbox.c.unsolicited,
            outbox.c.not_before < until,
        )
        .values(not_before=until, reply=why)
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


def send_elsewhere(
    conn: Connection, outbox_id: int, person_id: int, dead: str, alive: str, now: datetime
) -> bool:
    """Send a mail that came back to the same person's other address, with the same bytes.

    Nobody else who was in it gets it again. False when it is not theirs, or went elsewhere before.
    """
    row = conn.execute(
        select(outbox.c.recipients, outbox.c.person_id).where(
            outbox.c.id == outbox_id, outbox.c.state.in_(("sent", "refused"))
        )
    ).first()
    if row is None or dead not in row.recipients or row.person_id not in {None, person_id}:
        return False
    conn.execute(
        update(outbox)
        .where(outbox.c.id == outbox_id)
        .values(state="ready", recipients=[alive], not_before=now, sent_at=None, claimed_by="")
    )
    return True


def earliest_queued(
    conn: Connection, in_scheme: int, assignment_id: int, mails: Collection[str]
) -> datetime | None:
    """Give when the first mail of some kinds about an assignment may leave; None where none waits."""
    found: datetime | None = conn.scalar(
        select(func.min(outbox.c.not_before, type_=Moment)).where(
            outbox.c.scheme_id == in_scheme,
            outbox.c.assignment_id == assignment_id,
            outbox.c.mail.in_(mails),
            outbox.c.state.in_(("ready", "approval")),
        )
    )
    return found

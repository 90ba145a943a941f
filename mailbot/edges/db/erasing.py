"""What is deleted of somebody who asked for it, in every table; what is counted stays without them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Text, and_, cast, or_, select, update

from mailbot.core.people import PersonState
from mailbot.edges.db.schema import (
    address,
    arrangement,
    assignment,
    invitation,
    journal,
    outbox,
    person,
    promise,
    received,
    received_bytes,
    remark,
    standby,
    submission,
)

NOBODY = "Somebody"
GONE = "(deleted)"
_WAITING = ("approval", "ready", "listened", "uncertain")
# Nothing more becomes of a mail in one of these.
SETTLED = frozenset({"sent", "refused", "withdrawn", "expired", "listened"})


@dataclass(frozen=True, slots=True)
class Traces:
    """Where somebody stands in the record: mails that came from them, and mails of ours.

    `later` are mails to others that name them and have not left: those people still get them.
    """

    received: tuple[int, ...]
    outbox: tuple[int, ...]
    message_ids: tuple[str, ...]
    later: tuple[int, ...] = ()


def traces_of(
    conn: Connection,
    in_scheme: int,
    person_id: int,
    names: Sequence[str],
    addresses: Sequence[str],
    came: Collection[int] = (),
) -> Traces:
    """Give every mail of somebody's and every mail of ours to, because of or about them.

    `names` are whole names, `came` mails known to be theirs besides.
    """
    theirs = conn.scalars(select(received.c.id).where(received.c.person_id == person_id))
    ids = tuple(sorted({*theirs, *came}))
    named = [one for one in (*names, *addresses) if one]
    words = cast(outbox.c.recipients, Text)
    about = [outbox.c.text.contains(one, autoescape=True) for one in named]
    to_them = [words.contains(f'"{one}"', autoescape=True) for one in addresses]
    rows = conn.execute(
        select(
            outbox.c.id,
            outbox.c.message_id,
            outbox.c.state,
            outbox.c.person_id,
            outbox.c.received_id,
        )
        .where(
            outbox.c.scheme_id == in_scheme,
            or_(outbox.c.person_id == person_id, outbox.c.received_id.in_(ids), *about, *to_them),
        )
        .order_by(outbox.c.id)
    ).all()
    own = [row for row in rows if row.person_id == person_id or row.received_id in ids]
    at_once = [
        row for row in rows if row.state in SETTLED or (row in own and row.state in _WAITING)
    ]
    return Traces(
        ids,
        tuple(row.id for row in at_once),
        tuple(row.message_id for row in at_once),
        tuple(row.id for row in rows if row not in at_once),
    )


def erase(
    conn: Connection,
    in_scheme: int,
    person_id: int,
    names: Sequence[str],
    addresses: Sequence[str],
    traces: Traces,
) -> None:
    """Delete details, addresses, texts and mails; the row without a name keeps the counts right.

    The caller has seen to it that they are in no living pair or trio, and owe nothing.
    """
    for chunk in range(0, len(traces.received), 500):
        some = traces.received[chunk : chunk + 500]
        conn.execute(received_bytes.delete().where(received_bytes.c.received_id.in_(some)))
        conn.execute(update(received).where(received.c.id.in_(some)).values(message_id=""))
    erase_mails(conn, traces.outbox)
    owed = select(assignment.c.id).where(assignment.c.person_id == person_id)
    conn.execute(
        update(submission)
        .where(submission.c.assignment_id.in_(owed.scalar_subquery()))
        .values(text="", said={})
    )
    for column in (
        remark.c.person_id, standby.c.person_id, invitation.c.person_id, address.c.person_id,
        arrangement.c.person_id, arrangement.c.other_id,
    ):  # fmt: skip
        conn.execute(column.table.delete().where(column == person_id))
    _erase_record(conn, in_scheme, person_id, [*names, *addresses], traces)
    conn.execute(update(person).where(person.c.id == person_id).values(_NOBODY))


# What says nothing of anybody: the role, and when somebody came and went.
_NOBODY: dict[str, object] = {
    "name": NOBODY, "specialty": "", "grade": "", "employer": "", "town": "", "phone": "",
    "state": PersonState.LEFT, "imported_id": None, "next_look_at": None, "waiting_since": None,
    "paused_until": None, "away_until": None, "quiet_since": None, "last_sign_at": None,
    "held": False,
}  # fmt: skip


def erase_mails(conn: Connection, ids: Collection[int]) -> None:
    """Delete what mails of ours said and to whom they went; those that wait don't leave any more."""
    wanted = list(ids)
    for chunk in range(0, len(wanted), 500):
        some = outbox.c.id.in_(wanted[chunk : chunk + 500])
        conn.execute(
            update(outbox).where(some, outbox.c.state.in_(_WAITING)).values(state="withdrawn")
        )
        conn.execute(
            update(outbox)
            .where(some)
            .values(subject=GONE, text="", raw=b"", recipients=[], reply="", answer_key=None)
        )


def _erase_record(
    conn: Connection, in_scheme: int, person_id: int, named: Sequence[str], traces: Traces
) -> None:
    """Empty what promises and the journal tell of them; what is owed to others stays, without the name."""
    theirs = and_(
        promise.c.scheme_id == in_scheme,
        or_(
            promise.c.person_id == person_id,
            and_(promise.c.person_id.is_(None), promise.c.received_id.in_(traces.received)),
        ),
    )
    conn.execute(update(promise).where(theirs).values(title=GONE, closed_by=GONE, details={}))
    conn.execute(
        update(promise)
        .where(theirs, promise.c.state == "open")
        .values(state="dropped", next_look_at=None, outcome="erased")
    )
    words = [one for one in named if one]
    for one in words:
        _leave_out_of_promises(conn, in_scheme, one)
    why = [journal.c.because.contains(one, autoescape=True) for one in words]
    mails = (journal.c.received_id.in_(traces.received), journal.c.outbox_id.in_(traces.outbox))
    conn.execute(
        update(journal)
        .where(journal.c.scheme_id == in_scheme)
        .where(or_(journal.c.person_id == person_id, *mails, *why))
        .values(because=GONE, details={})
    )


def _leave_out_of_promises(conn: Connection, in_scheme: int, word: str) -> None:
    """Put NOBODY for a name in what is promised to others; the way back from an order goes whole."""
    inside = promise.c.title.contains(word, autoescape=True)
    kept = cast(promise.c.details, Text).contains(word, autoescape=True)
    rows = conn.execute(select(promise).where(promise.c.scheme_id == in_scheme, or_(inside, kept)))
    for row in rows.all():
        details = json.loads(json.dumps(row.details).replace(word, NOBODY))
        if row.state != "open":
            details = {}
        new = {"title": row.title.replace(word, NOBODY), "details": details}
        conn.execute(update(promise).where(promise.c.id == row.id).values(new))

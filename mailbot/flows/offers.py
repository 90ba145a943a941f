"""Ask one of the scheme's people something that a reply decides, and find again what they were asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.house import House


def open_offer(
    conn: Connection,
    house: House,
    now: datetime,
    person_id: int,
    mail: MailId,
    title: str,
    options: Sequence[str],
    *,
    about: dict[str, object] | None = None,
    until: datetime | None = None,
    assignment_id: int | None = None,
    partnership_id: int | None = None,
    received_id: int | None = None,
) -> Promise:
    """Open a question that the caller puts to somebody with `mail`, and give its promise.

    The mail carries the promise's id and the same `options`, the words or numbers that decide it. Of
    an answer without either, flows/facts.py tells by `mail` what it may be to. `about` is kept for
    who carries the answer out. The night looks at it from `until` on; without one it waits for them.
    Whether the same was asked before is for the caller to see (`offers_by`).
    """
    return promises.open_promise(
        conn,
        house.scheme_id,
        Matter.OFFER.value,
        title,
        now,
        asks_coordinator=False,
        person_id=person_id,
        options=list(options),
        details={**(about or {}), "mail": mail.value},
        next_look_at=until,
        assignment_id=assignment_id,
        partnership_id=partnership_id,
        received_id=received_id,
    )


def offers_by(
    conn: Connection,
    house: House,
    mail: MailId,
    person_id: int | None = None,
    *,
    only_open: bool = False,
) -> tuple[Promise, ...]:
    """Give what was asked with a mail, of one person or of anybody, the oldest first."""
    of = promises.open_promises if only_open else promises.of_kind
    found = of(conn, house.scheme_id, Matter.OFFER.value, person_id)
    return tuple(one for one in found if one.details.get("mail") == mail.value)

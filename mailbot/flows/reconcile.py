"""Reconcile: settle what a dead process or a silent server left behind in the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from mailbot.core import actions as do
from mailbot.edges.db import outbox, people, sightings
from mailbot.edges.db.engine import reading
from mailbot.edges.db.outbox import Outgoing
from mailbot.edges.imap import Mailbox, Role
from mailbot.flows import put_back
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House

# A server may take ten minutes to answer the final dot (RFC 5321 section 4.5.3.2.6).
CLAIM_IS_DEAD_AFTER = timedelta(minutes=15)
COPY_SHOWS_WITHIN = timedelta(minutes=2)


def reconcile(house: House, mailbox: Mailbox | None, now: datetime) -> int:
    """Settle mails whose sender died or whose server went silent; give how many are left uncertain.

    What never began to leave goes back to the queue. The rest is looked for in the Sent folder: found
    there it was sent. Not found, it is sent again with the same bytes only where this server is known
    to keep copies; else a coordinator is asked, for nobody can know.
    """
    with reading(house.engine) as conn:
        rows = outbox.unsettled(conn, house.scheme_id, now - CLAIM_IS_DEAD_AFTER, house.owner)
        held = put_back.is_held(conn, house)
        copies = sightings.server_keeps_copies(conn, house.scheme_id)
    if held and put_back.is_counted(house):
        return len(rows)
    left = 0
    sent_folders = _sent_folders(mailbox) if rows and mailbox is not None else ()
    for row in rows:
        if row.state == "claimed":
            with house.engine.begin() as conn:
                outbox.send_again(conn, row.id, now)
            continue
        if mailbox is not None and any(
            mailbox.find_message_id(one, row.message_id) for one in sent_folders
        ):
            with house.engine.begin() as conn:
                outbox.settle(conn, row.id, "sent", now, put_back.FOUND)
            continue
        if held:
            left += 1  # a coordinator is asked about all of them at once
            continue
        left += _not_in_sent(house, row, now, copies=copies, looked=bool(sent_folders))
    return left


def _sent_folders(mailbox: Mailbox) -> Sequence[str]:
    return [one.name for one in mailbox.folders() if one.role is Role.SENT]


def _not_in_sent(house: House, row: Outgoing, now: datetime, *, copies: bool, looked: bool) -> int:
    with house.engine.begin() as conn:
        if copies and looked:
            if now - (row.claimed_at or now) > COPY_SHOWS_WITHIN:
                outbox.send_again(conn, row.id, now)
                return 0
            return 1
        if row.state == "leaving":
            outbox.settle(conn, row.id, "uncertain", now, "no reply from the mail server")
        person = None if row.person_id is None else people.person_by_id(conn, row.person_id)
        whom = person.name if person is not None else "a coordinator"
        put_before_coordinators(
            conn,
            house,
            Case(now, "the mail server gave no final reply"),
            do.Matter.UNCERTAIN_SEND,
            f'I can\'t tell whether {whom} got "{row.subject}". Send it again?',
            ("yes", "no"),
            person=row.person_id,
            details={"outbox_id": row.id},
        )
    return 1

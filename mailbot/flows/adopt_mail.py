"""Take over mails that were sent by hand, so that their answers are understood as answers to ours."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core.adoption import AdoptedMail
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.people import Partnership, Person
from mailbot.core.tasks import Assignment
from mailbot.edges.db import adopted, journal, outbox, partnerships, people, promises, tasks
from mailbot.flows import adopt_events, adopt_notes, stages
from mailbot.flows.doing.silence import OPTIONS
from mailbot.flows.doing.work import NUDGES
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer

WHY = "sent by hand before mailbot took over"
INTRODUCTIONS = frozenset({MailId.P08, MailId.P27})
# What our own flows queue once for each person; it must not follow what they have already had.
ONCE_FOR_A_PERSON = frozenset({MailId.P01, MailId.P02, MailId.P05})
# More stages than anybody takes part in.
MANY = 1000


@dataclass(frozen=True, slots=True)
class Ties:
    """What a mail is about; `person` is who got it alone, `offer` what it asked."""

    to: tuple[str, ...]
    person: Person | None
    stage_id: int | None
    owed: Assignment | None
    pair: Partnership | None
    offer: promises.Promise | None


def take_over(
    conn: Connection,
    house: House,
    mail: AdoptedMail,
    ids: Mapping[str, int],
    stage_ids: Mapping[tuple[str, str], int],
) -> int:
    """Put one mail into the outbox as sent and give 1; 0 when it is there already."""
    if adopted.is_sent(conn, mail.message_id):
        return 0
    ties = _ties(conn, house, mail, ids, stage_ids.get((mail.round, mail.stage)))
    outbox_id = outbox.put(conn, **_row(conn, house, mail, ties))
    owed = ties.owed
    if owed is not None and mail.mail in NUDGES and mail.mail.value not in owed.nudges:
        tasks.change_assignment(conn, owed.id, nudges=[*owed.nudges, mail.mail.value])
    entry = journal.Entry(
        mail.at,
        "send_mail",
        WHY,
        "a coordinator",
        person_id=None if ties.person is None else ties.person.id,
        outbox_id=outbox_id,
        assignment_id=None if owed is None else owed.id,
        details={"mail": mail.mail.value},
    )
    journal.note(conn, house.scheme_id, entry)
    return 1


def _ties(
    conn: Connection,
    house: House,
    mail: AdoptedMail,
    ids: Mapping[str, int],
    stage_id: int | None,
) -> Ties:
    if CATALOGUE[mail.mail].audience is Audience.COORDINATOR:
        asked = adopt_notes.asked_by(conn, house, mail)
        return Ties(adopt_notes.addresses(house, mail), None, stage_id, None, None, asked)
    found = people.people_by_id(conn, [ids[one] for one in mail.to])
    to = tuple(found[ids[one]] for one in mail.to)
    addresses = tuple(one.address for one in to)
    if mail.mail is MailId.P43:
        event = adopt_events.invited_to(conn, house, mail, to, WHY)
        return Ties(addresses, to[0] if len(to) == 1 else None, None, None, None, event)
    pair = partnerships.current_partnership(conn, to[0].id) if mail.mail in INTRODUCTIONS else None
    if len(to) > 1:
        return Ties(addresses, None, stage_id, None, pair, None)
    owed = None if stage_id is None else _assignment(conn, to[0], stage_id)
    offer = _offer(conn, house, mail, to[0])
    return Ties(addresses, to[0], stage_id, owed, pair, offer)


def _row(conn: Connection, house: House, mail: AdoptedMail, ties: Ties) -> dict[str, object]:
    kind = CATALOGUE[mail.mail]
    once_key = _once_key(mail, ties)
    repeated = once_key is not None and outbox.is_queued(conn, house.scheme_id, once_key)
    return {
        "scheme_id": house.scheme_id,
        "mail": mail.mail.value,
        "person_id": None if ties.person is None else ties.person.id,
        "recipients": list(ties.to),
        "message_id": mail.message_id,
        "subject": mail.subject,
        "text": mail.text,
        "raw": b"",
        "state": "sent",
        "priority": int(kind.priority),
        "unsolicited": kind.unsolicited,
        "queued_at": mail.at,
        "not_before": mail.at,
        "sent_at": mail.at,
        "reason": WHY,
        "once_key": None if repeated else once_key,
        "thread": _thread(mail, ties),
        "assignment_id": None if ties.owed is None else ties.owed.id,
        "stage_id": ties.stage_id,
        "promise_id": None if ties.offer is None else ties.offer.id,
        "partnership_id": None if ties.pair is None else ties.pair.id,
        "offers": [] if ties.offer is None else list(ties.offer.options),
    }


def _assignment(conn: Connection, person: Person, stage_id: int) -> Assignment | None:
    everything = (*tasks.owed_by(conn, person.id), *tasks.ended_for(conn, person.id, MANY))
    return next((one for one in everything if one.stage_id == stage_id), None)


def _thread(mail: AdoptedMail, ties: Ties) -> str:
    """One stage of one person is one thread, whether or not they owe anything in it (I2)."""
    if ties.person is None or ties.stage_id is None:
        return mail.message_id
    return stages.thread_of_stage(ties.stage_id, ties.person.id)


def _once_key(mail: AdoptedMail, ties: Ties) -> str | None:
    """Give the key under which our own flows would queue the same mail once."""
    kind, person, owed = mail.mail, ties.person, ties.owed
    if ties.pair is not None:
        return f"P08:{ties.pair.id}"
    if person is not None and kind in ONCE_FOR_A_PERSON:
        return f"{kind.value}:{person.id}"
    if person is not None and kind is MailId.P10 and ties.stage_id is not None:
        return f"P10:{ties.stage_id}:{person.id}"
    if owed is not None and kind in NUDGES:
        return f"{kind.value}:{owed.id}:{owed.due_at:%Y-%m-%d}"
    return None


def _offer(
    conn: Connection, house: House, mail: AdoptedMail, person: Person
) -> promises.Promise | None:
    """Open the numbered question that P24 and P25 put; one of a kind at a time."""
    options = OPTIONS.get(mail.mail)
    if options is None:
        return None
    open_now = offers_by(conn, house, mail.mail, person.id, only_open=True)
    if open_now:
        return open_now[0]
    if mail.mail is MailId.P24 and person.quiet_since is None:
        people.change_person(conn, person.id, quiet_since=mail.at)
    return open_offer(conn, house, mail.at, person.id, mail.mail, WHY, options)

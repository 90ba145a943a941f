"""Gather what is known around one mail before it is read: who wrote it, and what it answers."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mail import MachineMail, ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, Person, PersonState
from mailbot.core.reading import (
    Answered,
    Facts,
    OpenOffer,
    Sender,
    SenderKind,
)
from mailbot.edges.db import outbox, partnerships, people, promises, submissions, tasks
from mailbot.flows.addressed import (
    addressees_of,
    are_together,
    questions_of,
    visible_to_others,
)
from mailbot.flows.events.knowing import calendar_reply, events_around
from mailbot.flows.house import House
from mailbot.flows.senders import sender_of
from mailbot.flows.stages.telling import is_waited_for
from mailbot.flows.threads import answered_by
from mailbot.flows.undelivered import wrote_since
from mailbot.translate.numbered import items_shown

# A bare "yes" of today is no answer to what was asked months ago.
STILL_IN_MIND = timedelta(days=28)


def gather(
    conn: Connection,
    house: House,
    mail: ParsedMail,
    machine: MachineMail | None,
    arrived: datetime,
    writer: Person | None = None,
) -> Facts:
    """Collect the facts of one mail; nothing is changed.

    `writer` is who wrote it of those who share the address.
    """
    sender = sender_of(conn, house, mail, writer)
    answered = answered_by(conn, house, mail, machine, sender)
    person = sender.person
    pair = None if person is None else partnerships.current_partnership(conn, person.id)
    together = pair if pair is not None and pair.state is PartnershipState.ACTIVE else None
    others = [one for one in together.members if person and one != person.id] if together else []
    partners = people.people_by_id(conn, others)
    visible = tuple(dict.fromkeys(one.address for one in (*mail.to, *mail.cc) if one.address))
    addressees = addressees_of(conn, house, visible, machine)
    owed = () if person is None else tasks.owed_by(conn, person.id)
    ended = () if person is None else tasks.ended_for(conn, person.id)
    return Facts(
        sender=sender,
        today=house.hours.today(arrived),
        arrived=arrived,
        answered=answered,
        owed=owed,
        done_lately=ended,
        offers=_offers(conn, house, person, answered, arrived),
        partners=tuple(partners[one] for one in others),
        partnership_id=None if together is None else together.id,
        addressees=addressees,
        visible_to_others=visible_to_others(house, mail, sender, visible),
        addressed_openly=any(house.is_ours(one) for one in visible),
        already_together=are_together(conn, addressees),
        open_questions=questions_of(conn, house, addressees, mail),
        open_decisions=_open_decisions(conn, house, sender, answered),
        first_answer=_first_answer(conn, house, person),
        asked={one.id: house.task(one.task).stage(one.stage) for one in (*owed, *ended)},
        events=events_around(conn, house, sender, arrived),
        calendar=calendar_reply(
            conn, house, mail, answered.event_id if answered else None, arrived
        ),
        coordinators=house.scheme.coordinators,
        wrote_since=wrote_since(conn, machine, answered, addressees, arrived),
        others_open=frozenset(one.id for one in owed if is_waited_for(conn, one, together)),
        sent=submissions.standing_texts(conn, [one.id for one in ended if one.done_at]),
    )


def _first_answer(conn: Connection, house: House, person: Person | None) -> int | None:
    if person is None or person.state not in {PersonState.REGISTERED, PersonState.WAITING}:
        return None
    kind = Matter.FIRST_ANSWER.value
    found = promises.open_promises(conn, house.scheme_id, kind, person.id)
    return found[0].id if found else None


def _offers(
    conn: Connection,
    house: House,
    person: Person | None,
    answered: Answered | None,
    arrived: datetime,
) -> tuple[OpenOffer, ...]:
    """Give what still waits for their word; an old question is only what answers its own mail."""
    if person is None:
        return ()
    since = arrived - STILL_IN_MIND
    open_now = promises.open_promises(conn, house.scheme_id, Matter.OFFER.value, person.id)
    return tuple(
        OpenOffer(
            one.id,
            MailId(str(one.details["mail"])),
            one.options,
            leaving=bool(one.details.get("leaving")),
        )
        for one in open_now
        # Words leave the group by a yes to that very mail, and by no other yes (law 5).
        if (one.opened_at >= since and one.details["mail"] != MailId.P47.value)
        or (answered is not None and answered.promise_id == one.id)
        if not outbox.is_dead(conn, one.id)
    )


def _open_decisions(
    conn: Connection, house: House, sender: Sender, answered: Answered | None
) -> tuple[int, ...]:
    """Give the open decisions that the answered mail shows: "ok to all" is never about others."""
    if sender.kind is not SenderKind.COORDINATOR or answered is None or not answered.texts:
        return ()
    shown = items_shown(answered.texts[0])
    waiting = promises.open_promises(conn, house.scheme_id, asks_coordinator=True)
    return tuple(one.number for one in waiting if one.number in shown)

"""Describe what was known around one mail as an adoption file, with only the people concerned."""

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.people import Person, PersonState
from mailbot.core.reading import Facts
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, partnerships, people, tasks, tracing
from mailbot.edges.db.outbox import Outgoing
from mailbot.flows.house import House

_ENDED_BY_IT = frozenset({"stop_mail", "withdraw", "pause"})


def scene_around(
    conn: Connection, house: House, facts: Facts, done: frozenset[str]
) -> dict[str, object] | None:
    """Give the scene of a mail as it was before it was acted on; None where its writer is nobody yet.

    `done` names the actions that were carried out because of it.
    """
    if not facts.sender.people or "register" in done:
        return None
    everybody = {one.id: one for one in (*facts.sender.people, *facts.partners)}
    sent = _sent(conn, facts)
    of_sent = people.people_by_id(conn, [one.person_id for one in sent if one.person_id])
    everybody = {**of_sent, **everybody}
    readers = {
        one.id: [_id(each.id) for each in everybody.values() if _got(each, one)] for one in sent
    }
    owed = [one for one in (*facts.owed, *facts.done_lately) if one.opened_at <= facts.arrived]
    ended = bool(done & _ENDED_BY_IT)
    return {
        "scheme": house.scheme.address,
        "people": [_person(one, facts, ended=ended) for one in everybody.values()],
        "partnerships": _pair(conn, facts),
        "rounds": [_round(conn, one) for one in _first_of_rounds(owed)],
        "owed": [_owed(one, facts.arrived) for one in owed],
        "sent": [_mail(conn, one, readers[one.id], owed) for one in sent if readers[one.id]],
    }


def scene_text(scene: dict[str, object]) -> str:
    """Write a scene down."""
    return json.dumps(scene, ensure_ascii=False, indent=2) + "\n"


def _id(person_id: int) -> str:
    return f"p{person_id}"


def _person(one: Person, facts: Facts, *, ended: bool) -> dict[str, object]:
    state = one.state
    if ended and one.id == facts.sender.person_id:
        state = PersonState.ACTIVE if facts.partnership_id else PersonState.WAITING
    wrote = [facts.sender.address] if one in facts.sender.people else []
    # Somebody whose addresses are all dead has none to give.
    addresses = list(dict.fromkeys([*one.addresses, *wrote])) or [f"{_id(one.id)}@nobody.invalid"]
    resting = state is PersonState.PAUSED and one.paused_until is not None
    return {
        "id": _id(one.id),
        "name": one.name,
        "address": addresses[0],
        "other_addresses": addresses[1:],
        "role": one.role.value,
        "specialty": one.specialty,
        "grade": one.grade,
        "employer": one.employer,
        "town": one.town,
        "state": state.value,
        "until": one.paused_until.isoformat() if resting and one.paused_until else None,
    }


def _pair(conn: Connection, facts: Facts) -> list[dict[str, object]]:
    if facts.partnership_id is None:
        return []
    pair = partnerships.partnership_by_id(conn, facts.partnership_id)
    since = pair.since or facts.arrived
    there = {one.id for one in (*facts.sender.people, *facts.partners)}
    members = [_id(one) for one in pair.members if one in there]
    return [{"id": f"g{pair.id}", "members": members, "since": since.isoformat()}]


def _first_of_rounds(owed: Iterable[Assignment]) -> list[Assignment]:
    return list({one.round_id: one for one in owed}.values())


def _round(conn: Connection, one: Assignment) -> dict[str, object]:
    stages = [
        {"name": each.name, "opens": each.opens_at.isoformat(), "due": each.due_at.isoformat()}
        for each in tasks.stages_of(conn, one.round_id)
    ]
    return {"id": f"r{one.round_id}", "task": one.task, "stages": stages}


def _owed(one: Assignment, arrived: datetime) -> dict[str, object]:
    ended = one.done_at or one.closed_at
    return {
        "by": [_id(one.person_id)],
        "round": f"r{one.round_id}",
        "stage": one.stage,
        "done": ended is not None and ended < arrived,
    }


def _sent(conn: Connection, facts: Facts) -> list[Outgoing]:
    """The mail that is answered, and those whose numbered questions are open."""
    found = [tracing.asked_in(conn, one.promise_id) for one in facts.offers]
    if facts.answered is not None:
        found.append(outbox.outgoing_by_id(conn, facts.answered.outbox_id))
    to_people = {
        one.id: one
        for one in found
        if one is not None and CATALOGUE[MailId(one.mail)].audience is not Audience.COORDINATOR
    }
    return list(to_people.values())


def _got(person: Person, sent: Outgoing) -> bool:
    return person.id == sent.person_id or bool(set(person.addresses) & set(sent.recipients))


def _mail(
    conn: Connection, one: Outgoing, to: list[str], owed: Iterable[Assignment]
) -> dict[str, object]:
    about = next((each for each in owed if each.id == one.assignment_id), None)
    place = {} if about is None else {"round": f"r{about.round_id}", "stage": about.stage}
    return {
        "message_id": one.message_id,
        "mail": one.mail,
        "to": to,
        "at": (one.sent_at or one.queued_at).isoformat(),
        "subject": one.subject,
        "text": outbox.text_of(conn, one.id) or "-",
        **place,
    }

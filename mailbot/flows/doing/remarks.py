"""Keep what people say about tasks, whether it may be quoted, and the ideas they give."""

import re

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.remarks import Permission, RemarkKind
from mailbot.edges.db import people, remarks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

_TASK = re.compile(r"\btask (\d{1,3})\b", re.IGNORECASE)


def record_feedback(conn: Connection, house: House, case: Case, action: do.RecordFeedback) -> None:
    """Keep what somebody says about a task; who asks not to be quoted is not quoted from then on (E2)."""
    task = _named(house, action.text) or action.task
    if action.refuses:
        _take_permission_back(conn, action.person, task)
    if action.text:
        remarks.add_remark(
            conn,
            house.scheme_id,
            RemarkKind.FEEDBACK,
            action.text,
            case.now,
            permission=Permission(action.quotable),
            task=task,
            role=people.person_by_id(conn, action.person).role.value,
            person_id=action.person,
            received_id=case.received_id,
        )


def _named(house: House, text: str) -> str:
    """Give the task that is named by its number; empty for none."""
    said = _TASK.search(text)
    named = (one.name for one in house.bank.values() if said and one.number == int(said[1]))
    return next(named, "")


def _take_permission_back(conn: Connection, person_id: int, task: str) -> None:
    """Without words about a task of their own, somebody means all that they ever said."""
    said = remarks.said_by(conn, person_id)
    about = [one for one in said if one.task == task] or said
    for one in about:
        remarks.allow(conn, one.id, Permission.NO)


def record_idea(conn: Connection, house: House, case: Case, action: do.RecordIdea) -> None:
    """Keep an idea for a task under its giver's name, and thank for it (C17)."""
    person = people.person_by_id(conn, action.person)
    remarks.add_remark(
        conn,
        house.scheme_id,
        RemarkKind.IDEA,
        action.text,
        case.now,
        permission=Permission.NO,
        role=person.role.value,
        person_id=person.id,
        received_id=case.received_id,
    )
    queue(
        conn,
        house,
        case.now,
        Letter(MailId.P46, "an idea for a task", to=(person,), answers=case.incoming),
    )

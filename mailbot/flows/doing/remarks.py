"""Keep what people say about tasks, whether it may be quoted, and the ideas they give."""

import re

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.remarks import Permission, RemarkKind, says_something
from mailbot.edges.db import people, remarks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.lessons.permission import take_back
from mailbot.flows.writing import Letter, queue

_TASK = re.compile(r"\btask (\d{1,3})\b", re.IGNORECASE)


def record_feedback(conn: Connection, house: House, case: Case, action: do.RecordFeedback) -> None:
    """Keep what somebody says about a task; who asks not to be quoted is not quoted from then on (E2)."""
    task = _named(house, action.text) or action.task
    if action.refuses:
        take_back(conn, house, case, action.person, task)
    if says_something(action.text):
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


def record_idea(conn: Connection, house: House, case: Case, action: do.RecordIdea) -> None:
    """Keep an idea for a task under its giver's name, and thank for it (C17)."""
    person = people.person_by_id(conn, action.person)
    if case.received_id is not None:
        # A line that is nothing but an idea was heard as feedback too.
        remarks.forget_same(conn, case.received_id, action.text)
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

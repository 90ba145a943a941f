"""Answer a question from the scheme's own answers, after a grace in which a person may be quicker (F7)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.scheme import Mode
from mailbot.edges.db import outbox, people, promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators, shortened
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

GRACE_FOR_PEOPLE = timedelta(minutes=5)
ANSWERED_BY_US = "answered from faq.toml"
# So long a question that is being answered is kept out of the digest.
BEING_ANSWERED = timedelta(hours=1)


def answer_question(conn: Connection, house: House, case: Case, action: do.AnswerQuestion) -> None:
    """Queue the known answer (P35); the question stays a coordinator's until that has left.

    Whoever answers by hand meanwhile closes the question, and what is queued about it is taken back.
    """
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.QUESTION,
        f"asks: {shortened(action.question)}",
        ("OK", "your words"),
        person=action.person,
        details={"text": action.question, "suggest": action.text, "faq": action.entry},
    )
    if outbox.is_queued(conn, house.scheme_id, _once(asked)):
        return
    arrived = case.incoming.arrived if case.incoming else case.now
    letter = Letter(
        MailId.P35,
        f"the entry '{action.entry}' of faq.toml answers it",
        to=(people.person_by_id(conn, action.person),),
        values={"answer": action.text, "coordinator": house.scheme.duty.first_name},
        answers=case.incoming,
        not_before=arrived + GRACE_FOR_PEOPLE,
        promise_id=asked.id,
        once_key=_once(asked),
    )
    if queue(conn, house, case.now, letter) is None:
        left = {key: value for key, value in asked.details.items() if key != "faq"}
        promises.change_promise(conn, asked.id, details=left)


def _once(asked: Promise) -> str:
    return f"P35:known:{asked.id}"


def is_being_answered(house: House, asked: Promise, now: datetime) -> bool:
    """Say whether our own answer to a question is about to leave, so that nobody need look at it."""
    fresh = asked.opened_at > now - BEING_ANSWERED
    return fresh and "faq" in asked.details and house.scheme.mode is not Mode.LISTEN


def close_answered(house: House, now: datetime) -> int:
    """Close the questions whose known answer has left; give how many those were."""
    with reading(house.engine) as conn:
        sent = [
            one.id
            for one in promises.open_promises(conn, house.scheme_id, do.Matter.QUESTION.value)
            if "faq" in one.details and outbox.was_sent(conn, house.scheme_id, _once(one))
        ]
    if not sent:
        return 0
    with house.engine.begin() as conn:
        closed = [promises.close_promise(conn, one, now, "mailbot", ANSWERED_BY_US) for one in sent]
    return sum(closed)


def ask_on(
    conn: Connection, house: House, case: Case, action: do.OpenQuestion, asked: Promise
) -> Promise:
    """Open a question again under its number: our answer was none, so a person gives it."""
    details = {key: value for key, value in asked.details.items() if key not in {"faq", "suggest"}}
    first, more = str(asked.details.get("text", "")), action.text
    days = house.chasing.promise.everybody_working_days
    hours = house.hours.at_work
    look = hours.add_working_days(hours.today(case.now), days)
    promises.change_promise(
        conn,
        asked.id,
        state="open",
        closed_at=None,
        closed_by="",
        outcome="",
        title=f"asks: {shortened(first)} My answer wasn't it: {shortened(more)}",
        options=["your answer"],
        details=details | {"text": f"{first}\n\n{more}", "mine": None},
        next_look_at=hours.nudge_on(look),
        received_id=case.received_id or asked.received_id,
    )
    return promises.promise_by_id(conn, asked.id)


def question_to_open_again(conn: Connection, house: House, number: int) -> Promise | None:
    """Give the question of a number that our own answer closed; None for any other."""
    asked = promises.promise_by_number(conn, house.scheme_id, number) if number else None
    return asked if asked is not None and asked.outcome == ANSWERED_BY_US else None

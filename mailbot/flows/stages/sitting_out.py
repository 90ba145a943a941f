"""Let somebody sit a task out at their own word; whoever waits for their answer gets another's (P23)."""

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people, promises, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.following import follow
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.stages.stood_in import declined
from mailbot.flows.stages.telling import reader_of, still_together, thread_of
from mailbot.flows.stages.unanswered import SITS_OUT, letter_of_stand_in
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value


def sit_out(conn: Connection, house: House, case: Case, assignment: Assignment) -> None:
    """End all that somebody owes in a task, kindly and once; what they send later still counts."""
    if not assignment.is_open:
        return
    if letter_of_stand_in(conn, assignment) is not None:
        _say_so(conn, house, case, assignment, {"skipped": True, "somebody_else": True})
        declined(conn, house, case, assignment)
        return
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        SITS_OUT,
        "sits this one out",
        case.now,
        asks_coordinator=False,
        person_id=assignment.person_id,
        received_id=case.received_id,
        details={"round_id": assignment.round_id},
    )
    promises.close_promise(conn, kept.id, case.now, case.by, SITS_OUT)
    owed = tasks.owed_by(conn, assignment.person_id)
    ended = [one for one in owed if one.round_id == assignment.round_id]
    for one in ended:
        tasks.end_assignment(conn, one.id, case.now, came=False)
        withdraw_reminders(conn, house, one.id, "they sit this one out")
    _say_so(conn, house, case, assignment, _spared(conn, house, assignment))
    for one in ended:
        follow(conn, house, case, tasks.assignment_by_id(conn, one.id))


def _spared(conn: Connection, house: House, assignment: Assignment) -> dict[str, Value]:
    """Say whose letter somebody else will answer, where the task has letters."""
    stage = house.task(assignment.task).stage(assignment.stage)
    pair = still_together(conn, assignment)
    answers = stage.opens_on_relay or _is_answered_later(house, assignment)
    if pair is None or not answers:
        return {"skipped": True, "buddy": None}
    person = people.person_by_id(conn, assignment.person_id)
    answer = stage if stage.opens_on_relay else house.task(assignment.task).next_stage(stage.name)
    assert answer is not None, "a letter is answered in the stage after it"
    return {"skipped": True, "buddy": reader_of(conn, pair, person, answer).first_name}


def _is_answered_later(house: House, assignment: Assignment) -> bool:
    following = house.task(assignment.task).next_stage(assignment.stage)
    return following is not None and following.opens_on_relay


def _say_so(
    conn: Connection, house: House, case: Case, assignment: Assignment, values: dict[str, Value]
) -> None:
    if case.incoming is None:
        return
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P12,
            "they sit this one out",
            to=(people.person_by_id(conn, assignment.person_id),),
            values=values,
            answers=case.incoming,
            thread=thread_of(assignment),
            assignment_id=assignment.id,
        ),
    )

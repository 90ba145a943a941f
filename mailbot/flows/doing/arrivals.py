"""Carry out what concerns words that came for a task: kept, passed on, replaced, taken back."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.agreeing import Said
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import people, promises, submissions, tasks
from mailbot.flows import portfolio, stages
from mailbot.flows.case import Case
from mailbot.flows.doing.stand_ins import way_of_letters
from mailbot.flows.doing.telling import say_what_arrived, values_of
from mailbot.flows.house import House
from mailbot.flows.purging import forget_mail
from mailbot.flows.stages import versions
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.stages.telling import is_off, is_waited_for, of_pair, still_together
from mailbot.translate.templates import Value


def record_submission(
    conn: Connection, house: House, case: Case, action: do.RecordSubmission
) -> None:
    """Keep somebody's words; what was asked about older ones is settled by them."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    submissions.add_submission(
        conn,
        action.assignment,
        case.received_id,
        action.text,
        case.now,
        said=Said(named=action.named),
        held=action.held,
    )
    versions.close_questions(conn, house, case, assignment)
    _forget_held_version(conn, house, case, assignment.person_id)


def _forget_held_version(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """Delete a version that was held for possible patient details once a clean one is here (H1)."""
    for one in promises.open_promises(conn, house.scheme_id, do.Matter.HELD.value, person_id):
        if one.received_id is not None and one.received_id != case.received_id:
            forget_mail(conn, house, case.now, one.received_id)
            promises.close_promise(conn, one.id, case.now, case.by, "a clean version came")


def mark_done(conn: Connection, house: House, case: Case, action: do.MarkDone) -> None:
    """End somebody's part; reminders that have not left are taken back at once.

    What comes after the end counts as done all the same (C14). Where nothing came, those who did
    their part go on, or their part is closed kindly.
    """
    ended = tasks.end_assignment(conn, action.assignment, case.now, came=action.came)
    if action.came and not ended:
        tasks.end_late(conn, action.assignment, case.now)
    withdraw_reminders(conn, house, action.assignment, "their part has ended")
    assignment = tasks.assignment_by_id(conn, action.assignment)
    if action.came:
        portfolio.send_when_done(conn, house, case, assignment)
    if not action.came or is_waited_for(conn, assignment, still_together(conn, assignment)):
        stages.follow(conn, house, case, assignment)


def supersede_submission(
    conn: Connection, house: House, case: Case, action: do.SupersedeSubmission
) -> None:
    """Pass on the newer version where the older has not left; else ask its writer (C14)."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    if action.none_yet:
        versions.take_back(conn, house, case, assignment)
    else:
        versions.supersede(conn, house, case, assignment)
        portfolio.send_when_done(conn, house, case, assignment)


def relay(conn: Connection, house: House, case: Case, action: do.Relay) -> None:
    """Pass the words on."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    stages.relay(conn, house, case, assignment, delivered=False, overnight=action.overnight)


def reveal(conn: Connection, house: House, case: Case, action: do.Reveal) -> None:
    """Look what follows in the stage; what the buddy has already is not brought again."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    if action.delivered:
        stages.relay(conn, house, case, assignment, delivered=True)
    else:
        stages.follow(conn, house, case, assignment)


def ask_about_work(conn: Connection, house: House, case: Case, action: do.AskSender) -> None:
    """Ask the writer about the length of their words (P13)."""
    assert action.assignment is not None, "a length is that of some work"
    assignment = tasks.assignment_by_id(conn, action.assignment)
    withdraw_reminders(conn, house, assignment.id, "they have sent something")
    versions.ask_about(conn, house, case, assignment, action.why, action.words)


def acknowledge(conn: Connection, house: House, case: Case, action: do.Acknowledge) -> None:
    """Say what arrived and what happens with it, once (P12, I7)."""
    person = people.person_by_id(conn, action.person)
    assignment = tasks.assignment_by_id(conn, action.assignment)
    values = dict(values_of(conn, house, assignment)) | {
        "length": action.words,
        "coordinator": house.scheme.duty.first_name,
        "question": action.asked,
        "late": action.late,
        "file": action.file or None,
        "delivered": action.delivered,
    }
    values |= _answered_by(house, case, assignment, values.get("answer_due"))
    values |= _way_of(conn, house, assignment)
    values |= way_of_letters(conn, house, case, assignment, asks=action.asked or action.late)
    if still_together(conn, assignment) is None or not (action.words or action.file):
        values |= {"buddy": None, "answer_due": None}
    if is_off(conn, house, assignment):
        values |= {"off": True, "late": False}
    say_what_arrived(conn, house, case, assignment, person, values)


def _answered_by(
    house: House, case: Case, assignment: Assignment, planned: Value
) -> dict[str, Value]:
    """Say by when a letter that comes late is answered: its reader has the whole window from today."""
    following = house.task(assignment.task).next_stage(assignment.stage)
    if following is None or not isinstance(planned, datetime):
        return {}
    begins = house.hours.today(house.hours.next_open(case.now))
    whole = house.hours.deadline_on(begins + timedelta(days=following.window_days))
    return {"answer_due": max(planned, house.hours.local(whole))}


def _way_of(conn: Connection, house: House, assignment: Assignment) -> dict[str, Value]:
    """Say where words of a kind go next, for their writer to know."""
    definition = house.task(assignment.task)
    stage = definition.stage(assignment.stage)
    is_last = definition.next_stage(assignment.stage) is None
    match stage.kind:
        case StageKind.SEALED:
            pair = still_together(conn, assignment)
            work = of_pair(conn, assignment.round_id, assignment.stage, pair) if pair else ()
            waits = any(one.is_open for one in work)
            return {"sealed": waits, "all_in": not waits}
        case StageKind.JOINT:
            return {"joint": True, "ask": is_last}
        case StageKind.SHARE:
            return {"looked_at": True}
        case StageKind.EXPERT:
            return {"buddy": None, "ask": is_last}
        case _:
            return {"answer_due": None} if stage.opens_on_relay else {}

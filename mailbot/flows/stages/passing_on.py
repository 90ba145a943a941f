"""Pass somebody's words on to those who are to read them, clean: the words, and nothing else of the mail."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, Person
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import people, submissions, tasks
from mailbot.edges.db.submissions import Submission
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.following import follow
from mailbot.flows.stages.group import SECOND_THOUGHTS, goes_on_at
from mailbot.flows.stages.opening import announce, owe
from mailbot.flows.stages.planning import first_look
from mailbot.flows.stages.telling import reader_of, still_together
from mailbot.flows.stages.together import bring_joint_answer
from mailbot.flows.writing import Letter, queue

__all__ = ["SECOND_THOUGHTS", "next_morning", "relay"]
HOUR_OF_THE_MORNING = 9


def relay(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    *,
    delivered: bool,
    overnight: bool = False,
) -> None:
    """Pass the words that stand on to those who are to read them, and open what follows (C4, C11).

    `delivered` ones have reached the buddy already; `overnight` leaves until the next morning.
    """
    words = submissions.standing_submission(conn, assignment.id)
    if words is None:
        return
    pair = still_together(conn, assignment)
    if pair is None:
        _moved_on(conn, house, case, assignment)
        return
    leaves = next_morning(house, case) if overnight else goes_on_at(case)
    stage = house.task(assignment.task).stage(assignment.stage)
    writer = people.person_by_id(conn, assignment.person_id)
    if stage.kind is StageKind.JOINT:
        bring_joint_answer(conn, house, case, assignment, pair, words, leaves)
    elif stage.opens_on_relay:
        reader = reader_of(conn, pair, writer, stage)
        if not delivered:
            _bring_answer(conn, house, case, assignment, writer, reader, words, leaves)
    else:
        _bring_letter(conn, house, case, assignment, pair, writer, leaves, delivered=delivered)
    submissions.change_state(conn, words.id, "relayed")
    if stage.kind is StageKind.JOINT:
        follow(conn, house, case, assignment)


def next_morning(house: House, case: Case) -> datetime:
    """Give nine o'clock on the next working day: time enough to shorten a letter (C5)."""
    nine = house.hours.opens.replace(hour=HOUR_OF_THE_MORNING, minute=0)
    tomorrow = house.hours.today(case.now) + timedelta(days=1)
    return house.hours.at(house.hours.working_day_from(tomorrow), nine)


def _moved_on(conn: Connection, house: House, case: Case, assignment: Assignment) -> None:
    """A letter is never passed to somebody who has moved on: a person sees to it (D8)."""
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        "sent work for somebody who is not their buddy any more; it was not passed on",
        ("done",),
        person=assignment.person_id,
        assignment=assignment.id,
    )


def _bring_letter(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    pair: Partnership,
    writer: Person,
    leaves: datetime,
    *,
    delivered: bool,
) -> None:
    """Let the reader owe an answer for as long as its window is, and bring them the letter (P11)."""
    definition = house.task(assignment.task)
    following = definition.next_stage(assignment.stage)
    if following is None or not following.opens_on_relay:
        return
    planned = tasks.stages_of(conn, assignment.round_id)
    stage = next((one for one in planned if one.name == following.name), None)
    if stage is None:
        return
    reader = reader_of(conn, pair, writer, definition.stage(assignment.stage))
    begins = house.hours.next_open(leaves)
    shortest = house.hours.today(begins) + timedelta(days=following.window_days)
    due = max(stage.due_at, house.hours.deadline_on(shortest))
    theirs = tasks.assignments_of_round(conn, assignment.round_id, (reader.id,))
    there = [one.id for one in theirs if one.stage == following.name]
    owed = there[0] if there else owe(conn, house, reader, pair, stage.id, begins, due)
    answer = tasks.assignment_by_id(conn, owed)
    if there and answer.is_open:
        tasks.change_assignment(conn, owed, next_look_at=first_look(conn, house, answer))
    if not delivered:
        key = f"P11:{assignment.id}:{case.received_id or 0}"
        announce(conn, house, case, answer, leaves, once_key=key)


def _bring_answer(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    writer: Person,
    reader: Person,
    words: Submission,
    leaves: datetime,
) -> None:
    """Bring the answer together with the letter it answers, and ask one question (C6)."""
    definition = house.task(assignment.task)
    own = [
        one
        for one in tasks.assignments_of_round(conn, assignment.round_id, (reader.id,))
        if one.stage == definition.stages[0].name
    ]
    letter = submissions.standing_submission(conn, own[0].id) if own else None
    if letter is None:
        return
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P17,
            "their letter is answered",
            to=(reader,),
            template=f"tasks/{definition.name}/answered",
            values={"buddy": writer.first_name, "letter": letter.text, "answer": words.text},
            not_before=leaves,
            received_id=words.received_id,
            assignment_id=own[0].id,
            stage_id=own[0].stage_id,
            once_key=f"P17:{words.id}:{case.received_id or 0}",
        ),
    )

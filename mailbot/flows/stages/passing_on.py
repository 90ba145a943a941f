"""Pass somebody's words on to those who are to read them, clean: the words, and nothing else of the mail."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, Person, PersonState
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import people, submissions, tasks
from mailbot.edges.db.promises import Promise
from mailbot.edges.db.submissions import Submission
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.following import follow
from mailbot.flows.stages.group import SECOND_THOUGHTS, goes_on_at
from mailbot.flows.stages.opening import announce, owe
from mailbot.flows.stages.pictures import pictures_of
from mailbot.flows.stages.planning import first_look
from mailbot.flows.stages.standing_in import find_stand_in
from mailbot.flows.stages.stood_in import (
    bring_stand_ins_answer,
    had_a_stand_in,
    keep_for_writer,
    need_nobody_else,
    send_words,
)
from mailbot.flows.stages.telling import is_off, reader_of, still_together
from mailbot.flows.stages.together import bring_joint_answer
from mailbot.flows.stages.unanswered import gone_reader, letter_of_stand_in, pair_of, sits_out
from mailbot.flows.stages.volunteers import bring_newer_version
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
    leaves = next_morning(house, case) if overnight else goes_on_at(case)
    letter = letter_of_stand_in(conn, assignment)
    if letter is not None:
        bring_stand_ins_answer(conn, house, case, assignment, letter, words, leaves)
        return
    pair = still_together(conn, assignment)
    if pair is None:
        _moved_on(conn, house, case, assignment)
        return
    if is_off(conn, house, assignment):
        return
    if had_a_stand_in(conn, house, assignment) is None:
        _to_buddies(conn, house, case, assignment, pair, words, leaves, delivered=delivered)
    else:
        keep_for_writer(conn, house, case, assignment)


def _to_buddies(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    pair: Partnership,
    words: Submission,
    leaves: datetime,
    *,
    delivered: bool,
) -> None:
    stage = house.task(assignment.task).stage(assignment.stage)
    writer = people.person_by_id(conn, assignment.person_id)
    if stage.kind is StageKind.JOINT:
        bring_joint_answer(conn, house, case, assignment, pair, words, leaves)
    elif stage.opens_on_relay and gone_reader(conn, house, assignment) is not None:
        return  # it stays in their own portfolio: who wrote the letter has left
    elif stage.opens_on_relay:
        reader = reader_of(conn, pair, writer, stage)
        need_nobody_else(conn, house, case, assignment)
        if not delivered:
            _bring_answer(conn, house, case, assignment, writer, reader, words, leaves)
    else:
        _bring_letter(conn, house, case, assignment, pair, writer, leaves, delivered=delivered)
    submissions.change_state(conn, words.id, "relayed")
    if stage.kind is StageKind.JOINT:
        follow(conn, house, case, assignment)


def bring_late_answer(conn: Connection, house: House, case: Case, asked: Promise) -> None:
    """Bring an answer that came after another's, because the writer of the letter would like it."""
    if asked.assignment_id is None:
        return
    late = tasks.assignment_by_id(conn, asked.assignment_id)
    words = submissions.standing_submission(conn, late.id)
    letter = letter_of_stand_in(conn, late)
    if words is None:
        return
    if letter is not None:
        send_words(conn, house, case, late, letter, words, case.now)
        return
    pair = pair_of(conn, late)
    if pair is not None:
        writer = people.person_by_id(conn, late.person_id)
        stage = house.task(late.task).stage(late.stage)
        reader = reader_of(conn, pair, writer, stage)
        _bring_answer(conn, house, case, late, writer, reader, words, case.now)
        submissions.change_state(conn, words.id, "relayed")


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
    bring_newer_version(conn, house, case, assignment)
    if reader.state is PersonState.LEFT or sits_out(conn, house, reader.id, assignment.round_id):
        find_stand_in(conn, house, case, assignment)
        return
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
            values={
                "buddy": writer.first_name,
                "what": definition.stages[0].what,
                "letter": letter.text,
                "answer": words.text,
            },
            not_before=leaves,
            received_id=words.received_id,
            assignment_id=own[0].id,
            stage_id=own[0].stage_id,
            once_key=f"P17:{words.id}:{case.received_id or 0}",
            files=pictures_of(conn, [(writer.first_name, words)]),
        ),
    )

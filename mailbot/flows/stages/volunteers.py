"""Ask volunteers to answer a letter without names, and let them go once it has its answer (P30)."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.standing_in import WORKING_DAYS_TO_ANSWER, without_names
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, people, standby, submissions, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.group import goes_on_at, withdraw_reminders
from mailbot.flows.stages.pictures import pictures_of
from mailbot.flows.stages.telling import thread_of
from mailbot.flows.stages.unanswered import (
    answer_stage,
    letter_of_stand_in,
    reader_of_letter,
    stand_ins_work,
)
from mailbot.flows.writing import Letter, queue


def ask_volunteer(
    conn: Connection, house: House, case: Case, letter: Assignment, volunteer: Person
) -> None:
    """Let a volunteer owe an answer for three working days, and bring them the letter without names (P30)."""
    begins = house.hours.next_open(goes_on_at(case))
    days = house.hours.add_working_days(house.hours.today(begins), WORKING_DAYS_TO_ANSWER)
    answer = _owe(conn, house, letter, volunteer, begins, house.hours.deadline_on(days))
    standby.note_asked(conn, volunteer.id, case.now)
    _bring(conn, house, case, letter, answer)


def bring_newer_version(conn: Connection, house: House, case: Case, letter: Assignment) -> None:
    """Bring a newer version of a letter to who answers it as a stand-in; the same one is not brought twice."""
    for one in stand_ins_work(conn, house, letter):
        if one.is_open:
            _bring(conn, house, case, letter, one)


def bring_again(
    conn: Connection, house: House, case: Case, answer: Assignment, leaves: datetime
) -> None:
    """Write anew, with the date as it is now, the letter that waits to reach a volunteer."""
    letter = letter_of_stand_in(conn, answer)
    if letter is not None:
        _bring(conn, house, case, letter, answer, leaves)


def _bring(
    conn: Connection,
    house: House,
    case: Case,
    letter: Assignment,
    answer: Assignment,
    leaves: datetime | None = None,
) -> None:
    words = submissions.standing_submission(conn, letter.id)
    silent = reader_of_letter(conn, house, letter)
    following = answer_stage(house, letter)
    assert words is not None, "only a letter with words waits for an answer"
    assert following is not None, "only a letter that is answered has stand-ins"
    volunteer = people.person_by_id(conn, answer.person_id)
    writer = people.person_by_id(conn, letter.person_id)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P30,
            "a letter's reader is silent",
            to=(volunteer,),
            values={
                "minutes": following.minutes,
                "limit": following.limit_words or None,
                "due": house.hours.local(answer.due_at),
                "offered": standby.is_on_bench(conn, volunteer.id),
                "words": without_names(words.text, writer, [silent] if silent else ()),
            },
            thread=thread_of(answer),
            assignment_id=answer.id,
            stage_id=answer.stage_id,
            received_id=words.received_id,
            needs_open=True,
            offers=("no",),
            approved=True,
            in_reply=False,
            not_before=leaves or goes_on_at(case),
            once_key=f"P30:{answer.id}:{words.id}",
            files=pictures_of(conn, [("A letter", words)]),
        ),
    )


def _owe(
    conn: Connection,
    house: House,
    letter: Assignment,
    volunteer: Person,
    begins: datetime,
    due: datetime,
) -> Assignment:
    """Let somebody owe an answer outside their own pair; whether it came is looked at a day after."""
    following = answer_stage(house, letter)
    assert following is not None, "just asked"
    round_id = standby.round_for(conn, house.scheme_id, letter.id)
    if round_id is None:
        round_id = standby.add_round_for(conn, house.scheme_id, letter.task, letter.id, begins)
        tasks.add_stage(
            conn,
            round_id,
            0,
            name=following.name,
            kind=following.kind,
            opens_at=begins,
            due_at=due,
        )
    (stage,) = tasks.stages_of(conn, round_id)
    made = tasks.add_assignment(
        conn,
        stage_id=stage.id,
        person_id=volunteer.id,
        partnership_id=None,
        opened_at=begins,
        due_at=due,
        nudges=[],
        next_look_at=due,
    )
    return tasks.assignment_by_id(conn, made)


def release_stand_ins(
    conn: Connection, house: House, case: Case, letter: Assignment, *, but: int | None = None
) -> None:
    """Let everybody go who was asked to answer a letter: it has its answer. Who has had it is told."""
    definition = house.task(letter.task)
    for one in stand_ins_work(conn, house, letter):
        if one.id == but or not one.is_open:
            continue
        tasks.end_assignment(conn, one.id, case.now, came=False)
        if withdraw_asking(conn, house, one, "the letter has its answer"):
            continue
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P33,
                "the letter has its answer",
                to=(people.person_by_id(conn, one.person_id),),
                values={
                    "line": f"The {definition.stage(letter.stage).what} I asked you to answer "
                    "has its answer after all. Thank you for offering.",
                },
                assignment_id=one.id,
                stage_id=one.stage_id,
                in_reply=False,
                once_key=f"P33:answered:{one.id}",
            ),
        )


def withdraw_asking(conn: Connection, house: House, asked: Assignment, why: str) -> bool:
    """Take back what asks a volunteer for an answer; False where they have it already."""
    withdraw_reminders(conn, house, asked.id, why)
    mails = (MailId.P30.value,)
    return (
        outbox.withdraw_queued(conn, house.scheme_id, why, mails=mails, assignment_id=asked.id) > 0
    )

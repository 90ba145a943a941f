"""Carry out what concerns a task: more time, a nudge, a mail of the chase."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people, tasks
from mailbot.flows import portfolio, stages
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.nudging import nudge, values_of_a_nudge
from mailbot.flows.house import House
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.stages.standing_in import drop_question
from mailbot.flows.stages.telling import still_together
from mailbot.flows.stages.unanswered import letter_behind
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value

NUDGES = frozenset({MailId.P20, MailId.P21, MailId.P22, MailId.P23})


def grant_extension(conn: Connection, house: House, case: Case, action: do.GrantExtension) -> None:
    """Move somebody's own deadline; nothing goes out with the old date (C18)."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    until = action.until
    if action.back:
        days = house.chasing.away.own_deadline_working_days
        until = house.hours.add_working_days(house.hours.working_day_from(until), days)
    due = move_date(conn, house, case, assignment, until)
    person = people.person_by_id(conn, assignment.person_id)
    pair = still_together(conn, assignment)
    buddy = stages.names_of_buddies(conn, pair, person) if pair else ""
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P33,
            "more time was asked for",
            to=(person,),
            values={
                **stages.moved_date(house, assignment, due),
                "buddy": buddy,
                "sooner": due < assignment.due_at,
            },
            answers=case.incoming,
            assignment_id=assignment.id,
            in_reply=case.incoming is not None,
        ),
    )


def move_date(
    conn: Connection, house: House, case: Case, assignment: Assignment, until: date
) -> datetime:
    """Move a deadline with what waits for it and give it; nobody else is asked to answer meanwhile."""
    due = stages.move_deadline(conn, house, case, assignment, until)
    for one in (assignment, *_moves_along(conn, house, case, assignment, until, due)):
        letter = letter_behind(conn, house, one)
        if letter is not None:
            drop_question(conn, house, case, letter, "the buddy answers after all")
    return due


def _moves_along(
    conn: Connection, house: House, case: Case, first: Assignment, until: date, due: datetime
) -> list[Assignment]:
    """Let what follows in the same task wait for what it follows: nobody owes an answer sooner."""
    later = [
        one
        for one in tasks.owed_by(conn, first.person_id)
        if one.round_id == first.round_id and one.id > first.id and one.due_at < due
    ]
    for one in later:
        stages.move_deadline(conn, house, case, one, until)
    return later


def propose_extension(
    conn: Connection, house: House, case: Case, action: do.ProposeExtension
) -> None:
    """Ask a coordinator for more time than may be granted without one.

    Where no day was named a week is offered, so that a bare OK is an answer.
    """
    assignment = tasks.assignment_by_id(conn, action.assignment)
    until = action.until or _a_week_more(house, case, assignment)
    named = "" if action.until else " and names no day"
    when = f"{named}: to {until:%A} {until.day} {until:%B}?"
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.EXTENSION,
        f"asks for more time{when}",
        ("ok", "no"),
        person=assignment.person_id,
        assignment=assignment.id,
        details={"until": until.isoformat()},
    )


def _a_week_more(house: House, case: Case, assignment: Assignment) -> date:
    begins = max(house.hours.today(assignment.due_at), house.hours.today(case.now))
    return house.hours.today(house.hours.deadline_on(begins + timedelta(days=7)))


def move_nudge(conn: Connection, house: House, case: Case, action: do.MoveNudge) -> None:
    """Nudge when they said, and not before (D1); say so in one line."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    at = house.hours.at(action.at.date(), action.at.time())
    if at <= case.now:
        return
    withdraw_reminders(conn, house, assignment.id, "they chose another time")
    tasks.change_assignment(conn, assignment.id, nudge_at=at, next_look_at=at)
    person = people.person_by_id(conn, assignment.person_id)
    line = Letter(
        MailId.P20,
        "they asked for it at this time",
        to=(person,),
        values=values_of_a_nudge(conn, house, assignment),
        thread=stages.thread_of(assignment),
        assignment_id=assignment.id,
        stage_id=assignment.stage_id,
        needs_open=True,
        not_before=at,
        once_key=f"P20:{assignment.id}:{at:%Y-%m-%dT%H:%M}",
    )
    queue(conn, house, case.now, line)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P12,
            "they chose when to be nudged",
            to=(person,),
            values={"nudge_at": house.hours.local(at)},
            answers=case.incoming,
            thread=stages.thread_of(assignment),
            assignment_id=assignment.id,
        ),
    )


def send_mail(conn: Connection, house: House, case: Case, action: do.SendMail) -> None:
    """Send one mail of the catalogue; a nudge belongs to its stage's thread and lapses with it."""
    person = people.person_by_id(conn, action.person)
    if action.mail is MailId.P42:
        portfolio.answer(conn, house, case, person)
        return
    if action.assignment is None:
        queue(
            conn,
            house,
            case.now,
            Letter(
                action.mail,
                case.because,
                to=(person,),
                values=_plain_values(house, action.past),
                answers=case.incoming,
            ),
        )
        return
    assignment = tasks.assignment_by_id(conn, action.assignment)
    nudge(conn, house, case, action.mail, person, assignment)


def _plain_values(house: House, past: str) -> dict[str, Value]:
    reads = house.scheme.reader_instead_of(past) if past else house.scheme.duty
    back = house.scheme.nobody_until
    away = back is not None and house.scheme.coordinator(reads.address) is not None
    return {
        "reader": reads.first_name,
        "coordinator": house.scheme.duty.first_name,
        "back_on": house.hours.local(house.hours.at(back, house.hours.opens))
        if back is not None and away
        else None,
    }

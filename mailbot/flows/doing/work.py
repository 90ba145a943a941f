"""Carry out what concerns a task: more time, a nudge, a mail of the chase."""

from datetime import datetime, time

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.sending import BUDGET_SHORT
from mailbot.core.silence import schedule
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import people, tasks
from mailbot.flows import stages
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.telling import values_of
from mailbot.flows.house import House
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.stages.telling import still_together
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value

NUDGES = frozenset({MailId.P20, MailId.P21, MailId.P22, MailId.P23})


def _values_of_a_nudge(conn: Connection, house: House, assignment: Assignment) -> dict[str, Value]:
    """Give the same for a line that reminds: only a letter is "to" somebody."""
    values = values_of(conn, house, assignment)
    return values if assignment.kind is StageKind.LETTER else values | {"buddy": None}


def grant_extension(conn: Connection, house: House, case: Case, action: do.GrantExtension) -> None:
    """Move somebody's own deadline; nothing goes out with the old date (C18)."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    due = stages.move_deadline(conn, house, case, assignment, action.until)
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
                "what": house.task(assignment.task).stage(assignment.stage).what,
                "due": house.hours.local(due),
                "buddy": buddy,
            },
            answers=case.incoming,
            assignment_id=assignment.id,
            in_reply=case.incoming is not None,
        ),
    )


def propose_extension(
    conn: Connection, house: House, case: Case, action: do.ProposeExtension
) -> None:
    """Ask a coordinator for more time than may be granted without one."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    when = f" to {action.until:%A %d %B}" if action.until else ", without a date"
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.EXTENSION,
        f"asks for more time{when}",
        ("ok", "no"),
        person=assignment.person_id,
        assignment=assignment.id,
        details={"until": action.until.isoformat() if action.until else ""},
    )


def move_nudge(conn: Connection, house: House, case: Case, action: do.MoveNudge) -> None:
    """Nudge when they said, and not before (D1); say so in one line."""
    assignment = tasks.assignment_by_id(conn, action.assignment)
    at = house.hours.at(action.at.date(), action.at.time())
    if at <= case.now:
        return
    withdraw_reminders(conn, house, assignment.id, "they chose another time")
    tasks.change_assignment(conn, assignment.id, nudge_at=at, next_look_at=at)
    person = people.person_by_id(conn, assignment.person_id)
    nudge = Letter(
        MailId.P20,
        "they asked for it at this time",
        to=(person,),
        values=_values_of_a_nudge(conn, house, assignment),
        thread=stages.thread_of(assignment),
        assignment_id=assignment.id,
        stage_id=assignment.stage_id,
        needs_open=True,
        not_before=at,
        once_key=f"P20:{assignment.id}:{at:%Y-%m-%dT%H:%M}",
    )
    queue(conn, house, case.now, nudge)
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
    if action.assignment is None:
        queue(
            conn,
            house,
            case.now,
            Letter(
                action.mail,
                case.because,
                to=(person,),
                values=_plain_values(house),
                answers=case.incoming,
            ),
        )
        return
    assignment = tasks.assignment_by_id(conn, action.assignment)
    tasks.change_assignment(conn, assignment.id, nudges=[*assignment.nudges, action.mail.value])
    queue(
        conn,
        house,
        case.now,
        Letter(
            action.mail,
            case.because,
            to=(person,),
            values=_values_of_a_nudge(conn, house, assignment)
            | _door(house, assignment, action.mail, case.now),
            thread=stages.thread_of(assignment),
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            needs_open=True,
            not_before=None if action.mail is MailId.P22 else _midday(house, case.now),
            expires_at=_useful_until(house, assignment, action.mail, case.now),
            once_key=f"{action.mail.value}:{assignment.id}:{assignment.due_at:%Y-%m-%d}",
        ),
    )


def _midday(house: House, now: datetime) -> datetime:
    return house.hours.nudge_on(house.hours.today(now))


def _useful_until(
    house: House, assignment: Assignment, mail: MailId, now: datetime
) -> datetime | None:
    """Give how long a nudge may wait for its place in the contact budget."""
    if mail is MailId.P23:
        last_day = house.hours.today(_open_until(house, assignment, now))
        return house.hours.at(last_day, house.hours.closes)
    if mail is MailId.P22:
        return assignment.due_at
    last_day_mail = schedule(assignment, house.hours, house.chasing).last_day
    # A midway nudge that leaves any later would cost the more urgent mail its place.
    return last_day_mail - BUDGET_SHORT if mail is MailId.P21 and last_day_mail else None


def _door(house: House, assignment: Assignment, mail: MailId, now: datetime) -> dict[str, Value]:
    if mail is not MailId.P23:
        return {}
    return {"until": house.hours.local(_open_until(house, assignment, now))}


def _open_until(house: House, assignment: Assignment, now: datetime) -> datetime:
    """Keep the door open for a working day after the grace note, which may be late after days off."""
    leaves_on = house.hours.today(house.hours.next_open(max(now, _midday(house, now))))
    open_to = house.hours.at(house.hours.add_working_days(leaves_on, 1), time(23, 59))
    planned = schedule(assignment, house.hours, house.chasing).until
    return max(planned, open_to)


def _plain_values(house: House) -> dict[str, str]:
    return {"reader": house.scheme.duty.first_name, "coordinator": house.scheme.duty.first_name}

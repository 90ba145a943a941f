"""Write the lines that remind: each in its stage's thread, and none once it has come too late to be of use."""

from datetime import datetime, time

from sqlalchemy import Connection

from mailbot.core.hours import Hours
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.sending import BUDGET_SHORT
from mailbot.core.silence import Schedule
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import outbox, tasks
from mailbot.flows import stages
from mailbot.flows.case import Case
from mailbot.flows.doing.telling import values_of
from mailbot.flows.house import House
from mailbot.flows.stages.telling import thread_of_meeting
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value


def values_of_a_nudge(conn: Connection, house: House, assignment: Assignment) -> dict[str, Value]:
    """Give what a line that reminds says of a stage: only a letter is "to" somebody."""
    values = values_of(conn, house, assignment)
    return values if assignment.kind is StageKind.LETTER else values | {"buddy": None}


def nudge(
    conn: Connection, house: House, case: Case, mail: MailId, person: Person, assignment: Assignment
) -> None:
    """Send one mail of the chase, at midday where they work, or on the morning of the last day."""
    tasks.change_assignment(conn, assignment.id, nudges=[*assignment.nudges, mail.value])
    hours, plan = house.hours_of(person), stages.plan_of(conn, house, assignment)
    midday = hours.nudge_on(hours.today(case.now))
    open_until = _open_until(hours, plan, max(case.now, midday))
    door: dict[str, Value] = {"until": hours.local(open_until)} if mail is MailId.P23 else {}
    queue(
        conn,
        house,
        case.now,
        Letter(
            mail,
            case.because,
            to=(person,),
            values=values_of_a_nudge(conn, house, assignment) | door,
            thread=_thread_of(conn, house, assignment),
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            needs_open=True,
            not_before=None if mail is MailId.P22 else midday,
            expires_at=_useful_until(hours, plan, assignment, mail, open_until),
            once_key=f"{mail.value}:{assignment.id}:{assignment.due_at:%Y-%m-%d}",
        ),
    )


def _thread_of(conn: Connection, house: House, assignment: Assignment) -> str:
    """Give the thread in which their stage began: their own, or that of the introduction to an expert (I2)."""
    own = stages.thread_of(assignment)
    if assignment.partnership_id is None:
        return own
    met = thread_of_meeting(assignment.stage_id, assignment.partnership_id)
    began = [one for one in (own, met) if outbox.first_of_thread(conn, house.scheme_id, one)]
    return began[0] if began else own


def _useful_until(
    hours: Hours, plan: Schedule, assignment: Assignment, mail: MailId, open_until: datetime
) -> datetime | None:
    """Give how long a nudge may wait for its place in the contact budget."""
    if mail is MailId.P23:
        return hours.at(hours.today(open_until), hours.closes)
    if mail is MailId.P22:
        return assignment.due_at
    # A midway nudge that leaves any later would cost the more urgent mail its place.
    last = plan.last_day
    return last - BUDGET_SHORT if mail is MailId.P21 and last is not None else None


def _open_until(hours: Hours, plan: Schedule, noted_at: datetime) -> datetime:
    """Keep the door open for a working day after the grace note, which may be late after days off."""
    leaves_on = hours.today(hours.next_open(noted_at))
    return max(plan.until, hours.at(hours.add_working_days(leaves_on, 1), time(23, 59)))

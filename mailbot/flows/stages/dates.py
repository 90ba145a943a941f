"""Move the date by which somebody owes a stage; nothing goes out with the old one (C18)."""

from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, people, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.opening import announce
from mailbot.flows.stages.planning import first_look
from mailbot.flows.stages.telling import thread_of

# The nudge that somebody asked for at a time of their own (P20) names no date, and stays.
WITH_A_DATE = (MailId.P21, MailId.P22, MailId.P23, MailId.P33)
BEGINNINGS = (MailId.P10, MailId.P11, MailId.P17)


def move_deadline(
    conn: Connection, house: House, case: Case, assignment: Assignment, until: date
) -> datetime:
    """Set a new deadline on or after a day and give it; queued mail with the old one is made anew."""
    hours = house.hours_of(people.person_by_id(conn, assignment.person_id))
    due = hours.deadline_on(until)
    _take_back(conn, house, [one.value for one in WITH_A_DATE], assignment_id=assignment.id)
    _take_back(conn, house, [MailId.P33.value], thread=f"{thread_of(assignment)}:buddy")
    beginnings = [one.value for one in BEGINNINGS]
    waiting = outbox.earliest_queued(conn, house.scheme_id, assignment.id, beginnings)
    kept = [one for one in assignment.nudges if one == MailId.P21.value]
    tasks.change_assignment(conn, assignment.id, due_at=due, nudges=kept)
    moved = tasks.assignment_by_id(conn, assignment.id)
    tasks.change_assignment(conn, assignment.id, next_look_at=first_look(conn, house, moved))
    if waiting is not None:
        _take_back(conn, house, beginnings, assignment_id=assignment.id)
        announce(conn, house, case, moved, waiting)
    return due


def _take_back(conn: Connection, house: House, mails: list[str], **about: object) -> None:
    outbox.withdraw_queued(conn, house.scheme_id, "the date moved", mails=mails, **about)

"""Move the date by which somebody owes a stage; nothing goes out with the old one (C18)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, people, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.choices import ask_which_again
from mailbot.flows.stages.opening import announce
from mailbot.flows.stages.planning import first_look
from mailbot.flows.stages.telling import thread_of
from mailbot.flows.stages.volunteers import bring_again

# The nudge that somebody asked for at a time of their own (P20) names no date, and stays.
WITH_A_DATE = (MailId.P21, MailId.P22, MailId.P23, MailId.P33)
BEGINNINGS = (MailId.P10, MailId.P11, MailId.P17)
# These name the date too, and are made from more than the stage.
WRITTEN_ANEW: Mapping[MailId, Callable[[Connection, House, Case, Assignment, datetime], None]] = {
    MailId.P19: ask_which_again,
    MailId.P30: bring_again,
}


def move_deadline(
    conn: Connection, house: House, case: Case, assignment: Assignment, until: date
) -> datetime:
    """Set a new deadline on or after a day and give it; queued mail with the old one is made anew."""
    hours = house.hours_of(people.person_by_id(conn, assignment.person_id))
    due = hours.deadline_on(until)
    take_back_dated(conn, house, assignment)
    beginnings = [one.value for one in BEGINNINGS]
    waiting = outbox.earliest_queued(conn, house.scheme_id, assignment.id, beginnings)
    kept = [one for one in assignment.nudges if one == MailId.P21.value]
    tasks.change_assignment(conn, assignment.id, due_at=due, nudges=kept)
    moved = tasks.assignment_by_id(conn, assignment.id)
    tasks.change_assignment(conn, assignment.id, next_look_at=first_look(conn, house, moved))
    if waiting is not None:
        _take_back(conn, house, beginnings, assignment_id=assignment.id)
        announce(conn, house, case, moved, waiting)
    for mail, write_anew in WRITTEN_ANEW.items():
        waiting = outbox.earliest_queued(conn, house.scheme_id, assignment.id, (mail.value,))
        if waiting is not None:
            _take_back(conn, house, [mail.value], assignment_id=assignment.id)
            write_anew(conn, house, case, moved, waiting)
    return due


def take_back_dated(conn: Connection, house: House, assignment: Assignment) -> None:
    """Take back what waits to leave with the date of an assignment, to its owner and to the buddies."""
    _take_back(conn, house, [one.value for one in WITH_A_DATE], assignment_id=assignment.id)
    _take_back(conn, house, [MailId.P33.value], thread=f"{thread_of(assignment)}:buddy")


def remind_anew(conn: Connection, house: House, assignment_id: int) -> None:
    """Begin the chase of an open assignment again after its date was put back: what has gone out counts."""
    owed = tasks.assignment_by_id(conn, assignment_id)
    if not owed.is_open:
        return
    still = [
        one
        for one in owed.nudges
        if outbox.earliest_queued(conn, house.scheme_id, owed.id, (one,)) is not None
        or outbox.has_left(conn, owed.person_id, (owed.id,), one)
    ]
    look = first_look(conn, house, owed)
    tasks.change_assignment(conn, owed.id, nudges=still, next_look_at=look)


def _take_back(conn: Connection, house: House, mails: list[str], **about: object) -> None:
    outbox.make_room(conn, house.scheme_id, "the date moved", mails, **about)

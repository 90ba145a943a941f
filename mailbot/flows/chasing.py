"""Gather what bears on a thing that is owed, and take up a chase again at a coordinator's word."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PartnershipState, PersonState
from mailbot.core.silence import Owed, look_at_assignment
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, partnerships, people, submissions, tasks
from mailbot.flows.case import Case
from mailbot.flows.doing.nudging import nudge
from mailbot.flows.house import House
from mailbot.flows.stages.stood_in import left_waiting
from mailbot.flows.stages.unanswered import gone_reader

DAY = timedelta(days=1)


def owed_work(conn: Connection, house: House, assignment: Assignment, now: datetime) -> Owed:
    """Gather what bears on one thing that is owed; whether it may be us is not judged here (D9)."""
    person = people.person_by_id(conn, assignment.person_id)
    alive = max(person.last_sign_at or assignment.opened_at, assignment.opened_at)
    lately = now - timedelta(days=house.chasing.quiet.ask_again_days)
    ever = outbox.last_sent(conn, person.id, MailId.P24.value, lately)
    answered = ever is not None and person.last_sign_at is not None and person.last_sign_at > ever
    asked_at = None if answered else ever
    waiting = _buddies_waiting(conn, assignment)
    return Owed(
        assignment=assignment,
        person=person,
        sent=outbox.count_about(conn, assignment.id, alive),
        buddies_waiting=waiting,
        asked_at=asked_at,
        answered_at=person.last_sign_at if answered else None,
        told=tuple(
            one
            for one in waiting
            if outbox.last_sent(conn, one, MailId.P25.value, assignment.due_at) is not None
        ),
        older_first=any(
            one.id != assignment.id and house.hours.today(one.due_at) <= house.hours.today(now)
            for one in tasks.owed_by(conn, person.id)
        ),
        settling=submissions.standing_submission(conn, assignment.id) is not None,
        held=submissions.held_submission(conn, assignment.id) is not None,
        letter_waits=left_waiting(conn, house, assignment),
        unread=gone_reader(conn, house, assignment) is not None,
    )


def _buddies_waiting(conn: Connection, assignment: Assignment) -> tuple[int, ...]:
    """Give the partners who did their part and wait for this one's; who owes the same stage waits for nobody."""
    if assignment.partnership_id is None:
        return ()
    pair = partnerships.partnership_by_id(conn, assignment.partnership_id)
    if pair.state is not PartnershipState.ACTIVE:
        return ()
    found = people.people_by_id(conn, pair.members)
    others = [
        one
        for one in pair.members
        if one != assignment.person_id and found[one].state is not PersonState.LEFT
    ]
    work = tasks.assignments_of_round(conn, assignment.round_id, others)
    silent_too = {
        one.person_id for one in work if one.stage == assignment.stage and one.done_at is None
    }
    did_theirs = [one.person_id for one in work if one.done_at is not None]
    return tuple(dict.fromkeys(one for one in did_theirs if one not in silent_too))


def chase_today(conn: Connection, house: House, case: Case, owed: Sequence[Assignment]) -> None:
    """Send the reminders that were held back and are still of use today; the night sees to the rest.

    What is said at midday is left to the night when midday has passed.
    """
    until = house.hours.at(house.hours.today(case.now) + DAY, time(0))
    for one in owed:
        tasks.change_assignment(conn, one.id, next_look_at=case.now)
        work = owed_work(conn, house, one, case.now)
        hours = house.hours_of(work.person)
        look = look_at_assignment(work, until, hours, house.chasing)
        in_time = case.now <= hours.nudge_on(hours.today(case.now))
        for action in look.actions:
            if isinstance(action, do.SendMail) and (in_time or action.mail is MailId.P22):
                tasks.change_assignment(conn, one.id, next_look_at=look.next_look_at)
                because = Case(case.now, look.because, case.by, assignment_id=one.id)
                nudge(conn, house, because, action.mail, work.person, one)

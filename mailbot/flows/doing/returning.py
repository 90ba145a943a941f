"""Let somebody who is back from a break take up what they still owe, with time to do it (G10)."""

from sqlalchemy import Connection

from mailbot.core.people import Person
from mailbot.edges.db import tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.dates import move_deadline


def take_up(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Move what fell due in a break, or is due at once, some working days on: nothing was due in it.

    A letter that waited for them names the new date; who has a later one keeps it.
    """
    hours = house.hours_of(person)
    days = house.chasing.away.own_deadline_working_days
    soonest = hours.add_working_days(hours.today(case.now), days)
    for owed in tasks.owed_by(conn, person.id):
        if owed.partnership_id is not None and owed.due_at < hours.deadline_on(soonest):
            move_deadline(conn, house, case, owed, soonest)

"""Lay out the chase of what somebody owes, by the calendar of where they work."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.silence import Schedule, schedule
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people
from mailbot.flows.house import House


def plan_of(conn: Connection, house: House, assignment: Assignment) -> Schedule:
    """Give when the mails about one assignment are due to the person who owes it (I4)."""
    hours = house.hours_of(people.person_by_id(conn, assignment.person_id))
    return schedule(assignment, hours, house.chasing)


def first_look(conn: Connection, house: House, assignment: Assignment) -> datetime:
    """Give when the chase of an assignment begins, a few hours ahead of its first mail."""
    plan = plan_of(conn, house, assignment)
    steps = [plan.midway, plan.last_day, plan.grace, plan.quiet]
    return min(one for one in steps if one is not None)

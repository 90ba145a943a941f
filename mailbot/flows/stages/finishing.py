"""Ask for one line at the end of a task those whom no other mail of it has asked (E3, P41)."""

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.edges.db import submissions
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.group import Group
from mailbot.flows.writing import Letter, queue

# Time to object to an answer that somebody else sent for both, before a line about it is asked for.
WORKING_DAYS_TO_ASK = 3


def ask_for_a_line(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Ask everybody once, but for who sent the answer of the last stage: they were asked with its receipt."""
    if house.task(group.task).next_stage(group.stage.name) is not None:
        return
    day = house.hours.add_working_days(house.hours.today(case.now), WORKING_DAYS_TO_ASK)
    for one in group.work:
        person = group.people[one.person_id]
        if not person.takes_mail or submissions.submissions_of(conn, one.id):
            continue
        letter = Letter(
            MailId.P41,
            "their task is done",
            to=(person,),
            values={"task": f"Task {house.task(group.task).number}"},
            not_before=house.hours.nudge_on(day),
            assignment_id=one.id,
            stage_id=one.stage_id,
            once_key=f"P41:{one.round_id}:{person.id}",
        )
        queue(conn, house, case.now, letter)

"""Say what arrived for a task and what becomes of it (P12), and what mails about it say."""

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.tasks import Assignment
from mailbot.edges.db import partnerships, people
from mailbot.flows import stages
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages import SECOND_THOUGHTS
from mailbot.flows.writing import Letter, queue
from mailbot.translate.templates import Value

ACK_AFTER = SECOND_THOUGHTS / 2


def say_what_arrived(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    person: Person,
    values: dict[str, Value],
) -> None:
    arrived = case.incoming.arrived if case.incoming else case.now
    # What comes on a Saturday is passed on when people are at work.
    goes = house.hours.next_open(max(case.now, arrived + SECOND_THOUGHTS))
    if house.hours.today(goes) != house.hours.today(case.now):
        values = values | {"goes": house.hours.local(goes)}
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P12,
            f"their {values['what']} arrived",
            to=(person,),
            values=values,
            answers=case.incoming,
            thread=stages.thread_of(assignment),
            assignment_id=assignment.id,
            not_before=arrived + ACK_AFTER,
            offers=("yes",) if values.get("extra") else (),
        ),
    )


def values_of(conn: Connection, house: House, assignment: Assignment) -> dict[str, Value]:
    person = people.person_by_id(conn, assignment.person_id)
    if assignment.partnership_id is None:
        return stages.values_of_own(house, assignment)
    pair = partnerships.partnership_by_id(conn, assignment.partnership_id)
    return stages.stage_values(conn, house, person, pair, assignment)

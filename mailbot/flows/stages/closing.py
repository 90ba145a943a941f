"""Close a stage kindly for whoever did their part, where the other side's never came (C7)."""

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Partnership
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, people, submissions
from mailbot.flows import portfolio
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.another_side import offer_another_side
from mailbot.flows.stages.telling import whom_it_is_for
from mailbot.flows.writing import Letter, queue


def close_kindly(
    conn: Connection, house: House, case: Case, assignment: Assignment, pair: Partnership
) -> None:
    """Tell somebody once that their part counts, though the other side's did not come."""
    person = people.person_by_id(conn, assignment.person_id)
    words = submissions.standing_submission(conn, assignment.id)
    once_key = f"P17:alone:{assignment.id}"
    if words is None or not person.takes_mail:
        return
    if outbox.is_queued(conn, house.scheme_id, once_key):
        portfolio.send_when_done(conn, house, case, assignment, over=True)
        return
    stage = house.task(assignment.task).stage(assignment.stage)
    beside, promise = offer_another_side(conn, house, case, assignment, pair)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P17,
            "the other side's part did not come",
            to=(person,),
            values={
                "alone": True,
                "what": stage.what,
                "buddy": whom_it_is_for(conn, pair, person, stage),
                "texts": [words.text],
                "beside": list(beside),
            },
            promise_id=promise.id if promise else None,
            offers=promise.options if promise else (),
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            once_key=once_key,
        ),
    )
    portfolio.send_when_done(conn, house, case, assignment, over=True)

"""One answer for a pair or trio: it counts for everybody, and the others see it before it stands."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Partnership
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, people, submissions
from mailbot.edges.db.submissions import Submission
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.group import end_quietly, withdraw_reminders
from mailbot.flows.stages.pictures import pictures_of
from mailbot.flows.stages.telling import of_pair
from mailbot.flows.writing import Letter, queue

WORKING_DAYS_TO_OBJECT = 2


def bring_joint_answer(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    pair: Partnership,
    words: Submission,
    not_before: datetime,
) -> None:
    """Show one's joint answer to the others, for whom it counts as well (C11, P16).

    Where two of them answered without having seen the other's, both are shown and both are kept.
    """
    work = of_pair(conn, assignment.round_id, assignment.stage, pair)
    others = [one for one in work if one.person_id != assignment.person_id]
    earlier = [
        (one, theirs)
        for one in others
        if (theirs := submissions.standing_submission(conn, one.id)) is not None
    ]
    crossed = [one for one in earlier if _unseen(conn, house, assignment)]
    end_quietly(conn, house, case, others)
    for one in others:
        withdraw_reminders(conn, house, one.id, "the joint answer is in")
        _show(conn, house, case, one, assignment, words, not_before, crossed=bool(crossed))
    for one, theirs in crossed:
        _show(conn, house, case, assignment, one, theirs, not_before, crossed=True)


def _unseen(conn: Connection, house: House, assignment: Assignment) -> bool:
    """Say whether the buddy's answer had not reached the writer of this one; it is taken back then."""
    taken_back = outbox.withdraw_queued(
        conn,
        house.scheme_id,
        "both answered at the same time",
        mails=(MailId.P16.value,),
        assignment_id=assignment.id,
    )
    return taken_back > 0


def _show(
    conn: Connection,
    house: House,
    case: Case,
    to: Assignment,
    writer: Assignment,
    words: Submission,
    not_before: datetime,
    *,
    crossed: bool,
) -> None:
    reader = people.person_by_id(conn, to.person_id)
    if not reader.takes_mail:
        return
    days = house.hours.add_working_days(house.hours.today(not_before), WORKING_DAYS_TO_OBJECT)
    name = people.person_by_id(conn, writer.person_id).first_name
    pictures = pictures_of(conn, [(name, words)])
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P16,
            "two joint answers came" if crossed else "their joint answer is in",
            to=(reader,),
            values={
                "buddy": name,
                "what": house.task(to.task).stage(to.stage).what,
                "due": house.hours.local(house.hours.deadline_on(days)),
                "words": None if pictures else words.text,
                "attached": bool(pictures),
                "crossed": crossed,
            },
            not_before=not_before,
            received_id=words.received_id,
            assignment_id=to.id,
            stage_id=to.stage_id,
            once_key=f"P16:{words.id}:{to.id}:{case.received_id or 0}",
            files=pictures,
        ),
    )

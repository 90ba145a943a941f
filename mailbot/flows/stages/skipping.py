"""Leave a stage of a running task out, for everybody who is still in it or for trios alone (C18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, people, tasks
from mailbot.edges.db.tasks import Stage
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.following import follow
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.writing import BULK_HOLD, Letter, queue

# Why somebody is told that they needn't do something after all.
NEEDNT_BE_DONE = "a coordinator changed the plan"


@dataclass(frozen=True, slots=True)
class Running:
    """A stage of the newest round of a task, and what is still owed in it."""

    round_id: int
    stage: Stage
    owed: tuple[Assignment, ...]


def running_stage(conn: Connection, house: House, task: str, stage: str = "") -> Running | None:
    """Give the stage of a task that people are in, or the named one; None where nothing runs.

    People are in the first stage in which somebody still owes something.
    """
    for round_id, name, _ in tasks.rounds_of(conn, house.scheme_id):
        if name != task:
            continue
        for one in tasks.stages_of(conn, round_id):
            owed = tuple(each for each in tasks.in_stage(conn, one.id) if each.is_open)
            if (stage and one.name == stage) or (not stage and owed):
                return Running(round_id, one, owed)
        return None
    return None


def skip(
    conn: Connection,
    house: House,
    case: Case,
    owed: Sequence[Assignment],
    *,
    is_for_many: bool = False,
) -> int:
    """Leave out what some people owe in a stage, and give how many people that is.

    What was sent for it counts; the stage after opens for those for whom something came. A letter that
    waits for one person's answer gets another's; where answers are left out for many, letters stay without.
    """
    _end(conn, house, case, owed)
    for one in owed:
        _tell(conn, house, case, one)
        answers = house.task(one.task).stage(one.stage).opens_on_relay
        if not (answers and is_for_many):
            follow(conn, house, case, tasks.assignment_by_id(conn, one.id))
    return len(owed)


def _end(conn: Connection, house: House, case: Case, owed: Iterable[Assignment]) -> None:
    for one in owed:
        tasks.end_assignment(conn, one.id, case.now, came=False)
        withdraw_reminders(conn, house, one.id, "a coordinator called it off")
        outbox.withdraw_queued(
            conn,
            house.scheme_id,
            "a coordinator called it off",
            mails=("P33",),
            assignment_id=one.id,
        )


def _tell(conn: Connection, house: House, case: Case, one: Assignment) -> None:
    person = people.person_by_id(conn, one.person_id)
    if not person.takes_mail:
        return
    definition = house.task(one.task)
    what = f"Your {definition.stage(one.stage).what} for Task {definition.number}"
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P33,
            NEEDNT_BE_DONE,
            to=(person,),
            values={"line": f"{what} needn't be done after all."},
            not_before=house.hours.next_open(case.now + BULK_HOLD),
            stage_id=one.stage_id,
            in_reply=False,
            once_key=f"P33:over:{one.id}",
        ),
    )

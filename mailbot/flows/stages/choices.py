"""Settle on one of several cases: what both want, or the first in when they cannot agree in time."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.agreeing import ANY, settled_option
from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, tasks
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.group import (
    Group,
    end_quietly,
    following_stage,
    goes_on_at,
    group_in_stage,
    open_next,
)
from mailbot.flows.stages.opening import announce
from mailbot.flows.stages.telling import of_pair, still_together, thread_of
from mailbot.flows.writing import Letter, queue

# Nobody is reminded of a choice that they have made, while the two talk it over.
NO_NUDGES = [MailId.P21.value, MailId.P22.value, MailId.P23.value]


def go_on(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Open what follows with the case they agree on, or ask once which it shall be (C10)."""
    said = [one.said.option for one in group.came]
    waiting = [one for one in group.work if one.is_open and _has_said(group, one.person_id)]
    time_is_up = bool(waiting) and case.now >= max(one.due_at for one in waiting)
    option = settled_option(said, group.stage.choices, time_is_up=time_is_up)
    if option is not None:
        end_quietly(conn, house, case, group.work)
        if not open_next(conn, house, case, group, group.members):
            _changed_their_minds(conn, house, case, group)
    elif not waiting and not _gone_on(conn, house, group):
        _ask_which(conn, house, case, group)


def _gone_on(conn: Connection, house: House, group: Group) -> bool:
    following = following_stage(conn, house, group)
    return following is not None and bool(of_pair(conn, group.round_id, following.name, group.pair))


def _has_said(group: Group, person_id: int) -> bool:
    return any(one.person == person_id for one in group.came)


def _ask_which(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Put the two wishes to both, with a day; until then either may still change (P19)."""
    in_two_days = house.hours.add_working_days(house.hours.today(case.now), 2)
    due = house.hours.deadline_on(in_two_days)
    for part in group.came:
        tasks.reopen_assignment(
            conn, part.assignment, due_at=due, nudges=NO_NUDGES, next_look_at=due
        )
    for part in group.came:
        _put_to(conn, house, case, group, part.assignment, goes_on_at(case))


def ask_which_again(
    conn: Connection, house: House, case: Case, assignment: Assignment, leaves: datetime
) -> None:
    """Write anew, with the date as it is now, what asks one of them which it shall be."""
    pair = still_together(conn, assignment)
    if pair is not None:
        group = group_in_stage(conn, house, assignment, pair)
        _put_to(conn, house, case, group, assignment.id, leaves)


def _put_to(
    conn: Connection, house: House, case: Case, group: Group, assignment: int, leaves: datetime
) -> None:
    wishes = [one for one in group.came if one.said.option != ANY]
    owed = tasks.assignment_by_id(conn, assignment)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P19,
            "they chose different cases",
            to=(group.people[owed.person_id],),
            values={
                "names": [group.name(one.person) for one in wishes],
                "choices": [one.said.option for one in wishes],
                "usual": wishes[0].said.option,
                "due": house.hours.local(owed.due_at),
            },
            not_before=leaves,
            received_id=case.received_id,
            thread=thread_of(owed) + ":which",
            assignment_id=owed.id,
            stage_id=group.stage_id,
            needs_open=True,
        ),
    )


def _changed_their_minds(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Announce another case where the first one has not gone out yet; else a person decides."""
    following = following_stage(conn, house, group)
    if following is None or case.incoming is None:
        return
    owed = of_pair(conn, group.round_id, following.name, group.pair)
    taken_back = [
        outbox.withdraw_queued(
            conn, house.scheme_id, "they chose another", mails=("P10",), assignment_id=one.id
        )
        for one in owed
    ]
    if all(taken_back):
        for one in owed:
            announce(conn, house, case, one, house.hours.next_open(goes_on_at(case)))
        return
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        "would rather take another case, after the case had gone out",
        ("done",),
        person=group.came[-1].person,
        partnership=group.pair.id,
    )

"""Do what follows in a stage for a pair or trio when a part of it has come in or is over."""

from collections.abc import Callable

from sqlalchemy import Connection

from mailbot.core.stages import Following, Next, what_follows
from mailbot.core.tasks import Assignment, StageKind
from mailbot.edges.db import tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages import choices, days, diaries, experts
from mailbot.flows.stages.closing import close_kindly
from mailbot.flows.stages.finishing import ask_for_a_line
from mailbot.flows.stages.group import (
    Group,
    end_quietly,
    following_stage,
    group_in_stage,
    open_next,
    show_all_sides,
)
from mailbot.flows.stages.standing_in import no_answer_will_come
from mailbot.flows.stages.telling import is_off, still_together


def follow(conn: Connection, house: House, case: Case, assignment: Assignment) -> None:
    """Look at the stage of an assignment and go on, wait or close; doing it twice changes nothing."""
    pair = still_together(conn, assignment)
    if pair is None or is_off(conn, house, assignment):
        return
    if assignment.kind is StageKind.LETTER:
        if not assignment.is_open:
            no_answer_will_come(conn, house, case, assignment)
        return
    group = group_in_stage(conn, house, assignment, pair)
    following = what_follows(assignment.kind, group.parts, case.now)
    match following.what:
        case Next.GO_ON:
            _waits_no_more(conn, group)
            GOING_ON[assignment.kind](conn, house, case, group)
        case Next.CLOSE_KINDLY:
            done = tasks.assignment_by_id(conn, group.came[0].assignment)
            close_kindly(conn, house, case, done, pair)
        case Next.WAIT:
            _look_again(conn, group, following)
        case Next.NOTHING:
            pass


def _look_again(conn: Connection, group: Group, following: Following) -> None:
    """Keep the next look with a part that is done: open ones have looks of their own."""
    done = next((one for one in group.came if not one.is_open), None)
    if done is not None:
        tasks.change_assignment(conn, done.assignment, next_look_at=following.look_at)


def _waits_no_more(conn: Connection, group: Group) -> None:
    for part in group.came:
        if not part.is_open:
            tasks.change_assignment(conn, part.assignment, next_look_at=None)


def _reveal(conn: Connection, house: House, case: Case, group: Group) -> None:
    """Show all sides to those who gave theirs, with what they are to do next (C12)."""
    gave = [group.people[one.person] for one in group.came]
    if following_stage(conn, house, group) is None:
        show_all_sides(conn, house, case, group, gave)
    else:
        open_next(conn, house, case, group, [one for one in group.members if one in gave])


def _joint(conn: Connection, house: House, case: Case, group: Group) -> None:
    """One answer counts for everybody: what follows is for all of them, or for an expert (C11, C13)."""
    end_quietly(conn, house, case, group.work)
    following = house.task(group.task).next_stage(group.stage.name)
    if following is not None and following.kind is StageKind.EXPERT:
        experts.suggest(conn, house, case, group)
    else:
        open_next(conn, house, case, group, group.members)
        ask_for_a_line(conn, house, case, group)


def _met(conn: Connection, house: House, case: Case, group: Group) -> None:
    end_quietly(conn, house, case, group.work)
    experts.thank(conn, house, case, group)
    open_next(conn, house, case, group, group.members)
    ask_for_a_line(conn, house, case, group)


GOING_ON: dict[StageKind, Callable[[Connection, House, Case, Group], None]] = {
    StageKind.SEALED: _reveal,
    StageKind.DAY: days.go_on,
    StageKind.CHOICE: choices.go_on,
    StageKind.JOINT: _joint,
    StageKind.SHARE: diaries.go_on,
    StageKind.EXPERT: _met,
}

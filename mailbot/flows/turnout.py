"""If so little comes back that it may be us, ask a coordinator before anybody is chased (D9)."""

from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.tasks import Assignment
from mailbot.core.turnout import Doubt, Turnout, doubt_in, usual_share
from mailbot.edges.db import promises, turnout
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House


class Turnouts:
    """The turnouts of one night, each counted once for a stage and a part of its time."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, bool], bool] = {}

    def is_doubtful(
        self, conn: Connection, house: House, assignment: Assignment, now: datetime, until: datetime
    ) -> bool:
        """Say whether the chase of a stage is held; where that is new, a coordinator is asked.

        `until` is the end of the day that begins. Before half of their time is over nothing is judged.
        """
        last_day = house.hours.today(now) >= house.hours.today(assignment.due_at)
        key = assignment.stage_id, last_day
        half = (assignment.due_at - assignment.opened_at) / 2
        if not last_day and until < assignment.opened_at + half:
            return False
        if key not in self._held:
            opened_by = until if last_day else until - half
            self._held[key] = _doubt(conn, house, assignment, now, opened_by, last_day=last_day)
        return self._held[key]


def _doubt(
    conn: Connection,
    house: House,
    assignment: Assignment,
    now: datetime,
    opened_by: datetime,
    *,
    last_day: bool,
) -> bool:
    asked = [
        one
        for one in promises.of_kind(conn, house.scheme_id, do.Matter.TOO_MANY_LATE.value)
        if one.details.get("stage_id") == assignment.stage_id
    ]
    if any(one.state == "open" or one.outcome == "hold" for one in asked):
        return True
    found = _turnout(conn, house, assignment, now, opened_by)
    why = doubt_in(found, house.chasing.quiet, last_day=last_day)
    if why is None or why in {one.details.get("why", Doubt.LATE) for one in asked}:
        return False
    put_before_coordinators(
        conn,
        house,
        Case(now, f"{found.done} of {found.owing} have answered"),
        do.Matter.TOO_MANY_LATE,
        _title(found, why, assignment.stage),
        ("chase", "extend", "hold"),
        details={"stage_id": assignment.stage_id, "why": why.value},
    )
    return True


def _turnout(
    conn: Connection, house: House, assignment: Assignment, now: datetime, opened_by: datetime
) -> Turnout:
    """Count on the last day everybody, before it who has had the stage for half their time."""
    owing, done, without, heard, bounced = turnout.come_of(conn, assignment.stage_id, opened_by)
    gone = min(1.0, (now - assignment.opened_at) / (assignment.due_at - assignment.opened_at))
    past = turnout.past_parts(conn, house.scheme_id, assignment.kind, assignment.opened_at)
    return Turnout(owing, done, without, heard, bounced, usual_share(past, gone))


def _title(found: Turnout, why: Doubt, stage: str) -> str:
    if why is Doubt.BOUNCED:
        return f"{found.bounced} of {found.owing} mails about {stage} came back. Shall I chase the others?"
    usual = "" if found.usual_count is None else f" (usual by now: {found.usual_count})"
    return (
        f"Only {found.done} of {found.owing} have answered {stage}{usual}. Our mail in junk, or a bad"
        " week? Shall I chase?"
    )

"""What other words for a task mean for those who are in it: what has gone stays, what waits is written anew."""

from collections.abc import Iterable

from sqlalchemy import Connection

from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import outbox, rounds, tasks
from mailbot.edges.db.tasks import Stage
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.dates import BEGINNINGS
from mailbot.flows.stages.opening import announce

MOST_ROUNDS = 1000
_MAILS = [one.value for one in BEGINNINGS]


def reach_of(
    conn: Connection, house: House, case: Case, task: TaskDefinition, stages: Iterable[str]
) -> list[str]:
    """Say for each stage of a running round whom new words still reach; nothing where none is running."""
    running = _running(conn, house, case, task.name)
    wanted = set(stages)
    known = tasks.stages_of(conn, running[-1]) if running else ()
    return [
        _reach(conn, house, one, task.stage(one.name).what) for one in known if one.name in wanted
    ]


def _running(conn: Connection, house: House, case: Case, task: str) -> list[int]:
    found = rounds.unended(conn, house.scheme_id, case.now, 0, MOST_ROUNDS)
    return [one for one in found if rounds.task_of(conn, one)[0] == task]


def _reach(conn: Connection, house: House, stage: Stage, what: str) -> str:
    begun = outbox.beginnings(conn, house.scheme_id, stage.id, _MAILS)
    gone = {one.assignment_id for one in begun if one.waits is None}
    waits = {one.assignment_id for one in begun if one.waits is not None} - gone
    name = what[:1].upper() + what[1:]
    if not gone:
        return f"{name}: nobody has had it yet, so everybody gets the new words."
    had = f"{len(gone)} {'has' if len(gone) == 1 else 'have'} had the old words, and no second mail goes"
    rest = (
        f"; {len(waits)} still {'gets' if len(waits) == 1 else 'get'} the new ones" if waits else ""
    )
    return f"{name}: {had}{rest}."


def say_anew(conn: Connection, house: House, case: Case, task: str) -> int:
    """Write anew what waits to begin a stage of a task, in the words that hold now; give how many mails."""
    count = 0
    for round_id in _running(conn, house, case, task):
        for stage in tasks.stages_of(conn, round_id):
            waiting = [
                one
                for one in outbox.beginnings(conn, house.scheme_id, stage.id, _MAILS)
                if one.waits is not None
            ]
            for one in waiting:
                _again(conn, house, case, one)
                count += 1
    return count


def _again(conn: Connection, house: House, case: Case, one: outbox.Beginning) -> None:
    assert one.waits is not None, "only what waits is written anew"
    why = "its words were changed"
    outbox.make_room(conn, house.scheme_id, why, _MAILS, assignment_id=one.assignment_id)
    owed = tasks.assignment_by_id(conn, one.assignment_id)
    bare = Case(case.now, why, case.by)
    announce(conn, house, bare, owed, one.waits, once_key=one.once_key)

"""Leave a stage of a running task out, for everybody, for trios or for one person, at a coordinator's word (C18)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core.respond_coordinator import GROUPS
from mailbot.core.tasks import Assignment, TaskDefinition
from mailbot.edges.db import partnerships, people
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.dates import find_task, running_task
from mailbot.flows.ordering.naming import group_named, people_named
from mailbot.flows.stages.skipping import Running, running_stage, skip

_STAGE = re.compile(
    r"\b(?:stage|step|part)\s+(?P<number>\d{1,2}|one|two|three|four|five|six)\b|\b(?P<nth>first|second|third|last)\b",
    re.IGNORECASE,
)
_PLACES = {
    "one": 0, "two": 1, "three": 2, "four": 3, "five": 4, "six": 5,
    "first": 0, "second": 1, "third": 2, "last": -1,
}  # fmt: skip
SAY = "Say for example: skip stage 2 for trios, or: skip task 2 for sam. Nothing was done."


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be left out: the stage, for whom, and what both are called."""

    running: Running
    owed: tuple[Assignment, ...]
    what: str
    whom: str
    is_for_many: bool


def meant(conn: Connection, house: House, case: Case, who: Sequence[str], text: str) -> Meant | str:
    """Find the stage and the people that an order means, or say in a sentence why that can't be done.

    Raises WhichOne where a name fits several people.
    """
    running = _running(conn, house, text)
    if isinstance(running, str):
        return running
    found = _for_whom(conn, house, case, running, who)
    if isinstance(found, str):
        return found
    task = house.task(running.stage.task)
    what = f"the {task.stage(running.stage.name).what} of Task {task.number}"
    if not found:
        return f"Nobody meant owes {what} just now; nothing was done."
    return Meant(running, found, what, _called(conn, found), len(found) > 1 or not who)


def _running(conn: Connection, house: House, text: str) -> Running | str:
    said = _STAGE.search(text)
    about = text if said is None else f"{text[: said.start()]} {text[said.end() :]}"
    task = _task(conn, house, about)
    if task is None:
        return f"No such task is running. {SAY}"
    stage = _stage(task, said, about)
    if stage is None:
        return f"Task {task.number} has the stages: {_stages(task)}. {SAY}"
    running = running_stage(conn, house, task.name, stage)
    return running or f"Nobody is in Task {task.number} just now; nothing was done."


def _task(conn: Connection, house: House, about: str) -> TaskDefinition | None:
    named = find_task(house, re.sub(r"\btask\b", " ", about, flags=re.IGNORECASE))
    if named is None and not re.search(r"\d", about):
        return running_task(conn, house, "")
    return running_task(conn, house, about)


def _stage(task: TaskDefinition, said: re.Match[str] | None, about: str) -> str | None:
    """Give the stage that is named by its place or its word; empty for the one people are in."""
    if said is not None:
        word = (said["number"] or said["nth"]).lower()
        at = _PLACES.get(word, int(word) - 1 if word.isdigit() else 0)
        return task.stages[at].name if -1 <= at < len(task.stages) else None
    words = set(re.findall(r"[a-z]+", about.casefold()))
    for one in task.stages:
        singular = {one.name, one.what.casefold(), f"{one.name}s", f"{one.what.casefold()}s"}
        if words & singular and not words & {task.name}:
            return one.name
    return ""


def _stages(task: TaskDefinition) -> str:
    return ", ".join(f"{at} {one.what}" for at, one in enumerate(task.stages, 1))


def _for_whom(
    conn: Connection, house: House, case: Case, running: Running, who: Sequence[str]
) -> tuple[Assignment, ...] | str:
    if not who:
        return running.owed
    said = " ".join(who).casefold()
    for size, word in ((2, "pairs"), (3, "trios")):
        if word in said.split():
            return tuple(one for one in running.owed if _in_group_of(conn, one, size))
    if set(said.split()) & GROUPS:
        group = group_named(conn, house, case, said) or []
        ids = {one.id for one in group}
        return tuple(one for one in running.owed if one.person_id in ids)
    named = people_named(conn, house, tuple(who))
    if isinstance(named, str):
        return named
    ids = {one.id for one in named}
    return tuple(one for one in running.owed if one.person_id in ids)


def _in_group_of(conn: Connection, one: Assignment, size: int) -> bool:
    if one.partnership_id is None:
        return False
    members = partnerships.partnership_by_id(conn, one.partnership_id).members
    return len(members) == size if size == 2 else len(members) >= size


def _called(conn: Connection, owed: Sequence[Assignment]) -> str:
    if len(owed) == 1:
        return people.person_by_id(conn, owed[0].person_id).name
    return f"{len(owed)} people"


def leave_out(conn: Connection, house: House, case: Case, who: Sequence[str], text: str) -> str:
    """Leave a stage out for whoever is meant; a line tells each of them, and reminders are taken back."""
    found = meant(conn, house, case, who, text)
    if isinstance(found, str):
        return found
    bare = Case(case.now, case.because, case.by)
    skip(conn, house, bare, found.owed, is_for_many=found.is_for_many)
    return f"{found.whom} needn't do {found.what}. A line says so in 15 minutes, in hours."

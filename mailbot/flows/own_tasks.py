"""The tasks that coordinators wrote themselves: they lie in the record and stand beside the bank's."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.errors import Trouble
from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import promises, tasks
from mailbot.edges.db.engine import reading
from mailbot.flows.house import House
from mailbot.flows.own_words import with_own_words
from mailbot.translate.bank import load_bank

log = logging.getLogger(__name__)
FILED = "filed"


def with_own_tasks(house: House) -> House:
    """Give the house with the tasks, and the words of tasks, that were agreed by mail, as they stand now.

    One that cannot be read is left out, and the log names it; the bank never suffers from it.
    """
    with reading(house.engine) as conn:
        return with_own_words(conn, _with_those_of(conn, house))


def _with_those_of(conn: Connection, house: House) -> House:
    written = dict(_written(conn, house))
    if written.keys() == house.own_tasks.keys():
        return house
    own: dict[str, TaskDefinition] = {}
    words: dict[str, str] = {}
    for name, files in written.items():
        try:
            own |= load_bank({f"{name}/{file}": text for file, text in files.items()})
        except Trouble as trouble:
            log.warning("the task %s is left out: %s", name, trouble)
            continue
        words |= {f"tasks/{name}/{file}": text for file, text in files.items()}
    return replace(house, own_tasks=own, templates=house.templates.adding(words))


def _written(conn: Connection, house: House) -> Iterator[tuple[str, dict[str, str]]]:
    """Give what was agreed, and what was begun before somebody took the agreement back."""
    begun = {name for _, name, _ in tasks.rounds_of(conn, house.scheme_id)}
    for one in promises.of_kind(conn, house.scheme_id, Matter.DRAFT.value):
        name, files = str(one.details.get("name")), one.details.get("files")
        if isinstance(files, dict) and (one.outcome == FILED or name in begun):
            yield name, {str(key): str(text) for key, text in files.items()}

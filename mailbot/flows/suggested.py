"""Lines kept beside a task in the home folder, for whoever edits its text next time (C15)."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.edges.db import promises
from mailbot.edges.files import read_tree, replace_text
from mailbot.flows.house import House

SUGGESTED = "suggested.txt"
NOTED = "noted"


def suggested_for(house: House, task: str) -> tuple[str, ...]:
    """Give the lines that were suggested for a task's text, the oldest first."""
    text = read_tree(_folder(house, task), suffix=SUGGESTED).get(SUGGESTED, "")
    return tuple(line for line in text.splitlines() if line.strip())


def suggest(conn: Connection, house: House, task: str, line: str, promise_id: int) -> None:
    """Keep a line for a task; the promise it came by knows it, so that UNDO can take it out again."""
    _write(house, task, (*suggested_for(house, task), line))
    asked = promises.promise_by_id(conn, promise_id)
    promises.change_promise(conn, promise_id, details=asked.details | {NOTED: [task, line]})


def take_out(conn: Connection, house: House, changed: Iterable[int]) -> None:
    """Take out the lines that undone work had kept; `changed` are the promises it answered."""
    for one in changed:
        asked = promises.promise_by_id(conn, one)
        noted = asked.details.get(NOTED)
        if asked.kind != Matter.CLARIFY.value or not isinstance(noted, list):
            continue
        task, line = str(noted[0]), str(noted[1])
        kept = list(suggested_for(house, task))
        if line in kept:
            kept.reverse()
            kept.remove(line)
            _write(house, task, reversed(kept))


def _write(house: House, task: str, lines: Iterable[str]) -> None:
    replace_text(_folder(house, task) / SUGGESTED, "".join(f"{one}\n" for one in lines))


def _folder(house: House, task: str) -> Path:
    return house.own_rules.parent / "templates" / "tasks" / task

"""The words that a scheme uses for a task in the place of those it came with: they lie in the record."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.task_drafts import Numbers, OwnWords, with_numbers
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.house import House

IN_USE = "in use"
PUT_BACK = "put back"


def with_own_words(conn: Connection, house: House) -> House:
    """Give the house with the words that coordinators agreed to for its tasks, as they stand now."""
    agreed = {str(one.details["task"]): one for one in in_use(conn, house)}
    decided = {name: one.id for name, one in agreed.items()}
    if decided == {name: one.decided for name, one in house.own_words.items()}:
        return house
    plain = replace(house, own_words={}, templates=house.templates.over({}))
    return saying(plain, {name: own_words(plain, one) for name, one in agreed.items()})


def in_use(conn: Connection, house: House) -> tuple[Promise, ...]:
    """Give the decisions by which a task's words were changed, the oldest first; the newest of a task holds."""
    decided = promises.of_kind(conn, house.scheme_id, Matter.WORDING.value)
    known = [
        one for one in decided if one.outcome == IN_USE and one.details.get("task") in house.bank
    ]
    return tuple(sorted(known, key=lambda one: (str(one.closed_at), one.id)))


def own_words(house: House, decided: Promise) -> OwnWords:
    """Give what a decision says in the place of a task's words; raises KeyError where the task is gone."""
    name = str(decided.details["task"])
    files = decided.details.get("files")
    texts = {str(key): str(text) for key, text in files.items()} if isinstance(files, dict) else {}
    task = with_numbers(house.bank[name], numbers_in(decided.details))
    return OwnWords(decided.id, task, texts)


def numbers_in(details: Mapping[str, object]) -> Numbers:
    """Give the numbers of a task that were changed with its words, by stage."""
    said = details.get("numbers")
    return {
        str(stage): {str(key): int(value) for key, value in table.items()}
        for stage, table in (said.items() if isinstance(said, dict) else ())
    }


def saying(house: House, words: Mapping[str, OwnWords]) -> House:
    """Give the house with other words for some of its tasks."""
    files = {
        f"tasks/{name}/{file}": text
        for name, one in words.items()
        for file, text in one.files.items()
    }
    return replace(house, own_words=words, templates=house.templates.over(files))

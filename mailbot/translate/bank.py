"""Load the tasks of the bank: one folder each, words beside numbers, never code (C1)."""

import tomllib
from collections.abc import Mapping
from typing import ClassVar

from mailbot.core.errors import Trouble
from mailbot.core.tasks import StageDefinition, StageKind, TaskDefinition

STAGE_KEYS = frozenset(
    {
        "name",
        "kind",
        "what",
        "minutes",
        "window_days",
        "who",
        "limit_words",
        "least_words",
        "visibility",
        "competences",
        "choices",
        "opens",
    }
)
TASK_KEYS = frozenset({"title", "minutes", "outcome", "number", "reflection", "stage"})


class BadTask(Trouble):
    """A task's folder says something that cannot be meant; the sentence names file and key."""

    exit_code: ClassVar[int] = 2


def load_bank(files: Mapping[str, str]) -> dict[str, TaskDefinition]:
    """Read every `NAME/task.toml` of the tasks folder; keys are folder names, in order of number."""
    found = [
        _task(path.split("/")[0], f"templates/tasks/{path}", text)
        for path, text in files.items()
        if path.endswith("/task.toml")
    ]
    return {one.name: one for one in sorted(found, key=lambda task: (task.number, task.name))}


def _task(name: str, file: str, text: str) -> TaskDefinition:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTask(f"{file} is not valid TOML: {error}.") from error
    _only(file, table, TASK_KEYS)
    stages = table.get("stage", [])
    if not isinstance(stages, list) or not stages:
        raise BadTask(f"{file} needs at least one [[stage]].")
    return TaskDefinition(
        name=name,
        number=_whole(file, table, "number", 99),
        title=_text(file, table, "title"),
        minutes=_whole(file, table, "minutes", 10),
        stages=tuple(_stage(file, one) for one in stages),
        reflection=_text(file, table, "reflection") if "reflection" in table else "",
    )


def _stage(file: str, table: Mapping[str, object]) -> StageDefinition:
    where = f"{file}, stage {table.get('name', '(without a name)')}"
    _only(where, table, STAGE_KEYS)
    kind = _text(where, table, "kind")
    if kind not in set(StageKind):
        raise BadTask(f"{where}: kind must be one of {', '.join(StageKind)}.")
    return StageDefinition(
        name=_text(where, table, "name"),
        kind=StageKind(kind),
        window_days=_whole(where, table, "window_days", 10),
        what=str(table.get("what") or table.get("name")),
        minutes=_whole(where, table, "minutes", 10),
        limit_words=_whole(where, table, "limit_words", 0),
        least_words=_whole(where, table, "least_words", 0),
        visibility=str(table.get("visibility", "buddy")),
        opens_on_relay=table.get("opens", "") == "relay",
        competences=_texts(where, table, "competences"),
        choices=_texts(where, table, "choices"),
    )


def _only(where: str, table: Mapping[str, object], known: frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise BadTask(f"{where}: {key} is not known; use {', '.join(sorted(known))}.")


def _text(where: str, table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise BadTask(f"{where}: {key} must be some text.")
    return value


def _whole(where: str, table: Mapping[str, object], key: str, default: int) -> int:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadTask(f"{where}: {key} must be a whole number.")
    return value


def _texts(where: str, table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadTask(f"{where}: {key} must be a list of texts.")
    return tuple(value)

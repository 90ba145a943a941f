"""Load rules/chasing.toml into the numbers that silence is judged by."""

import tomllib
from dataclasses import fields
from difflib import get_close_matches
from typing import ClassVar, TypeVar

from mailbot.core.chasing import (
    AwayRules,
    BudgetRules,
    ChasingRules,
    DowntimeRules,
    JobsRules,
    JoiningRules,
    PromiseRules,
    QuietRules,
    StageRules,
    WaitingRules,
)
from mailbot.core.errors import Trouble


class BadNumbers(Trouble):
    """rules/chasing.toml says something that cannot be meant; the sentence names where."""

    exit_code: ClassVar[int] = 2


Section = TypeVar(
    "Section",
    StageRules,
    QuietRules,
    PromiseRules,
    BudgetRules,
    AwayRules,
    DowntimeRules,
    WaitingRules,
    JobsRules,
    JoiningRules,
)

SECTIONS = (
    "stage", "quiet", "promise", "budget", "away", "downtime", "waiting", "jobs", "joining",
)  # fmt: skip


def load_chasing(text: str, file: str = "rules/chasing.toml") -> ChasingRules:
    """Read the file's text; raises BadNumbers with one sentence naming table and key."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadNumbers(f"{file} is not valid TOML: {error}.") from error
    _known(file, "", tables.keys(), SECTIONS)
    return ChasingRules(
        stage=_section(file, "stage", tables, StageRules()),
        quiet=_section(file, "quiet", tables, QuietRules()),
        promise=_section(file, "promise", tables, PromiseRules()),
        budget=_section(file, "budget", tables, BudgetRules()),
        away=_section(file, "away", tables, AwayRules()),
        downtime=_section(file, "downtime", tables, DowntimeRules()),
        waiting=_section(file, "waiting", tables, WaitingRules()),
        jobs=_section(file, "jobs", tables, JobsRules()),
        joining=_section(file, "joining", tables, JoiningRules()),
    )


def _section(file: str, name: str, tables: dict[str, object], default: Section) -> Section:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise BadNumbers(f"{file}: [{name}] must be a table of numbers.")
    known = {one.name: getattr(default, one.name) for one in fields(default)}
    _known(file, name, table.keys(), tuple(known))
    for key, value in table.items():
        _fits(f"{file}: [{name}] {key}", value, known[key])
    return type(default)(**(known | table))


def _fits(where: str, value: object, default: object) -> None:
    if isinstance(default, bool) != isinstance(value, bool):
        wanted = "true or false" if isinstance(default, bool) else "a number"
        raise BadNumbers(f"{where} must be {wanted}.")
    whole = isinstance(default, int)
    if not isinstance(value, int if whole else (int, float)) or value < 0:
        raise BadNumbers(f"{where} must be a {'whole ' if whole else ''}number of 0 or more.")


def _known(file: str, table: str, keys: object, known: tuple[str, ...]) -> None:
    for key in keys:  # type: ignore[attr-defined]
        if key not in known:
            near = get_close_matches(str(key), known, 1, 0.0)
            place = f"[{table}] " if table else "table "
            raise BadNumbers(f"{file}: {place}{key} is not known; did you mean {near[0]}?")

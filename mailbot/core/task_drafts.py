"""A task as somebody wrote it down in a mail: what is said of each step, and what is left open."""

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from mailbot.core.tasks import StageKind, TaskDefinition

MINUTES = 10
WINDOW_DAYS = 10
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class DraftStage:
    """One step; 0 and "" stand for what was not said, and then MINUTES and WINDOW_DAYS hold.

    `asks` is what people read, in paragraphs; `readers` is the sentence that says who reads the answer.
    """

    kind: StageKind
    what: str
    asks: str
    minutes: int = 0
    window_days: int = 0
    limit_words: int = 0
    readers: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A task to be: its title and its steps in order, at least one."""

    title: str
    stages: tuple[DraftStage, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a scheme says in the place of a task's own words: by which decision, its numbers, its files."""

    decided: int
    task: TaskDefinition
    files: Mapping[str, str]


Numbers = Mapping[str, Mapping[str, int]]
# What of a stage a coordinator may change with its words.
CHANGEABLE = ("minutes", "limit_words", "window_days")


def with_numbers(task: TaskDefinition, numbers: Numbers) -> TaskDefinition:
    """Give a task with the numbers of some of its stages changed; a stage that it hasn't got is passed over."""
    stages = tuple(
        replace(
            one,
            minutes=numbers.get(one.name, {}).get("minutes", one.minutes),
            limit_words=numbers.get(one.name, {}).get("limit_words", one.limit_words),
            window_days=numbers.get(one.name, {}).get("window_days", one.window_days),
        )
        for one in task.stages
    )
    more = sum(one.minutes for one in stages) - sum(one.minutes for one in task.stages)
    return replace(task, stages=stages, minutes=max(task.minutes + more, 1))


def folder_name(title: str, taken: Container[str]) -> str:
    """Make a folder's name of a title, one that is not taken: "Swap a form!" is "swap-a-form"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_NAME].strip("-") or "task"
    number, name = 1, words
    while name in taken:
        number += 1
        name = f"{words}-{number}"
    return name

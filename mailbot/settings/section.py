"""One table of the file being read: each value checked, each unknown key named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar, TypeVar

from mailbot.core.errors import Trouble
from mailbot.settings.table import Setting, Table

FILE_NAME = "mailbot.toml"

T = TypeVar("T")


class BadSettings(Trouble):
    """The configuration cannot be used; the text names file, table and key, and what to write."""

    exit_code: ClassVar[int] = 2


def nearest(wrong: str, right: Sequence[str]) -> str:
    """Say which of the right words is meant, as the end of a sentence."""
    near = get_close_matches(wrong.lower(), right, n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(right)}."


@dataclass(frozen=True, slots=True)
class Section:
    """The values under one heading; `where` is that heading as a person finds it in the file."""

    table: Table
    where: str
    values: Mapping[str, object]

    def wrong(self, key: str, what: str) -> BadSettings:
        """Make the error that says what is wrong with one key."""
        stop = "" if what.endswith("?") else "."
        return BadSettings(f"{FILE_NAME}, {self.where}: {key} {what}{stop}")

    def read(self, setting: Setting[T]) -> T:
        """Give the value of a setting, or its default; raise BadSettings when neither is there."""
        if setting.key not in self.values:
            if setting.default is None:
                raise self.wrong(setting.key, f"is missing: {_lower_first(setting.says)}")
            return setting.default
        try:
            return setting.kind.read(self.values[setting.key])
        except ValueError as problem:
            raise self.wrong(setting.key, str(problem)) from None

    def only(self, *inner: str) -> None:
        """Raise BadSettings when there is a key that is neither a setting nor an inner table."""
        known = [key for setting in self.table.settings for key in setting.keys]
        for key in self.values:
            if key not in known and key not in inner:
                raise BadSettings(
                    f'{FILE_NAME}, {self.where}: there is no setting "{key}"'
                    + nearest(key, [*known, *inner])
                )


def _lower_first(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")


def inner_table(table: Table, parent: Mapping[str, object], where: str) -> Section:
    """Open a table that is written once; an absent one is empty."""
    key = table.name.rpartition(".")[2]
    value = parent.get(key, {})
    if not isinstance(value, dict):
        raise BadSettings(f"{FILE_NAME}: write {key} as a table, under the heading {where}.")
    return Section(table, where, value)


def entries_of(table: Table, parent: Mapping[str, object], of: str) -> tuple[Section, ...]:
    """Open each entry of a repeated table; `of` says within which scheme, where there are more."""
    key = table.name.rpartition(".")[2]
    values = parent.get(key, [])
    if not isinstance(values, list) or not all(isinstance(entry, dict) for entry in values):
        raise BadSettings(
            f"{FILE_NAME}: write {table.heading}, with double brackets, once for each entry."
        )
    return tuple(
        Section(table, f"{table.heading}{f' number {n}' if len(values) > 1 else ''}{of}", entry)
        for n, entry in enumerate(values, start=1)
    )

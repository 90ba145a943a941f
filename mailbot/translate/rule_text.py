"""Take values out of a rule file, or say in a sentence which file, rule and word is wrong."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import ClassVar

from mailbot.core.errors import Trouble
from mailbot.core.reading import IntentKind

CLASSIFY = "classify.toml"


class BadRule(Trouble):
    """A rule file says something that cannot be meant; the sentence names file, rule and word."""

    exit_code: ClassVar[int] = 2


def tables(table: Mapping[str, object], name: str) -> Iterator[dict[str, object]]:
    entries = table.get(name, [])
    if not isinstance(entries, list):
        raise BadRule(f"{CLASSIFY}: write [[{name}]], with two brackets.")
    for entry in entries:
        if not isinstance(entry, dict):
            raise BadRule(f"{CLASSIFY}: every {name} must be a table.")
        yield entry


def table_named(table: Mapping[str, object], name: str) -> dict[str, object]:
    value = table.get(name)
    if not isinstance(value, dict):
        raise BadRule(f"{CLASSIFY}: the table [{name}] is missing.")
    return value


def strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadRule(f"{CLASSIFY}, {where}: a list of words in quotes is needed, not {value!r}.")
    return tuple(value)


def text_of(entry: Mapping[str, object], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise BadRule(f"{CLASSIFY}, {where}: {key} is missing; write it in quotes.")
    return value


def whole_number(value: object, where: str) -> int:
    if not isinstance(value, int):
        raise BadRule(f"{CLASSIFY}, {where}: alone must be a whole number of words.")
    return value


def only_known(
    entry: Mapping[str, object], known: "frozenset[str] | set[str] | list[str]", where: str
) -> None:
    for key in entry:
        if key not in known:
            raise BadRule(f"{where} has the unknown key '{key}'{nearest(key, known)}.")


def nearest(word: str, known: "frozenset[str] | set[str] | list[str] | type[IntentKind]") -> str:
    close = get_close_matches(word, [str(one) for one in known], 1)
    return f"; did you mean '{close[0]}'?" if close else ""

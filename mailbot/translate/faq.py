"""The scheme's own answers to questions, read from rules/faq.toml and written back to it word for word."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailbot.translate.rule_text import BadRule, only_known

FAQ = "faq.toml"
LONGEST_ANSWER_WORDS = 50
_KEYS = frozenset({"name", "answer", "questions", "needs", "also", "by", "on"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer: `needs` are groups of which a word each must be asked about.

    `also` are words that change nothing about what is asked. `on` is a date as written, `by` a name.
    """

    name: str
    answer: str
    questions: tuple[str, ...]
    needs: tuple[frozenset[str], ...] = ()
    also: frozenset[str] = frozenset()
    by: str = ""
    on: str = ""


def load_faq(text: str) -> tuple[Entry, ...]:
    """Read the entries of a faq.toml; raises BadRule with a sentence that names the entry."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadRule(f"{FAQ} is not valid TOML: {error}.") from error
    only_known(table, {"entry"}, f"{FAQ}: the file")
    found = tuple(_entries(table.get("entry", [])))
    names = [one.name for one in found]
    twice = next((one for one in names if names.count(one) > 1), "")
    if twice:
        raise BadRule(f"{FAQ}: there are two entries called '{twice}'; rename one.")
    return found


def _entries(listed: object) -> Iterator[Entry]:
    if not isinstance(listed, list):
        raise BadRule(f"{FAQ}: write [[entry]], with two brackets.")
    for one in listed:
        if not isinstance(one, dict):
            raise BadRule(f"{FAQ}: every entry must be a table.")
        yield _entry(one)


def _entry(table: Mapping[str, object]) -> Entry:
    where = f"{FAQ}, entry '{table.get('name', '?')}'"
    only_known(table, _KEYS, where)
    answer = _text(table, "answer", where)
    if len(answer.split()) > LONGEST_ANSWER_WORDS:
        raise BadRule(
            f"{where}: the answer has more than {LONGEST_ANSWER_WORDS} words; shorten it."
        )
    questions = _texts(table, "questions", where)
    if not questions:
        raise BadRule(f"{where}: questions is missing; give one as somebody would ask it.")
    return Entry(
        name=_text(table, "name", where),
        answer=answer,
        questions=questions,
        needs=tuple(frozenset(one.lower().split("|")) for one in _texts(table, "needs", where)),
        also=frozenset(one.lower() for one in _texts(table, "also", where)),
        by=str(table.get("by", "")),
        on=str(table.get("on", "")),
    )


def _text(table: Mapping[str, object], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadRule(f"{where}: {key} is missing; write it in quotes.")
    return value.strip()


def _texts(table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadRule(f"{where}: {key} must be a list of words in quotes.")
    return tuple(value)


def with_entry(text: str, entry: Entry) -> str:
    """Give the file's text with one more entry at its end; all that was there stays as it is."""
    lines = [
        "[[entry]]",
        f"name = {_quoted(entry.name)}",
        f"answer = {_quoted(entry.answer)}",
        f"questions = [{', '.join(map(_quoted, entry.questions))}]",
        f"by = {_quoted(entry.by)}",
        f"on = {_quoted(entry.on)}",
    ]
    return f"{text.rstrip()}\n\n" + "\n".join(lines) + "\n"


def without_entry(text: str, name: str) -> str:
    """Give the file's text without the entry of a name; all else stays as it is."""
    blocks = re.split(r"^(?=\[\[entry\]\])", text, flags=re.MULTILINE)
    named = f"name = {_quoted(name)}"
    kept = [one for one in blocks if named not in one.splitlines()]
    return "".join(kept).rstrip() + "\n"


def _quoted(words: str) -> str:
    """Write words as a basic string of TOML: its escapes are those of JSON."""
    plain = "".join(one for one in words if one.isprintable() or one in "\n\t")
    return json.dumps(plain, ensure_ascii=False)

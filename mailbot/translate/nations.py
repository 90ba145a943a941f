"""Load the words of rules/places.toml that say in which nation a place is."""

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from mailbot.core.errors import Trouble
from mailbot.core.nations import Nations
from mailbot.translate.free_days import NATIONS, free_days


class BadNations(Trouble):
    """[nations] in rules/places.toml says something that cannot be meant; the sentence names the key."""

    exit_code: ClassVar[int] = 2


def load_nations(text: str, file: str = "rules/places.toml") -> Nations:
    """Read the file's text, which is known to be valid TOML; raises BadNations."""
    tables = tomllib.loads(text)
    given = tables.get("nations", {})
    found: dict[str, re.Pattern[str]] = {}
    for code, words in given.items():
        if code not in NATIONS:
            raise BadNations(f"{file}: [nations] {code} is not known; use {', '.join(NATIONS)}.")
        if not isinstance(words, list) or not all(isinstance(one, str) and one for one in words):
            raise BadNations(f"{file}: [nations] {code} must be a list of words.")
        found[code] = _whole_words(words)
    towns = {name.casefold() for name in tables.get("towns", {})}
    named = {one for one in towns if any(words.search(one) for words in found.values())}
    return Nations(found, frozenset(towns - named))


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(one.casefold()) for one in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def holidays_by_nation(years: Iterable[int]) -> dict[str, frozenset[date]]:
    """Give the free days of every nation in some years."""
    wanted = list(years)
    return {nation: free_days(nation, wanted) for nation in NATIONS}

"""Load rules/matching.toml into the points of a match."""

import tomllib
from typing import ClassVar

from mailbot.core.errors import Trouble
from mailbot.core.matching import MatchingRules

POINTS = (
    "same_employer",
    "same_town",
    "specialty_fits",
    "no_frontline_with_acute",
    "waiting_point_per_day",
)


class BadMatchingRules(Trouble):
    """rules/matching.toml says something that cannot be meant; the sentence names table and key."""

    exit_code: ClassVar[int] = 2


def load_matching(text: str, file: str = "rules/matching.toml") -> MatchingRules:
    """Read the file's text; raises BadMatchingRules."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMatchingRules(f"{file} is not valid TOML: {error}.") from error
    for name in tables:
        if name not in {"points", "fits", "words"}:
            raise BadMatchingRules(f"{file}: [{name}] is not known; use points, fits or words.")
    points = {key: _points(file, key, value) for key, value in tables.get("points", {}).items()}
    fits = {
        key: _words(file, f"[fits] {key}", value) for key, value in tables.get("fits", {}).items()
    }
    words = tables.get("words", {})
    return MatchingRules(
        **points,
        fits=fits,
        no_frontline=_words(file, "[words] no_frontline", words.get("no_frontline", [])),
        acute=_words(file, "[words] acute", words.get("acute", [])),
    )


def _points(file: str, key: str, value: object) -> int:
    if key not in POINTS:
        raise BadMatchingRules(f"{file}: [points] {key} is not known; use {', '.join(POINTS)}.")
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadMatchingRules(f"{file}: [points] {key} must be a whole number of 0 or more.")
    return value


def _words(file: str, where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadMatchingRules(f"{file}: {where} must be a list of texts.")
    return tuple(value)

"""The kinds of value a setting can have: how each is read, and what is said when it does not fit."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from enum import StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo, available_timezones

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)

# Enough to catch a slip of the finger; whether an address exists, only mail can tell.
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T_co]):
    """A kind of value: its name in the manual, and how to read one.

    `read` takes what TOML gave and raises ValueError with the end of a sentence, as in "must be a
    whole number from 1 to 65535".
    """

    name: str
    read: Callable[[object], T_co]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
        raise ValueError('must be text on one line, in quotes, as in "..."')
    return value.strip()


def _text_or_nothing(value: object) -> str:
    return "" if value == "" else _text(value)


def _secret(value: object) -> str:
    # Blanks at the ends may belong to a password.
    if not isinstance(value, str) or not value or _CONTROL.search(value):
        raise ValueError('must be text on one line, in quotes, as in "..."')
    return value


def _address(value: object) -> str:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value.strip()):
        raise ValueError('must be one mail address, as in "scheme@example.org"')
    return value.strip().lower()


def _host(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text or re.search(r"[\s/@]", text) or _CONTROL.search(text):
        raise ValueError('must be the name of a server alone, as in "mail.example.org"')
    return text.lower()


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false, without quotes")  # noqa: TRY004  one type to catch
    return value


def _clock(value: object) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value.strip()):
        hour, minute = value.strip().split(":")
        return time(int(hour), int(minute))
    raise ValueError('must be a time of the day, as in "07:30"')


def _zone(value: object) -> ZoneInfo:
    text = value if isinstance(value, str) else ""
    if text in available_timezones():
        return ZoneInfo(text)
    near = get_close_matches(text, available_timezones(), n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    raise ValueError(f'must be a time zone, as in "Europe/London"{hint}')


def _database(value: object) -> str:
    text = value if isinstance(value, str) else ""
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", text):
        raise ValueError('must begin with "sqlite:///" or "postgresql://"')
    return text


def number(least: int, most: int) -> Kind[int]:
    """Make the kind of whole numbers in a range, both ends included."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least} to {most}, without quotes")
        return value

    return Kind(f"whole number, {least} to {most}", read)


def one_of(choices: type[E]) -> Kind[E]:
    """Make the kind of values that are one of a few words."""
    words = [f'"{choice.value}"' for choice in choices]

    def read(value: object) -> E:
        if value not in list(choices):
            raise ValueError(f"must be {', '.join(words[:-1])} or {words[-1]}")
        return choices(str(value))

    return Kind("one of " + ", ".join(f"`{choice.value}`" for choice in choices), read)


def many(kind: Kind[T], example: str) -> Kind[tuple[T, ...]]:
    """Make the kind of lists of another kind."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ValueError(f'must be a list, as in ["{example}"]')  # noqa: TRY004  one type
        return tuple(kind.read(one) for one in value)

    return Kind(f"list of {kind.name}s", read)


TEXT = Kind("text", _text)
TEXT_OR_NOTHING = Kind("text", _text_or_nothing)
SECRET = Kind("text", _secret)
ADDRESS = Kind("mail address", _address)
HOST = Kind("server name", _host)
SWITCH = Kind("`true` or `false`", _switch)
CLOCK = Kind("time of the day", _clock)
ZONE = Kind("time zone", _zone)
DATABASE = Kind("database URL", _database)

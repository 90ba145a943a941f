"""Walk through a JSON document strictly; every slip is told with the path of its place."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import ClassVar, NoReturn
from zoneinfo import ZoneInfo

from mailbot.core.errors import Trouble


class BadDocument(Trouble):
    """A JSON document says something that cannot be meant; the sentence names file and path."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Place:
    """One value of a document, with the file it stands in and its path, as in `people[3].address`."""

    file: str
    path: str
    value: object

    def wrong(self, why: str) -> NoReturn:
        """Raise BadDocument about this place."""
        where = f"{self.file}: {self.path}" if self.path else self.file
        raise BadDocument(f"{where}: {why}.")

    def only(self, *known: str) -> None:
        """Refuse everything but an object whose keys are among the known ones."""
        for key in self._object():
            if key not in known:
                near = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
                hint = f'use "{near[0]}"' if near else f"known are {', '.join(known)}"
                self.wrong(f'there is no key "{key}"; {hint}')

    def get(self, key: str) -> "Place | None":
        """Give the value of a key; None where it is missing or null."""
        found = self._object().get(key)
        return None if found is None else self._at(key, found)

    def need(self, key: str) -> "Place":
        """Give the value of a key that must be there."""
        return self.get(key) or self.wrong(f'"{key}" is missing')

    def each(self, key: str) -> tuple["Place", ...]:
        """Give the entries of a list; none where the key is missing or null."""
        found = self.get(key)
        if found is None:
            return ()
        if not isinstance(found.value, list):
            found.wrong("must be a list")
        return tuple(
            Place(self.file, f"{found.path}[{number}]", one)
            for number, one in enumerate(found.value)
        )

    def text(self, key: str, usual: str = "") -> str:
        """Give a text, without white space around it."""
        found = self.get(key)
        return usual if found is None else found.as_text()

    def as_text(self) -> str:
        """Give this value, which must be a text and must not be empty."""
        return self.as_any_text() or self.wrong("must not be empty")

    def as_any_text(self) -> str:
        """Give this value, which must be a text."""
        return self.value.strip() if isinstance(self.value, str) else self.wrong("must be a text")

    def free_text(self, key: str) -> str:
        """Give a text that may be empty or missing."""
        found = self.get(key)
        return "" if found is None else found.as_any_text()

    def flag(self, key: str) -> bool:
        """Give true or false; false where it is missing."""
        found = self.get(key)
        if found is None:
            return False
        return (
            found.value if isinstance(found.value, bool) else found.wrong("must be true or false")
        )

    def one_of(self, words: Sequence[str]) -> str:
        """Give this value, which must be one of some words."""
        text = self.as_any_text()
        if text not in words:
            self.wrong(f"must be one of {', '.join(word or '(empty)' for word in words)}")
        return text

    def moment(self, zone: ZoneInfo, of_a_date: time) -> datetime:
        """Give this value as a moment in UTC; without a zone it is in `zone`, a date gets a time."""
        text = self.as_text()
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            self.wrong("must be a date or a time, as in 2026-10-16 or 2026-10-16T18:00")
        if _is_date(text):
            found = datetime.combine(found.date(), of_a_date)
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        return aware.astimezone(UTC)

    def _object(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            self.wrong("must be an object with keys")
        return self.value

    def _at(self, key: str, value: object) -> "Place":
        return Place(self.file, f"{self.path}.{key}" if self.path else key, value)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def open_document(file: str, text: str) -> Place:
    """Read a document; raises BadDocument when it is not JSON or names a key of an object twice."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                raise BadDocument(f'{file}: an object has the key "{key}" twice.')
            found[key] = value
        return found

    try:
        value = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as slip:
        raise BadDocument(
            f"{file}, line {slip.lineno}: this is not valid JSON ({slip.msg})."
        ) from None
    except RecursionError:
        raise BadDocument(f"{file}: this is nested too deeply.") from None
    return Place(file, "", value)

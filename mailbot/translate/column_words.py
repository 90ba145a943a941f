"""Understand how a coordinator corrects the preview of an import: columns, and rows of namesakes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.core.importing import Verdict
from mailbot.translate.folding import TYPOGRAPHY
from mailbot.translate.survey_columns import Field

_LONGEST = 2_000
_FIELD_WORDS: dict[str, Field] = {
    "email": Field.ADDRESS, "e-mail": Field.ADDRESS, "address": Field.ADDRESS, "email address": Field.ADDRESS,
    "second email": Field.OTHER_ADDRESS, "other email": Field.OTHER_ADDRESS, "personal email": Field.OTHER_ADDRESS,
    "second address": Field.OTHER_ADDRESS, "first name": Field.FIRST_NAME, "forename": Field.FIRST_NAME,
    "last name": Field.LAST_NAME, "surname": Field.LAST_NAME, "name": Field.NAME, "full name": Field.NAME,
    "job": Field.ROLE, "role": Field.ROLE, "grade": Field.GRADE, "specialty": Field.SPECIALTY,
    "speciality": Field.SPECIALTY, "workplace": Field.EMPLOYER, "trust": Field.EMPLOYER,
    "employer": Field.EMPLOYER, "hospital": Field.EMPLOYER, "organisation": Field.EMPLOYER, "town": Field.TOWN,
    "city": Field.TOWN, "phone": Field.PHONE, "mobile": Field.PHONE, "phone number": Field.PHONE,
    "how they heard": Field.HEARD_FROM, "source": Field.HEARD_FROM, "not to be paired with": Field.NOT_WITH,
    "never match": Field.NOT_WITH, "not with": Field.NOT_WITH,
}  # fmt: skip
_FIELD = "|".join(sorted(map(re.escape, _FIELD_WORDS), key=len, reverse=True))
_PLACE = r"(?:(?:column|col\.?)\s{1,2}#?(?P<column>\d{1,3}|[a-z]{1,2})|[\"'](?P<quoted>[^\"'\n]{1,200})[\"'])"
_IS = r"\s{0,2}(?:=|:|\bis\b|\bare\b|\bshould be\b|\bmeans\b|\bholds\b)\s{0,2}(?:in\s)?(?:really\s)?(?:the\s|their\s)?"
_FIELD_FIRST = re.compile(rf"\b(?P<field>{_FIELD})s?{_IS}{_PLACE}", re.IGNORECASE)
_PLACE_FIRST = re.compile(rf"{_PLACE}{_IS}(?P<field>{_FIELD})s?\b", re.IGNORECASE)
_UNUSED = re.compile(
    rf"\b(?:ignore|skip|leave out|don't use|do not use|forget|not)\s{{1,2}}(?:the\s)?{_PLACE}",
    re.IGNORECASE,
)
_ROWS = r"rows?\s{1,2}(?P<rows>\d{1,5}(?:\s{0,2}(?:,|&|and|\s)\s{0,2}\d{1,5}){0,30})"
_VERDICTS = (
    (Verdict.LEAVE_OUT, re.compile(rf"\b(?:leave out|skip|ignore|drop|without|not)\s{{1,2}}{_ROWS}", re.IGNORECASE)),
    (Verdict.ADD, re.compile(rf"\b(?:add|take|include|keep)\s{{1,2}}{_ROWS}", re.IGNORECASE)),
    (Verdict.SAME, re.compile(rf"\b(?:same|merge)\s{{1,2}}(?:person\s)?(?:in\s|as\s)?{_ROWS}", re.IGNORECASE)),
    (Verdict.SAME, re.compile(rf"\b{_ROWS}\s{{1,2}}(?:is|are)\s{{1,2}}(?:the\s|all\s)?(?:same|him|her|them)\b", re.IGNORECASE)),
    (Verdict.ADD, re.compile(rf"\b{_ROWS}\s{{1,2}}(?:is|are)\s{{1,2}}(?:new|somebody else|someone else|different)", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """Where a coordinator says something stands: a column from 1, or words of its heading."""

    number: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a reply to a preview puts right; a field of None takes its column out of use."""

    columns: tuple[tuple[Field | None, PlaceSaid], ...]
    verdicts: tuple[tuple[int, Verdict], ...]


def corrections_of_import(words: str) -> Corrected:
    """Give what a reply says of columns and rows; both are empty where it says nothing of them."""
    text = words[:_LONGEST].translate(TYPOGRAPHY)
    return Corrected(tuple(_columns(text)), tuple(_verdicts(text)))


def _columns(text: str) -> Iterator[tuple[Field | None, PlaceSaid]]:
    for found in _UNUSED.finditer(text):
        yield None, _place(found)
    for pattern in (_PLACE_FIRST, _FIELD_FIRST):
        for found in pattern.finditer(text):
            yield _FIELD_WORDS[found["field"].lower()], _place(found)


def _place(found: re.Match[str]) -> PlaceSaid:
    column = found["column"]
    if column is None:
        return PlaceSaid(heading=found["quoted"].strip())
    if column.isdigit():
        return PlaceSaid(int(column))
    number = 0
    for letter in column.lower():
        number = number * 26 + ord(letter) - ord("a") + 1
    return PlaceSaid(number)


def _verdicts(text: str) -> Iterator[tuple[int, Verdict]]:
    for verdict, pattern in _VERDICTS:
        for found in pattern.finditer(text):
            yield from ((int(row), verdict) for row in re.findall(r"\d{1,5}", found["rows"]))


def numbered(
    said: Sequence[tuple[Field | None, PlaceSaid]], labels: Sequence[str]
) -> tuple[tuple[Field | None, int], ...]:
    """Give corrections by the number of a column from 0; what no column fits is left out."""
    found = []
    for field, place in said:
        at = _at(place, labels)
        if at is not None:
            found.append((field, at))
    return tuple(found)


def _at(place: PlaceSaid, labels: Sequence[str]) -> int | None:
    if place.number:
        return place.number - 1 if place.number <= len(labels) else None
    wanted = " ".join(place.heading.lower().split()).rstrip(".")
    fitting = [at for at, label in enumerate(labels) if wanted in " ".join(label.lower().split())]
    return fitting[0] if len(fitting) == 1 else None

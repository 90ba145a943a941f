"""Work out which day is meant by words that name one: the nearest that is not past."""

import re
from datetime import date, timedelta

# Each meaning reads the named groups of a match; None where they name no day, or a day that is past.
Match = re.Match[str]
MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_NUMBER = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, today: date) -> date | None:
    # Nine years find the next 29 February.
    for year in range(today.year, today.year + 9):
        found = _on(year, month, day)
        if found and found >= today:
            return found
    return None


def of_month(match: Match, today: date) -> date | None:
    """Read "4 July", with or without a year."""
    said = match.groupdict()
    month = MONTH_NAMES.index(said["month"][:3].lower()) + 1
    if said.get("year"):
        return _on(int(said["year"]), month, int(said["day"]))
    return _nearest(int(said["day"]), month, today)


def numeric(match: Match, today: date) -> date | None:
    """Read 4/7 and 4.7.27 in the British order; 7/25 can only be American."""
    day, month, year = int(match["day"]), int(match["monthnumber"]), match["year"]
    if month > 12 >= day:
        day, month = month, day
    if year:
        return _on(int(year) + (2000 if len(year) == 2 else 0), month, day)
    return _nearest(day, month, today) if 1 <= month <= 12 else None


def iso(match: Match, _today: date) -> date | None:
    """Read 2027-07-04."""
    return _on(int(match["year"]), int(match["monthnumber"]), int(match["day"]))


def day_alone(match: Match, today: date) -> date | None:
    """Read "the 21st" and "Monday 21st": the next such day of a month, on that weekday if one is said."""
    name = match.groupdict().get("weekday")
    month, year = today.month, today.year
    for _ in range(14):
        found = _on(year, month, int(match["day"]))
        if found and found >= today and (not name or found.weekday() == _weekday(name)):
            return found
        month, year = (month + 1, year) if month < 12 else (1, year + 1)
    return None


def _weekday(name: str) -> int:
    return _DAY_NAMES.index(name[:3].lower())


def by_weekday(match: Match, today: date) -> date | None:
    """Read "Monday", "next Monday", "Monday week" and "Monday of next week"; "last Monday" is no day to come."""
    said = match.groupdict()
    day = today + timedelta(days=(_weekday(said["weekday"]) - today.weekday()) % 7)
    which = (said.get("which") or "").lower()
    if which in ("last", "past", "every", "each"):
        return None
    if which == "next" or said.get("following"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        return monday + timedelta(days=_weekday(said["weekday"]))
    return day + timedelta(days=7) if said.get("week") or said.get("on") else day


def by_word(match: Match, today: date) -> date | None:
    """Read "today", "tomorrow" and "the day after tomorrow"."""
    word = match["word"].lower()
    return today + timedelta(days={"day after tomorrow": 2, "tomorrow": 1}.get(word, 0))


def ahead(match: Match, today: date) -> date | None:
    """Read "in two weeks"."""
    said = match["count"].lower()
    count = int(said) if said.isdigit() else _NUMBER[said]
    unit = match["unit"].lower()
    if unit.startswith("month"):
        year, month = _months_on(today, count)
        return date(year, month, min(today.day, _last_day(year, month)))
    return today + timedelta(days=count * {"d": 1, "w": 7, "f": 14}[unit[0]])


def _months_on(today: date, count: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 + count
    return months // 12, months % 12 + 1


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def end_of_month(match: Match, today: date) -> date | None:
    """Read "the end of the month" and "the end of July"."""
    said = match.groupdict()
    year, month = _months_on(today, 1 if (said.get("which") or "").lower() == "next" else 0)
    if said.get("month"):
        month = MONTH_NAMES.index(said["month"][:3].lower()) + 1
        year += month < today.month
    return date(year, month, _last_day(year, month))


def of_week(match: Match, today: date) -> date | None:
    """Read "the start of the week" as its Monday and "the end" as its Friday; None when that is past."""
    monday = today - timedelta(days=today.weekday())
    if (match["which"] or "").lower() == "next":
        monday += timedelta(days=7)
    day = monday + timedelta(days=4 if match["edge"].lower() == "end" else 0)
    return day if day >= today else None

"""Find when an event begins and ends, in the ways in which people write hours."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_HOUR = r"(?P<{0}h>[01]?\d|2[0-3])(?:[:.](?P<{0}m>[0-5]\d))?\s?(?P<{0}half>am|pm|a\.m\.?|p\.m\.?|o'?clock)?"
_TO = r"\s{0,2}(?:-|\u2013|\u2014|to|till|til|until|and)\s{0,2}"
_RANGE = re.compile(
    rf"\b(?:from\s|between\s|at\s)?{_HOUR.format('a')}{_TO}{_HOUR.format('b')}(?![\w/]|[.:]\d)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:\b(?:at|from|starts?(?: at)?|starting(?: at)?|now)\s{1,2}|@\s?)?(?<![\w/.:])"
    r"(?:(?P<h>1[0-2]|0?\d)(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>am|pm|a\.m\.?|p\.m\.?|o'?clock)|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)|(?P<noon>noon|midday))(?![\w/])"
    r"(?:\s(?:onwards?|sharp|start)\b)?",
    re.IGNORECASE,
)
# "At 7", "from 7.30": a bare figure is an hour only where a word makes it one.
_BARE = re.compile(
    r"(?:\b(?:at|from|starts?(?: at)?|starting(?: at)?|now)\s{1,2}|@\s?)(?P<h>1[0-2]|[1-9])(?:[.](?P<m>[0-5]\d))?(?![\w/:]|\.\d|\s?(?:places|people|spaces|seats))",
    re.IGNORECASE,
)
_POINTED = re.compile(
    r"(?<![\w\u00a3$.:/])(?P<h>1[0-9]|2[0-3]|[1-9])\.(?P<m>[0-5]\d)(?![\w.%]|\s?(?:each|per))"
)
_ENDS = re.compile(
    rf"\b(?:until|till|til|ends?(?: at)?|finish(?:es|ing)?(?: at| by)?)\s{{1,2}}{_HOUR.format('a')}(?![\w/])",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\bfor\s(?:about\s)?(?P<count>an|one|two|three|four|half an|\d{1,3}(?:\.5)?)\s(?:and a half\s)?(?P<unit>hours?|minutes|mins|hrs?)\b",
    re.IGNORECASE,
)
_COUNTS = {"an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "half an": 0.5}
# In the evening people go out: these begin after noon, at whatever figure.
_EVENING = re.compile(
    r"\b(?:drinks?|dinner|pub|curry|evening|party|quiz|social|supper|night|cocktails?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hours:
    """When something begins and ends, local to the scheme; None for what was not said."""

    starts: time | None = None
    ends: time | None = None
    spans: tuple[tuple[int, int], ...] = ()


def hours_in(text: str) -> Hours:
    """Find the hours named in a text, and where they stand in it; days must have been taken out."""
    evening = _EVENING.search(text) is not None
    ranged = next((one for one in _RANGE.finditer(text) if _is_range(one)), None)
    if ranged is not None:
        half = (ranged["ahalf"] or ranged["bhalf"] or "").lower()
        ends = _clock(ranged["bh"], ranged["bm"], ranged["bhalf"] or "", evening=evening)
        starts = _clock(ranged["ah"], ranged["am"], half, evening=evening)
        if ranged["ahalf"] is None and starts and ends and starts > ends:
            starts = _clock(ranged["ah"], ranged["am"], "am", evening=evening)
        return Hours(starts, ends, (ranged.span(),))
    begins = _MARKED.search(text) or _BARE.search(text) or _POINTED.search(text)
    starts = _begins(begins, evening=evening) if begins else None
    spans = [begins.span()] if begins else []
    ends, span = _ends(text, starts, begins.end() if begins else 0, evening=evening)
    return Hours(starts, ends, (*spans, *span))


def _is_range(found: re.Match[str]) -> bool:
    """Say whether two figures are hours: one of them must look like one."""
    marked = found["ahalf"] or found["bhalf"] or (found["am"] and found["bm"])
    lead = found.group().lower().startswith(("from", "between", "at"))
    return bool(marked or lead)


def _begins(found: re.Match[str], *, evening: bool) -> time | None:
    said = found.groupdict()
    if said.get("noon"):
        return time(12)
    if said.get("h24"):
        return time(int(said["h24"]), int(said["m24"]))
    return _clock(said["h"], said["m"], said.get("half") or "", evening=evening)


def _ends(
    text: str, starts: time | None, after: int, *, evening: bool
) -> tuple[time | None, list[tuple[int, int]]]:
    found = _ENDS.search(text, after)
    if found is not None:
        ends = _clock(found["ah"], found["am"], found["ahalf"] or "", evening=evening)
        return ends, [found.span()]
    lasts = _LASTS.search(text)
    if lasts is None or starts is None:
        return None, []
    count = _COUNTS.get(lasts["count"].lower()) or float(lasts["count"].split()[0])
    length = timedelta(hours=count) if lasts["unit"].lower()[0] == "h" else timedelta(minutes=count)
    if "and a half" in lasts.group().lower():
        length += timedelta(minutes=30)
    return (datetime.combine(date.min, starts) + length).time(), [lasts.span()]


def _clock(hour: str, minute: str | None, half: str, *, evening: bool) -> time | None:
    """Give the hour meant: without am or pm, 1 to 7 and what people do in the evening is after noon."""
    number, part = int(hour), half.lower()[:1]
    if number > 12 or (number == 0 and part != "a"):
        return time(number, int(minute or 0)) if number < 24 else None
    after_noon = part == "p" or (part != "a" and (number <= 7 or evening))
    return time(
        number % 12 + (12 if after_noon or (number == 12 and part != "a") else 0), int(minute or 0)
    )

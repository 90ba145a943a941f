"""Change a day in somebody's text: weekday and number go together, and what is no day stays as it is (F11)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.core.hours import MONTHS
from mailbot.translate.dates import dates_in

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTH = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DATED = re.compile(
    rf"(?<![\w/])(?:(?P<weekday>{_WEEKDAY})(?P<gap>,?\s+(?:the\s+)?))?(?P<day>[1-9]|[12]\d|3[01])(?P<ending>st|nd|rd|th)?(?P<of>\s+(?:of\s+)?)(?P<month>{_MONTH})\b(?P<year>,?\s+20\d\d)?",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"^(?:the\s+)?(?:(?P<weekday>{_WEEKDAY})\b,?\s*)?(?:(?:the\s+)?(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b)?(?:\s*(?:of\s+)?(?P<month>{_MONTH})\b)?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^(?:\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)|\d{1,2}[:.]\d\d|noon|midday|midnight)$", re.IGNORECASE
)
_WORD = re.compile(r"^(?:today|tomorrow|tonight)$", re.IGNORECASE)
# "A Friday clinic", "every Friday" and "Good Friday" are no day that somebody could move.
_NO_DAY = re.compile(r"\b(?:good|every|each|a|any|most|some|last|the)\s+$", re.IGNORECASE)
_IS_DAY = re.compile(
    r"\b(?:by|until|till|til|before|on|this|next|due|after|from|or|and|is|to|for|be)\s+(?:the\s+)?$|(?:^|[.!?:,;(\n]\s*)$",
    re.IGNORECASE,
)
WEEK = 7


@dataclass(frozen=True, slots=True)
class _Day:
    """What is said of a day: the parts that are not said are None; 0 is Monday."""

    weekday: int | None
    day: int | None
    month: int | None


@dataclass(frozen=True, slots=True)
class _Named:
    """A day of the calendar in a text, with the match that shows how it is written."""

    day: date
    match: re.Match[str]


def is_day(words: str) -> bool:
    """Say whether words name a day or a time of day, and nothing else."""
    return bool(_said(words) or _TIME.match(words.strip()) or _WORD.match(words.strip()))


def with_day_changed(text: str, old: str, new: str, today: date) -> str | None:
    """Give a text with a day, a date or a time changed; the very same text where the old one isn't in it.

    None where nobody can be certain of the result: two Fridays in it, "change Monday to Friday" (this week's
    or the week after?), a weekday that doesn't fit its number.
    """
    before, after = _said(old), _said(new)
    if before is None or after is None:
        return _plainly(text, old.strip(), new.strip())
    meant = [one for one in _named(text, today) if _fits(one, before)]
    bare = list(_bare(text, before))
    if not meant:
        return _alone(text, bare, new.strip()) if bare else text
    days = {one.day for one in meant}
    moved = _moved(meant[0].day, after, today) if len(days) == 1 else None
    if moved is None or any(_is_wrong(one) for one in meant) or not all(map(_is_certain, bare)):
        return None
    edits = [(one.match.span(), _written(one.match, moved)) for one in meant]
    weekday = [(one.span(), _like(one.group(), _DAYS[moved.weekday()])) for one in bare]
    return _edited(text, [*edits, *weekday])


def _said(words: str) -> _Day | None:
    found = _SAID.match(words.strip().rstrip(".,"))
    if found is None or not any(found.groupdict().values()):
        return None
    if found["day"] and not (found["weekday"] or found["month"] or "th" in words.lower()):
        endings = ("st", "nd", "rd")
        if not words.strip().lower().endswith(endings):
            return None  # "change 10 to 12" is about a number
    return _Day(
        None if not found["weekday"] else _weekday(found["weekday"]),
        None if not found["day"] else int(found["day"]),
        None if not found["month"] else _month(found["month"]),
    )


def _weekday(word: str) -> int:
    return next(at for at, name in enumerate(_DAYS) if name.lower().startswith(word.lower()[:3]))


def _month(word: str) -> int:
    return next(
        at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower()[:3])
    )


def _plainly(text: str, old: str, new: str) -> str | None:
    """Change a time of day, or "tomorrow", which stand for themselves."""
    both = (_TIME.match(old) and _TIME.match(new)) or _WORD.match(old)
    if not both or not is_day(new):
        return None
    said = re.compile(rf"(?<![\w:.]){re.escape(old)}(?![\w:])", re.IGNORECASE)
    return said.sub(lambda _: new, text)


def _named(text: str, today: date) -> Iterator[_Named]:
    for match in _DATED.finditer(text):
        if match["month"] == "may" and not match["weekday"] and match["ending"] is None:
            continue  # "the first 3 may go" is no date
        said = f"{match['day']} {match['month']}{match['year'] or ''}"
        found = dates_in(said, today)
        if found:
            yield _Named(found[0].day, match)


def _fits(one: _Named, said: _Day) -> bool:
    stated = one.match["weekday"]
    weekdays = {one.day.weekday(), *([_weekday(stated)] if stated else [])}
    return (
        (said.weekday is None or said.weekday in weekdays)
        and (said.day is None or said.day == one.day.day)
        and (said.month is None or said.month == one.day.month)
    )


def _is_wrong(one: _Named) -> bool:
    """Say whether the weekday beside a number is another day's: then nobody knows which was meant."""
    return bool(one.match["weekday"]) and _weekday(one.match["weekday"]) != one.day.weekday()


def _bare(text: str, said: _Day) -> Iterator[re.Match[str]]:
    """Give each weekday, or month, that stands without a number."""
    if said.day is not None or (said.weekday is None) == (said.month is None):
        return
    if said.weekday is not None:
        name = _DAYS[said.weekday]
        words = rf"{name}|(?-i:{name[:3]})"
    else:
        words = f"(?-i:{MONTHS[(said.month or 1) - 1]})"
    dated = [one.span() for one in _DATED.finditer(text)]
    for match in re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", text, re.IGNORECASE):
        inside = any(start <= match.start() < end for start, end in dated)
        if not inside and not _NO_DAY.search(text[: match.start()]):
            yield match


def _is_certain(match: re.Match[str]) -> bool:
    return bool(_IS_DAY.search(match.string[: match.start()]))


def _alone(text: str, bare: list[re.Match[str]], new: str) -> str | None:
    if not all(map(_is_certain, bare)):
        return None
    return _edited(text, [(one.span(), _as_capital(one.group(), new)) for one in bare])


def _as_capital(old: str, new: str) -> str:
    """Write "monday" with a capital where Friday had one."""
    return f"{new[:1].upper()}{new[1:]}" if old[:1].isupper() else new


def _moved(was: date, said: _Day, today: date) -> date | None:
    """Give the day that is meant instead of one; None where two could be."""
    if said.day is None and said.month is None:
        return _on_weekday(was, said.weekday, today)
    month, day = said.month or was.month, said.day or was.day
    try:
        moved = was.replace(month=month, day=day)
    except ValueError:
        return None
    return moved if said.weekday in {None, moved.weekday()} else None


def _on_weekday(was: date, weekday: int | None, today: date) -> date | None:
    """Give the nearest such day; one that is nearer in the week before may as well be the one after."""
    assert weekday is not None, "somebody who names neither number nor month names a weekday"
    ahead = timedelta(days=(weekday - was.weekday()) % WEEK)
    later = was + ahead
    earlier = later - timedelta(days=WEEK)
    if earlier < today or later - was < was - earlier:
        return later
    return earlier if earlier.weekday() < was.weekday() else None


def _written(match: re.Match[str], day: date) -> str:
    """Write a day as the one in its place was written: in full or in short, with the same joints."""
    weekday = match["weekday"]
    start = "" if not weekday else _like(weekday, _DAYS[day.weekday()]) + match["gap"]
    ending = "" if not match["ending"] else _ending(day.day)
    month = _like(match["month"], MONTHS[day.month - 1])
    return f"{start}{day.day}{ending}{match['of']}{month}{match['year'] or ''}"


def _like(word: str, name: str) -> str:
    shown = name[:3] if len(word) <= 4 and len(name) > len(word) else name
    return shown.lower() if word.islower() else shown


def _ending(day: int) -> str:
    return "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _edited(text: str, edits: list[tuple[tuple[int, int], str]]) -> str:
    for (start, end), words in sorted(edits, reverse=True):
        text = f"{text[:start]}{words}{text[end:]}"
    return text

"""Read from when to when a coordinator is away, whether they are back, and who they say stands in (F12)."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mailbot.translate.dates import FoundDate, dates_in
from mailbot.translate.days_meant import MONTH_NAMES

_SHORT_DAY = re.compile(r"\b(?:mon|tues?|weds?|thurs?|fri|sat|sun)\b")
_BACK = re.compile(
    r"\b(?:back|return(?:s|ing)?|in again)(?: (?:to|at|in) (?:work|my desk|the office))?"
    r"(?: (?:on|in|from|by))?\s{1,2}(?:the\s)?$",
    re.IGNORECASE,
)
_NOT_UNTIL = re.compile(
    r"(?:\bnot|n['\u2019]t)\b[^.!?]{0,40}\b(?:until|till|til|before)\s(?:the\s)?$", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:until|till|'til|til|to|through|up to)\s{1,2}(?:the\s)?$", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:from|since|starting|as of|after)(?: on)?\s{1,2}(?:the\s)?$", re.IGNORECASE
)
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_FOR = re.compile(
    r"\b(?:for|next)\s(?:the\s)?(?:next\s|a\s(?=couple))?(?P<count>\d{1,2}|couple of|[a-z]+)\s(?P<unit>day|week|fortnight|month)s?\b",
    re.IGNORECASE,
)
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_NEXT_WEEK = re.compile(r"\bnext week\b", re.IGNORECASE)
_THIS_WEEK = re.compile(
    r"\b(?:this week|all week|(?:rest|remainder) of (?:the|this) week)\b", re.IGNORECASE
)
_WEEK_OF = re.compile(r"\bw/?[cb]\b|\bweek (?:of|commencing|beginning|starting)\b", re.IGNORECASE)
_ORDINALS = re.compile(
    r"\b(\d{1,2}(?:st|nd|rd|th))\s?[-\u2013]\s?(\d{1,2}(?:st|nd|rd|th))\b", re.IGNORECASE
)
_MONTH = re.compile(
    r"\b(?P<lead>until|till|til|in|for|all of|all|during|throughout|whole of)\s(?P<month>jan(?:uary)?|feb(?:ruary)?"
    r"|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_HERE_AGAIN = re.compile(
    r"\W*(?:(?:hi|hello|ok|right|actually|fyi|just to say)\W+)*(?:i\W?a?m |we\W?a?re )?(?:now )?back(?: (?:now|again|early|today|already|at work"
    r"|at my desk|in the office|from (?:my )?(?:leave|holiday|holidays|annual leave)))*\W*(?:$|[.!,])",
    re.IGNORECASE,
)
_OPENS_BACK = re.compile(r"\W*(?:i\W?a?m |we\W?a?re |now )*back\b", re.IGNORECASE)
_AWAY_TOO = re.compile(
    r"^\W{0,3}(?:s |is |too|as well|also )?[^.;!?]{0,12}\b(?:away|off|leave|holiday|too|as well)\b",
    re.IGNORECASE,
)
_WEEK, _SUNDAY = 7, 6


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which somebody is away, both ends included, in the zone of whoever wrote it."""

    first: date
    last: date


def leave_in(words: str, today: date) -> Leave | None:
    """Read the days that are left of an absence; None where its end is not said, or has gone.

    "Until the 20th" counts that day, "back on the 20th" does not. One day that nothing leads to is
    that day alone.
    """
    named = _SHORT_DAY.sub(lambda one: one.group().capitalize(), words)
    said = _ORDINALS.sub(r"the \1 to the \2", named)
    found = dates_in(said, today)
    back = next((one for one in found if _is_back(said, one)), None)
    gone = [one for one in found if not _is_back(said, one)]
    read = _to_return(gone, back, today) if back else _days(said, gone, today) or _span(said, today)
    if read is None or read.last < max(today, read.first):
        return None
    return Leave(max(read.first, today), read.last)


def tells_of_leave(words: str, today: date) -> bool:
    """Say whether words are about an absence: "back" may be back to much else."""
    if _OPENS_BACK.match(words) is None:
        return True
    return is_back(words, today) or leave_in(words, today) is not None


def is_back(words: str, today: date) -> bool:
    """Say whether somebody only tells that they are there again, and names no other day."""
    later = any(one.day > today for one in dates_in(words, today))
    return _HERE_AGAIN.match(words) is not None and not later


def stands_in(words: str, names: Sequence[str]) -> str:
    """Give the one of some names that stands beside an absence, unless they are away as well."""
    said = []
    for name in names:
        found = re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE)
        if found is not None and not _AWAY_TOO.match(words[found.end() :]):
            said.append(name)
    return said[0] if len(said) == 1 else ""


def _is_back(said: str, one: FoundDate) -> bool:
    before = said[max(0, one.start - 60) : one.start]
    return bool(_BACK.search(before) or _NOT_UNTIL.search(before))


def _to_return(gone: Sequence[FoundDate], back: FoundDate, today: date) -> Leave:
    """Read up to the day before somebody is back: a bare weekday is the one after they have gone."""
    first = gone[0].day if gone else today
    day = back.day
    while day <= first and not any(one.isdigit() for one in back.words):
        day += timedelta(days=_WEEK)
    return Leave(first if first < day else today, day - timedelta(days=1))


def _days(said: str, gone: Sequence[FoundDate], today: date) -> Leave | None:
    """Read a first and a last day, one of them and how long, or one day.

    What only begins ends before it, and so is no absence.
    """
    if not gone:
        return None
    first, last = gone[0], gone[-1].day
    if _WEEK_OF.search(said[max(0, first.start - 20) : first.end]):
        return Leave(first.day, last + timedelta(days=_SUNDAY))
    if len(gone) > 1:
        return Leave(_not_after(first, last), last)
    before = said[max(0, first.start - 20) : first.start]
    if _LAST.search(before):
        return Leave(today, last)
    long = _how_long(said) or timedelta(days=0 if _FIRST.search(before) else 1)
    return Leave(first.day, first.day + long - timedelta(days=1))


def _not_after(first: FoundDate, last: date) -> date:
    """Give the first day, read as the one before the last: "20-5 july", "20 dec to 3 jan" said on the 22nd."""
    if first.day <= last:
        return first.day
    month_before = last.replace(day=1) - timedelta(days=1)
    if first.words.strip().isdigit() and first.day.day <= month_before.day:
        return month_before.replace(day=first.day.day)
    return first.day - timedelta(days=365)


def _span(said: str, today: date) -> Leave | None:
    """Read an absence that names no day: a count, a week, a month."""
    monday = today - timedelta(days=today.weekday())
    long = _how_long(said)
    if long is not None:
        return Leave(today, today + long - timedelta(days=1))
    if _NEXT_WEEK.search(said):
        return Leave(monday + timedelta(days=_WEEK), monday + timedelta(days=_WEEK + _SUNDAY))
    if _THIS_WEEK.search(said):
        return Leave(today, monday + timedelta(days=_SUNDAY))
    return _month(said, today)


def _how_long(said: str) -> timedelta | None:
    match = _FOR.search(said)
    if match is None:
        return None
    count = match["count"].lower()
    many = int(count) if count.isdigit() else _COUNTS.get(count, 0)
    return timedelta(days=many * _UNITS[match["unit"].lower()]) if many else None


def _month(said: str, today: date) -> Leave | None:
    match = _MONTH.search(said)
    if match is None:
        return None
    number = MONTH_NAMES.index(match["month"][:3].lower()) + 1
    first = date(today.year + (number < today.month), number, 1)
    if match["lead"].lower() in {"until", "till", "til"}:
        return Leave(today, first - timedelta(days=1))
    return Leave(first, first.replace(day=monthrange(first.year, number)[1]))

"""Read how long somebody is away where no day of return is named: a month, a count, some days."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from mailbot.translate.dates import FoundDate
from mailbot.translate.days_meant import MONTH_NAMES

_MONTH = re.compile(
    r"\b(?:until|till|'til|til|(?:back|return(?:s|ing)?|resum(?:e|ing))(?: (?:to|at|in|on) (?:my |the )?(?:work|office|duty|post|job|clinic))? in|in the office (?:again )?in)\s(?:the\s)?"
    r"(?P<part>(?:early|mid|late|middle of|start of|beginning of)[ -])?(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?!\.?\s?\d{1,2}\b)(?:,? (?P<year>20\d\d))?",
    re.IGNORECASE,
)
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2, "next": 1,
}  # fmt: skip
_GONE = r"\b(?:away|leave|holidays?|hols|vacation|out(?: of (?:the )?office)?|ooo|a/l|off(?: work| sick)?|absent|not (?:be )?(?:in|at|available|working)(?: work)?|training|conference|course|nights|unavailable)\b"
_FOR = re.compile(
    r"(?<!been )"
    + _GONE
    + r"[^.!?\n]{0,40}?\bfor (?:the )?(?:next |a further )?(?P<count>\d{1,2}|a couple of|couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten)? ?(?P<unit>day|week|fortnight|month)s?\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^[^.!?\n]{0,20}?\b(?:from|starting|beginning)\s(?:on\s|the\s)?$", re.IGNORECASE
)
_THIS_WEEK = re.compile(
    _GONE + r"[^.!?\n]{0,40}?\b(?:this week|(?:rest|remainder) of (?:the|this) week|all week)\b",
    re.IGNORECASE,
)
_ONLY_DAYS = re.compile(r"(?:[\s,(&:]|on|and|the|all|day|also|both|again)*", re.IGNORECASE)
_ENDS_GONE = re.compile(_GONE + r"(?P<gap>[^.!?\n]{0,40})$", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
_MIDDLE = 15


def back_in_month(text: str, today: date) -> date | None:
    """Read "until September": its first day; "mid July" is the fifteenth."""
    match = _MONTH.search(text)
    if match is None:
        return None
    month = MONTH_NAMES.index(match["month"][:3].lower()) + 1
    part = (match["part"] or "").lower()
    day = _MIDDLE if part.startswith("mid") else 20 if part.startswith("late") else 1
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    return date(year, month, day)


def away_for(text: str, found: Sequence[FoundDate], today: date) -> date | None:
    """Read "away for two weeks from 7 June"; without a start they count from `today`."""
    match = _FOR.search(text)
    if match is None:
        return None
    said = (match["count"] or "a").lower()
    count = int(said) if said.isdigit() else _COUNTS[said]
    after = (one.day for one in found if _FROM.match(text[match.end() : max(one.start, 0)]))
    return next(after, today) + timedelta(days=count * _DAYS[match["unit"].lower()])


def away_on(text: str, found: Sequence[FoundDate], today: date) -> date | None:
    """Read "out of the office today and tomorrow": back on the day after the last of them."""
    last: FoundDate | None = None
    for one in found:
        if last is not None and _ONLY_DAYS.fullmatch(text[last.end : one.start]):
            last = one
            continue
        gone = _ENDS_GONE.search(text[max(0, one.start - 80) : one.start])
        if last is None and gone and _ONLY_DAYS.fullmatch(gone["gap"]) and one.day <= today:
            last = one
    return last.day + timedelta(days=1) if last is not None else None


def away_this_week(text: str, today: date) -> date | None:
    """Read "away this week": back on the Monday after."""
    return today + timedelta(days=7 - today.weekday()) if _THIS_WEEK.search(text) else None

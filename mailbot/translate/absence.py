"""Read from an away message on which day its writer is back."""

import re
from dataclasses import replace
from datetime import date, timedelta

from mailbot.translate.dates import FoundDate, dates_in

_BACK = re.compile(
    r"\b(?:(?:be |am |i'm |i\u2019m )?back(?: (?:in|at|to|again))?|return(?:s|ing|ed)?|available(?: again)?|resum(?:e|ing)"
    r"|(?:reply|respond|answer|get back to you|in touch|read (?:it|your (?:e-?)?mail))(?: (?:when|after|from|on))?|yn ôl)\b(?P<gap>[^.!?\n]{0,40})$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|'til|til|tan|hyd)\b(?P<gap>[^.!?\n]{0,25})$", re.IGNORECASE)
_LAST = re.compile(
    r"(?:\bto|\bthrough|\bup to(?: and including)?|\s-|\u2013|\band)\s{1,2}(?:the )?$|[-\u2013]\s?$",
    re.IGNORECASE,
)
_HALF_A_YEAR = timedelta(days=180)
_ALONE = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_INCLUSIVE = re.compile(r"\s{0,2}\(?\s?inc(?:l|lusive)?\b", re.IGNORECASE)
_AWAY = re.compile(
    r"\b(?:away|leave|holiday|vacation|out of (?:the )?office|not in|off(?: work)?|absent|conference|nights|gwyliau)\b",
    re.IGNORECASE,
)


def return_day(text: str, today: date) -> date | None:
    """Find the first day on which somebody is back; None where the text names none.

    "Until Monday" means back on Monday; "12 to 16 July" and "until 4/7 inclusive" mean back the day
    after; "w/c 12 July" alone means the Monday after. Days before `today` are no answer.
    """
    found = _in_turn(dates_in(text, today))
    for meaning in (_named_return, _until, _range_end, _week_away):
        days = [day for one in found if (day := meaning(text, one)) is not None and day >= today]
        if days:
            return days[0]
    return None


def _in_turn(found: tuple[FoundDate, ...]) -> list[FoundDate]:
    """Read "12 July, returning the 19th" as the 19th of July: a day alone follows the one before."""
    read: list[FoundDate] = []
    for one in found:
        ahead = read[-1].day - one.day if read else timedelta()
        # Nearly a year ahead is a day that is past already: "away since the 1st, back the 21st".
        if timedelta() < ahead < _HALF_A_YEAR and _ALONE.fullmatch(one.words):
            later = dates_in(f"the {one.words}", read[-1].day)
            one = replace(one, day=later[0].day) if later else one
        read.append(one)
    return read


def _named_return(text: str, one: FoundDate) -> date | None:
    before = _BACK.search(text[max(0, one.start - 90) : one.start])
    if before is None or re.search(r"\b(?:until|till|from .* (?:to|until))\b", before["gap"]):
        return None
    return one.day


def _until(text: str, one: FoundDate) -> date | None:
    if not _UNTIL.search(text[max(0, one.start - 60) : one.start]):
        return None
    return one.day + timedelta(days=bool(_INCLUSIVE.match(text[one.end : one.end + 20])))


def _range_end(text: str, one: FoundDate) -> date | None:
    before = text[max(0, one.start - 160) : one.start]
    if not _LAST.search(before) or not _AWAY.search(before):
        return None
    return one.day + timedelta(days=1)


def _week_away(text: str, one: FoundDate) -> date | None:
    if not re.match(r"w/?[cb]|week ", one.words, re.IGNORECASE):
        return None
    return one.day + timedelta(days=7) if _AWAY.search(text) else None

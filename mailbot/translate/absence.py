"""Read from an away message on which day its writer is back."""

import re
from dataclasses import replace
from datetime import date, timedelta

from mailbot.translate.dates import FoundDate, dates_in
from mailbot.translate.spans import away_for, away_on, away_this_week, back_in_month
from mailbot.translate.welsh import in_english

_GAP = r"(?P<gap>(?:[^.!?\n]|\.(?=\d))"
_BACK = re.compile(
    r"\b(?:(?:be |am |i'm |i\u2019m )?back(?: (?:in|at|to|again))?|return(?:s|ing|ed)?|(?:available|contactable)(?: again)?|resum(?:e|ing)"
    r"|next (?:in|at|back|working day)|(?:repl(?:y|ying)|respond(?:ing)?|answer|get back to you|in touch|read (?:it|your (?:e-?)?mail))(?: (?:when|after|from|on))?"
    rf"|yn ôl)\b{_GAP}{{0,40}})$",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"\b(?:until|till|'til|til|tan|hyd)\b{_GAP}{{0,25}})$", re.IGNORECASE)
_NOT_BACK = re.compile(r"\b(?:until|till|from .* (?:to|until))\b", re.IGNORECASE)
_LAST = re.compile(
    r"(?:\bto|\bthrough|\bup to(?: and including)?|\s-|\u2013|\band)\s{1,2}(?:the )?$|[-\u2013]\s?$",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    r"\blast day (?:of|off)(?: (?:my|annual|leave|holiday)){0,3}(?: (?:is|will be))?(?: on)?(?: the)?\s$",
    re.IGNORECASE,
)
# An away message is short; what is longer than this says no more about it.
_CHARACTERS = 8_000
_DATES = 200
_HALF_A_YEAR = timedelta(days=180)
_SOON = timedelta(days=20)
_ALONE = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_YEAR = re.compile(r"\b20\d\d\b|\d[/.-]\d\d?[/.-]\d\d")
_INCLUSIVE = re.compile(r"\s{0,2}\(?\s?inc(?:l|lusive)?\b", re.IGNORECASE)
_AWAY = re.compile(
    r"\b(?:away|leave|holidays?|hols|vacation|out of (?:the )?office|ooo|a/l|not in|off(?: work)?|absent|conference|course|training|nights|gwyliau|swyddfa)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|since|starting|between|on leave|away|office|a/l|ooo|leave|holiday|w/c)(?: on)?:?\s(?:the\s)?$",
    re.IGNORECASE,
)
_WEEK = re.compile(r"w/?[cb]|week ", re.IGNORECASE)
_WRAP = re.compile(
    r"(?<=[\w,])[ \t]?\n[ \t]?(?=[a-z0-9(]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)
_LABEL = re.compile(
    r"\b(back|return(?:s|ing)?(?: date)?|until|from|to)\s?:\s?(?=[\w])", re.IGNORECASE
)
_SLASHED_RANGE = re.compile(r"(?<=\d)\s?[-\u2013\u2014]\s?(?=\d{1,2}/\d)")


def day_back(text: str, today: date) -> date | None:
    """Find from an automatic reply the first day on which its writer is back; None where it tells none.

    Reads all that `return_day` reads, and "until July" (its first day), "for two weeks", "out of the
    office today" and "this week", which from a person may mean something else.
    """
    said, found = _dated(text, today)
    named = _returns(said, found, today)
    if named is not None:
        return named
    spans = (
        back_in_month(said, today),
        away_for(said, found, today),
        away_on(said, found, today),
        away_this_week(said, today),
    )
    return next((day for day in spans if day is not None and day >= today), None)


def only_day(text: str, today: date) -> date | None:
    """Give the only day to come that an automatic reply names, unless the absence begins on it."""
    said, found = _dated(text, today)
    days = {one.day for one in found if one.day > today}
    begins = any(_FROM.search(said[max(0, one.start - 24) : one.start]) for one in found)
    return days.pop() if len(days) == 1 and not begins else None


def return_day(text: str, today: date) -> date | None:
    """Find the first day on which somebody is back; None where the text names none.

    "Until Monday" means back on Monday; "12 to 16 July" and "until 4/7 inclusive" mean back the day
    after; "w/c 12 July" alone means the Monday after. Days before `today` are no answer.
    """
    return _returns(*_dated(text, today), today)


def _dated(text: str, today: date) -> tuple[str, list[FoundDate]]:
    said = _plainly(text[:_CHARACTERS])
    return said, _in_turn(said, dates_in(said, today)[:_DATES], today)


def _returns(said: str, found: list[FoundDate], today: date) -> date | None:
    for meaning in (_named_return, _until, _range_end):
        days = [day for one in found if (day := meaning(said, one)) is not None and day >= today]
        if days:
            return days[0]
    weeks = _weeks_away(said, found)
    return weeks if weeks is not None and weeks >= today else None


def _plainly(text: str) -> str:
    """Give the text with its wrapped lines joined, labels as words and Welsh days in English."""
    flowing = _WRAP.sub(" ", text)
    worded = _LABEL.sub(r"\1 on ", flowing)
    return in_english(_SLASHED_RANGE.sub(" to ", worded))


def _in_turn(text: str, found: tuple[FoundDate, ...], today: date) -> list[FoundDate]:
    """Read "12 July, returning the 19th" as the 19th of July: a day alone follows the one before."""
    read: list[FoundDate] = []
    for one in found:
        ahead = read[-1].day - one.day if read else timedelta()
        # Nearly a year ahead is a day that is past already: "away since the 1st, back the 21st".
        if read and abs(ahead) < _HALF_A_YEAR and _ALONE.fullmatch(one.words):
            later = dates_in(f"the {one.words}", read[-1].day)
            one = replace(one, day=later[0].day) if later else one
        read.append(_begun(text, one, today))
    return read


def _begun(text: str, one: FoundDate, today: date) -> FoundDate:
    """A start far ahead lies behind: an automatic reply runs when its writer has gone."""
    starts = _FROM.search(text[max(0, one.start - 24) : one.start]) or _WEEK.match(one.words)
    if one.day - today < _SOON or not starts or _YEAR.search(one.words):
        return one
    if _ALONE.fullmatch(one.words):
        end_of_last = one.day.replace(day=1) - timedelta(days=1)
        return replace(one, day=end_of_last.replace(day=min(one.day.day, end_of_last.day)))
    if one.day - today < _HALF_A_YEAR:
        return one
    return replace(one, day=one.day - timedelta(days=365))


def _named_return(text: str, one: FoundDate) -> date | None:
    before = _BACK.search(text[max(0, one.start - 90) : one.start])
    return None if before is None or _NOT_BACK.search(before["gap"]) else one.day


def _until(text: str, one: FoundDate) -> date | None:
    before = text[max(0, one.start - 60) : one.start]
    if _LAST_DAY.search(before):
        return one.day + timedelta(days=1)
    if not _UNTIL.search(before):
        return None
    return one.day + timedelta(days=bool(_INCLUSIVE.match(text[one.end : one.end + 20])))


def _range_end(text: str, one: FoundDate) -> date | None:
    before = text[max(0, one.start - 160) : one.start]
    if _WEEK.match(one.words) or not _LAST.search(before) or not _AWAY.search(before):
        return None
    return one.day + timedelta(days=1)


def _weeks_away(text: str, found: list[FoundDate]) -> date | None:
    weeks = [one.day for one in found if _WEEK.match(one.words)]
    return max(weeks) + timedelta(days=7) if weeks and _AWAY.search(text) else None

"""Find the day up to which somebody asks for time or for rest."""

import re
from datetime import date, datetime, timedelta

from mailbot.core.reading import Facts
from mailbot.translate.absence import return_day
from mailbot.translate.dates import FoundDate, dates_in

_TO = re.compile(
    r"\b(?:until|till|'til|til|to|by|before|extend(?:ed)? to|on|for|after|from|instead|next|this)\s{1,2}(?:the\s)?$",
    re.IGNORECASE,
)
_LEADS_STRONGLY = re.compile(
    r"\b(?:until|till|'til|til|up to|back(?: on| in)?|by)\s{1,2}(?:the\s)?$", re.IGNORECASE
)
# "After the 9th, say the 13th": the day that is proposed in the end.
_SETTLES = re.compile(
    r"\b(?:say|maybe|perhaps|ideally|make it|shall we say|let['\u2019]?s say|how about|what about|so|have to be|need to be)\s{1,2}(?:until\s|till\s|by\s|on\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:\b(?:until|till|'til|til|to|back(?: on| in)?|by|return(?:ing)?(?: on)?)\s{1,2}|[-\u2013]\s?)(?:the\s)?$",
    re.IGNORECASE,
)
_WEEKEND = re.compile(
    r"\b(?:the|this|until|over|at|next) (?:the |this |bank holiday )?weekend\b|\bend of the week\b",
    re.IGNORECASE,
)
_AFTER_WEEKEND = re.compile(
    r"\b(?:after|beyond|past) (?:the|this|next) (?:bank holiday )?weekend\b", re.IGNORECASE
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "couple": 2, "couple of": 2, "few": 3, "several": 4, "ten": 10, "twelve": 12, "nine": 9, "eight": 8,
}  # fmt: skip
# What somebody is busy with until a day, before they say what they ask for.
_ABSENT = re.compile(
    r"\b(?:away|on nights|nights|on (?:\w+ )?leave(?: from [^.,;!?\n]{2,20}?)?|on holiday|off|on call|on shift|working)\s(?:until|till|til|from|to)[^.,;!?\n]{0,40}?(?=\s(?:so|but|and|then|can|could|may|might|would)\b|[.,;!?\n]|$)",
    re.IGNORECASE,
)
_LONGER = re.compile(
    r"\b(?:an?(?:other)? |the )?(?P<count>\d{1,2}|couple of|couple|few|several|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|twelve|a|an|another|extra)\s{1,2}(?:more |extra |additional |of )?(?P<unit>day|week|fortnight|month)s?\b"
    r"(?!\s(?:ahead|early|ago|before|since|old|premature|in a row|running|straight|pregnant|overdue|out of))",
    re.IGNORECASE,
)
_MONTHS = (
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
)  # fmt: skip
_MONTH = re.compile(
    rf"\b(?:until|till|til|to|in|from|back in|before|by|mid|end of|beginning of|start of)[ -](?:(?P<end>the end of|end of) )?(?P<month>{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b(?! \d)",
    re.IGNORECASE,
)
# "In" and "from" a month say when something begins, but for where it is a return.
_IN_A_MONTH = re.compile(r"(?:in|from)\b", re.IGNORECASE)
_RETURNS = (
    r"back|return\w*|again|re-?start\w*|resum\w*|re-?join\w*|pick(?:ing)?|free|ready|see you|speak"
    r"|talk|in touch"
)
_COMES_BACK = re.compile(rf"\b(?:{_RETURNS}|until|till?|up to)\b[^,.;!?\n]*$", re.IGNORECASE)
_IS_BACK_THEN = re.compile(rf"[^,.;!?\n]*\b(?:{_RETURNS})\b", re.IGNORECASE)
# "Until after my exams in June": they are over when June is.
_AFTER_WHAT = re.compile(r"\bafter\b[^,.;!?\n]*$", re.IGNORECASE)
_NEW_YEAR = re.compile(r"\b(?:in|until|till|after) (?:the )?new year\b", re.IGNORECASE)


# "Saturday rather than Friday": the day that is not wanted.
_REJECTED = re.compile(
    r"\b(?:rather than|inste?a?d of|in place of|not(?: on| by)?|never mind|(?:ignore|scrap|forget|cancel|disregard)(?: my| the| what i said about)?(?: earlier| last| first| old| previous)?)\s(?:the\s|on\s|by\s)?(?=\w*(?:day|mon|tue|wed|thu|fri|sat|sun|\d))[\w'\u2019]{2,12}(?:\s\d{1,2}(?:st|nd|rd|th)?)?",
    re.IGNORECASE,
)
_A_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?", re.IGNORECASE
)


def without_rejected(words: str) -> str:
    """Leave out the day that somebody puts aside for another."""
    return _REJECTED.sub(" ", words)


def after_today(day: date, words: str, today: date) -> date:
    """Who writes "until Wednesday" on a Wednesday means the next one."""
    said = _A_WEEKDAY.search(words)
    return day + timedelta(days=7) if day == today and said is not None else day


def deadline_meant(words: str, facts: Facts) -> date | None:
    """Find the new day somebody asks for; "two more days" counts from the day it is due."""
    asked = _ABSENT.sub(" ", without_rejected(words))
    due = facts.owed[0].due_at if facts.owed else None
    longer = _longer(words, _start(facts.today, due))
    # "An extra week, for month end has eaten me": a day that nothing leads to is no answer.
    named = _named(asked, facts.today, strictly=longer is not None)
    if named is not None:
        return named
    if weekend := weekend_end(asked, facts.today):
        return weekend
    if _ABSENT.search(words) and (back := _named(words, facts.today)):
        return back
    return longer


def only_says_when_back(words: str, today: date) -> bool:
    """Say whether the only day in a mail is the one until which its writer is away, and none that they ask for."""
    rest = _ABSENT.sub(" ", without_rejected(words))
    return rest != words and not dates_in(rest, today) and weekend_end(rest, today) is None


def day_meant(words: str, today: date) -> date | None:
    """Find the day until which somebody is away; a month alone means its first day."""
    back = return_day(words, today)
    if back is not None:
        return back
    month = month_meant(words, today)
    named = _until(words, today)
    if month is not None and (named is None or named < month):
        return month
    return (
        named
        or _longer(words, today)
        or weekend_end(words, today)
        or _after_next_week(words, today)
    )


def _after_next_week(words: str, today: date) -> date | None:
    """Who is off "next week" is back on the Monday after it."""
    if not _NEXT_WEEK.search(words):
        return None
    return today + timedelta(days=14 - today.weekday())


_NEXT_WEEK = re.compile(
    r"\b(?:leave|away|off|out|holiday|abroad|a/l|conference|strike|striking)\s(?:for |all )?(?:of )?next week\b",
    re.IGNORECASE,
)


def month_meant(words: str, today: date) -> date | None:
    """Give the first day of a month that is named alone; the day after it for "the end of"."""
    if _NEW_YEAR.search(words):
        return date(today.year + 1, 1, 1)
    match = next((one for one in _MONTH.finditer(words) if _is_an_end(words, one)), None)
    if match is None:
        return None
    whole = match["end"] or "end of" in match.group().lower()
    weak = _IN_A_MONTH.match(match.group()) is not None
    passed = weak and _AFTER_WHAT.search(words[: match.start()]) is not None
    return _first_of(match["month"], today, later=bool(whole) or passed)


def begins_later(words: str, today: date) -> date | None:
    """Give the first day of the month in which a break that names no end begins; None for one of now."""
    months = [one for one in _MONTH.finditer(words) if not _is_an_end(words, one)]
    if not months or day_meant(words, today) is not None:
        return None
    return _first_of(months[0]["month"], today, later=False)


def _first_of(name: str, today: date, *, later: bool) -> date:
    number = next(place for place, one in enumerate(_MONTHS, 1) if one[:3] == name[:3].lower())
    if later:
        number = number % 12 + 1
    year = today.year if number > today.month else today.year + 1
    return date(year, number, 1)


def _is_an_end(words: str, month: re.Match[str]) -> bool:
    """Tell "back in July" from "on leave in July", which is when it begins."""
    if _IN_A_MONTH.match(month.group()) is None:
        return True
    before, after = words[: month.start()], words[month.end() :]
    led = _COMES_BACK.search(before) or _AFTER_WHAT.search(before)
    return led is not None or _IS_BACK_THEN.match(after) is not None


def _start(today: date, due: datetime | None) -> date:
    return max(today, due.date()) if due is not None else today


def _named(words: str, today: date, *, strictly: bool = False) -> date | None:
    found = [one for one in dates_in(words, today) if one.words.lower() not in {"today", "tonight"}]
    said = [one for one in found if _SETTLES.search(_before(words, one))]
    led = [one for one in found if _LEADS_STRONGLY.search(_before(words, one))]
    fair = [one for one in found if _TO.search(_before(words, one))]
    groups = (said, led) if strictly else (said, led, fair, found)
    one = next((group[-1] for group in groups if group), None)
    return None if one is None else after_today(one.day, one.words, today)


def _until(words: str, today: date) -> date | None:
    """An absence lasts to a day that is said with "until", never to any day that is named."""
    found = [one for one in dates_in(words, today) if _ENDS.search(_before(words, one))]
    return found[-1].day if found else None


def _before(words: str, one: FoundDate) -> str:
    return words[max(0, one.start - 20) : one.start]


def _longer(words: str, start: date) -> date | None:
    match = _LONGER.search(words)
    if match is None:
        return None
    said = match["count"].lower()
    count = int(said) if said.isdigit() else _NUMBERS.get(said, 1)
    days = {"day": 1, "week": 7, "fortnight": 14, "month": 30}[match["unit"].lower()]
    return start + timedelta(days=count * days)


def weekend_end(words: str, today: date) -> date | None:
    """The weekend is over on its Sunday; after it comes Monday."""
    if not _WEEKEND.search(words):
        return None
    sunday = today + timedelta(days=(6 - today.weekday()) % 7 or 7)
    return sunday + timedelta(days=1) if _AFTER_WEEKEND.search(words) else sunday

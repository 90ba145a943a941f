"""Read which days suit somebody and which do not, in the week that was asked about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.dates import FoundDate, dates_in
from mailbot.translate.heard import Heard
from mailbot.translate.sentences import Sentence

_CLAUSE_ENDS = re.compile(r"[,.;!?\n(]|\b(?:but|then|though|else|however|because)\b", re.IGNORECASE)
_ALL_BUT = re.compile(
    r"\b(?:any(?:thing|time)?|every(?:thing)?|all|whenever)(?: days?| week)?,? (?:but|except(?: for)?|bar|apart from|other than)\b",
    re.IGNORECASE,
)
# What somebody can't find or open is said of a mail and of no day.
_FINE = re.compile(
    r"(?:\b(?:cannot|can not|could not|cant|couldnt)|\b(?:can|could)n?['\u2019]t) (?:seem to )?(?:find|see|open|read|access|locate|remember|recall|tell|log|spot|reply|get (?:at|into))\b[^,.;!?\n-]{0,40}"
    r"|\bno (?:problem|worries|bother)\b|\bnot (?:bad|fussed)\b|\bwhy not\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|no|never|nor|except|bar|apart from|avoid|ignore|scrap|forget|cancel|disregard|cannot|un(?:able|available)|busy|away|clinic|exams?|gone|f[ae]ll(?:en)? through|taken|interview|inspection|audit|nights"
    r"|on call|leave|holiday|working|off|out|clash\w*|fully booked|theatre|hopeless|impossible|until|till?)\b|n['\u2019]t\b|\b(?:cant|wont|dont)\b",
    re.IGNORECASE,
)
_ONLY_DAYS = re.compile(
    r"(?:\W|\b(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|or|and|nor"
    r"|\d{1,2}(?:st|nd|rd|th)?|the|either)\b)+",
    re.IGNORECASE,
)
_SHORT_DAY = re.compile(r"\b(mon|tues?|weds?|thurs?|fri|sat|sun)\b")
_WEEKDAY = re.compile(
    r"(?:on |this )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*['\u2019]?s?(?: (?:morning|afternoon|evening|am|pm|lunchtime))?",
    re.IGNORECASE,
)
_LONGEST_WINDOW = timedelta(days=14)
# A day that far ahead is about something else: "I rotate to Torbay on 4 August".
_FARTHEST_DAY = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that was named, and whether it suits."""

    found: FoundDate
    suits: bool


def named_days(words: str, today: date) -> Iterator[NamedDay]:
    """Give the days of a short text; "not Mon, Tue or Wed" refuses all three."""
    text = _ALL_BUT.sub(lambda one: "not".ljust(len(one.group())), words)
    text = _FINE.sub(lambda one: " " * len(one.group()), text)
    text = _SHORT_DAY.sub(lambda one: one.group().capitalize(), text)
    found = dates_in(text, today)
    start, denied, leads = 0, False, False
    ends = [*(one.end() for one in _CLAUSE_ENDS.finditer(text)), len(text)]
    for end in ends:
        clause = text[start:end]
        here = [one for one in found if start <= one.start < end]
        if not (leads and here and _ONLY_DAYS.fullmatch(clause)):
            denial = _DENIES.search(clause)
            denied = denial is not None
            leads = bool(here) and (denial is None or denial.start() + start < here[0].start)
        yield from (NamedDay(one, suits=not denied) for one in here)
        start = end


_LONGEST_ANSWER_WORDS = 80
# What is asked about the day is no day that suits: "where do I park on Monday?"
_ASKS_ABOUT = re.compile(
    r"(?:(?:and|also|so|but|ps|hi) )*(?:where|what|who|when|why|how(?! about)|which|do (?:i|we)|should (?:i|we)|is there|are there|will there|am i) "
)
_PREFERS = re.compile(
    r"\b(?:prefer\w*|ideally|best|better|first choice|favourite|rather)\b[^,.;!?\n]{0,20}$",
    re.IGNORECASE,
)
_LIKED = re.compile(
    r"(?:\s|['\u2019]s|is|would be|by far|much|slightly){0,4}\s?(?:prefer\w*|ideal\w*|best|better|my first choice|favourite|if possible)\b",
    re.IGNORECASE,
)


def day_answer(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read an answer to "which day": `date` is the best that suits, `unavailable` those that do not."""
    if heard.length > _LONGEST_ANSWER_WORDS:
        return
    window = _window(facts)
    words = " ".join(one.raw for one in heard.read if not asks_about_day(one))
    text = _in_window(words, window)
    days = [replace(one, found=_within(one.found, window)) for one in named_days(text, facts.today)]
    soon = facts.today + _FARTHEST_DAY
    suits = _in_order_of_liking(
        text, [one.found for one in days if one.suits and one.found.day <= soon]
    )
    refused = [one.found.day for one in days if not one.suits]
    if heard.says("none of the days") and window and not refused:
        refused = [window[0] + timedelta(days=n) for n in range((window[1] - window[0]).days + 1)]
        suits = [one for one in suits if one not in refused]
    suits = _as_asked(heard, suits, window)
    slots: dict[str, SlotValue] = {}
    if suits:
        slots["date"] = suits[0]
    if len(suits) > 1:
        slots["dates"] = tuple(one.isoformat() for one in suits)
    if refused:
        slots["unavailable"] = tuple(one.isoformat() for one in refused)
    if not slots and heard.says("any day"):
        slots["any"] = True
    if slots:
        yield Intent(IntentKind.DAY, 0.86, ("a day is asked for", "a day is named"), slots)


def _as_asked(heard: Heard, suits: list[date], window: tuple[date, ...]) -> list[date]:
    """A day outside the week that we asked about, put as a question, is a question: nobody has agreed to it."""
    outside = bool(window) and not any(window[0] <= one <= window[1] for one in suits)
    return [] if outside and any(one.question for one in heard.read) else suits


def asks_about_day(one: Sentence) -> bool:
    """Say whether a sentence asks something about a day, instead of naming one that suits."""
    return one.question and _ASKS_ABOUT.match(one.text) is not None


def agreed_day(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read the day that two fixed between them, in a mail of which we get a copy."""
    if heard.says("agrees a day"):
        yield from (one for one in day_answer(heard, facts) if "date" in one.slots)


def _in_order_of_liking(text: str, found: list[FoundDate]) -> list[date]:
    """Put the day that is preferred first: "Tuesday or Thursday, Thursday if possible"."""
    liked = [
        one.day
        for one in found
        if _PREFERS.search(text[max(0, one.start - 25) : one.start]) or _LIKED.match(text, one.end)
    ]
    return list(dict.fromkeys([*liked, *(one.day for one in found)]))


def _window(facts: Facts) -> tuple[date, ...]:
    """Find the days our own mail asked about ("any day Mon 21 - Fri 25 June")."""
    texts = facts.answered.texts if facts.answered is not None else ()
    for text in texts[:1]:
        week = _WEEK.search(text[:4000])
        asked = week.group() if week is not None else text[:4000]
        named = sorted({one.day for one in dates_in(asked, facts.today - _LONGEST_WINDOW)})
        if len(named) >= 2 and named[-1] - named[0] <= _LONGEST_WINDOW:
            return named[0], named[-1]
    return ()


# "in the week of Monday 25 to Friday 29 January": the days, and not the day by which to answer.
_WEEK = re.compile(
    r"\b(?:week of|between|any day (?:from|of)?|from)\s[^.?!\n]{0,30}\d[^.?!\n]{0,40}?(?:to|and|until|-|\u2013)\s[^.?!\n]{0,40}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    r"(?<![\w:/.@\u00a3-])(?P<the>the )?(?P<day>[1-9]|[12]\d|3[01])(?P<end>st|nd|rd|th)?\b(?![:/.]\d|%|\s?(?:[ap]m|o'clock|minutes?|mins?|hours?|hrs?|people|of us|words|weeks?|days?|months?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_FIRST_NO_HOUR = 13


def _in_window(words: str, window: tuple[date, ...]) -> str:
    """Write "the 26th or 28" out in full where the days that we asked about have such numbers."""
    if not window:
        return words
    days = {window[0] + timedelta(days=n) for n in range((window[1] - window[0]).days + 1)}
    by_number = {one.day: one for one in days}

    def full(match: re.Match[str]) -> str:
        one = by_number.get(int(match["day"]))
        sure = match["the"] or match["end"] or int(match["day"]) >= _FIRST_NO_HOUR
        if one is None or not sure:
            return match.group()
        return f"{one.day}/{one.month}/{one.year}"

    return _BARE_NUMBER.sub(full, words)


def _within(found: FoundDate, window: tuple[date, ...]) -> FoundDate:
    """A weekday alone means the one in the week that was asked about."""
    if not window or not _WEEKDAY.fullmatch(found.words.strip()):
        return found
    weeks = max(0, -(-(window[0] - found.day).days // 7))
    later = found.day + timedelta(weeks=weeks)
    return replace(found, day=later) if later <= window[1] else found

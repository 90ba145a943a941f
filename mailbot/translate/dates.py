"""Find the days that people name in prose, as staff in the UK write them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time

from mailbot.translate.days_meant import (
    MONTH_NAMES,
    Match,
    ahead,
    by_weekday,
    by_word,
    day_alone,
    end_of_month,
    iso,
    numeric,
    of_month,
    of_week,
)

# The field `time` hides the class of that name inside FoundDate.
_Clock = time
_CHARACTERS = 100_000
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?"
)
_YEAR = r"(?:,?\s{1,3}(?P<year>20\d\d)\b)?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_COUNT = r"(?P<count>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?couple of)"
# A day that is only a number with an ending, or only a fraction, needs a word that makes it a day.
_LEADS = r"(?:(?:on|by|until|till|til|from|to|back|before|after|due|of|and|or|for|returning|return|w/c|[-\u2013])\s{1,3})"
_TIME = re.compile(
    r"(?:\s{0,2},)?\s{0,2}(?:at\s{1,2}|around\s{1,2}|by\s{1,2}|@\s?)?(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>am|pm)\b"
    r"|(?P<hour24>[01]?\d|2[0-3])(?::|(?<=at \d\d)\.|(?<=at \d)\.|(?<=@\d\d)\.|(?<=@ \d\d)\.|(?<=around \d\d)\.)(?P<minute24>[0-5]\d)\b|(?P<word>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>am|pm)\s{1,2}(?:on\s{1,2})?(?:the\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day that a text names: `words` stand at `text[start:end]`; `time` is local to the writer."""

    day: date
    words: str
    start: int
    end: int
    time: _Clock | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    """A form in which days are named: the pattern, what its match means, and what no such day is without.

    One of `words` stands in every text that names a day so, whatever its case, and a figure where
    `figure` says so: by these a text without such a day is passed over at once.
    """

    pattern: re.Pattern[str]
    meaning: Callable[[Match, date], date | None]
    words: tuple[str, ...]
    figure: bool


def dates_in(text: str, today: date) -> tuple[FoundDate, ...]:
    """Find every day named in a text, in its order.

    Without a year the nearest day that is not before `today` is meant; 4/7 is the fourth of July.
    Grades, wards, scores and counts are no days.
    """
    found: list[FoundDate] = []
    text = text[:_CHARACTERS]
    claimed = bytearray(len(text))
    for rule in _possible(text):
        for match in rule.pattern.finditer(text):
            day = rule.meaning(match, today)
            if day is not None and not any(claimed[match.start("is") : match.end("is")]):
                one = _timed(text, match, day)
                claimed[one.start : one.end] = b"\x01" * (one.end - one.start)
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _possible(text: str) -> Iterator[_Rule]:
    """Give the rules by which a text can name a day, in their order."""
    folded, figure = text.casefold(), _FIGURE.search(text) is not None
    there = {words for words in _SIGNS if any(one in folded for one in words)}
    for rule in _RULES:
        if (figure or not rule.figure) and rule.words in there:
            yield rule


def _timed(text: str, match: Match, day: date) -> FoundDate:
    start, end = match.span("is")
    after = _TIME.match(text, end)
    before = None if after else _TIME_BEFORE.search(text[max(0, start - 24) : start])
    at = _clock(after) if after else _clock(before) if before else None
    end = after.end() if after and at else end
    return FoundDate(day, text[start:end], start, end, at)


def _clock(match: Match) -> time | None:
    said = match.groupdict()
    if said.get("word"):
        return time(0 if said["word"].lower() == "midnight" else 12)
    if said.get("hour24"):
        return time(int(said["hour24"]), int(said["minute24"]))
    hour = int(said["hour"])
    if hour > 12:
        return None
    return time(hour % 12 + (12 if said["half"].lower() == "pm" else 0), int(said["minute"] or 0))


_SAID_DAY = rf"(?:{_WEEKDAY.replace('?P<weekday>', '?:')}[ ,]{{1,3}}(?:the\s)?)?"
_WC = r"(?:(?:w/?[cb]|week (?:commencing|beginning|starting))\.?:?\s{1,2})?"
_ENDING = r"(?:st|nd|rd|th)"
_PART = r"(?:\s(?:morning|afternoon|evening|night|lunchtime|am|pm)\b)?"
_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?)"
_NO_FRACTION = r"(?!24/7|1/[234]\b|[23]/[34]\b|\d/5\b|\d0?/10\b)"
_MONTH_STARTS = "|".join(MONTH_NAMES)
_SLASHED = (
    rf"{_DAY}/(?P<monthnumber>0?[1-9]|[12]\d|3[01])(?P<year>)(?![\w/%-])(?!\s(?:{_MONTH_STARTS}))"
)
_LONG_NAMES = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues|weds|thurs|thur)\b"
_WHICH = r"(?:(?P<which>next|this|last|past|every|each|coming)\s{1,2})?"
_MAY_FOLLOW = (
    r"and|or|at|if|but|is|works?|please|because|for|when|so|then|would|will|to|i|as|onwards?|instead"
    r"|suits|of this month|inst|inclusive|in|returning|back|until|please|thanks|latest"
)


def _rule(
    pattern: str,
    meaning: Callable[[Match, date], date | None],
    words: tuple[str, ...] = ("",),
    *,
    figure: bool = False,
) -> _Rule:
    return _Rule(re.compile(pattern, re.IGNORECASE | re.MULTILINE), meaning, words, figure)


_FIGURE = re.compile(r"\d")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Each names the words that are the day as the group "is"; earlier rules win where two claim a word.
_RULES: tuple[_Rule, ...] = (
    _rule(
        r"(?<![\d-])(?P<is>(?P<year>20\d\d)-(?P<monthnumber>\d\d)-(?P<day>\d\d))(?![\d-])",
        iso,
        figure=True,
    ),
    _rule(
        rf"(?<![\w/.])(?P<is>{_WC}{_SAID_DAY}{_DAY}\s?{_ENDING}?(?:\s{{1,2}}of)?[ -]{{0,2}}{_MONTH}{_YEAR})",
        of_month,
        tuple(MONTH_NAMES),
        figure=True,
    ),
    _rule(
        rf"(?<![\w/.])(?P<is>{_WC}{_SAID_DAY}{_DAY}{_ENDING}?)"
        rf"(?=\s?(?:to|until|-|\u2013|and|or|&)\s?{_SAID_DAY}\d{{1,2}}{_ENDING}?(?:\sof)?\s{{1,2}}{_MONTH})",
        of_month,
        tuple(MONTH_NAMES),
        figure=True,
    ),
    _rule(
        rf"\b(?P<is>{_WC}{_SAID_DAY}(?!(?-i:may)\b){_MONTH}\s{{1,2}}(?:the\s)?{_DAY}{_ENDING}?\b(?![:/%.]\d)(?!\s?[ap]m\b){_YEAR})",
        of_month,
        tuple(MONTH_NAMES),
        figure=True,
    ),
    _rule(
        rf"(?<![\w/.-])(?P<is>{_WC}{_SAID_DAY}{_DAY}(?P<mark>[/.-])(?P<monthnumber>0?[1-9]|[12]\d|3[01])(?P=mark)(?P<year>20\d\d|\d\d))(?![\w/-])",
        numeric,
        figure=True,
    ),
    _rule(
        rf"(?<![\w/.-])(?P<is>{_WC}{_SAID_DAY}{_NO_FRACTION}{_SLASHED})(?!\s(?:day|hour|week|an?)\b)",
        numeric,
        ("/",),
        figure=True,
    ),
    _rule(
        rf"\b(?:{_LEADS}|{_SAID_DAY[:-1]})(?:the\s)?(?P<is>(?!24/7){_SLASHED}(?!\s(?:day|hour|week|an?)\b))",
        numeric,
        ("/",),
        figure=True,
    ),
    # "bis 25.06.", "up to and including 25.06": without a year a dot makes a day only where a word leads to it.
    _rule(
        rf"\b(?:until|till?|bis(?:\szum)?|including|inclusive|incl\.|inkl\.|einschl\w*\.?|back(?:\son)?|wieder\s(?:ab|am)|ab|vom|zum)\s{{1,3}}(?:the\s)?"
        rf"(?P<is>{_DAY}\.(?P<monthnumber>0[1-9]|1[0-2]|[1-9](?=\.))(?P<year>)\.?)(?![\w%]|\.\d)",
        numeric,
    ),
    _rule(
        rf"\b(?P<is>{_WC}{_WEEKDAY}[ ,]{{1,3}}(?:the\s)?{_DAY}{_ENDING}?)(?![\w/%]|[:.]\d)(?!\s?(?:[ap]m|people|of us)\b)",
        day_alone,
        _WEEKDAYS,
        figure=True,
    ),
    _rule(
        rf"(?:\bthe\s{{1,2}}|\b{_LEADS}(?:the\s)?|^\s{{0,3}}|\bw/c\s{{1,2}}(?:the\s)?)(?P<is>{_DAY}{_ENDING})\b"
        rf"(?=\s{{0,3}}(?:$|[.,;:!?)\u2013-]|(?:{_MAY_FOLLOW})\b))",
        day_alone,
        ("st", "nd", "rd", "th"),
        figure=True,
    ),
    _rule(
        r"\b(?P<is>(?:the )?(?:(?:very )?end of (?:the |this |(?P<which>next) )?month|month[ -]end))\b",
        end_of_month,
        ("month",),
    ),
    _rule(
        rf"\b(?P<is>(?:the )?end of {_MONTH})",
        end_of_month,
        ("end of",),
    ),
    _rule(
        r"\b(?P<is>(?P<edge>end|start|beginning) of (?:the |this |(?P<which>next) )?week)\b",
        of_week,
        (" week",),
    ),
    _rule(
        rf"\b(?P<is>(?:in|within) {_COUNT} (?:more )?{_UNIT}(?:['\u2019]? time)?)\b",
        ahead,
        ("in ", "within"),
    ),
    _rule(
        rf"\b(?P<is>{_COUNT} {_UNIT}['\u2019]?s? time)\b",
        ahead,
        (" time",),
    ),
    _rule(
        rf"\b(?P<is>(?:the )?(?P<word>day after tomorrow|tomorrow|today|tonight){_PART})\b",
        by_word,
        ("tomorrow", "today", "tonight"),
    ),
    _rule(
        rf"\b(?P<is>{_WHICH}(?P<on>a week (?:on )?)?{_LONG_NAMES}{_PART}(?:(?P<week>\sweek\b)|(?P<following>\s(?:of\s)?next week\b))?)",
        by_weekday,
        _WEEKDAYS,
    ),
    _rule(
        rf"\b(?P<is>{_WHICH}(?-i:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun))\b{_PART}(?P<week>\sweek\b)?)(?!\s(?-i:[A-Z][a-z]))",
        by_weekday,
        _WEEKDAYS,
    ),
    _rule(
        r"\b(?:on|by|until|till|til|next|this|and|or|before|from|not|back)\s{1,2}(?P<is>(?P<weekday>mon|tue|wed|thu|fri|sat|sun)\b(?P<week>\sweek\b)?)",
        by_weekday,
        _WEEKDAYS,
    ),
)
_SIGNS = frozenset(rule.words for rule in _RULES)

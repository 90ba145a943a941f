"""Read which days suit somebody and which do not, and when they want to be nudged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.dates import FoundDate, dates_in
from mailbot.translate.evidence import TASK_MAILS
from mailbot.translate.work import Heard

SHORT_WORDS = 25
_MIDDAY = time(12, 0)
_CLAUSE_ENDS = re.compile(r"[,.;!?\n(]|\b(?:but|then|though|else|however|because)\b", re.IGNORECASE)
_ALL_BUT = re.compile(
    r"\b(?:any(?:thing|time)?|every(?:thing)?|all|whenever)(?: days?| week)?,? (?:but|except(?: for)?|bar|apart from|other than)\b",
    re.IGNORECASE,
)
_FINE = re.compile(
    r"\bno (?:problem|worries|bother)\b|\bnot (?:bad|fussed)\b|\bwhy not\b", re.IGNORECASE
)
_DENIES = re.compile(
    r"\b(?:not|no|never|nor|except|bar|apart from|avoid|cannot|un(?:able|available)|busy|away|clinic|nights"
    r"|on call|on leave|working|off|out|hopeless|impossible|until|till?)\b|n['\u2019]t\b|\b(?:cant|wont|dont)\b",
    re.IGNORECASE,
)
_ONLY_DAYS = re.compile(
    r"(?:\W|\b(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|or|and|nor"
    r"|\d{1,2}(?:st|nd|rd|th)?|the|either)\b)+",
    re.IGNORECASE,
)
_SHORT_DAY = re.compile(r"\b(mon|tues?|weds?|thurs?|fri|sat|sun)\b")
_WEEKDAY = re.compile(
    r"(?:on |this )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*['\u2019]?s?", re.IGNORECASE
)
_DONE = re.compile(
    r"(?<![^ ])(?:sent|submitted|did|wrote|finished|emailed|was|were|had|replied|answered|went) "
)
_OTHER_MATTERS = re.compile(
    r"(?<![^ ])(?:tasks?|start\w*|events?|meet\w*|drinks|dinner|match\w*|call|buddy|anyone|when|what|why) "
)
_LONGEST_WINDOW = timedelta(days=14)


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


def day_answer(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read an answer to "which day": `date` is the first that suits, `unavailable` those that do not."""
    if heard.length > 2 * SHORT_WORDS:
        return
    window = _window(facts)
    days = [
        replace(one, found=_within(one.found, window))
        for one in named_days(heard.words, facts.today)
    ]
    suits = [one.found.day for one in days if one.suits]
    refused = [one.found.day for one in days if not one.suits]
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


def _window(facts: Facts) -> tuple[date, ...]:
    """Find the days our own mail asked about ("any day Mon 21 - Fri 25 June")."""
    texts = facts.answered.texts if facts.answered is not None else ()
    for text in texts[:1]:
        named = sorted({one.day for one in dates_in(text[:4000], facts.today)})
        if len(named) >= 2 and named[-1] - named[0] <= _LONGEST_WINDOW:
            return named[0], named[-1]
    return ()


def _within(found: FoundDate, window: tuple[date, ...]) -> FoundDate:
    """A weekday alone means the one in the week that was asked about."""
    if not window or not _WEEKDAY.fullmatch(found.words.strip()):
        return found
    weeks = max(0, -(-(window[0] - found.day).days // 7))
    later = found.day + timedelta(weeks=weeks)
    return replace(found, day=later) if later <= window[1] else found


def later_day(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read "would the 25th work?" under a task mail: a day after the last one, asked about briefly."""
    answers = facts.answered is not None and facts.answered.mail in TASK_MAILS
    if not answers or not facts.owed or heard.length > SHORT_WORDS:
        return
    due = facts.owed[0].due_at.date()
    for one in heard.read:
        if not one.question or one.word_count > 12 or _OTHER_MATTERS.search(one.text):
            continue
        days = [named.found.day for named in named_days(one.raw, facts.today)]
        if days and days[-1] > due:
            slots: dict[str, SlotValue] = {"until": days[-1]}
            yield Intent(
                IntentKind.EXTENSION, 0.76, ("asks about a day after the last day",), slots
            )
            return


def nudge_time(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read the day and time somebody will do it (D1); a day after the last one asks for more time."""
    answers = facts.answered is not None and facts.answered.mail in TASK_MAILS
    told = any(one.question or _DONE.search(one.text) for one in heard.read)
    if not answers or not facts.owed or heard.length > SHORT_WORDS or told:
        return
    found = [one.found for one in named_days(heard.words, facts.today) if one.suits]
    if not found:
        return
    one = next((each for each in found if each.time is not None), found[0])
    if one.time is None and one.day > facts.owed[0].due_at.date():
        slots: dict[str, SlotValue] = {"until": one.day}
        yield Intent(IntentKind.EXTENSION, 0.78, ("names a day after the last day",), slots)
        return
    sure = 0.88 if one.time is not None or heard.length <= 6 else 0.78
    at = datetime.combine(one.day, one.time or _MIDDAY)
    yield Intent(IntentKind.NUDGE_TIME, sure, ("names a day to be reminded",), {"at": at})

"""The two-minute check of a task's mail: what would make people put it off, in words to act on (C2)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mailbot.core.hours import Hours
from mailbot.translate.dates import dates_in
from mailbot.translate.task_drafts import minutes_in

MOST_WORDS = 120
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
_OPENERS = re.compile(
    r"^(?:\W|\d+[.)])*(?:(?:please|then|also|and|now|next|first|second|finally|so|could you|can you|would you|you should|you need to|i['\u2019]d like you to|we['\u2019]d like you to)\b[\s,]*)*",
    re.IGNORECASE,
)
# What a task can ask somebody to do; to reply with it is part of the same ask.
_ASKS = frozenset(
    [
        "agree", "answer", "arrange", "ask", "attend", "book", "bring", "call", "choose",
        "collect", "come", "compare", "complete", "compose", "decide", "describe", "discuss",
        "do", "draft", "draw", "email", "explain", "fill", "find", "finish", "get", "give",
        "identify", "interview", "invite", "join", "keep", "list", "make",
        "meet", "name", "note", "phone", "pick", "plan", "prepare", "present", "propose", "rank",
        "rate", "read", "record", "review", "ring", "rewrite", "say", "send", "set",
        "shadow", "share", "show", "sketch", "solve", "speak", "spend", "submit", "suggest",
        "summarise", "swap", "take", "talk", "tell", "text", "try", "visit", "vote",
        "walk", "watch", "weigh", "work", "write",
    ]
)  # fmt: skip
_SECOND = re.compile(
    r"\b(?:and (?:also|then|please)|as well as|in addition|also,? please)\s+(\w+)", re.IGNORECASE
)
_HOW = re.compile(
    r"^(?:who reads|what you get|reply|no patients|no real names|busy|change the details|either|each|half a line|two or three)",
    re.IGNORECASE,
)
_THINKS = re.compile(
    r"\b(?:think about|reflect on|consider|be aware of|bear in mind|familiarise yourself|have a look at)\b",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"\b(?:write|send|reply|list|choose|pick|tell|share|describe|name|draft|record|keep|agree|answer|note|vote|rank|which)\b",
    re.IGNORECASE,
)
_DAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_VAGUE_DAY = re.compile(
    rf"\b(?P<words>(?:next|this|coming) {_DAY_NAME}|(?:by|before|on|until) {_DAY_NAME}|tomorrow|next (?:week|month)"
    r"|(?:the )?end of (?:the |this |next )?(?:week|month)|asap|as soon as (?:you can|possible))\b(?!,?\s+(?:the\s+)?\d)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_READERS = re.compile(
    r"\b(?:reads?|readers?|seen by|sees?|nobody else|no one else|passed on|goes (?:only )?to|shared? with|private(?:ly)?|between (?:you|the two))\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:busy|too busy|if you (?:can['\u2019]?t|cannot|do nothing|don['\u2019]t)|no reply|nothing happens|otherwise|if i hear nothing|if you['\u2019]re away|can['\u2019]?t make it|more time)\b",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\{+\s*(\w+)[^{}]{0,40}\}+")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


# What is only an example, and what is passed on with a task, is not what the mail itself says.
_EXAMPLE = re.compile(r"[\"\u201c][^\"\u201c\u201d\n]{1,60}[\"\u201d]")
_QUOTED = re.compile(r"^(?:---+\n.*?\n---+$|>.*$)", re.MULTILINE | re.DOTALL)
# Who needs no longer than this can do it at once.
AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Check:
    """A text to check on a day; what its `frame` says already (time, last day, what if not) is not missed.

    `readers` is false where nobody but the scheme reads what comes: a day, a choice.
    """

    text: str
    today: date
    hours: Hours
    in_frame: bool = False
    readers: bool = True


def two_minute_check(check: Check) -> tuple[str, ...]:
    """Give what to mend before a mail goes, worst first; empty where nothing was found (C2)."""
    said = replace(check, text=_EXAMPLE.sub("...", _QUOTED.sub("", check.text)))
    return tuple(dict.fromkeys((*_cost(said), *_ask(said), *_dates(said), *_rest(said))))


def _cost(check: Check) -> Iterator[str]:
    if not minutes_in(check.text):
        yield "no time needed is stated"


def _ask(check: Check) -> Iterator[str]:
    asks = _asks(check.text)
    if len(asks) > 1:
        shown = ", ".join(f"'{one}'" for one in asks[:3])
        yield f"{_COUNTS.get(len(asks), len(asks))} separate asks ({shown}); one mail, one ask"
    if not _SENDS.search(check.text) or (_THINKS.search(check.text) and not asks):
        yield "nothing to send back is named; say what they reply with, so that it can be seen to be done"


_COUNTS = {2: "two", 3: "three", 4: "four"}


def _asks(text: str) -> list[str]:
    """Give the beginnings of what is asked, a sentence each; how to reply and what to leave out is none."""
    found: list[str] = []
    before = ""
    for sentence in _SENTENCE.split(text):
        said = _OPENERS.sub("", sentence.strip())
        aside = _HOW.match(said) or _OTHERWISE.search(f"{before} {said}") or "for example" in said
        before = said if said.endswith("?") else ""
        if not said or aside or said.endswith(":"):
            continue
        if said.split()[0].lower().strip(",.") in _ASKS:
            found.append(" ".join(said.split()[:4]).rstrip(".,:;").lower())
        found += [
            f"{again[1].lower()} ..."
            for again in _SECOND.finditer(said)
            if again[1].lower() in _ASKS
        ]
    return found


def _dates(check: Check) -> Iterator[str]:
    for match in _VAGUE_DAY.finditer(check.text):
        yield f"'{match['words']}' has no date; people read it days later"
    found = dates_in(check.text, check.today)
    dated = [one for one in found if any(sign.isdigit() for sign in one.words)]
    for one in dated:
        yield from _one_date(one.words, one.day, check)
    if not dated and not check.in_frame:
        yield "no last day is said; give the weekday and the date"


def _one_date(words: str, day: date, check: Check) -> Iterator[str]:
    told = f"{day.day} {day:%B}"
    weekday = _WEEKDAY.search(words)
    if weekday is None:
        yield f"'{words.strip()}' has no weekday; it is a {_DAYS[day.weekday()]}"
    elif not _DAYS[day.weekday()].lower().startswith(weekday[1].lower()):
        yield f"{told} is a {_DAYS[day.weekday()]}, not a {_name_of(weekday[1])}"
    if day < check.today:
        yield f"{told} has passed"
    elif not check.hours.is_working(day):
        yield f"{_DAYS[day.weekday()]} {told} is no working day"


def _name_of(short: str) -> str:
    return next(one for one in _DAYS if one.lower().startswith(short.lower()))


def _rest(check: Check) -> Iterator[str]:
    if check.readers and not _READERS.search(check.text):
        yield "doesn't say who reads the answer"
    quick = 0 < minutes_in(check.text) <= AT_ONCE
    if not check.in_frame and not quick and not _OTHERWISE.search(check.text):
        yield "doesn't say what happens if somebody is busy or does nothing"
    for match in _FIELD.finditer(check.text):
        yield f"{match.group()} is nothing I can fill in; say it in words"
    count = len(check.text.split())
    if count > MOST_WORDS:
        yield f"{count} words (aim under {MOST_WORDS})"

"""How templates show values: dates, numbers and lists in words, and a phrase for what is missing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from jinja2 import ChainableUndefined, Undefined

from mailbot.core.hours import MONTHS
from mailbot.translate.markup import Mark, mark

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)

# What a reader sees when nobody gave a value, chosen to fit the sentences it stands in.
_MISSING = {
    "address": "the scheme mailbox",
    "answer": "the answer (it's on its way)",
    "answered": "some",
    "asked": "what you sent me",
    "asker": "somebody",
    "asks": "a few quick things",
    "at": "an earlier time",
    "buddy": "your buddy",
    "by": "the end of the week",
    "changed": "some",
    "changeover": "changeover day",
    "choices": "the first",
    "coordinator": "a coordinator",
    "coordinators": "the coordinators",
    "commissioner": "integrated care board",
    "count": "many",
    "counterpart": "colleague",
    "counts": "The task is closed.",
    "days": "some",
    "days_left": "a few days",
    "draft": "(the draft is missing)",
    "due": "the date in the task email",
    "expert": "your expert",
    "effect": "The effect isn't worked out yet.",
    "fact": "Something needs a person.",
    "first": "colleague",
    "first_day": "Monday",
    "headline": "Something needs you",
    "introduced": "an earlier day",
    "intros": "each other",
    "kind": "emails",
    "known": "some",
    "length": "quite a few",
    "last_day": "Friday",
    "letter": "(your letter is missing)",
    "limit": "the agreed number of",
    "line": "The task email has the details.",
    "minutes": "a few",
    "mistake": "It wasn't meant for you.",
    "names": "your buddies",
    "new": "some",
    "newer": "your new address",
    "next_task": "the next task",
    "noted": "It's noted.",
    "offers": "no day so far",
    "on": "The day you agreed",
    "older": "another address",
    "other": "another address",
    "own": "the one you named",
    "points": "a few things",
    "preview": "(the preview is missing)",
    "proposals": "some pairs",
    "reader": "a coordinator",
    "reason": "no reason given",
    "ref": "unknown",
    "rows": "the rows",
    "sender_name": "the buddy scheme",
    "sent": "some",
    "since": "a while ago",
    "stale": "some",
    "steps": "run mailbot check.",
    "task": "the task",
    "thread": "your email",
    "understood": "your name and this address",
    "undo_until": "the end of next week",
    "until": "you say so",
    "usual": "the first",
    "wait_until": "next week",
    "what": "answer",
    "where": "the scheme mailbox",
    "who": "somebody",
    "why": "you have something to tell each other",
    "words": "(the words are missing)",
    "wrote": "many",
}


class Gap(ChainableUndefined):
    """A value that nobody gave: false in a condition, a neutral phrase wherever it is shown."""

    def __str__(self) -> str:
        return mark(Mark.MISSING, self._undefined_name or "detail")

    def __html__(self) -> str:
        return str(self)


def phrase_for(name: str) -> str:
    """Give the words that stand for a missing value; never its name in braces."""
    return _MISSING.get(name, "the " + name.replace("_", " "))


def day(when: date) -> str:
    """Give "Friday 18 June", in the zone the value carries."""
    return f"{_DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"


def short(when: date) -> str:
    """Give "Fri 18 Jun", for subjects."""
    return f"{_DAYS[when.weekday()][:3]} {when.day} {MONTHS[when.month - 1][:3]}"


def weekday(when: date) -> str:
    """Give "Friday"."""
    return _DAYS[when.weekday()]


def month(when: date) -> str:
    """Give "June"."""
    return MONTHS[when.month - 1]


def hour(when: datetime) -> str:
    """Give "6pm" or "6.30pm"; noon and midnight in words, for 12pm is misread."""
    if when.minute == 0 and when.hour in {0, 12}:
        return "noon" if when.hour else "midnight"
    minutes = f".{when.minute:02}" if when.minute else ""
    return f"{when.hour % 12 or 12}{minutes}{'am' if when.hour < 12 else 'pm'}"


def clock(when: datetime) -> str:
    """Give "09:02", for times that already were."""
    return f"{when.hour:02}:{when.minute:02}"


def words(number: int) -> str:
    """Give "two", and digits above twelve."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def many(number: int | Sequence[str], noun: str, plural: str = "", *, digits: bool = False) -> str:
    """Give "one manager" or "four managers", with `digits` "4 managers"; a list is counted."""
    count = number if isinstance(number, int) else len(number)
    shown = str(count) if digits else words(count)
    return f"{shown} {noun if count == 1 else plural or noun + 's'}"


def listed(items: Sequence[str]) -> str:
    """Give "Sam, Priya and Tom"; a single text stays as it is."""
    return _joined(items, "and")


def either(items: Sequence[str]) -> str:
    """Give "Sam, Priya or Tom"; a single text stays as it is."""
    return _joined(items, "or")


def _joined(items: Sequence[str], link: str) -> str:
    if isinstance(items, str):
        return items
    return f" {link} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def semicolons(items: Sequence[str]) -> str:
    """Give "the helpline, all day; your supervisor"; a single text stays as it is."""
    return items if isinstance(items, str) else "; ".join(items)


def commas(items: Sequence[str]) -> str:
    """Give "ST4, acute medicine, Leeds"; a single text stays as it is."""
    return items if isinstance(items, str) else ", ".join(items)


def reply(subject: str) -> str:
    """Give the subject of an answer in a thread: one "Re:", whatever it had before."""
    while subject[:3].lower() == "re:":
        subject = subject[3:].strip()
    return f"Re: {subject}"


def masked(address: str) -> str:
    """Give "sam.p@gmail...": enough to know one's own address by, too little to write to."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.split('.')[0]}..."


def quoted(text: str) -> str:
    """Set a person's words off between rules, as they are."""
    return mark(Mark.QUOTED, text)


def verbatim(text: str) -> str:
    """Show a text of several lines as it is, without rules around it."""
    return mark(Mark.VERBATIM, text)


def _unless_missing(show: Callable[..., str]) -> Callable[..., str | Undefined]:
    def shown(value: object, *args: str, **options: bool) -> str | Undefined:
        return value if isinstance(value, Undefined) else show(value, *args, **options)

    return shown


_DATES = (day, short, weekday, month, hour, clock)
_LISTS = (words, many, listed, either, commas, semicolons)
_TEXTS = (reply, masked, quoted, verbatim)
FILTERS: Mapping[str, Callable[..., str | Undefined]] = MappingProxyType(
    {show.__name__: _unless_missing(show) for show in (*_DATES, *_LISTS, *_TEXTS)}
)

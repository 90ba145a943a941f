"""Read what a coordinator answers to an order that was restated: other words, another day, other particulars (F11)."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, time

from mailbot.core.answers import GREETING, LATER, NO, YES
from mailbot.core.people import Role
from mailbot.translate.dates import dates_in
from mailbot.translate.drafts import says_what_to_change
from mailbot.translate.event_lines import EventSaid, event_said
from mailbot.translate.event_orders import change_said
from mailbot.translate.task_changes import swapped, swaps_in

_FEWEST = 5
_SHORT_QUESTION = 14
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
# In front of the new words: "Please change it to:", "it should say:", "better:".
_FRAME = re.compile(
    r"^\W*(?:(?:no|ok|okay|yes|sorry|actually|please|pls|hi|hello|oops|hmm|thanks|can you|could you|would you)\b[\s,.!-]*)*"
    r"(?:(?:change|make|edit|set|put) (?:it|that|this|the (?:text|words|wording|message|mail|email))(?: to)?(?: (?:say|read))?"
    r"|(?:it|that|this) should (?:say|read|be)|(?:say|write|use|send)(?: this| that| it)?(?: instead)?"
    r"|(?:the |my )?(?:new|better|other|right|correct(?:ed)?) (?:text|words|wording|version|message)|instead|rather|better)"
    r"(?: please| pls)?\s{0,2}(?::|\u2013|\u2014|\s-\s|\n)\s*",
    re.IGNORECASE,
)
_ASKS_TO_WAIT = frozenset(
    ["hmm", "hang", "sorry", "oops", "not", "wrong", "let", "ask", "why", "who", "which", "forget", "leave"]
)  # fmt: skip
# Besides the day itself: "Sorry, I meant Monday 28 June, please".
_AROUND_A_DAY = frozenset(
    [
        "no", "sorry", "oops", "make", "it", "that", "to", "change", "move", "instead", "rather",
        "actually", "i", "meant", "mean", "please", "pls", "thanks", "thank", "you", "should", "be",
        "is", "the", "on", "till", "til", "until", "by", "for", "better", "from", "wrong", "date", "day",
        "again", "and", "hi", "hello", "say", "let's", "lets", "due", "a", "my", "mistake", "typo",
    ]
)  # fmt: skip


def text_instead(old: str, words: str, today: date) -> str:
    """Give the text that is to go out in the place of the old one; empty where the words only speak of it.

    "Change Friday to Monday" changes days and times alone.
    """
    swaps = swaps_in(words)
    if swaps:
        changed = swapped(old, swaps, today)
        return changed if changed != old else ""
    framed = _FRAME.match(words)
    if framed is not None:
        return _unquoted(words[framed.end() :])
    said = [one.lower() for one in _WORD.findall(words)]
    first = next((one for one in said if one not in GREETING), "")
    asks = words.rstrip().endswith("?") and len(said) <= _SHORT_QUESTION
    if len(said) < _FEWEST or asks or first in YES | NO | LATER | _ASKS_TO_WAIT:
        return ""
    return "" if says_what_to_change(words) else _unquoted(words)


def _unquoted(text: str) -> str:
    said = text.strip()
    quoted = re.fullmatch(r"[\"\u201c](?P<inside>[^\"\u201c\u201d]+)[\"\u201d]", said)
    return quoted["inside"].strip() if quoted else said


def day_instead(words: str, today: date) -> date | None:
    """Give the day that is meant instead, where nothing but a day is said; the last of several."""
    found = dates_in(words, today)
    rest = words
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    said = {one.lower() for one in _WORD.findall(rest)}
    return found[-1].day if found and said <= _AROUND_A_DAY else None


def event_instead(old: str, words: str, title: str, today: date) -> str:
    """Give an order about an event with other particulars ("make it 7pm, at the Crown"); empty where none is said.

    `title` is that of the announced event which the order changes, empty for one to be announced.
    """
    said = change_said(old, title, today) if title else event_said(old, today)
    changes = _changes(words, title or said.title, today)
    told = {
        one.name: value
        for one in fields(changes)
        if (value := getattr(changes, one.name)) not in (None, "")
    }
    if not told.keys() - {"weekday"}:
        return ""
    merged = replace(said, **told)
    if changes.day is not None:
        merged = replace(merged, weekday=changes.weekday)
    if changes.starts is not None and changes.ends is None:
        merged = replace(merged, ends=_as_long(said, changes.starts))
    return _as_order(merged, title)


def _changes(words: str, title: str, today: date) -> EventSaid:
    bare = re.sub(rf"(?<!\w){re.escape(title)}(?!\w)", " ", words, flags=re.IGNORECASE)
    said = change_said(_FROM_THE_OLD.sub("from ", bare), "", today)
    if said.roles is not None and _LEAVES_OUT.search(words):
        return EventSaid()
    figures = said.day or said.starts or said.capacity or said.roles is not None
    place = _place(said.place) if figures or _AT_A_PLACE.match(words) else ""
    return replace(said, place=place)


# "Change 6.30pm to 7pm" names the old hour before the new one.
_FROM_THE_OLD = re.compile(
    r"\b(?:change|move|switch|swap)\s+(?:it\s+)?(?=.{1,40}?\bto\b)", re.IGNORECASE
)
# Words alone are a place only where they begin like one.
_AT_A_PLACE = re.compile(
    r"\W*(?:(?:no|and|sorry|actually|make it|change it to|it['\u2019]?s|now|please)\b\W*)*(?:at|in)\b"
    r"|.{0,30}\b(?:place|venue|location)\b(?!s)",
    re.IGNORECASE,
)
_LEAVES_OUT = re.compile(r"\b(?:not|no|leave|without|except|out|remove|drop)\b", re.IGNORECASE)
_NO_PLACE = _AROUND_A_DAY | {
    "", "only", "do", "just", "have", "want", "we", "more", "start", "starting", "starts", "at", "in", "with",
    "then", "s", "place", "not", "but", "also", "hmm", "ok", "yes", "can", "could", "perfect", "great", "lovely",
}  # fmt: skip


def _place(said: str) -> str:
    """Leave out what only leads to a place: "no, let's do" is none."""
    words = said.split()
    while words and words[0].strip(".,!?:;-'\u2019").lower().replace("\u2019", "'") in _NO_PLACE:
        if words[0].lower() == "the" and words[1:] and words[1][0].isupper():
            break
        words.pop(0)
    place = " ".join(words)
    return place[:1].upper() + place[1:]


def _as_long(said: EventSaid, starts: time) -> time | None:
    if said.starts is None or said.ends is None:
        return None
    length = datetime.combine(date.min, said.ends) - datetime.combine(date.min, said.starts)
    return (datetime.combine(date(2, 1, 1), starts) + length).time()


_ROLES = {
    Role.CLINICIAN: "clinicians",
    Role.GENERAL_MANAGER: "general managers",
    Role.SPECIALTY_MANAGER: "specialty managers",
}


def _as_order(said: EventSaid, title: str) -> str:
    """Write particulars as an order that reads as they do."""
    head = f"event {title} now" if title else f"event: {said.title}"
    parts = ", ".join(_parts(said))
    line = f"{head} {parts}" if title else f"{head}, {parts}"
    return f"{line}\nNotes: {said.notes}" if said.notes and not title else line


def _parts(said: EventSaid) -> Iterator[str]:
    if said.day is not None:
        # A weekday stays away where none was named: then a Saturday is asked about.
        named = f"{said.day:%A} " if said.weekday is not None else ""
        yield f"{named}{said.day.day} {said.day:%B %Y}"
    if said.starts is not None:
        yield f"{said.starts:%H:%M}" + (f" to {said.ends:%H:%M}" if said.ends else "")
    if said.place:
        yield f"at {said.place}"
    if said.capacity:
        yield f"{said.capacity} places"
    if said.roles is not None:
        yield " and ".join(_ROLES[one] for one in said.roles if one in _ROLES) or "everybody"

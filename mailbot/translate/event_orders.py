"""Read what a coordinator orders about an event that is announced: change, cancel, thank, who comes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from mailbot.translate.dates import dates_in
from mailbot.translate.event_lines import EventSaid, event_said
from mailbot.translate.event_names import named_in, without_title


class EventAct(Enum):
    """What is to be done about an event."""

    ANNOUNCE = auto()
    CHANGE = auto()
    CANCEL = auto()
    THANK = auto()
    ATTENDANCE = auto()


@dataclass(frozen=True, slots=True)
class EventOrder:
    """An order, and the places of the titles that it may mean; none for a new event."""

    act: EventAct
    events: tuple[int, ...] = ()


_ATTENDANCE = re.compile(
    r"^(?:(?:who|how many)\b.*\b(?:com(?:e|es|ing)|attend\w*|going|said yes|signed up|replied|answered|rsvp\w*|there)\b"
    r"|(?:show |send |give )?(?:me |us )?(?:the |an? )?(?:\w+\s){0,3}?(?:attendance|guest|attendee|attendees|sign[- ]?up|rsvp)s?(?:\slist)?\b|list\b.*\b(?:coming|attending|going)\b|rsvps?\b)",
    re.IGNORECASE,
)
# Also where no such event is announced: then that is what is said.
_WHO_COMES = re.compile(
    r"^(?:who|how many)\b.{0,30}\b(?:coming|going|attending)\b(?! back| off| on leave| away)",
    re.IGNORECASE,
)
# Who tells something of themselves orders nothing.
_TELLS = re.compile(r"(?:i|i['\u2019]\w+|my|we['\u2019]\w+|thanks|thank you)\b", re.IGNORECASE)
_ALL = re.compile(
    r"(?:(?:show|list|what|which|any|all|the|our|me|are|please)\s)*(?:event list|events)(?: (?:list|are there|coming up|please))*\W*",
    re.IGNORECASE,
)
_CANCEL = re.compile(
    r"^(?:cancel|call off|scrap|drop|abandon|bin|pull)\b|\b(?:is|are|has been|have been)\s(?:off|cancelled|canceled|called off)\W*$",
    re.IGNORECASE,
)
_THANK = re.compile(
    r"^(?:thank\b(?! you)|(?:send|say|write|email)\b.{0,30}\b(?:thanks|thank you|thank-?you)\b)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^(?:event\s)?(?:move|change|reschedule|postpone|shift|push|bring|update|make|put|delay|rearrange|switch)\b"
    r"|\b(?:now|instead|moved|moves|changed to|rather than|not at)\b",
    re.IGNORECASE,
)
_A_NEW_ONE = re.compile(
    r"^\W*(?:(?:new|next|an?|another)\s+)?event\s{0,2}[:=]|^\W*new event\b", re.IGNORECASE
)


def event_order(text: str, titles: Sequence[str]) -> EventOrder | None:
    """Give the order about one of the announced events; None where none of them is meant."""
    if _TELLS.match(text) or _A_NEW_ONE.search(text):
        return None
    if _ALL.fullmatch(text.strip()):
        return EventOrder(EventAct.ATTENDANCE)
    events = named_in(text, titles)
    if not events:
        return EventOrder(EventAct.ATTENDANCE) if _WHO_COMES.search(text) else None
    for act, pattern in _ACTS:
        if pattern.search(text):
            return EventOrder(act, events)
    merely = _MERELY.fullmatch(without_title(text, titles[events[0]]))
    return EventOrder(EventAct.ATTENDANCE, events) if merely else None


_MERELY = re.compile(r"\W*(?:(?:show|list|the|event|events|me|please)\W*)*", re.IGNORECASE)
_ACTS = (
    (EventAct.ATTENDANCE, _ATTENDANCE),
    (EventAct.CANCEL, _CANCEL),
    (EventAct.THANK, _THANK),
    (EventAct.CHANGE, _CHANGE),
)
_VERBS = re.compile(
    r"\b(?:please|event|move|changed?|reschedule|postpone|shift|push(?:ed)?|bring|update|make|put|delay|rearrange|switch|moved|moves|now|instead"
    r"|is|are|will be|back|forward|venue|place|location|time|date|day|start(?:s|ing)?|the same|it)\b",
    re.IGNORECASE,
)
# The old hour or day is named before the new one; "now from 7 to 9" is all new.
_FROM = re.compile(r"(?<!\bnow )\bfrom\b.{1,40}?\bto\b", re.IGNORECASE)
_AT_FIRST = re.compile(r"^(?:at|to|in)\s+", re.IGNORECASE)
_NOT_AT = re.compile(r"\b(?:rather than|instead of|not)\b.{1,60}$", re.IGNORECASE)


def change_said(text: str, title: str, today: date) -> EventSaid:
    """Read what changes: "now 7pm", "to friday 16 july", "now at The Crown", "30 places"."""
    said = _NOT_AT.sub("", _FROM.sub(" to ", without_title(text, title)))
    found = event_said(_VERBS.sub(" ", _leading_day(said, today)), today)
    place = _AT_FIRST.sub("", ", ".join(filter(None, (found.title, found.place))))
    return replace(found, title="", place=place[:1].upper() + place[1:], notes="")


def _leading_day(said: str, today: date) -> str:
    """Keep the last day only, where the old one is named before it."""
    days = dates_in(said, today)
    for one in reversed(days[:-1]):
        said = said[: one.start] + said[one.end :]
    return said

"""Read whom a coordinator would bring in: an expert to invite, or two pairs for one task (B7, C13)."""

import re
from collections.abc import Mapping
from datetime import date

from mailbot.core.reading import SlotValue
from mailbot.translate.dates import dates_in
from mailbot.translate.named import names_in

ASK_EXPERT, DOUBLE_DATE = "ask_expert", "double_date"

_WHO = r"(?P<who>[^:;?!]{2,160}?)"
# What an expert does, and the small words that lead from the name to it, in whatever order.
_PART = (
    r"(?:(?:an?|our|the|one of our|one of the)\s(?:[\w-]+\s)?experts?|experts?(?=\s(?:for|to|please)\b|[.?!]*$)"
    r"|(?:talk|talking|speak|speaking) (?:to|with) (?:a|one|one of our|our|one of the|some) pairs?)\b"
)
_LEADS = (
    r"(?:[\s,)>]+(?:whether|if|about|(?:he|she|they)(?:['\u2019](?:d|ll))?|would|could|can|might|will|may|wants?|fanc(?:y|ies|ied)|be|being|become|becoming|willing|happy|glad|keen|free|able"
    r"|open|prepared|interested|ready|up|for|to|as|in|on|board|act|acting|serve|serving|help|helping|join|joining|us|like|and|ask|asks|asked|invite|him|her|them|is|has|have|offered|agreed|said|consider|please|kindly|also|perhaps|meet|a|pair|pairs|one|our|of))*[\s,)>]+"
)
_ASKS = (
    r"(?:ask|asking|invite|get|sign up|sign|recruit|approach|e-?mail|write to|message|ring|phone|contact|sound out|try|see (?:if|whether)|find out (?:if|whether|from)|check (?:if|whether|with)"
    r"|make|add|have|bring in|line up|i(?:['\u2019]d| would) like|we(?:['\u2019]d| would) like|i want|let(?:['\u2019]s| us) (?:have|ask|get|try)|how about|what about)"
)
_EXPERTS = tuple(
    re.compile(one, re.IGNORECASE | re.DOTALL)
    for one in (
        rf"^{_ASKS}\s{_WHO}{_LEADS}{_PART}.*$",
        rf"^(?:would\s|could\s|might\s|can\s)?{_WHO}\s(?:could|would|should|might|can|wants|will|(?:is|has)(?=\s(?:offered|agreed|said|happy|willing|keen|prepared|glad|up)\b))\b{_LEADS}(?:(?:an?|one of our)\s(?:good\s|great\s|excellent\s|useful\s)?experts?)\b.*$",
        rf"^(?:would|could|might)\s{_WHO}{_LEADS}{_PART}.*$",
    )
)
_LONGEST_ORDER = 300
_NAME_ENDS = re.compile(r"[,(<]|\sat\s\S+@|\s\S+@|\s(?:from|in|of)\s", re.IGNORECASE)
_DOUBLE = re.compile(
    r"^(?:(?:set up|arrange|plan|do|have|organi[sz]e|try|make|a|an|some|few|another|more)\s)*double[- ]?dat(?:es?|ing)\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WITH = re.compile(
    r"^(?P<one>[^:;?!]{2,60}?)\s(?:(?:should|could|can|to|might|want to|would like to|are to)\s)*double[- ]?date\b\s?(?:with\s)?(?P<other>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_TASK = re.compile(
    r"[\s,(]*\b(?:for|on|in|of|do|doing|over|at)?\s?\btask\s{0,2}(?P<task>\d{1,2}|one|two|three|four|five|six)\b\)?[\s,:]*",
    re.IGNORECASE,
)
_IN_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_BY = re.compile(
    r"\b(?:by|until|before|answers? by)\s.*$|\b(?:please|thanks|pls)\b.*$", re.IGNORECASE
)
_NO_NAMES = frozenset(
    {"pairs", "people", "everybody", "everyone", "near", "all", "me", "us", "the"}
)


def brought_in(said: str, today: date) -> dict[str, SlotValue]:
    """Give the slots of a sentence that invites an expert or plans a double date; else nothing."""
    text = " ".join(said.split())
    return _expert(text) or _double_date(text, today)


def _expert(text: str) -> dict[str, SlotValue]:
    for pattern in _EXPERTS if len(text) <= _LONGEST_ORDER else ():
        found = pattern.match(text)
        if found is None:
            continue
        name = _NAME_ENDS.split(found["who"], maxsplit=1)[0].strip(" .'\"")
        if name and not set(name.casefold().split()) & {*_NO_NAMES, "and"}:
            written = name.title() if name.islower() else name
            return {"verb": ASK_EXPERT, "who": (written,), "text": text}
    return {}


def _double_date(text: str, today: date) -> dict[str, SlotValue]:
    found = _DOUBLE.match(text) or _WITH.match(text)
    if found is None:
        return {}
    parts: Mapping[str, str | None] = found.groupdict()
    rest = ", ".join(
        one for one in (parts.get("rest"), parts.get("one"), parts.get("other")) if one
    )
    task = _TASK.search(text)
    named = _BY.sub("", _TASK.sub(", ", rest)).strip(" ,:.-")
    who = tuple(
        one
        for one in names_in(re.sub(r"[,:;]+", ",", named))
        if not set(one.casefold().split()) & _NO_NAMES
    )
    slots: dict[str, SlotValue] = {"verb": DOUBLE_DATE}
    if who:
        slots["who"] = who
    if task is not None:
        slots["task"] = _IN_WORDS.get(task["task"].lower(), task["task"])
    days = dates_in(text, today)
    if days:
        slots["until"] = days[-1].day
    return slots

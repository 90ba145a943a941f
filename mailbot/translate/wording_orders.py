"""Hear that a coordinator wants to change the words of a task, or to have its own words back."""

import re
from dataclasses import dataclass

from mailbot.translate.date_swaps import is_day
from mailbot.translate.requests import is_conditional
from mailbot.translate.swaps import swaps_said

_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_TASK = (
    r"(?:(?:the\s+)?(?:first\s+|shipped\s+)?task\s{0,2}(?P<number>\d{1,2}|one|two|three|four|five|six)\b"
    r"|(?:the\s+)?(?P<name>letters|shadowing|cases|consortium)(?:\s+task)?\b)(?:['\u2019]s?)?"
)
_WORDS = r"(?:wordings?|words|text|texts|phrasing|mails?|e-?mails?|announcements?|instructions?|template)"
_DO = (
    r"(?:change|edit|reword|rewrite|re-write|rephrase|alter|amend|tweak|update|improve|fix|correct|adjust|shorten"
    r"|simplify|modify|revise|redo|replace|work on)"
)
_CHANGE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^{_DO}\s+(?:the\s+|our\s+|how\s+)?{_WORDS}\s+(?:of|in|for|on|to)\s+(?:the\s+{_WORDS}\s+of\s+)?{_TASK}",
        rf"^{_DO}\s+{_TASK}\s*{_WORDS}\b",
        rf"^(?:edit|reword|rewrite|re-write|rephrase|tweak|revise)\s+{_TASK}",
        rf"^(?:a\s+|the\s+|my\s+|our\s+|some\s+|here\s+(?:is|are)\s+(?:a\s+|the\s+|some\s+)?)?(?:new|other|different|better|own)\s+{_WORDS}\s+(?:for|of|in)\s+{_TASK}",
        rf"^(?:the\s+)?{_WORDS}\s+(?:of|in|for)\s+{_TASK}\s+(?:should|needs?|ought|must|has|have|could|is\s+(?:too|not|wrong)|isn['\u2019]t)\b",
        rf"^{_TASK}\s*{_WORDS}\s+(?:should|needs?|ought|must|has|have|could|is\s+(?:too|not|wrong)|isn['\u2019]t)\b",
        rf"^(?:make\s+|have\s+)(?:some\s+)?changes?\s+to\s+(?:the\s+)?(?:{_WORDS}\s+(?:of|in|for)\s+)?{_TASK}",
    )
)
_IN_TASK = re.compile(
    rf"^(?:in|for|on)?\s*{_TASK}\s*[:,\-\u2013\u2014]?\s*(?P<rest>\S.*)$", re.IGNORECASE | re.DOTALL
)
_THEN_TASK = re.compile(
    rf"^(?P<rest>\S.*?)\s+(?:in|on|of|for)\s+{_TASK}\W*$", re.IGNORECASE | re.DOTALL
)
_OWN = r"(?:own|original|old|first|shipped|usual|default|standard|former|previous|built-?in)"
_BACK = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:put|bring|set|get|give|switch|change|go|turn)\s+back\s+(?:to\s+)?{_TASK}\s+(?:(?:its|their|the)\s+)?(?:{_OWN}\s+)?{_WORDS}",
        rf"^(?:put|bring|set|get|give|switch|change|go|turn)\s+back\s+(?:to\s+)?(?:the\s+)?{_OWN}\s+{_WORDS}\s+(?:of|for|in|to)\s+{_TASK}",
        rf"^(?:restore|reset|revert|reinstate|undo|use)\s+(?:to\s+)?(?:the\s+)?(?:changes?\s+(?:to|in)\s+)?(?:{_OWN}\s+)?(?:the\s+)?{_WORDS}\s+(?:of|for|in)\s+{_TASK}",
        rf"^(?:restore|reset|revert|reinstate|undo)\s+{_TASK}\s*(?:{_OWN}\s+)?{_WORDS}?\s*(?:to\s+(?:its|the|their)\s+{_OWN}.*)?$",
        rf"^(?:put|set|change|turn)\s+{_TASK}\s*(?:{_WORDS}\s+)?back\s+(?:as|how|to\s+(?:its|the|how|what|normal))\b(?!\s+(?:date|day|deadline))",
        rf"^(?:put|set|change|turn)\s+{_TASK}\s*{_WORDS}\s+back\b",
        rf"^(?:put|set|change|turn)\s+(?:the\s+)?{_WORDS}\s+(?:of|in|for)\s+{_TASK}\s+back\b",
    )
)
_LONGEST_LINE = 60


@dataclass(frozen=True, slots=True)
class WordingOrder:
    """Which task, by number or name, and what is to change; no words ask to see it as it is.

    `back` asks for the words that the task came with.
    """

    task: str
    words: str = ""
    back: bool = False


def wording_order(said: str, below: str = "") -> WordingOrder | None:
    """Read a clause, with the lines below it, as an order about a task's words; None where it is none."""
    if len(said.split()) > _LONGEST_LINE or is_conditional(said.partition(":")[0]):
        return None
    for form in _BACK:
        found = form.match(said)
        if found is not None:
            return WordingOrder(_named(found), back=True)
    return _change(said, below) or _swap(said, below)


def _change(said: str, below: str) -> WordingOrder | None:
    for form in _CHANGE:
        found = form.match(said)
        if found is not None:
            rest = said[found.end() :].lstrip(" :,.-\u2013\u2014")
            # "reword task 2 please, it's dull" says nothing of how it should read.
            begun = rest if _is_text(said[found.end() :]) or swaps_said(rest) else ""
            return WordingOrder(_named(found), f"{begun}\n{below}".strip())
    return None


def _is_text(rest: str) -> bool:
    return rest.lstrip().startswith((":", "-", "\u2013", "\u2014"))


def _swap(said: str, below: str) -> WordingOrder | None:
    """Hear "task 1: change 'this' to 'that'"; a day that is changed so is a date, and no wording."""
    for form in (_IN_TASK, _THEN_TASK):
        found = form.match(said)
        swaps = swaps_said(found["rest"]) if found is not None else ()
        quoted = found is not None and bool(_QUOTE.search(found["rest"]))
        worded = [one for one in swaps if quoted or not (is_day(one[0]) or is_day(one[1]))]
        if found is not None and worded and _is_wording(found["rest"], worded[0]):
            return WordingOrder(_named(found), f"{found['rest']}\n{below}".strip())
    return None


_QUOTE = re.compile("[\"'\u201c\u201d\u2018\u2019]\\w|\\w[\"'\u201c\u201d\u2018\u2019](?!\\w)")
_OF_PLAN = re.compile(r"\b(?:deadline|due|date|day|until|end|week|start)\b", re.IGNORECASE)


def _is_wording(rest: str, swap: tuple[str, str]) -> bool:
    """Say whether words are to be changed, and not the task's plan: "change the deadline to Friday"."""
    return bool(_QUOTE.search(rest)) or not _OF_PLAN.search(swap[0])


def _named(found: re.Match[str]) -> str:
    said = (found["number"] or found["name"]).lower()
    return _NUMBERS.get(said, said)

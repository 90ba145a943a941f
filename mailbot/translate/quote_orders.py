"""Read which words a coordinator would like to quote outside the group, whose they are, and where (P47)."""

import re
from dataclasses import dataclass

OUTSIDE = "something that people outside the group read"
_NUMBER = re.compile(
    r"^\s*(?:number |no\.? ?|#)?(\d{1,7})\b|\bquote (?:number |no\.? ?|#)?(\d{1,7})\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|on|for|to|at|with)\s+((?:the|our|a|an|my|their|this|next|local)\s[^.?!\n]{2,60}|[A-Z][^.?!\n]{1,60})[.?!]*\s*$"
)
_NAME = re.compile(
    r"^\s*(?P<name>[^\d\n]{1,60}?)\s+(?:if|whether|that|for (?:permission|leave)|to let)\b",
    re.IGNORECASE,
)
_NO_NAME = frozenset({"them", "him", "her", "the", "writer", "about", "quote", "they", "whoever"})


@dataclass(frozen=True, slots=True)
class QuoteOrder:
    """The number of a quote (0 for none), else the name of its writer, and where it is to stand."""

    number: int
    name: str
    where: str


def quote_order(text: str) -> QuoteOrder:
    """Read "12 in the newsletter" and "sam if we may quote it in the newsletter"."""
    number, where, name = _NUMBER.search(text), _WHERE.search(text), _NAME.search(text)
    said = name["name"].strip() if name is not None else ""
    return QuoteOrder(
        int(number[1] or number[2]) if number is not None else 0,
        "" if set(said.casefold().split()) & _NO_NAME else said,
        where[1].strip() if where is not None else OUTSIDE,
    )

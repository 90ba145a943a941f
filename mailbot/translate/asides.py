"""Find in a letter what is said aside to the coordinators: it is theirs to answer, and no reader's."""

import re

from mailbot.core.reading import Facts
from mailbot.translate.heard import Heard

_BEFORE = (
    r"\W*(?:(?:and|also|ps|p\.s\.?|nb|n\.b\.?|btw|by the way|finally|oh|just|now|separately|lastly|one more thing|an? aside|aside)\b\W*)*"
    r"(?:(?:an? |one |quick |short |little |separate )*(?:question|note|message|word|query|line|aside|request|thing|bit|this one|this bit|this part|that one|over|back|@|for the attention|fao)\b\W*)?"
)
_TO = r"(?:for|to|of|with)\s(?:you,?\s)?"
_OFFICE = (
    r"(?:the |our |your |my )?(?:scheme'?s? )?(?:co-?ordinators?|organi[sz]ers?|office|admin(?:istrators?)?|admin team"
    r"|team (?:at|behind|running) the scheme|scheme (?:team|people)|buddy (?:scheme )?team|(?:whoever|people|person) (?:who )?(?:runs?|running|reads?|reading) (?:this|it|the scheme|these))"
)
_LONGEST_HEAD = 60


def asides(facts: Facts, heard: Heard) -> frozenset[int]:
    """Give the numbers of the sentences that are spoken to the coordinators and not to the reader.

    Such a sentence calls them by name or by what they are where it begins: "(For Gil: are these
    kept?)". It takes the rest of its paragraph with it; what shares one with the letter counts only
    in brackets, and a text that is nothing else has no aside.
    """
    names = {one.first_name for one in facts.coordinators if one.first_name.isalpha()}
    names -= {word for one in facts.partners for word in one.name.split()}
    names -= {word for one in facts.sender.people for word in one.name.split()}
    called = "|".join(map(re.escape, sorted(names))) or "(?!)"
    pattern = re.compile(
        rf"(?:{_BEFORE}{_TO}(?:{called}|(?i:{_OFFICE}))\b|\W*@(?:{called})\b|{_BEFORE}(?:{called})(?:\s?(?:and|&|/|or)\s?(?:{called}))?\s?[:,\u2013-])",
    )
    starts = [n for n, one in enumerate(heard.read) if pattern.match(_head(one.raw))]
    found = {n for start in starts for n in _reach(heard, start)}
    return frozenset(found) if len(found) < len(heard.read) else frozenset()


def _head(raw: str) -> str:
    """Give how a sentence begins; the case of its very first word says nothing."""
    begins = raw[:_LONGEST_HEAD]
    word = re.match(r"\W*[A-Z][a-z]+\b", begins)
    known = word is not None and word.group().strip("([ ").lower() in _OPENERS
    return begins.lower()[: word.end()] + begins[word.end() :] if word and known else begins


_OPENERS = frozenset(
    [
        "and", "also", "for", "to", "a", "an", "one", "note", "question", "message", "oh", "just",
        "now", "separately", "finally", "lastly", "quick", "over", "this", "aside", "by", "word",
        "query",
    ]
)  # fmt: skip


def _reach(heard: Heard, start: int) -> range:
    """Give how far an aside goes: to the end of its paragraph, where nothing of the letter is before it."""
    here = heard.read[start].paragraph
    first = start == 0 or heard.read[start - 1].paragraph != here
    bracketed = heard.read[start].raw.lstrip().startswith(("(", "["))
    if not first and not bracketed:
        return range(0)
    end = start + 1
    while first and end < len(heard.read) and heard.read[end].paragraph == here:
        end += 1
    return range(start, end)

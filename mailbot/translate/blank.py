"""Know what is nobody's words: a visiting card alone, and what a mail service puts between rows of stars."""

import re

from mailbot.core.mail import ParsedMail
from mailbot.core.people import TITLES
from mailbot.core.reading import Facts

_MOST_LINES = 12
_LONGEST_LINE_WORDS = 14
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_SPEAKS = re.compile(
    r"[?!]|\b(?:i|i['\u2019]\w+|you|we|yes|no|ok|please|thanks?|can|could|will|would|not|sorry|here|attached|option|stop|skip|pause)\b",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"\d{4,}|@|\||www\.|\b(?:tel|mob|mobile|phone|ext|bleep|fax|trust|hospital|infirmary|surgery|practice|nhs|board|icb|department|dept|ward"
    r"|directorate|division|manager|trainee|registrar|consultant|doctor|nurse|officer|director|lead|assistant|secretary|coordinator|fellow|clinic"
    r"|medicine|surgery|paediatrics|anaesthetics|psychiatry|hq|house|lane|road|street|avenue|he/him|she/her|they/them"
    r"|working (?:days|hours|pattern)|my working|st[1-8]|ct[1-3]|fy?[12]|mbbs|mbchb|mrcp|frcp)\b",
    re.IGNORECASE,
)


_STARS = re.compile(r"\s{0,3}\*{20,}\s*$")


def without_starred(words: str) -> str:
    """Leave out what stands between two rows of stars, as NHSmail adds it below a mail."""
    if "*" * 20 not in words:
        return words
    kept: list[str] = []
    held: list[str] | None = None
    for line in words.splitlines():
        if _STARS.match(line):
            held = [] if held is None else None
        else:
            (kept if held is None else held).append(line)
    return "\n".join([*kept, *(held or [])]).strip()


_MARKS = re.compile(r"[\s.,;:!?*_=|~#'\"`/\\-]*")


def says_nothing(words: str) -> bool:
    """Say whether all that was typed are stray marks: a full stop, a row of dashes."""
    return bool(words.strip()) and _MARKS.fullmatch(words) is not None and "?" not in words


def only_a_card(words: str, facts: Facts, mail: ParsedMail) -> bool:
    """Say whether the words are but the writer's name, with what stands on a visiting card below it."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if not lines or len(lines) > _MOST_LINES or not _is_name(lines[0], facts, mail):
        return False
    return all(
        _HOURS.search(line) is not None
        or (
            len(line.split()) <= _LONGEST_LINE_WORDS
            and _CARD.search(line) is not None
            and _SPEAKS.search(line) is None
        )
        for line in lines[1:]
    )


# "I work compressed hours and do not expect a reply outside yours" stands below every mail of theirs.
_HOURS = re.compile(
    r"\b(?:work (?:compressed|flexibl\w+|part[- ]time|different|school|agile|across)|(?:do not|don['\u2019]t) (?:expect|feel (?:obliged|any pressure|you (?:need|have)))"
    r"|(?:outside|within) (?:of )?(?:yours|your|my|normal|usual|office|core)(?: own)?(?: working)? ?(?:hours|days|$)|non[- ]working days?)",
    re.IGNORECASE,
)


def _is_name(line: str, facts: Facts, mail: ParsedMail) -> bool:
    known = [one.name for one in facts.sender.people] + [one.name for one in mail.senders]
    names = {word.casefold() for name in known for word in _WORD.findall(name)}
    said = [word.casefold() for word in _WORD.findall(line)]
    own = [word for word in said if word not in TITLES]
    return bool(own) and len(line.split()) <= 5 and set(own) <= names

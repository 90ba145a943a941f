"""Know the mails that a press on an emoji sends: Gmail's and Outlook's reactions."""

import json
import re

from mailbot.core.mail import ParsedMail

_GMAIL = "text/vnd.google.email-reaction+json"
_JSON_BYTES = 4000
_LONGEST_EMOJI = 40
_LONGEST_WORDS = 500
_REACTED = re.compile(
    r"(?P<before>[^\w\s]{0,12})\s{0,9}(?:[^\n]{1,80}?\s)?reacted (?:to (?:your|this|the) (?:message|e-?mail)|via gmail|with (?P<with>\S{1,12}))\b[\s:]{0,9}(?P<after>[^\s<]{0,12})\s{0,9}(?:<\S{1,300}>)?\s{0,9}(?:[^\n]{1,80}? reacted (?:via|with|from) [\w ]{2,30}\.?\s{0,9})?",
    re.IGNORECASE,
)
# ":-) :-)" is one too, typed by hand.
_SMILEYS = re.compile(r"(?:(?:[:;=8][-'^o]?[)D(P/|*3]|<3|\^_?\^)\s*){1,10}")
_AGREES = ("\U0001f44d", "\u2705", "\U0001f44c", "\u2714")
_NAMED = frozenset({"like", "liked", "thumbsup", "yes"})


def reaction_in(mail: ParsedMail, words: str) -> str:
    """Give the emoji (or its name) that somebody pressed under our mail; empty when they wrote words.

    `words` are the person's own. Gmail sends a part of its own kind, Outlook only a sentence.
    """
    for file in mail.attachments:
        if file.content_type == _GMAIL:
            return _emoji(file.content) or "?"
    if len(words) > _LONGEST_WORDS:
        return ""
    if _SMILEYS.fullmatch(words.strip()):
        return words.split()[0]
    found = _REACTED.fullmatch(words.strip() or mail.subject.strip())
    if found is None:
        return ""
    return found["before"] or found["with"] or found["after"].strip(".") or "?"


def agrees(emoji: str) -> bool:
    """Say whether an emoji means OK, whatever the colour of its hand."""
    return emoji.startswith(_AGREES) or emoji.lower() in _NAMED


def _emoji(content: bytes) -> str:
    try:
        said = json.loads(content[:_JSON_BYTES])
    except (ValueError, RecursionError):
        return ""
    emoji = said.get("emoji") if isinstance(said, dict) else None
    return emoji[:_LONGEST_EMOJI] if isinstance(emoji, str) else ""

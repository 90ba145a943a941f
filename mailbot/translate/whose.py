"""Find which of the people who share a mailbox wrote a mail, by the name they give (A6)."""

import re
from collections.abc import Sequence

from mailbot.core.namesakes import folded
from mailbot.core.people import Person
from mailbot.translate.names_said import name_said

_FEW_WORDS = 8


def writer_named(words: str, signature: str, people: Sequence[Person]) -> Person | None:
    """Give the one of them whom the words or the signature name; None for none or several.

    In a few words any of their names counts: "it's Kofi". The From line of a mailbox is nobody's word:
    it carries one name for all who use it.
    """
    short = words if len(words.split()) <= _FEW_WORDS else ""
    for said in (name_said(words, signature), short, _last_line(signature) or _last_line(words)):
        named = [one for one in people if _names(said, one, people)]
        if len(named) == 1:
            return named[0]
    return None


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines and len(lines[-1].split()) <= _FEW_WORDS else ""


def _names(said: str, person: Person, people: Sequence[Person]) -> bool:
    """Say whether words hold somebody's name; a first name that two of them have names neither."""
    spoken = set(re.findall(r"[^\W\d_][\w'-]*", folded(said)))
    whole = folded(person.name).split()
    if whole and set(whole) <= spoken:
        return True
    telling = {
        word for word in whole if sum(word in folded(one.name).split() for one in people) == 1
    }
    return bool(telling & spoken)

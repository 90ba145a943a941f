"""Find addresses, telephone numbers and workplaces in prose."""

import re
from dataclasses import replace

from mailbot.core.mail import ParsedMail
from mailbot.core.reading import Facts, IntentKind, SlotValue
from mailbot.translate.heard import Heard

_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w@.])(?:\+44\s?\(?0?\)?|0)(?:[\s-]?\d){9,10}(?![\d@])")
_OLD = re.compile(
    r"(?:\b(?:old|not|instead of|no longer|rather than|replac\w{1,4}|leaving|losing)\b[^.,;]{0,24}|\bfrom )$",
    re.IGNORECASE,
)
_WORKPLACE = re.compile(
    r"\b(?:(?:moving|moved|rotating|rotated|transferring|transferred|relocating|going|switching)(?: over| across)? to"
    r"|(?:starting|start|started|working|based|work|job|trust|post|placement|rotation|role|be|employed|am|['\u2019]m) (?:now |also |is |will be )?(?:at|with|by|is|in))\s{1,2}"
    r"(?:the )?(?P<place>[A-Z][\w'&-]{0,30}(?: (?:[A-Z][\w'&-]{0,30}|of|and|the|NHS)){0,6}(?<! of)(?<! and)(?<! the))"
)
_NAME_AT_END = re.compile(r"(?:[A-Z][\w'\u2019-]{1,30}\s{1,2}){0,3}[A-Z][\w'\u2019-]{1,30}$")
_MONTHS_AND_DAYS = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I)\b"
)


def emails_in(words: str) -> tuple[str, ...]:
    """Give the addresses that stand in a text, in lower case."""
    if "@" not in words:
        return ()
    return tuple(match.group().lower().strip(".'") for match in _EMAIL.finditer(words))


def name_before(address: str, words: str) -> str:
    """Give the name that stands in front of an address, else what its local part is made of.

    "Lee Moss <lee@trust.example>" is Lee Moss, and so is lee.moss@trust.example.
    """
    before = words[: words.casefold().rfind(address.casefold())].rstrip(" <(:,-")
    named = _NAME_AT_END.search(before)
    if named is not None:
        return " ".join(named.group().split())
    parts = re.split(r"[._\d+-]+", address.partition("@")[0])
    return " ".join(one.capitalize() for one in parts if one) or address


def phone_in(words: str) -> str:
    """Give the first UK telephone number of a text as it was written, or an empty text."""
    match = _PHONE.search(words)
    return " ".join(match.group().split()) if match else ""


def without_known_addresses(heard: Heard, facts: Facts, mail: ParsedMail) -> Heard:
    """Leave out what addresses prove that are no news: the writer's own and those the mail went to."""
    known = {facts.sender.address, *(one.address for one in (*mail.to, *mail.cc))}
    if set(emails_in(heard.words)) - known:
        return heard
    news = tuple(
        one
        for one in heard.evidence
        if one.rule.intent is not IntentKind.CONTACT_CHANGE or "anaddress" not in one.phrase
    )
    return replace(heard, evidence=news)


def contact_slots(words: str, facts: Facts) -> dict[str, SlotValue]:
    """Give what is new of `email`, `employer` and `phone`; only what was said."""
    known = {one for person in facts.sender.people for one in person.addresses}
    told = [
        match.group().lower().strip(".'")
        for match in _EMAIL.finditer(words)
        if not _OLD.search(words[max(0, match.start() - 40) : match.start()])
    ]
    fresh = [one for one in told if one not in known]
    slots: dict[str, SlotValue] = {}
    if fresh:
        slots["email"] = fresh[-1]
    elif _THIS_ONE.search(words) and facts.sender.address not in _first_addresses(facts):
        slots["email"] = facts.sender.address
    place = workplace_in(words)
    if place:
        slots["employer"] = place
    phone = phone_in(words)
    if phone:
        slots["phone"] = phone
    return slots


def _first_addresses(facts: Facts) -> set[str]:
    return {person.addresses[0] for person in facts.sender.people if person.addresses}


# The address somebody writes from, where it is not the one we write to.
_THIS_ONE = re.compile(
    r"\b(?:use|write to|email|reply to|switch to|keep to|stick to|send (?:it|things|everything|them) to)(?: me)?(?: on| at)?(?: only)? (?:this|here)(?: one| address| email| account)?(?: instead| from now| in future| please| for now|\b)",
    re.IGNORECASE,
)


def workplace_in(words: str) -> str:
    """Give the place that somebody says they move to or work at, or an empty text."""
    for match in _WORKPLACE.finditer(words):
        if not _MONTHS_AND_DAYS.match(match["place"]):
            return match["place"]
    return ""

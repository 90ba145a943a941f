"""Read what a coordinator did with people in a mail of which we only got a copy."""

import re

from mailbot.core.people import PersonState, Role
from mailbot.core.reading import Facts, SlotValue
from mailbot.translate.dates import dates_in
from mailbot.translate.heard import Heard
from mailbot.translate.sentences import LONGEST_READ
from mailbot.translate.until import day_meant

MAILSHOT_PEOPLE = 5
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_COMMON = frozenset(
    [
        "about", "after", "again", "also", "been", "before", "best", "from", "good", "have", "here",
        "hello", "hope", "just", "know", "like", "lovely", "mail", "make", "more", "much", "need",
        "only", "please", "really", "regards", "rest", "see", "some", "still", "than", "thank",
        "thanks", "that", "their", "them", "then", "there", "they", "thing", "things", "think",
        "this", "time", "today", "tomorrow", "very", "want", "week", "well", "were", "what", "when",
        "where", "which", "will", "with", "work", "would", "your", "yours", "could", "should",
        "does", "into", "email",
    ]
)  # fmt: skip
_FREE = frozenset({PersonState.WAITING, PersonState.REGISTERED})


def copy_means(heard: Heard, facts: Facts) -> tuple[str, dict[str, SlotValue], str]:  # noqa: PLR0911 - one return per case reads best here
    """Give what a copied mail means by the contract's names, its data, and the reason."""
    people = facts.addressees
    if heard.says("private"):
        return "private", {}, "it says that it is private"
    if len(facts.visible_to_others) >= MAILSHOT_PEOPLE or len(people) >= MAILSHOT_PEOPLE:
        return "mailshot", {}, "it went to many people"
    if not people and not heard.says("matter of the scheme"):
        return "private", {}, "it went outside and says nothing of the scheme"
    if not people:
        return "outreach", {}, "it went to somebody outside the scheme"
    if _brings_an_expert(heard, facts):
        return "expert", {}, "an expert and participants are in it"
    if len(people) == 1 or facts.already_together:
        return _to_those_who_know(heard, facts)
    free = all(one.state in _FREE for one in people)
    if free and heard.says("introduces") and not heard.says("still looking"):
        return "introduction", {}, "it brings people together who are free"
    return "unclear", {}, "it went to several people and names no purpose"


def _brings_an_expert(heard: Heard, facts: Facts) -> bool:
    """Say whether somebody from outside is introduced to people who have each other, or an expert is in it."""
    people = facts.addressees
    experts = [one for one in people if one.role is Role.EXPERT]
    if experts:
        return len(people) > len(experts)
    theirs = {address for one in people for address in one.addresses}
    outside = set(facts.visible_to_others) - theirs - {one.address for one in facts.coordinators}
    return facts.already_together and len(outside) == 1 and heard.says("introduces")


def _to_those_who_know(heard: Heard, facts: Facts) -> tuple[str, dict[str, SlotValue], str]:
    """Read what was written to one person, or to a pair who have each other: nobody is introduced."""
    ids = {one.id for one in facts.addressees}
    asked = [one.text for one in facts.open_questions if one.person_id in ids]
    named = [one.day for one in dates_in(heard.words[:LONGEST_READ], facts.today)]
    until = day_meant(heard.words[:LONGEST_READ], facts.today) or next(reversed(named), None)
    slots: dict[str, SlotValue] = {"until": until} if until is not None else {}
    if heard.says("lets go"):
        return "withdrawal_accepted", {}, "it lets somebody go"
    answers = _answers(heard, facts, ids)
    # "Yes, that's fine" gives time only where a day stands beside it.
    gives = heard.says("gives time") or (until is not None and heard.says("allows"))
    if gives and (until is not None or not asked):
        told = {"answers": True} if asked and answers else {}
        return "extension", {**slots, **told}, "it gives somebody more time"
    if answers:
        return "answer", {}, "it answers a question"
    return "unclear", {}, "it went to one person or one pair, and names no purpose"


# Who will ask, or look, has not answered yet, in whatever thread they say so.
_NOT_YET = re.compile(
    r"\b(?:i['\u2019]?ll|i will|let me|we['\u2019]?ll|we will|i need to|i['\u2019]?m going to)\s+(?:just |first |have to )?"
    r"(?:ask|check|find out|look|come back|get back|let you know|see|think|ring|speak)\b",
    re.IGNORECASE,
)


def _answers(heard: Heard, facts: Facts, ids: set[int]) -> bool:
    """Say whether it answers what they asked: by its words, what it is about, or as a reply to that very mail."""
    asked = [one for one in facts.open_questions if one.person_id in ids]
    if heard.says("answers") or any(_is_about(heard.words, one.text) for one in asked):
        return True
    replied = any(one.replied_to for one in asked)
    return replied and not _NOT_YET.search(heard.words[:LONGEST_READ])


def _is_about(words: str, question: str) -> bool:
    """Say whether a mail speaks of what was asked: a chat with the asker does not answer them."""
    return bool(_telling(words[:LONGEST_READ]) & _telling(question))


def _telling(text: str) -> frozenset[str]:
    """Give what its longer words begin with, so that "attach" is "attached"."""
    words = (one.lower() for one in _LONG_WORD.findall(text))
    return frozenset(one[:_STEM] for one in words if one not in _COMMON)

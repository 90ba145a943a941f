"""Hear in a few words that what somebody has just sent is the wrong version (C14)."""

import re
from collections.abc import Iterator
from datetime import timedelta

from mailbot.core.reading import Facts, Intent, IntentKind
from mailbot.core.tasks import Assignment
from mailbot.translate.heard import Heard
from mailbot.translate.meant import TEXT_KINDS

# Later than this "ignore that" is about something else.
JUST_NOW = timedelta(days=1)
_MOST_WORDS = 22
_WRONG = re.compile(
    r"(?<![^ ])(?:ignore|disregard|scrap|bin|scratch|discard|forget|delete|not) (?:please )?(?:(?:that|this|it)(?: (?:last|first) one| one| version| letter| list| email| mail| answer)?"
    r"|(?:my|the) (?:last|first|previous|earlier)(?: one| version| letter| list| email| mail| answer| message| file| attachment)?) "
    r"|(?<![^ ])wrong (?:version|file|draft|letter|list|attachment|document|doc|copy|one|answer|text|diary) "
    r"|(?<![^ ])(?:that|it|this) was (?:just |only |still )?(?:a|an|my|the) (?:very |old |rough |early |half finished |unfinished )*draft "
)
# "Forget it, I'm leaving" and "that's not the wrong list" take nothing back.
_OTHERWISE = re.compile(
    r"(?<![^ ])(?:leave|leaving|quit|unsubscribe|reminder|nudge|out of office|auto ?reply|nobody|never mind|not the wrong|isn t the wrong) "
)


def wrong_version(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read "ignore that, wrong version" after a text of theirs came: it is not to be passed on."""
    if heard.length > _MOST_WORDS or not any(_is_fresh(one, facts) for one in facts.done_lately):
        return
    said = [one.text for one in heard.read]
    if any(map(_OTHERWISE.search, said)) or not any(map(_WRONG.search, said)):
        return
    yield Intent(
        IntentKind.RECALL, 0.85, ("says that what they have just sent is the wrong one",), {}
    )


def _is_fresh(one: Assignment, facts: Facts) -> bool:
    """Say whether a text came lately, below the mail that is answered or anywhere where none is."""
    if one.done_at is None or one.kind not in TEXT_KINDS or facts.arrived - one.done_at > JUST_NOW:
        return False
    answered = facts.answered
    return answered is None or (one.round_id, one.stage) == (answered.round_id, answered.stage)

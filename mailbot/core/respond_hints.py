"""Decide what is owed to those whom a mail speaks of in need, and to who won't say why they ask for another buddy."""

import re
from collections.abc import Iterator

from mailbot.core import actions as do
from mailbot.core.reading import Facts, IntentKind, Reading

_NOTHING_SERIOUS = re.compile(
    r"\bnothing (?:serious|bad|sinister|terrible|untoward|awful|personal|wrong|(?:he|she|they) did)\b|\bno (?:big deal|hard feelings)\b",
    re.IGNORECASE,
)
_OF_HARM = ("perhaps concern", "perhaps distress")


def spare_the_buddy(facts: Facts, reading: Reading) -> list[do.Action]:
    """Stop chasing a buddy about whom somebody is worried; they hear nothing of it (H3).

    Empty where the need is the writer's own, or where it isn't certain whose it is.
    """
    need = reading.intent(IntentKind.DISTRESS)
    if need is None or need.slots.get("about") != "another" or len(facts.partners) != 1:
        return []
    buddy = facts.partners[0]
    words = reading.words.casefold()
    if buddy.first_name.casefold() not in words and "buddy" not in words:
        return []
    return [
        do.StopAutomation(buddy.id),
        do.TellLeadUrgently("their buddy worries about them: nobody chases them now", buddy.id),
    ]


def hinted_harm(reading: Reading, person: int) -> Iterator[do.Action]:
    """Let the lead read today why somebody wants another buddy and would rather not say (B4, H2)."""
    if reading.intent(IntentKind.REMATCH) is None:
        return
    because = [why for one in reading.intents for why in one.because]
    if any(one.startswith(_OF_HARM) for one in because) and not _NOTHING_SERIOUS.search(
        reading.words
    ):
        yield do.TellLeadUrgently(
            "somebody asks for another buddy and would rather not say why", person
        )

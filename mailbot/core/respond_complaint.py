"""Decide what becomes of a complaint: automation stops, and somebody reads it who is not its subject (G12)."""

import re

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts
from mailbot.core.scheme import Coordinator

_HELD = "it complains about a coordinator"


def complaint(facts: Facts, words: str, person: int) -> list[do.Action]:
    """Give what follows from a complaint; what is about a coordinator goes past all of their lists."""
    about = complained_of(facts, words)
    if about is None:
        return [
            do.StopAutomation(person),
            do.SendMail(person, MailId.P50),
            do.TellCoordinator("complains", person, do.Matter.URGENT),
        ]
    return [
        do.StopAutomation(person),
        do.SendMail(person, MailId.P50, past=about.address),
        do.TellLeadUrgently(
            "somebody complains about a coordinator", person, about.address, aside=True
        ),
        do.Hold(_HELD),
    ]


def complained_of(facts: Facts, words: str) -> Coordinator | None:
    """Find the coordinator whom a complaint names.

    It counts by the whole name, as "Mr Sharp", or by a first name nobody else here has.
    """
    others = {one.first_name for one in (*facts.partners, *facts.sender.people)}
    return next(
        (
            one
            for one in facts.coordinators
            if _names(one, words, first=one.first_name not in others)
        ),
        None,
    )


def _names(one: Coordinator, words: str, *, first: bool) -> bool:
    if not one.name.strip():
        return False
    named = [re.escape(one.name), rf"{_TITLED}{re.escape(one.name.split()[-1])}"]
    named += [re.escape(one.first_name)] if first else []
    return any(re.search(rf"\b{name}\b", words) for name in named)


_TITLED = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Sister|Rev)\.?\s"

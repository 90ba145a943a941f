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
        do.TellLeadUrgently("somebody complains about a coordinator", person, about.address),
        do.Hold(_HELD),
    ]


def complained_of(facts: Facts, words: str) -> Coordinator | None:
    """Find the coordinator whom a complaint names: by the whole name, or a first name nobody else here has."""
    others = {one.first_name for one in (*facts.partners, *facts.sender.people)}
    for one in facts.coordinators:
        names = [one.name] if one.first_name in others else [one.name, one.first_name]
        if any(name and re.search(rf"\b{re.escape(name)}\b", words) for name in names):
            return one
    return None

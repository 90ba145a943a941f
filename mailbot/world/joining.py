"""What people write to join: their first mail, and the details that they forgot."""

from datetime import datetime, timedelta
from random import Random

from mailbot.core.people import Role
from mailbot.world.characters import article
from mailbot.world.desk import Desk
from mailbot.world.habits import Manner
from mailbot.world.mailclients import Planned
from mailbot.world.phrases import phrases

DAYS = 10
_MENTIONS_SPARE = 0.5


def registration(desk: Desk, begins: datetime) -> Planned:
    """Write the mail with which they join, some time in the first ten days."""
    dice, who, texts = desk.dice(), desk.who, phrases()
    at = desk.later(dice, begins + timedelta(hours=dice.uniform(0, DAYS * 24 - 16)), 0, 1)
    if who.has(Manner.FORGETS_DETAILS):
        words = texts.pick(dice, "registrations.bare")
    else:
        kind = "clinician" if who.role is Role.CLINICIAN else "manager"
        words = _about(desk, dice, f"registrations.{kind}")
        if who.has(Manner.OTHER_ADDRESS) or dice.random() < _MENTIONS_SPARE / 5:
            words += " " + texts.pick(dice, "registrations.spare", address=who.other_address)
    subject = texts.pick(dice, "registrations.subjects")
    signed = words if desk.signs else f"{words}\n\n{who.name}"
    return desk.write(dice, [desk.scheme], subject, signed, at)


def details(desk: Desk, dice: Random) -> str:
    """Say what was missing."""
    kind = "clinician" if desk.who.role is Role.CLINICIAN else "manager"
    return _about(desk, dice, f"registrations.details_{kind}")


def _about(desk: Desk, dice: Random, name: str) -> str:
    who = desk.who
    return phrases().pick(
        dice,
        name,
        grade=who.grade,
        a_grade=f"{article(who.grade)} {who.grade}",
        specialty=who.specialty,
        job=who.job,
        employer=who.employer,
        town=who.town,
    )

"""Experts whom a coordinator knew before the scheme began: they say yes or no to meeting a pair."""

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from mailbot.core.people import Role
from mailbot.world.characters import Character, invent
from mailbot.world.desk import Desk
from mailbot.world.habits import Habits, Temperament
from mailbot.world.mailclients import Planned
from mailbot.world.phrases import phrases
from mailbot.world.reading import Read, Wish, wish_of

_PEOPLE_TO_AN_EXPERT = 8
_SAYS_YES = 0.85


class Expert:
    """One expert, who answers an invitation within two days and nothing else."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def react(self, mail: Read) -> list[Planned]:
        """Answer an invitation to meet a pair or trio."""
        dice = self.desk.dice()
        if (
            mail.sender.address != self.desk.scheme.address
            or wish_of(mail) is not Wish.MEET_A_GROUP
        ):
            return []
        return [self._answer(dice, mail)]

    def _answer(self, dice: Random, mail: Read) -> Planned:
        name = "work.expert_yes" if dice.random() < _SAYS_YES else "work.expert_no"
        at = self.desk.later(dice, mail.at, 1, 40)
        return self.desk.reply(dice, mail, phrases().pick(dice, name), at)


def experts_for(
    size: int, seed: int, scheme: str, begins: datetime, zone: ZoneInfo
) -> tuple[Expert, ...]:
    """Invent an expert for every eight people, with names that no participant has."""
    habits = Habits(Temperament.PROMPT, frozenset())
    found: list[Character] = [
        invent(size + number, seed, Role.EXPERT, habits)
        for number in range(size // _PEOPLE_TO_AN_EXPERT)
    ]
    return tuple(Expert(Desk(one, seed, scheme, begins, zone)) for one in found)

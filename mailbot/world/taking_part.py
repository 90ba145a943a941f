"""Let one participant do the parts of a task: at once, when nudged, weeks later or, politely, not at all."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from mailbot.core.mail import Address
from mailbot.world.desk import Desk
from mailbot.world.habits import Manner, Temperament
from mailbot.world.letters import Owed, late_letter, letter_for
from mailbot.world.mailclients import Planned
from mailbot.world.phrases import phrases
from mailbot.world.reading import Read, Wish, wish_of

_WRITES_AS_WELL = 0.15
_UNTIL_THEY_HAVE_MET = (5 * 24, 12 * 24)  # hours


@dataclass(slots=True)
class Memory:
    """What somebody remembers of the scheme."""

    buddies: tuple[Address, ...] = ()
    wrote_to_buddy: datetime | None = None
    heard_from: set[str] = field(default_factory=set)
    owed: dict[str, Owed] = field(default_factory=dict)
    complained: bool = False
    complaints: list[datetime] = field(default_factory=list)
    gone: bool = False
    back_at: datetime | None = None


class Parts:
    """What somebody owes and writes for a task; each method gives what they will write, often nothing."""

    def __init__(self, desk: Desk, memory: Memory) -> None:
        self.desk = desk
        self.memory = memory

    def task(self, dice: Random, mail: Read) -> list[Planned]:
        """Take a task on: at once, when nudged, weeks later or, politely, not at all."""
        owed = Owed(mail, wish_of(mail))
        self.memory.owed[mail.thread] = owed
        match self.desk.who.temperament:
            case Temperament.LATE:
                return []
            case Temperament.RETURNING if self.memory.back_at is None:
                return self._away_for_weeks(dice, owed)
            case Temperament.LEAVES_POLITELY if owed.wish is not Wish.LETTER or dice.random() < 0.4:
                self.memory.gone = True
                return self.desk.says(dice, mail, "withdrawals")
        if owed.one_for_all and not self._leads() and dice.random() > _WRITES_AS_WELL:
            return []
        return self._written(dice, owed)

    def _away_for_weeks(self, dice: Random, owed: Owed) -> list[Planned]:
        """Be gone for a month; a letter comes after it, and nothing else that was asked for."""
        owed.settled = True
        planned = late_letter(self.desk, dice, owed)
        self.memory.back_at = planned.at
        return [planned] if owed.wish is Wish.LETTER else []

    def _leads(self) -> bool:
        """Say whether they are the one of their group who writes for everybody."""
        mine = self.desk.who.address
        return all(mine < one.address for one in self.memory.buddies)

    def sent_for_all(self, _dice: Random, _mail: Read) -> list[Planned]:
        """Leave it at what another of the group has sent."""
        for owed in self.memory.owed.values():
            owed.settled = owed.settled or owed.one_for_all
        return []

    def _written(self, dice: Random, owed: Owed) -> list[Planned]:
        """Write in good time; some ask a question first, or below the letter."""
        mail = owed.mail
        if owed.wish is Wish.EXPERT:
            return [self._letter(dice, owed, mail.at, *_UNTIL_THEY_HAVE_MET)]
        if not self.desk.who.has(Manner.ASKS_QUESTIONS) or owed.wish is not Wish.LETTER:
            return [self._letter(dice, owed, mail.at, 3, 70)]
        question = phrases().pick(dice, "notes.questions")
        if dice.random() < 0.4:
            return [self._letter(dice, owed, mail.at, 3, 70, f"PS {question}")]
        asked = self.desk.says(dice, mail, "asking", question=question)
        return [*asked, self._letter(dice, owed, asked[0].at, 20, 70)]

    def _letter(
        self, dice: Random, owed: Owed, at: datetime, least: float, most: float, also: str = ""
    ) -> Planned:
        owed.settled = True
        when = self.desk.later(dice, at, least, most)
        copies = self.desk.who.has(Manner.REPLY_ALL_TO_BUDDY) and owed.wish is not Wish.FIVE
        cc = self.memory.buddies if copies else ()
        return letter_for(self.desk, dice, owed, when, cc=cc, also=also)

    def nudged(self, dice: Random, mail: Read) -> list[Planned]:
        """Wake up, ask for time, or leave it for the next nudge."""
        open_ones = [one for one in self.memory.owed.values() if not one.settled]
        owed = self.memory.owed.get(mail.thread) or (open_ones[-1] if open_ones else None)
        if owed is None or owed.settled:
            return []
        match wish_of(mail):
            case Wish.NEW_DATE | Wish.ASKED_NUDGE:
                return [self._letter(dice, owed, mail.at, 1, 24)]
            case Wish.LAST_NUDGE if dice.random() < 0.8 or owed.put_off:
                return [self._letter(dice, owed, mail.at, 0.5, 7)]
        return self._put_off(dice, mail, owed)

    def _put_off(self, dice: Random, mail: Read, owed: Owed) -> list[Planned]:
        chance = dice.random()
        others_turn = owed.one_for_all and not self._leads()
        if owed.put_off or others_turn or chance < 0.3:
            return []
        owed.put_off = True
        if chance < 0.6:
            return self.desk.says(dice, mail, "nudge_times")
        return self.desk.says(dice, mail, "extensions", day=dice.choice(("Sunday", "Monday")))

    def again(self, dice: Random, mail: Read) -> list[Planned]:
        """Write it once more, as was asked."""
        owed = self.memory.owed.get(mail.thread) or next(reversed(self.memory.owed.values()), None)
        return [self._letter(dice, owed, mail.at, 1, 20)] if owed else []

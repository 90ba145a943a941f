"""Let one participant live with their mail: read it, remember what is open, and write back or not."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from mailbot.core.mail import Address
from mailbot.world import joining
from mailbot.world.absences import Responder
from mailbot.world.desk import Desk
from mailbot.world.habits import Manner, Temperament
from mailbot.world.letters import Owed, late_letter, letter_for
from mailbot.world.mailclients import Planned
from mailbot.world.phrases import phrases
from mailbot.world.reading import Read, Wish, wish_of

_IMPATIENT_AFTER = timedelta(days=7)
# What even somebody who takes no part any more still answers.
_WHEN_SILENT = frozenset({Wish.DETAILS, Wish.SAME_PERSON})
_WHEN_GONE = frozenset({Wish.STOP_OR_PAUSE})
# What needs no more than a line: how likely it is answered, and with which phrase.
_ONE_LINERS: dict[Wish, tuple[float, str]] = {
    Wish.SAME_PERSON: (1.0, "notes.yes"),
    Wish.OFFER: (0.9, "notes.yes"),
    Wish.DID_IT_REACH: (1.0, "notes.reached"),
    Wish.ALL_OF_IT: (1.0, "notes.all_of_it"),
    Wish.WAS_IT_YOU: (1.0, "notes.yes"),
    Wish.PLACE_PAUSED: (0.8, "notes.back_again"),
    Wish.WELCOME_BACK: (1.0, "notes.yes"),
    Wish.BACK_SOON: (0.7, "notes.yes"),
    Wish.NEW_JOB: (0.6, "notes.same_job"),
    Wish.FEEDBACK: (0.6, "notes.feedback"),
    Wish.LETTERS_BOTH: (0.6, "notes.feedback"),
    Wish.LEARNED: (0.1, "notes.learned"),
    Wish.ANSWERED: (0.2, "notes.thanks"),
}


@dataclass(slots=True)
class Memory:
    """What somebody remembers of the scheme."""

    buddies: tuple[Address, ...] = ()
    wrote_to_buddy: datetime | None = None
    heard_from: set[str] = field(default_factory=set)
    owed: dict[str, Owed] = field(default_factory=dict)
    complained: bool = False
    gone: bool = False
    back_at: datetime | None = None


class Participant:
    """One of the people, with their memory; `react` takes their mails in the order they come."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.memory = Memory()
        self._responder = Responder(desk)
        self._answers: dict[Wish, Callable[[Random, Read], list[Planned]]] = {
            Wish.DETAILS: self._details,
            Wish.SPARE_ADDRESS: self._spare_address,
            Wish.MEET: self._meet,
            Wish.LETTER: self._task,
            Wish.ANSWER: self._task,
            Wish.GOT_IT: self._got_it,
            Wish.TOO_LONG: self._again,
            Wish.SEND_AGAIN: self._again,
            Wish.NUDGE: self._nudged,
            Wish.LAST_NUDGE: self._nudged,
            Wish.ASKED_NUDGE: self._nudged,
            Wish.NEW_DATE: self._nudged,
            Wish.STILL_THERE: self._still_there,
            Wish.STOP_OR_PAUSE: self._stop_or_pause,
            Wish.AWOL: self._jilted,
        }

    def react(self, mail: Read) -> list[Planned]:
        """Give what they will write because of a mail that reached them; often nothing."""
        dice = self.desk.dice()
        planned = self._responder.answer(mail)
        if mail.sender.address != self.desk.scheme.address:
            return planned + self._from_a_person(dice, mail)
        wish = wish_of(mail)
        if not self._cares(wish, mail.at):
            return planned
        if wish in self._answers:
            return planned + self._answers[wish](dice, mail)
        likely, name = _ONE_LINERS.get(wish, (0.0, ""))
        if dice.random() >= likely:
            return planned
        words = phrases().pick(dice, name, address=self.desk.who.other_address)
        return [*planned, self._line(dice, mail, words)]

    def _cares(self, wish: Wish, at: datetime) -> bool:
        if self.memory.gone:
            return wish in _WHEN_GONE
        if wish in _WHEN_SILENT:
            return True
        match self.desk.who.temperament:
            case Temperament.SILENT:
                return wish is Wish.STILL_THERE
            case Temperament.RETURNING:
                returned = self.memory.back_at is not None and at >= self.memory.back_at
                return returned or wish in {Wish.LETTER, Wish.PLACE_PAUSED}
        return True

    def _line(self, dice: Random, mail: Read, words: str) -> Planned:
        slow = self.desk.who.temperament is Temperament.LATE
        at = self.desk.later(dice, mail.at, 0.2, 40 if slow else 18)
        return self.desk.reply(dice, mail, words, at)

    def _said(self, dice: Random, mail: Read, name: str, **words: str) -> list[Planned]:
        return [self._line(dice, mail, phrases().pick(dice, f"notes.{name}", **words))]

    def _details(self, dice: Random, mail: Read) -> list[Planned]:
        return [self._line(dice, mail, joining.details(self.desk, dice))]

    def _spare_address(self, dice: Random, mail: Read) -> list[Planned]:
        who = self.desk.who
        cautious = who.has(Manner.OTHER_ADDRESS) or who.has(Manner.BOUNCING)
        if dice.random() < (0.7 if cautious else 0.25):
            return self._said(dice, mail, "new_address", address=who.other_address)
        return self._said(dice, mail, "thanks") if dice.random() < 0.15 else []

    def _meet(self, dice: Random, mail: Read) -> list[Planned]:
        """Note the buddies; who is named first writes first, copying the scheme or not."""
        who = self.desk.who
        mine = {who.address, who.other_address}
        self.memory.buddies = tuple(one for one in mail.to if one.address not in mine)
        self.memory.complained = False
        if not mail.subject.lower().startswith(who.first_name.lower()):
            return []
        if not self.memory.buddies or who.temperament is Temperament.RETURNING:
            return []
        names = re.split(r", meet |: your | and |, ", mail.subject)[
            1 : 1 + len(self.memory.buddies)
        ]
        texts = phrases()
        words = texts.pick(
            dice,
            "chat.first",
            buddy=" and ".join(names),
            employer=who.employer,
            town=who.town,
            job=who.job,
        )
        at = self.desk.later(dice, mail.at, 2, 60)
        self.memory.wrote_to_buddy = at
        copied = who.has(Manner.REPLY_ALL_TO_BUDDY) or dice.random() < 0.4
        cc = [self.desk.scheme] if copied else []
        return [self.desk.write(dice, self.memory.buddies, "Hello from your buddy", words, at, cc)]

    def _from_a_person(self, dice: Random, mail: Read) -> list[Planned]:
        """Answer a buddy's first mail, copying whom they copied; read the rest with pleasure."""
        temperament = self.desk.who.temperament
        known = mail.sender.address in self.memory.heard_from
        if mail.automatic not in {"", "no"} or mail.sender.address not in {
            one.address for one in self.memory.buddies
        }:
            return []
        self.memory.heard_from.add(mail.sender.address)
        quiet = temperament in {Temperament.SILENT, Temperament.RETURNING}
        if known or quiet or self.memory.gone or mail.thread.startswith("Task "):
            return []
        if temperament is Temperament.LATE and dice.random() < 0.4:
            return []
        name = mail.sender.name.split()[0] if mail.sender.name else "there"
        words = phrases().pick(dice, "chat.back", buddy=name, town=self.desk.who.town)
        at = self.desk.later(dice, mail.at, 1, 50)
        self.memory.wrote_to_buddy = self.memory.wrote_to_buddy or at
        return [self.desk.reply(dice, mail, words, at, cc=mail.cc)]

    def _task(self, dice: Random, mail: Read) -> list[Planned]:
        """Take a task on: at once, when nudged, weeks later or, politely, not at all."""
        owed = Owed(mail, answers=wish_of(mail) is Wish.ANSWER)
        self.memory.owed[mail.thread] = owed
        match self.desk.who.temperament:
            case Temperament.LATE:
                return []
            case Temperament.RETURNING if self.memory.back_at is None:
                owed.settled = True
                planned = late_letter(self.desk, dice, owed)
                self.memory.back_at = planned.at
                return [planned]
            case Temperament.LEAVES_POLITELY if owed.answers or dice.random() < 0.4:
                self.memory.gone = True
                return self._said(dice, mail, "withdrawals")
        return self._written(dice, owed)

    def _written(self, dice: Random, owed: Owed) -> list[Planned]:
        """Write in good time; some ask a question first, or below the letter."""
        mail = owed.mail
        if not self.desk.who.has(Manner.ASKS_QUESTIONS) or owed.answers:
            return [self._letter(dice, owed, mail.at, 3, 70)]
        question = phrases().pick(dice, "notes.questions")
        if dice.random() < 0.4:
            return [self._letter(dice, owed, mail.at, 3, 70, f"PS {question}")]
        asked = self._said(dice, mail, "asking", question=question)
        return [*asked, self._letter(dice, owed, asked[0].at, 20, 70)]

    def _letter(
        self, dice: Random, owed: Owed, at: datetime, least: float, most: float, also: str = ""
    ) -> Planned:
        owed.settled = True
        when = self.desk.later(dice, at, least, most)
        cc = self.memory.buddies if self.desk.who.has(Manner.REPLY_ALL_TO_BUDDY) else ()
        return letter_for(self.desk, dice, owed, when, cc=cc, also=also)

    def _nudged(self, dice: Random, mail: Read) -> list[Planned]:
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
        if owed.put_off or chance < 0.3:
            return []
        owed.put_off = True
        if chance < 0.6:
            return self._said(dice, mail, "nudge_times")
        return self._said(dice, mail, "extensions", day=dice.choice(("Sunday", "Monday")))

    def _again(self, dice: Random, mail: Read) -> list[Planned]:
        owed = self.memory.owed.get(mail.thread) or next(reversed(self.memory.owed.values()), None)
        return [self._letter(dice, owed, mail.at, 1, 20)] if owed else []

    def _got_it(self, dice: Random, mail: Read) -> list[Planned]:
        """Say thanks now and then; ask after a buddy who has not been heard of for a week."""
        memory, since = self.memory, self.memory.wrote_to_buddy
        buddies = {one.address for one in memory.buddies}
        waited = since is not None and mail.at - since > _IMPATIENT_AFTER
        if waited and not memory.complained and not buddies & memory.heard_from:
            memory.complained = True
            name = memory.buddies[0].name.split()[0] if memory.buddies[0].name else "my buddy"
            return self._said(dice, mail, "waiting", buddy=name)
        return self._said(dice, mail, "thanks") if dice.random() < 0.1 else []

    def _still_there(self, dice: Random, mail: Read) -> list[Planned]:
        chance = dice.random()
        if self.desk.who.temperament is Temperament.SILENT:
            return self._said(dice, mail, "stops") if chance < 0.2 else []
        if chance < 0.15:
            return self._said(dice, mail, "pauses")
        day = dice.choice(("Sunday", "Monday", "Friday"))
        return self._said(dice, mail, "count_me_in", day=day)

    def _stop_or_pause(self, dice: Random, mail: Read) -> list[Planned]:
        words = "1" if dice.random() < 0.75 else "2 until next month"
        return [self._line(dice, mail, words)]

    def _jilted(self, dice: Random, mail: Read) -> list[Planned]:
        words = dice.choices(("1", "1 please", "4", "2"), (6, 3, 2, 1))[0]
        return [self._line(dice, mail, words)]

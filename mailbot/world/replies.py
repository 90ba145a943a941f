"""Let one participant live with their mail: read it, remember what is open, and write back or not."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from mailbot.world import joining
from mailbot.world.absences import Responder
from mailbot.world.desk import Desk
from mailbot.world.habits import Manner, Temperament
from mailbot.world.mailclients import Planned
from mailbot.world.phrases import phrases
from mailbot.world.reading import Read, Wish, wish_of
from mailbot.world.taking_part import Memory, Parts
from mailbot.world.work import PARTS

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
    Wish.DAYS_DIFFER: (0.7, "work.day_fine"),
    Wish.CASES_DIFFER: (0.6, "work.cases_again"),
    Wish.LEARNED: (0.1, "notes.learned"),
    Wish.ANSWERED: (0.2, "notes.thanks"),
}


class Participant:
    """One of the people, with their memory; `react` takes their mails in the order they come."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.memory = Memory()
        parts = Parts(desk, self.memory)
        self._responder = Responder(desk)
        self._answers: dict[Wish, Callable[[Random, Read], list[Planned]]] = {
            Wish.DETAILS: self._details,
            Wish.SPARE_ADDRESS: self._spare_address,
            Wish.MEET: self._meet,
            **dict.fromkeys((Wish.LETTER, Wish.ANSWER, *PARTS), parts.task),
            Wish.SENT_FOR_ALL: parts.sent_for_all,
            Wish.GOT_IT: self._got_it,
            Wish.TOO_LONG: parts.again,
            Wish.SEND_AGAIN: parts.again,
            Wish.NUDGE: parts.nudged,
            Wish.LAST_NUDGE: parts.nudged,
            Wish.ASKED_NUDGE: parts.nudged,
            Wish.NEW_DATE: parts.nudged,
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
        return [*planned, self.desk.answer(dice, mail, words)]

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
                return returned or wish in {Wish.LETTER, Wish.PLACE_PAUSED, *PARTS}
        return True

    def _details(self, dice: Random, mail: Read) -> list[Planned]:
        return [self.desk.answer(dice, mail, joining.details(self.desk, dice))]

    def _spare_address(self, dice: Random, mail: Read) -> list[Planned]:
        who = self.desk.who
        cautious = who.has(Manner.OTHER_ADDRESS) or who.has(Manner.BOUNCING)
        if dice.random() < (0.7 if cautious else 0.25):
            return self.desk.says(dice, mail, "new_address", address=who.other_address)
        return self.desk.says(dice, mail, "thanks") if dice.random() < 0.15 else []

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

    def _got_it(self, dice: Random, mail: Read) -> list[Planned]:
        """Say thanks now and then; ask after a buddy who has not been heard of for a week."""
        memory, since = self.memory, self.memory.wrote_to_buddy
        buddies = {one.address for one in memory.buddies}
        waited = since is not None and mail.at - since > _IMPATIENT_AFTER
        if waited and not memory.complained and not buddies & memory.heard_from:
            memory.complained = True
            name = memory.buddies[0].name.split()[0] if memory.buddies[0].name else "my buddy"
            said = self.desk.says(dice, mail, "waiting", buddy=name)
            memory.complaints.extend(one.at for one in said)
            return said
        return self.desk.says(dice, mail, "thanks") if dice.random() < 0.1 else []

    def _still_there(self, dice: Random, mail: Read) -> list[Planned]:
        chance = dice.random()
        if self.desk.who.temperament is Temperament.SILENT:
            return self.desk.says(dice, mail, "stops") if chance < 0.2 else []
        if chance < 0.15:
            return self.desk.says(dice, mail, "pauses")
        day = dice.choice(("Sunday", "Monday", "Friday"))
        return self.desk.says(dice, mail, "count_me_in", day=day)

    def _stop_or_pause(self, dice: Random, mail: Read) -> list[Planned]:
        words = "1" if dice.random() < 0.75 else "2 until next month"
        return [self.desk.answer(dice, mail, words)]

    def _jilted(self, dice: Random, mail: Read) -> list[Planned]:
        words = dice.choices(("1", "1 please", "4", "2"), (6, 3, 2, 1))[0]
        if words == "4" and "\n4 " not in mail.text:
            words = "1"  # nobody is to be waited for
        return [self.desk.answer(dice, mail, words)]

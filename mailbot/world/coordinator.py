"""Let a coordinator run the scheme from a phone: one reply to the digest, a command, a word by BCC."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from zoneinfo import ZoneInfo

from mailbot.core.mail import Address
from mailbot.core.scheme import Coordinator
from mailbot.world.characters import Character
from mailbot.world.habits import dice_of
from mailbot.world.mailclients import Client, Draft, Planned, plan, reply_subject
from mailbot.world.phrases import phrases
from mailbot.world.reading import Read

_LINE = re.compile(r"^(\d+)[ .)]+(\S.*)$", re.MULTILINE)
_WORDS_WANTED = {"your answer", "your words"}
_ADDRESS_WANTED = "their new address"
_LONGEST_CHOICE = 3
_DAYS_OF_OWN_MAIL = (12, 23, 37)
_ANSWERS_HERSELF = 0.2
_TASKS = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered line of a digest: what it says and the choices at its end, in lower case."""

    number: int
    text: str
    choices: tuple[str, ...]


def items_in(text: str) -> tuple[Item, ...]:
    """Read the decisions out of a digest; a line that begins with a count has no choices."""
    found: list[Item] = []
    for number, line in _LINE.findall(text):
        said, _, end = re.sub(r"(?<=[.?)\"])\s+", "\n", line).rpartition("\n")
        choices = tuple(one.strip().rstrip(".").lower() for one in end.split("/"))
        if said and all(0 < len(one.split()) <= _LONGEST_CHOICE for one in choices):
            found.append(Item(int(number), line, choices))
    return tuple(found)


class CoordinatorOnPhone:
    """One coordinator with an iPhone; `touches` counts the mails that they had to write."""

    def __init__(
        self,
        who: Coordinator,
        seed: int,
        scheme: str,
        people: Sequence[Character],
        zone: ZoneInfo,
        *,
        duty: bool,
    ) -> None:
        self.who = who
        self.touches = 0
        self._scheme = Address(scheme)
        self._seed = seed
        self._zone = zone
        self._duty = duty
        self._by_name: Mapping[str, Character] = {one.name: one for one in people}
        self._people = people
        self._occasions = 0
        self._asked = False

    def agenda(self, begins: datetime, task_days: Sequence[int]) -> list[Planned]:
        """Plan what they write of their own accord: each start of a task, and a few kind words.

        The tasks of the bank take their turns, the first one first.
        """
        if not self._duty:
            return []
        planned = [
            self._starts(number % _TASKS + 1, self._morning(begins, day))
            for number, day in enumerate(task_days)
        ]
        for days in _DAYS_OF_OWN_MAIL:
            dice = self._dice()
            one = dice.choice(self._people)
            text = phrases().pick(dice, "coordinator.own", name=one.first_name)
            planned.append(self._herself(one, text, self._morning(begins, days)))
        return planned

    def _starts(self, task: int, at: datetime) -> Planned:
        opens = _working_day(at.date() + timedelta(days=1))
        words = f"start task {task} {opens:%A} {opens.day} {opens:%B}".lower()
        return self._write(self._scheme, f"Task {task}", words, at)

    def react(self, mail: Read) -> list[Planned]:
        """Answer what the bot needs from them; notes and read-backs need nothing."""
        if mail.sender.address != self._scheme.address:
            return []
        dice, subject = self._dice(), mail.subject.lower()
        if re.search(r"^reply yes|^stop asking|^fewer emails", subject):
            # Only what they asked for themselves: a forged command stays without its YES.
            asked = self._asked or not subject.startswith("reply yes")
            return [self._reply(dice, mail, "Yes")] if asked else []
        return self._on_duty(dice, mail, subject) if self._duty else []

    def _on_duty(self, dice: Random, mail: Read, subject: str) -> list[Planned]:
        if re.search(r"^\d+ pairs? ready\. ok\?", subject):
            return [self._reply(dice, mail, self._about_pairs(dice, mail))]
        if re.search(r"^\d+ things? needs? you$", subject):
            return self._digest(dice, mail)
        return self._short(dice, mail, subject)

    def _short(self, dice: Random, mail: Read, subject: str) -> list[Planned]:
        if re.search(
            r"^preview:|^draft:|^before it's shared:|: \d+ new\. ok\?$|^data request", subject
        ):
            many = "OK to all" in mail.text
            return [self._reply(dice, mail, "OK to all" if many else "OK")]
        if "answered this at" in subject:
            return [self._reply(dice, mail, "DROP")]
        numbered = re.search(r"reply with a number", mail.text, re.IGNORECASE)
        return [self._reply(dice, mail, "1")] if numbered else []

    def _digest(self, dice: Random, mail: Read) -> list[Planned]:
        """Answer the whole digest in one mail; now and then a question in a mail of its own."""
        said: list[str] = []
        herself: list[Planned] = []
        items = items_in(mail.text)
        for item in items:
            asker = self._named(item.text)
            if "asks" in item.text and asker and dice.random() < _ANSWERS_HERSELF:
                answer = phrases().pick(dice, "coordinator.answers")
                text = phrases().pick(
                    dice, "coordinator.answered", name=asker.first_name, answer=answer
                )
                herself.append(self._herself(asker, text, self._soon(dice, mail.at)))
            else:
                said.append(self._decided(dice, item))
        if not said:
            return herself
        short = all(len(one.split()) == 2 for one in said)
        simple = all(one.endswith(" ok") for one in said) and len(said) == len(items) > 1
        words = (" " if short else "\n").join(said)
        if simple and dice.random() < 0.4:
            words = "ok to all"
        return [self._reply(dice, mail, words), *herself]

    def _decided(self, dice: Random, item: Item) -> str:
        """Say what is to be done with one item, as "3 ok" or "3 any trust will do"."""
        if _WORDS_WANTED & set(item.choices):
            return f"{item.number} {phrases().pick(dice, 'coordinator.answers')}"
        if _ADDRESS_WANTED in item.choices:
            person = self._named(item.text)  # a telephone call brought it
            return f"{item.number} {person.other_address if person else 'no'}"
        choice = "next Friday" if "a date" in item.choices else item.choices[0]
        if "no" in item.choices and dice.random() < 0.05:
            choice = "no"
        return f"{item.number} {choice}"

    def _about_pairs(self, dice: Random, mail: Read) -> str:
        numbers = [number for number, _ in _LINE.findall(mail.text)]
        if len(numbers) < 3 or dice.random() < 0.8:
            return "OK to all"
        return f"ok {' '.join(numbers[:-1])}, no {numbers[-1]}"

    def _named(self, text: str) -> Character | None:
        return next((one for name, one in self._by_name.items() if name in text), None)

    def _herself(self, one: Character, words: str, at: datetime) -> Planned:
        """Write to a participant directly, with the scheme in BCC."""
        to = Address(one.address, one.name)
        signed = f"{words}\n\n{self.who.first_name}"
        return self._write(to, "Buddy scheme", signed, at, bcc=(self._scheme.address,))

    def _reply(self, dice: Random, mail: Read, words: str) -> Planned:
        return self._plan(
            Address(mail.answer_to, mail.sender.name),
            reply_subject(Client.IPHONE, mail.subject),
            words,
            self._soon(dice, mail.at),
            answers=mail,
        )

    def _write(
        self, to: Address, subject: str, words: str, at: datetime, bcc: tuple[str, ...] = ()
    ) -> Planned:
        self._asked = self._asked or words.startswith("start ")
        return self._plan(to, subject, words, at, bcc=bcc)

    def _plan(
        self,
        to: Address,
        subject: str,
        words: str,
        at: datetime,
        *,
        bcc: tuple[str, ...] = (),
        answers: Read | None = None,
    ) -> Planned:
        self.touches += 1
        who = sha256(f"{self._seed}:{self.who.address}".encode()).hexdigest()[:12]
        return plan(
            Draft(
                client=Client.IPHONE,
                at=at,
                sender=Address(self.who.address, self.who.name),
                to=(to,),
                subject=subject,
                words=words,
                message_id=f"<{who}.{self.touches}@{self.who.address.partition('@')[2]}>",
                bcc=bcc,
                answers=answers,
            )
        )

    def _soon(self, dice: Random, at: datetime) -> datetime:
        """Give a time within the morning of a mail that came early, else within two hours."""
        local = at.astimezone(self._zone)
        if local.hour < 8:
            local = datetime.combine(local.date(), time(8), self._zone)
        return local + timedelta(minutes=dice.randint(5, 120))

    def _morning(self, begins: datetime, days: int) -> datetime:
        day = _working_day(begins.astimezone(self._zone).date() + timedelta(days=days))
        return datetime.combine(day, time(9, 40), self._zone)

    def _dice(self) -> Random:
        self._occasions += 1
        return dice_of(self._seed, self.who.address, self._occasions)


def _working_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day

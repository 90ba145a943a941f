"""The desk of one person: when they are awake, from which address and how they write."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from random import Random
from zoneinfo import ZoneInfo

from mailbot.core.mail import Address
from mailbot.core.people import Role
from mailbot.world.characters import Character
from mailbot.world.habits import Manner, Temperament, dice_of
from mailbot.world.mailclients import Client, Draft, Place, Planned, plan, reply_subject
from mailbot.world.phrases import phrases
from mailbot.world.reading import Read

_OFTEN_ELSEWHERE = 0.35
_AWAKE = {Role.CLINICIAN: (6, 24)}  # they write at odd hours; managers keep office hours, nearly
_OFFICE = (8, 20)


class Desk:
    """What one person writes with; the same seed and the same occasions give the same mails."""

    def __init__(
        self, who: Character, seed: int, scheme: str, begins: datetime, zone: ZoneInfo
    ) -> None:
        self.who = who
        self.scheme = Address(scheme)
        self.zone = zone
        self._seed = seed
        self._occasions = 0
        self._written = 0
        own = dice_of(seed, who.address, "habits")
        self.client = _client(who, own)
        self.dies = _some_day(own, begins, 16, 40) if who.has(Manner.BOUNCING) else None
        self.away = _absence(own, begins, zone) if _has_responder(who) else None

    def dice(self) -> Random:
        """Throw anew for the next occasion."""
        self._occasions += 1
        return dice_of(self._seed, self.who.address, self._occasions)

    def later(self, dice: Random, at: datetime, least_hours: float, most_hours: float) -> datetime:
        """Give a time after so many hours at which they are awake and not on leave."""
        wait = dice.uniform(least_hours, most_hours) * 60
        then = at + timedelta(minutes=round(wait) + 1)
        if self.away and self.away[0] <= then < self.away[1]:
            then = self.away[1] + timedelta(minutes=dice.randint(20, 400))
        return self._awake(dice, then.astimezone(self.zone).replace(second=0, microsecond=0))

    def _awake(self, dice: Random, at: datetime) -> datetime:
        first, last = _AWAKE.get(self.who.role, _OFFICE)
        if first <= at.hour < last:
            return at
        morning = datetime.combine(at.date(), time(first), self.zone)
        if at.hour >= last:
            morning += timedelta(days=1)
        return morning + timedelta(minutes=dice.randint(1, 90))

    def reply(
        self,
        dice: Random,
        mail: Read,
        words: str,
        at: datetime,
        *,
        cc: Sequence[Address] = (),
        inside: bool = False,
    ) -> Planned:
        """Answer a mail, to its Reply-To where it has one."""
        place = Place.BELOW if self.client is Client.THUNDERBIRD else Place.ABOVE
        return self._plan(
            dice,
            (Address(mail.answer_to, mail.sender.name),),
            reply_subject(self.client, mail.subject),
            words,
            at,
            cc=tuple(cc),
            answers=mail,
            place=Place.INSIDE if inside else place,
        )

    def write(
        self,
        dice: Random,
        to: Sequence[Address],
        subject: str,
        words: str,
        at: datetime,
        cc: Sequence[Address] = (),
    ) -> Planned:
        """Write a new mail."""
        return self._plan(dice, tuple(to), subject, words, at, cc=tuple(cc))

    def answer(self, dice: Random, mail: Read, words: str) -> Planned:
        """Answer with a line, within a day or so."""
        slow = self.who.temperament is Temperament.LATE
        return self.reply(dice, mail, words, self.later(dice, mail.at, 0.2, 40 if slow else 18))

    def says(self, dice: Random, mail: Read, name: str, **words: str) -> list[Planned]:
        """Answer with one of the notes of a name."""
        return [self.answer(dice, mail, phrases().pick(dice, f"notes.{name}", **words))]

    @property
    def signs(self) -> bool:
        """Say whether the mail program writes their name below by itself."""
        return self.client not in {Client.IPHONE, Client.ANDROID}

    def respond(
        self, mail: Read, subject: str, words: str, extra: tuple[tuple[str, str], ...]
    ) -> Planned:
        """Answer as a vacation responder: at once, from the main address, without a quote."""
        return plan(
            Draft(
                client=self.client,
                at=(mail.at + timedelta(seconds=20)).astimezone(self.zone),
                sender=Address(self.who.address, self.who.name),
                to=(Address(mail.answer_to),),
                subject=subject,
                words=words,
                message_id=self._message_id(),
                answers=mail,
                extra=extra,
                quotes=False,
            )
        )

    def _plan(
        self,
        dice: Random,
        to: tuple[Address, ...],
        subject: str,
        words: str,
        at: datetime,
        *,
        cc: tuple[Address, ...] = (),
        answers: Read | None = None,
        place: Place = Place.ABOVE,
    ) -> Planned:
        return plan(
            Draft(
                client=self.client,
                at=at,
                sender=Address(self._address(dice, at), self.who.name),
                to=to,
                cc=cc,
                subject=subject,
                words=words,
                message_id=self._message_id(),
                signature=self._signature(),
                answers=answers,
                place=place,
            )
        )

    def _address(self, dice: Random, at: datetime) -> str:
        elsewhere = self.who.has(Manner.OTHER_ADDRESS) and dice.random() < _OFTEN_ELSEWHERE
        dead = self.dies is not None and at >= self.dies
        return self.who.other_address if elsewhere or dead else self.who.address

    def _message_id(self) -> str:
        self._written += 1
        who = sha256(f"{self._seed}:{self.who.address}".encode()).hexdigest()[:12]
        return f"<{who}.{self._written}@{self.who.address.partition('@')[2]}>"

    def _signature(self) -> str:
        if self.client in {Client.OUTLOOK, Client.NHSMAIL}:
            return f"{self.who.name}\n{self.who.employer}\nMob: {self.who.phone}"
        return self.who.name


def _client(who: Character, dice: Random) -> Client:
    if who.has(Manner.BOTTOM_POSTING):
        return Client.THUNDERBIRD
    if who.has(Manner.PHONE_SIGNATURE):
        return dice.choice((Client.IPHONE, Client.IPHONE, Client.ANDROID))
    if who.has(Manner.INSIDE_QUOTE):
        return dice.choice((Client.GMAIL, Client.OUTLOOK))
    return dice.choice((Client.GMAIL, Client.OUTLOOK, Client.NHSMAIL))


def _has_responder(who: Character) -> bool:
    return who.has(Manner.OUT_OF_OFFICE) or who.has(Manner.EAGER_RESPONDER)


def _some_day(dice: Random, begins: datetime, first: int, last: int) -> datetime:
    return begins + timedelta(days=dice.randint(first, last))


def _absence(dice: Random, begins: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Choose an absence in the weeks of the first task; it ends early on a working day."""
    leaves = _some_day(dice, begins, 15, 26)
    back = leaves.astimezone(zone).date() + timedelta(days=dice.randint(4, 10))
    back += timedelta(days=max(0, 7 - back.weekday()) if back.weekday() > 4 else 0)
    return leaves, datetime.combine(back, time(8), zone)

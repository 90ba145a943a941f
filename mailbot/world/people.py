"""The crowd of the mail world: invented people and coordinators who know the bot by its mails alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mailbot.core.scheme import Coordinator
from mailbot.world.characters import Character, cast
from mailbot.world.coordinator import CoordinatorOnPhone
from mailbot.world.desk import Desk
from mailbot.world.experts import Expert, experts_for
from mailbot.world.habits import Mix
from mailbot.world.joining import registration
from mailbot.world.letterboxes import Delivery
from mailbot.world.mailclients import Planned
from mailbot.world.phrases import phrases
from mailbot.world.reading import read
from mailbot.world.replies import Participant

__all__ = ["Character", "Crowd", "Mix", "Planned"]
_NOTICES_AFTER = timedelta(days=4)
_TASK_WITH_EXPERTS = 4


class Crowd:
    """So many people and the coordinators of a scheme; the same arguments give the same mails.

    Each person throws dice of their own, so that what one does changes nothing for another. Mails
    that a person plans never come before what caused them. Whoever runs the world sends each
    `Planned` at its time, brings it to all its recipients, and hands every mail that reached one of
    the known addresses to `react`, once, in the order in which they came.
    """

    def __init__(
        self,
        size: int,
        seed: int,
        mix: Mix,
        scheme_address: str,
        coordinators: Sequence[Coordinator],
        begins: datetime,
        zone: ZoneInfo,
        *,
        task_days: Sequence[int] = (14,),
    ) -> None:
        """Invent the people; `begins` is aware, `task_days` count days from it to each start of a task."""
        self.people = cast(size, seed, mix)
        self._begins = begins
        self._task_days = tuple(task_days)
        desks = [Desk(one, seed, scheme_address.lower(), begins, zone) for one in self.people]
        self._participants = tuple(Participant(desk) for desk in desks)
        # Task 4 of the bank ends with an expert; a scheme that never comes so far needs none.
        met = len(task_days) >= _TASK_WITH_EXPERTS
        self._experts: dict[str, Expert] = {
            one.desk.who.address: one
            for one in experts_for(size, seed, scheme_address.lower(), begins, zone)
            if met
        }
        duty = next((one for one in coordinators if one.duty), next(iter(coordinators), None))
        self._coordinators = {
            one.address: CoordinatorOnPhone(
                one, seed, scheme_address.lower(), self.people, zone, duty=one is duty
            )
            for one in coordinators
        }
        self._at_address = {
            address: participant
            for participant in self._participants
            for address in (participant.desk.who.address, participant.desk.who.other_address)
        }

    def registrations(self) -> list[Planned]:
        """Give the first mail of everybody, in the order of their times; to be called once."""
        planned = [registration(one.desk, self._begins) for one in self._participants]
        return sorted(planned, key=_when)

    def agenda(self) -> list[Planned]:
        """Give what is written of people's own accord later on; to be called once.

        That is the coordinator's start of the task and kind words, and the new address of some whose
        old one has died.
        """
        planned = [
            mail
            for one in self._coordinators.values()
            for mail in one.agenda(self._begins, self._task_days)
        ]
        planned += [mail for one in self._participants for mail in _moved(one.desk)]
        return sorted(planned, key=_when)

    def react(self, delivery: Delivery) -> list[Planned]:
        """Give what somebody will write because of a mail; nothing for an address nobody knows."""
        if not delivery.reached:
            return []
        address = delivery.recipient.lower()
        coordinator = self._coordinators.get(address)
        if coordinator is not None:
            return coordinator.react(read(delivery))
        expert = self._experts.get(address)
        if expert is not None:
            return expert.react(read(delivery))
        participant = self._at_address.get(address)
        return participant.react(read(delivery)) if participant else []

    def is_known(self, address: str) -> bool:
        """Say whether a person or coordinator reads mail at an address."""
        return address.lower() in self.addresses

    def character(self, address: str) -> Character | None:
        """Find who an address belongs to, the other address included; None for coordinators."""
        participant = self._at_address.get(address.lower())
        return participant.desk.who if participant else None

    @property
    def addresses(self) -> tuple[str, ...]:
        """List every address at which somebody reads mail, coordinators last."""
        return (*self._at_address, *self._experts, *self._coordinators)

    def complaints(self) -> list[tuple[Character, datetime]]:
        """Tell who wrote that their buddy is silent, and when; those still to be written included."""
        return [(one.desk.who, at) for one in self._participants for at in one.memory.complaints]

    @property
    def experts(self) -> tuple[Character, ...]:
        """List the experts whom the coordinators know; none where no task needs them."""
        return tuple(one.desk.who for one in self._experts.values())

    def address_dies(self) -> dict[str, datetime]:
        """Tell which addresses stop working, and when."""
        return {one.desk.who.address: one.desk.dies for one in self._participants if one.desk.dies}

    @property
    def touches(self) -> dict[str, int]:
        """Count, for each coordinator, the mails that they planned so far."""
        return {address: one.touches for address, one in self._coordinators.items()}


def _when(planned: Planned) -> tuple[datetime, str]:
    return planned.at, planned.sender


def _moved(desk: Desk) -> list[Planned]:
    """Let every other person whose address died notice and write from their own."""
    dice = desk.dice()
    if desk.dies is None or dice.random() < 0.5:
        return []
    words = phrases().pick(
        dice, "notes.dead_address", address=desk.who.other_address, name=desk.who.name
    )
    at = desk.later(dice, desk.dies + _NOTICES_AFTER, 0, 24)
    return [desk.write(dice, [desk.scheme], "New address", words, at)]

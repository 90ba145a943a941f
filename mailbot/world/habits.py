"""Give each person of the mail world a temperament and manners, in the shares that were asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from random import Random

from mailbot.core.errors import Trouble


class BadMix(Trouble):
    """The shares of habits cannot be used; the sentence names the one that is wrong."""

    exit_code = 2


class Temperament(StrEnum):
    """How somebody deals with what they owe; everybody has exactly one."""

    PROMPT = "prompt"
    LATE = "late"
    SILENT = "silent"
    RETURNING = "returning"  # goes quiet and is back weeks later
    LEAVES_POLITELY = "leaves_politely"


class Manner(StrEnum):
    """What else is special about how somebody writes and reads; anybody may have several."""

    OUT_OF_OFFICE = "out_of_office"
    EAGER_RESPONDER = "eager_responder"  # an out-of-office that answers every single mail
    BOUNCING = "bouncing"
    OTHER_ADDRESS = "other_address"
    INSIDE_QUOTE = "inside_quote"
    BOTTOM_POSTING = "bottom_posting"
    PHONE_SIGNATURE = "phone_signature"
    REPLY_ALL_TO_BUDDY = "reply_all_to_buddy"
    ASKS_QUESTIONS = "asks_questions"
    FORGETS_DETAILS = "forgets_details"


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares of the people, between 0 and 1; those of the temperaments come to 1 together."""

    prompt: float = 0.60
    late: float = 0.22
    silent: float = 0.06
    returning: float = 0.06
    leaves_politely: float = 0.06
    out_of_office: float = 0.10
    eager_responder: float = 0.03
    bouncing: float = 0.03
    other_address: float = 0.06
    inside_quote: float = 0.08
    bottom_posting: float = 0.06
    phone_signature: float = 0.35
    reply_all_to_buddy: float = 0.06
    asks_questions: float = 0.15
    forgets_details: float = 0.12

    def __post_init__(self) -> None:
        for one in fields(self):
            if not 0 <= self.share(one.name) <= 1:
                raise BadMix(f"The share {one.name} must lie between 0 and 1.")
        total = sum(self.share(one.value) for one in Temperament)
        if abs(total - 1) > 0.001:
            names = ", ".join(one.value for one in Temperament)
            raise BadMix(f"The shares {names} must come to 1 together; they come to {total:.2f}.")

    def share(self, habit: str) -> float:
        """Give the share of a temperament or manner by its name."""
        return float(getattr(self, habit))

    @staticmethod
    def of(table: Mapping[str, object]) -> "Mix":
        """Make a mix from a table such as {"late": 0.3, "prompt": 0.52}; the rest stays as usual."""
        known = {one.name for one in fields(Mix)}
        shares: dict[str, float] = {}
        for name, share in table.items():
            if name not in known:
                raise BadMix(f"There is no habit {name}; there are {', '.join(sorted(known))}.")
            if isinstance(share, bool) or not isinstance(share, int | float):
                raise BadMix(f"The share {name} must be a number between 0 and 1.")
            shares[name] = float(share)
        return Mix(**shares)


# Only one way to quote at a time, and nobody types inside the quote on a phone.
_APART = (
    (Manner.INSIDE_QUOTE, Manner.BOTTOM_POSTING, Manner.PHONE_SIGNATURE),
    (Manner.OUT_OF_OFFICE, Manner.EAGER_RESPONDER, Manner.BOUNCING),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """The temperament and the manners of one person."""

    temperament: Temperament
    manners: frozenset[Manner]


def deal(mix: Mix, size: int, seed: int) -> tuple[Habits, ...]:
    """Deal habits to so many people: the shares hold to the person, who gets what hangs on the seed."""
    temperaments = _temperaments(mix, size, seed)
    manners: list[set[Manner]] = [set() for _ in range(size)]
    for manner in Manner:
        wanted = _count(mix.share(manner.value), size)
        free = [n for n in lot(size, seed, manner.value) if _fits(manner, manners[n])]
        for number in free[:wanted]:
            manners[number].add(manner)
    return tuple(
        Habits(temper, frozenset(had)) for temper, had in zip(temperaments, manners, strict=True)
    )


def _temperaments(mix: Mix, size: int, seed: int) -> Sequence[Temperament]:
    dealt = [Temperament.PROMPT] * size
    order = lot(size, seed, "temperament")
    for temperament in Temperament:
        if temperament is not Temperament.PROMPT:
            count = _count(mix.share(temperament.value), size)
            for number in order[:count]:
                dealt[number] = temperament
            order = order[count:]
    return dealt


def _count(share: float, size: int) -> int:
    """Round, but let no habit vanish that was asked for while there is anybody to have it."""
    return max(round(share * size), 1 if share > 0 and size >= len(Manner) else 0)


def lot(size: int, seed: int, what: str) -> list[int]:
    """Put the people in an order that each one's own dice decide."""
    drawn = [(dice_of(seed, number, what).random(), number) for number in range(size)]
    return [number for _, number in sorted(drawn)]


def dice_of(seed: int, who: str | int, what: str | int) -> Random:
    """Give the dice of one person for one occasion; nobody shares them with anybody."""
    return Random(f"{seed}:{who}:{what}")  # noqa: S311 - a play has to come out the same again


def _fits(manner: Manner, had: set[Manner]) -> bool:
    return not any(manner in group and had.intersection(group) for group in _APART)

"""Write the parts of a task that are no letter: a day, a diary, a case, five things, a joint answer."""

from collections.abc import Callable, Mapping
from random import Random

from mailbot.world.phrases import phrases
from mailbot.world.reading import Wish

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_HOURS = (8, 9, 10, 11, 13, 14, 15, 16, 17, 19)


def day(dice: Random) -> str:
    """Say which days suit."""
    first, other = dice.sample(_DAYS, 2)
    return phrases().pick(dice, "work.days", day=first, other=other)


def diary(dice: Random) -> str:
    """Note a working day hour by hour, with what would have helped at its end."""
    lines = dice.sample(phrases().said["work.diary"], 6)
    hours = sorted(dice.sample(_HOURS, 6))
    noted = [f"{hour}:00 {line}" for hour, line in zip(hours, lines, strict=True)]
    return "\n".join([*noted, phrases().pick(dice, "work.diary_ends")])


def case(dice: Random) -> str:
    """Choose a case."""
    return phrases().pick(dice, "work.cases")


def five(dice: Random) -> str:
    """List five things to buy, change or stop, the first one first."""
    found = dice.sample(phrases().said["work.five"], 5)
    return "\n".join(f"{number} {one}" for number, one in enumerate(found, 1))


def shared(dice: Random) -> str:
    """List the five that a pair or trio agreed on."""
    return f"{phrases().pick(dice, 'work.shared_opens')}\n\n{five(dice)}"


def joint(dice: Random) -> str:
    """Answer a case for everybody in the pair or trio."""
    said = phrases().said
    body = dice.sample(said["work.joint"], 5)
    return "\n\n".join([phrases().pick(dice, "work.joint_opens"), " ".join(body)])


def note(dice: Random) -> str:
    """Say after the meeting with an expert what one would do differently."""
    return " ".join(dice.sample(phrases().said["work.notes"], 2))


PARTS: Mapping[Wish, Callable[[Random], str]] = {
    Wish.DAY: day,
    Wish.DIARY: diary,
    Wish.CASE: case,
    Wish.FIVE: five,
    Wish.SHARED: shared,
    Wish.JOINT: joint,
    Wish.EXPERT: note,
}

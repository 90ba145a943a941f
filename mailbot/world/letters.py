"""Write what a task mail asked for, a letter, a diary or a list, in the manner of its writer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from mailbot.core.mail import Address
from mailbot.world.desk import Desk
from mailbot.world.habits import Manner
from mailbot.world.mailclients import Planned
from mailbot.world.phrases import answer, letter, phrases
from mailbot.world.reading import Read, Wish
from mailbot.world.work import PARTS

_WEEKS_LATER = (30 * 24, 37 * 24)


@dataclass(slots=True)
class Owed:
    """A part that somebody was asked for; `settled` once they have made up their mind when to write."""

    mail: Read
    wish: Wish
    settled: bool = False
    put_off: bool = False

    @property
    def one_for_all(self) -> bool:
        """Say whether one of the group sends it for everybody."""
        return self.wish in {Wish.JOINT, Wish.SHARED, Wish.EXPERT}

    @property
    def buddy(self) -> str:
        """Give the name in the subject: whom to write to, or whose letter to answer."""
        named = re.search(
            r"letter to (.+?) by |^(?:re: )?(.+?)'s ", self.mail.subject, re.IGNORECASE
        )
        return (named[1] or named[2]) if named else "all"


def letter_for(
    desk: Desk,
    dice: Random,
    owed: Owed,
    at: datetime,
    *,
    cc: Sequence[Address] = (),
    before: str = "",
    also: str = "",
) -> Planned:
    """Write it as a reply; `before` and `also` are what is said around it."""
    words = [before, _text(desk, dice, owed), also]
    inside = desk.who.has(Manner.INSIDE_QUOTE)
    said = "\n\n".join(one for one in words if one)
    return desk.reply(dice, owed.mail, said, at, cc=cc, inside=inside)


def _text(desk: Desk, dice: Random, owed: Owed) -> str:
    part = PARTS.get(owed.wish)
    if part is not None:
        return part(dice)
    text = answer if owed.wish is Wish.ANSWER else letter
    return text(dice, desk.who.role, owed.buddy)


def late_letter(desk: Desk, dice: Random, owed: Owed) -> Planned:
    """Write it weeks later, with an apology."""
    at = desk.later(dice, owed.mail.at, *_WEEKS_LATER)
    return letter_for(desk, dice, owed, at, before=phrases().pick(dice, "notes.sorry_late"))

"""Decide what follows in a stage for a pair or trio once a part of it has come in or is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from mailbot.core.agreeing import NOTHING_SAID, Said
from mailbot.core.tasks import StageKind

# In these a silent buddy is not waited for until the very end: the task has to go on for the others.
GO_ON_AFTER_GRACE = frozenset({StageKind.DAY, StageKind.CHOICE})
# Here one answer counts for everybody.
FOR_EVERYBODY = frozenset({StageKind.JOINT, StageKind.EXPERT})


@dataclass(frozen=True, slots=True)
class Part:
    """What one person has done in a stage; `words` is None where nothing of theirs has come.

    `grace_until` is when their time is up and `at` when their first words came, as aware UTC.
    """

    person: int
    assignment: int
    is_open: bool
    grace_until: datetime
    words: str | None = None
    said: Said = NOTHING_SAID
    at: datetime | None = None

    @property
    def came(self) -> bool:
        """Say whether something of theirs stands."""
        return self.words is not None


class Next(Enum):
    """What follows: wait for the others, go on with what came, or close kindly for the only one."""

    WAIT = "wait"
    GO_ON = "go on"
    CLOSE_KINDLY = "close kindly"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Following:
    """What follows in a stage, why, and when to look again where it waits."""

    what: Next
    because: str
    look_at: datetime | None = None


def what_follows(kind: StageKind, parts: Sequence[Part], now: datetime) -> Following:
    """Decide for a pair or trio; `parts` are those of everybody in it who was asked."""
    came = [one for one in parts if one.came]
    missing = [one for one in parts if one.is_open and not one.came]
    if not came:
        return Following(Next.NOTHING, "nothing has come so far")
    if kind in FOR_EVERYBODY:
        return Following(Next.GO_ON, "one answer counts for everybody")
    if not missing:
        return _all_there(kind, parts, came)
    until = max(one.grace_until for one in missing)
    if kind in GO_ON_AFTER_GRACE and now >= until:
        return Following(Next.GO_ON, "the others have answered, and the grace is over")
    again = until if now < until else now + timedelta(days=1)
    return Following(Next.WAIT, "the others have not answered yet", again)


def _all_there(kind: StageKind, parts: Sequence[Part], came: Sequence[Part]) -> Following:
    alone = len(came) == 1 and len(parts) > 1
    if alone and kind is StageKind.SEALED:
        return Following(Next.CLOSE_KINDLY, "nobody else's part came")
    return Following(Next.GO_ON, "everybody's part is in or over")

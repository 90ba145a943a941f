"""The people of a scheme and the groups they form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the scheme; UNKNOWN until they have said it."""

    CLINICIAN = "clinician"
    GENERAL_MANAGER = "general_manager"
    SPECIALTY_MANAGER = "specialty_manager"
    EXPERT = "expert"
    UNKNOWN = ""

    @property
    def is_manager(self) -> bool:
        """Tell managers of either kind from the others."""
        return self in {Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER}


class PersonState(StrEnum):
    """Where somebody stands: details missing, on the list, taking part, resting, gone."""

    REGISTERED = "registered"
    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part; times are aware UTC.

    `addresses` are the living ones, the one to write to first. `quiet_since` is a date of silence and
    never a label. `held` means that nothing automatic goes to them until a coordinator lifts it.
    """

    id: int
    name: str
    role: Role
    state: PersonState
    addresses: tuple[str, ...] = ()
    specialty: str = ""
    grade: str = ""
    employer: str = ""
    town: str = ""
    phone: str = ""
    paused_until: datetime | None = None
    away_until: datetime | None = None
    quiet_since: datetime | None = None
    last_sign_at: datetime | None = None
    waiting_since: datetime | None = None
    held: bool = False

    @property
    def first_name(self) -> str:
        """Give what a mail calls them: as they asked, else the first name without a title, else a neutral word."""
        asked = _CALLED.match(self.name)
        if asked is not None:
            return asked["called"]
        names = [one for one in self.name.split() if one.lower().rstrip(".") not in TITLES]
        return names[0] if names else "there"

    @property
    def address(self) -> str:
        """Give the address to write to; empty when none is alive."""
        return self.addresses[0] if self.addresses else ""

    @property
    def takes_mail(self) -> bool:
        """Say whether mail that they did not ask for may go to them at all."""
        resting = {PersonState.PAUSED, PersonState.LEFT}
        return self.state not in resting and not self.held and bool(self.addresses)


# "Samuel (Sam) Patel": what somebody asked to be called stands behind the first name.
_CALLED = re.compile(r"^[^\s(]+ \((?P<called>[^\s()]{2,25})\) [^\s(]")


def called(name: str, nickname: str) -> str:
    """Put what somebody would like to be called into their name: "Samuel (Sam) Patel" (A4)."""
    nickname = nickname.strip(" .\"'()")
    first, *rest = re.sub(r" \([^\s()]*\)", "", name, count=1).split() or [""]
    if not nickname or " " in nickname or nickname.casefold() == first.casefold():
        return " ".join([first, *rest]) if nickname and rest else name
    return f"{first} ({nickname}) {' '.join(rest)}" if rest else nickname


TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"})

# Required before somebody can be matched (A4); the phrase is what P02 asks for.
REQUIRED_DETAILS = {
    "name": "your name",
    "role": "your job (doctor with grade and specialty, or manager and which kind)",
    "employer": "where you work",
    "town": "your town",
}
# Asked for with them, and once: P01 does not ask again (A2, A4).
FURTHER_ADDRESS = "an address that will still work if you change trust"


def missing_details(said: Mapping[str, str | None]) -> tuple[str, ...]:
    """List what is not among the details somebody gave, as phrases to ask for (A2, A4)."""
    return tuple(ask for field, ask in REQUIRED_DETAILS.items() if not said.get(field))


class PartnershipState(StrEnum):
    """The life of a pair or trio."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Partnership:
    """Two to four people who do tasks together; `members` are person ids, who writes first in front."""

    id: int
    members: tuple[int, ...]
    state: PartnershipState
    since: datetime | None = None
    reasons: tuple[str, ...] = ()


def still_here(buddies: Sequence[Person]) -> tuple[Person, ...]:
    """Give those of somebody's buddies who have not left; where all have, those who were."""
    return tuple(one for one in buddies if one.state is not PersonState.LEFT) or tuple(buddies)


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Join names as a sentence does: "Sam", "Sam and Priya", "Sam, Priya and Tom"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"

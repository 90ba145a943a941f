"""The values of a scheme that was run by hand so far, with the ids that its file uses."""

from dataclasses import dataclass
from datetime import datetime

from mailbot.core.mails import MailId
from mailbot.core.people import PersonState, Role
from mailbot.core.tasks import StageKind


@dataclass(frozen=True, slots=True)
class AdoptedPerson:
    """Somebody of the scheme; `until` is when a break or an absence ends, the first address is written to."""

    id: str
    path: str
    name: str
    addresses: tuple[str, ...]
    role: Role
    state: PersonState
    specialty: str = ""
    grade: str = ""
    employer: str = ""
    town: str = ""
    phone: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AdoptedPair:
    """A pair or trio at work; `members` are ids of the file, who writes first in front."""

    id: str
    path: str
    members: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class AdoptedStage:
    """One stage of a round with its dates."""

    name: str
    kind: StageKind
    opens: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class AdoptedRound:
    """A task under way."""

    id: str
    task: str
    stages: tuple[AdoptedStage, ...]


@dataclass(frozen=True, slots=True)
class AdoptedDebt:
    """What each of some people owes in a stage of a round, or has done already."""

    path: str
    by: tuple[str, ...]
    round: str
    stage: str
    done: bool


@dataclass(frozen=True, slots=True)
class AdoptedQuestion:
    """A question of a participant that nobody has answered."""

    id: str
    sender: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class AdoptedMail:
    """A mail that was sent by hand; `round` and `stage` are empty where it was about none.

    `to` are ids of people; of a mail to coordinators, their addresses or names in lower case.
    """

    path: str
    message_id: str
    mail: MailId
    to: tuple[str, ...]
    at: datetime
    subject: str
    text: str
    round: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Adoption:
    """A whole adoption file; every id that one part uses is there in another."""

    people: tuple[AdoptedPerson, ...]
    pairs: tuple[AdoptedPair, ...] = ()
    rounds: tuple[AdoptedRound, ...] = ()
    owed: tuple[AdoptedDebt, ...] = ()
    questions: tuple[AdoptedQuestion, ...] = ()
    sent: tuple[AdoptedMail, ...] = ()

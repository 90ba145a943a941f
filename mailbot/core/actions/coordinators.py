"""What the bot may put before the coordinators, and what they may tell it to do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Matter(StrEnum):
    """What kind of thing waits for a coordinator, or for a participant's numbered answer."""

    QUESTION = "question"
    LOOK = "look"
    HELD = "held"
    PASSED_ON = "passed_on"
    URGENT = "urgent"
    PAIR = "pair"
    REMATCH = "rematch"
    QUIET = "quiet"
    EXTENSION = "extension"
    ADDRESS = "address"
    REGISTRATION = "registration"
    SAME_PERSON = "same_person"
    WRITER = "writer"
    FIRST_ANSWER = "first_answer"
    NEW_ADDRESS = "new_address"
    SENIOR = "senior"
    UNCERTAIN_SEND = "uncertain_send"
    COMMAND = "command"
    COPY = "copy"
    DATA = "data"
    OFFER = "offer"
    TOO_MANY_LATE = "too_many_late"
    DOWNTIME = "downtime"
    JOBS = "jobs"
    RESTORED = "restored"
    SEND = "send"
    SHARE = "share"
    EXPERT = "expert"
    LEFT_OVER = "left_over"
    DOUBLE_DATE = "double_date"
    IMPORT = "import"
    CORRECTION = "correction"
    SECOND_ANSWER = "second_answer"
    GROUP = "group"
    TRUST = "trust"
    EVENT = "event"
    FAQ = "faq"
    LEARNING = "learning"
    DRAFT = "draft"
    WORDING = "wording"
    STAND_IN = "stand_in"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class AskCoordinator:
    """Put a decision before the coordinators; `options` are the words that decide it.

    `people` are all whom a copied mail was to.
    """

    matter: Matter
    title: str
    options: tuple[str, ...]
    person: int | None = None
    assignment: int | None = None
    until: date | None = None
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TellCoordinator:
    """Put something before the coordinators that a person should look at."""

    title: str
    person: int | None = None
    matter: Matter = Matter.LOOK


@dataclass(frozen=True, slots=True)
class TellLeadUrgently:
    """Write to the lead at once, at any hour (H2, H3).

    `past` is the address of the coordinator whom it is about: it goes past them, to somebody
    independent (G12). With `aside` the mail leaves the inbox that all coordinators read.
    """

    title: str
    person: int | None = None
    past: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class NoteCopy:
    """Note a coordinator's own mail that we were copied on (F6)."""

    means: str
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RunCommand:
    """Do what a coordinator asked in words.

    `number` is that of a decision. A correction says which `kind` of mail it was `instead_of` which;
    `mail` is the corrected mail where it was named by its own number. `said_on` is the day on which
    it was asked for, where a YES came later: from that day "next Thursday" counts.
    """

    verb: str
    who: tuple[str, ...] = ()
    number: int = 0
    text: str = ""
    until: date | None = None
    kind: str = ""
    instead_of: str = ""
    mail: int = 0
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConfirmCommand:
    """Ask the coordinator on file to reply YES before anything happens (F4); see RunCommand."""

    verb: str
    text: str = ""
    until: date | None = None
    who: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class PreviewImport:
    """Say what a list of people would change, and wait for the OK (A3).

    `files` are the names of the tables that came; without one the mail itself is a form's notice.
    """

    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decide:
    """Carry out a coordinator's answers: pairs of a decision's number and their words."""

    answers: tuple[tuple[int, str], ...]


Coordination = (
    AskCoordinator
    | TellCoordinator
    | TellLeadUrgently
    | NoteCopy
    | RunCommand
    | ConfirmCommand
    | PreviewImport
    | Decide
)

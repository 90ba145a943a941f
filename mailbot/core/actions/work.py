"""What the bot may do about work on a task: words that came, their deadline, their way to the buddy."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RecordSubmission:
    """Keep somebody's words for a stage and count it done."""

    assignment: int
    text: str
    words: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class SupersedeSubmission:
    """Let newer words stand for older ones that have not been passed on."""

    assignment: int


@dataclass(frozen=True, slots=True)
class Relay:
    """Pass somebody's words on to their buddies, clean; `delivered` when they did it themselves."""

    assignment: int
    delivered: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Tell somebody once what arrived and what happens next (I7); `also` are further sentences."""

    person: int
    assignment: int
    words: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkDone:
    """End somebody's part of a stage; `came` is false when it is over and nothing came."""

    assignment: int
    came: bool = True


@dataclass(frozen=True, slots=True)
class GrantExtension:
    """Give somebody more time, and tell the buddy the new date."""

    assignment: int
    until: date


@dataclass(frozen=True, slots=True)
class ProposeExtension:
    """Ask a coordinator whether somebody may have more time."""

    assignment: int
    until: date | None


@dataclass(frozen=True, slots=True)
class MoveNudge:
    """Nudge at the time they chose and not before (D1); `at` is local to the scheme."""

    assignment: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordRsvp:
    """Keep whether somebody comes to an event: "yes", "no" or "maybe" (E4)."""

    person: int
    answer: str


@dataclass(frozen=True, slots=True)
class RecordFeedback:
    """Keep what somebody says about a task."""

    person: int
    text: str


@dataclass(frozen=True, slots=True)
class RecordIdea:
    """Keep an idea for a task (C17)."""

    person: int
    text: str


Work = (
    RecordSubmission
    | SupersedeSubmission
    | Relay
    | Acknowledge
    | MarkDone
    | GrantExtension
    | ProposeExtension
    | MoveNudge
    | RecordRsvp
    | RecordFeedback
    | RecordIdea
)

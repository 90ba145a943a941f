"""What the bot may do about work on a task: words that came, their deadline, their way to the buddy."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RecordSubmission:
    """Keep somebody's words for a stage; `held` ones wait for a word of their writer.

    `named` is true for who wants their name beside what is shown to the group.
    """

    assignment: int
    text: str
    words: int
    late: bool = False
    held: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class SupersedeSubmission:
    """Let newer words stand for older ones that have not been passed on.

    `none_yet` is true where somebody takes words back and the right ones have still to come.
    """

    assignment: int
    none_yet: bool = False


@dataclass(frozen=True, slots=True)
class RecordDay:
    """Keep which days suit somebody, the best first, and which do not (C8).

    `any_day` suits all; `together` says that the buddies fixed it between them.
    """

    assignment: int
    suits: tuple[date, ...] = ()
    refused: tuple[date, ...] = ()
    any_day: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class Reveal:
    """Look what follows in a stage now that a part of it is in or over: show all sides, go on, wait.

    `delivered` says that the writer brought their words to the buddy themselves (G2).
    """

    assignment: int
    delivered: bool = False


@dataclass(frozen=True, slots=True)
class Relay:
    """Pass somebody's words on to their buddies, clean.

    `overnight` leaves the writer until the next morning to shorten them (C5).
    """

    assignment: int
    overnight: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Tell somebody once what arrived and what happens next (I7).

    `asked` is true where a question came with it, `late` where it came after the date. `file` names
    the file that the words were read from, and `delivered` is true where the buddy has them already.
    """

    person: int
    assignment: int
    words: int
    asked: bool = False
    late: bool = False
    file: str = ""
    delivered: bool = False


@dataclass(frozen=True, slots=True)
class MarkDone:
    """End somebody's part of a stage; `came` is false when it is over and nothing came."""

    assignment: int
    came: bool = True


@dataclass(frozen=True, slots=True)
class GrantExtension:
    """Give somebody more time, and tell the buddy the new date.

    With `back` the day is the one on which they are back: some working days follow it (D4).
    """

    assignment: int
    until: date
    back: bool = False


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
    """Keep whether somebody comes to an event: "yes", "probably" or "no" (E4).

    `needs` are their words about food or access. `pressed` is true where a calendar's button said it,
    which shows the answer itself, and `said_at` when. Without `event` nothing is announced that it
    could be about.
    """

    person: int
    answer: str
    event: int | None = None
    needs: str = ""
    pressed: bool = False
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordFeedback:
    """Keep what somebody says about a task, and whether it may be quoted: "no" or "cohort" (E2, E3).

    `task` is its name, empty where unknown. Who `refuses` takes earlier words about it back as well;
    `text` is empty where that is all they say.
    """

    person: int
    text: str
    task: str = ""
    quotable: str = "no"
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class RecordIdea:
    """Keep an idea for a task (C17)."""

    person: int
    text: str


Work = (
    RecordSubmission
    | SupersedeSubmission
    | RecordDay
    | Reveal
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

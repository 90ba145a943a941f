"""What the bot may do about signs of life and their absence, and about a buddy who waits."""

from dataclasses import dataclass
from datetime import date, datetime

from mailbot.core.mails import MailId


@dataclass(frozen=True, slots=True)
class NoteAlive:
    """Count a sign of life (D3)."""

    person: int


@dataclass(frozen=True, slots=True)
class NoteAway:
    """Somebody is away until a day, or for some working days when none was named (D4)."""

    person: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop asking somebody for a while; why is never kept (G10)."""

    person: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NoteQuietBuddy:
    """Note that somebody waits for a buddy who is silent."""

    person: int


@dataclass(frozen=True, slots=True)
class AskQuietPerson:
    """Ask somebody whether they are all right (P24, D6), and keep since when nothing came."""

    person: int
    since: datetime
    why: str


@dataclass(frozen=True, slots=True)
class OfferChoices:
    """Put numbered choices to somebody: P24 to the quiet or leaving, P25 to the one who waits."""

    person: int
    mail: MailId
    why: str


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """Keep which of our choices somebody took: of numbered ones by their promise, else of a stage.

    `option` is "any" for who is happy with whatever the buddy takes, "skip" for who sits the task
    out. What somebody says of the bench of stand-ins is neither a promise's nor a stage's: `person`.
    """

    promise: int | None
    option: str
    assignment: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class ProposeRematch:
    """Look for a new buddy for somebody; `private` reasons are never shown (B6)."""

    person: int
    why: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class CancelRematch:
    """Stop looking for a new buddy for somebody: they would rather wait."""

    person: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TellBuddy:
    """Tell the buddies of somebody kindly that they are away, resting or later.

    `assignment` is what has a new date; None for whatever is owed first.
    """

    person: int
    what: str
    until: date | None = None
    assignment: int | None = None


Silence = (
    NoteAlive
    | NoteAway
    | Pause
    | NoteQuietBuddy
    | AskQuietPerson
    | OfferChoices
    | RecordChoice
    | ProposeRematch
    | CancelRematch
    | TellBuddy
)

"""The closed list of what the bot may do about a mail or a date; names are the contract."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum

from mailbot.core.mails import MailId
from mailbot.core.people import Role
from mailbot.core.reading import Intent


class Matter(StrEnum):
    """What kind of thing waits for a coordinator, or for a participant's numbered answer."""

    QUESTION = "question"
    LOOK = "look"
    HELD = "held"
    URGENT = "urgent"
    PAIR = "pair"
    REMATCH = "rematch"
    QUIET = "quiet"
    EXTENSION = "extension"
    ADDRESS = "address"
    REGISTRATION = "registration"
    UNCERTAIN_SEND = "uncertain_send"
    COMMAND = "command"
    COPY = "copy"
    DATA = "data"
    OFFER = "offer"
    TOO_MANY_LATE = "too_many_late"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Register:
    """Take somebody new on; empty strings are what they did not say, `question` what they asked."""

    address: str
    name: str = ""
    role: Role = Role.UNKNOWN
    specialty: str = ""
    grade: str = ""
    employer: str = ""
    town: str = ""
    phone: str = ""
    other_address: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class UpdateRegistration:
    """Complete what is known of somebody; empty strings change nothing."""

    person: int
    name: str = ""
    role: Role = Role.UNKNOWN
    specialty: str = ""
    grade: str = ""
    employer: str = ""
    town: str = ""
    phone: str = ""
    other_address: str = ""


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
class OpenQuestion:
    """Owe somebody an answer."""

    person: int
    text: str


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Send a coordinator's answer to who asked, and close the question."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class CloseQuestion:
    """Count a question answered, because a person answered it themselves."""

    number: int
    by: str


@dataclass(frozen=True, slots=True)
class AskSender:
    """Ask the one who wrote what they meant, with the mail named."""

    mail: MailId
    person: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class AskKnownAddress:
    """Ask at the address on file whether a mail from another one was theirs (G1)."""

    person: int
    new_address: str


@dataclass(frozen=True, slots=True)
class AskCoordinator:
    """Put a decision before the coordinators; `options` are the words that decide it."""

    matter: Matter
    title: str
    options: tuple[str, ...]
    person: int | None = None
    assignment: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TellCoordinator:
    """Put something before the coordinators that a person should look at."""

    title: str
    person: int | None = None
    matter: Matter = Matter.LOOK


@dataclass(frozen=True, slots=True)
class TellLeadUrgently:
    """Write to the lead at once, at any hour (H2, H3)."""

    title: str
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep a mail back from everybody until a person has looked."""

    why: str


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
class OfferChoices:
    """Put numbered choices to somebody: P24 to the quiet or leaving, P25 to the one who waits."""

    person: int
    mail: MailId
    why: str


@dataclass(frozen=True, slots=True)
class StopMail:
    """Send somebody nothing that they did not ask for."""

    person: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take somebody off the scheme, because they said so themselves."""

    person: int


@dataclass(frozen=True, slots=True)
class JoinWaitingList:
    """Put somebody on the list for a buddy: complete for the first time, or back again (D8)."""

    person: int


@dataclass(frozen=True, slots=True)
class NoteAlive:
    """Count a sign of life (D3)."""

    person: int


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
class NoteBounce:
    """Note that a mail of ours did not arrive; `status` is the report's code."""

    person: int | None
    address: str
    permanent: bool
    status: str = ""


@dataclass(frozen=True, slots=True)
class RetireAddress:
    """Write to an address no more."""

    person: int
    address: str


@dataclass(frozen=True, slots=True)
class ChangeContact:
    """Keep a new address, employer or phone; the old address stays known."""

    person: int
    email: str = ""
    employer: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """Link a mail from another address to a person, at their own word from the address on file (G1)."""

    promise: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """Keep which of our numbered choices somebody took."""

    promise: int
    option: str


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


@dataclass(frozen=True, slots=True)
class RecordPair:
    """Keep a pair or trio that a coordinator introduced by hand."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoteCopy:
    """Note a coordinator's own mail that we were copied on (F6)."""

    means: str
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ForgetText:
    """Keep that a mail came and drop what it says."""


@dataclass(frozen=True, slots=True)
class StartDataRequest:
    """Start the clock of a request for one's data (H4)."""

    person: int


@dataclass(frozen=True, slots=True)
class StartErasure:
    """Start the clock of a request to be forgotten (H5)."""

    person: int


@dataclass(frozen=True, slots=True)
class RunCommand:
    """Do what a coordinator asked in words."""

    verb: str
    who: tuple[str, ...] = ()
    number: int = 0
    text: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ConfirmCommand:
    """Ask the coordinator on file to reply YES before anything happens (F4)."""

    verb: str
    text: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Decide:
    """Carry out a coordinator's answers: pairs of a decision's number and their words."""

    answers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class StopAutomation:
    """Send somebody nothing automatic until a coordinator lifts it."""

    person: int


@dataclass(frozen=True, slots=True)
class SendSupport:
    """Send the support lines or the contacts for a concern (P49), at any hour."""

    person: int
    concern: bool = False


@dataclass(frozen=True, slots=True)
class TellBuddy:
    """Tell the buddies of somebody kindly that they are away, resting or later."""

    person: int
    what: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SendMail:
    """Send one mail of the catalogue to one person."""

    person: int
    mail: MailId
    assignment: int | None = None


@dataclass(frozen=True, slots=True)
class MarkDone:
    """End somebody's part of a stage; `came` is false when it is over and nothing came."""

    assignment: int
    came: bool = True


@dataclass(frozen=True, slots=True)
class Ignore:
    """Do nothing, for a named reason."""

    reason: str


Action = (
    Register
    | UpdateRegistration
    | RecordSubmission
    | SupersedeSubmission
    | Relay
    | Acknowledge
    | OpenQuestion
    | AnswerQuestion
    | CloseQuestion
    | AskSender
    | AskKnownAddress
    | AskCoordinator
    | TellCoordinator
    | TellLeadUrgently
    | Hold
    | GrantExtension
    | ProposeExtension
    | MoveNudge
    | NoteAway
    | Pause
    | OfferChoices
    | StopMail
    | Withdraw
    | JoinWaitingList
    | NoteAlive
    | NoteQuietBuddy
    | AskQuietPerson
    | ProposeRematch
    | CancelRematch
    | NoteBounce
    | RetireAddress
    | ChangeContact
    | LinkAnswer
    | RecordChoice
    | RecordFeedback
    | RecordIdea
    | RecordPair
    | NoteCopy
    | ForgetText
    | StartDataRequest
    | StartErasure
    | RunCommand
    | ConfirmCommand
    | Decide
    | StopAutomation
    | SendSupport
    | TellBuddy
    | SendMail
    | MarkDone
    | Ignore
)

BEFORE_A_PERSON = (AskCoordinator, TellCoordinator, Hold, TellLeadUrgently, OpenQuestion)


def day_slot(intent: Intent, name: str) -> date | None:
    """Give a slot that is a day, or None when the mail named none."""
    value = intent.slots.get(name)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def action_name(action: Action) -> str:
    """Give the action's name in the contract: the class name in snake case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(action).__name__).lower()


def described(action: Action) -> dict[str, object]:
    """Give an action as plain data for JSON: its name and what it carries, empty things left out."""
    shown: dict[str, object] = {"action": action_name(action)}
    for one in fields(action):
        value = getattr(action, one.name)
        if value in (None, "", (), False):
            continue
        shown[one.name] = value.isoformat() if isinstance(value, date) else value
    return shown

"""What the bot may do about who somebody is, how they are reached, and how they go."""

from dataclasses import dataclass

from mailbot.core.mails import MailId
from mailbot.core.people import Role


@dataclass(frozen=True, slots=True)
class Register:
    """Take somebody new on; empty strings are what they did not say, `question` what they asked.

    `wishes` and `not_with` are whom they would like as a buddy and whom they would rather not (B4),
    `heard_from` is where they heard of the scheme (A1).
    Who is `doubted` is matched with nobody before they have answered from that address (RFC 3834 section 2).
    """

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
    wishes: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    doubted: bool = False
    heard_from: str = ""


@dataclass(frozen=True, slots=True)
class AskDetails:
    """Ask who writes from an address, once, for everything they have not told (A2)."""

    address: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UpdateRegistration:
    """Complete what is known of somebody; empty strings change nothing.

    `called` is what they would like mails to call them.
    """

    person: int
    name: str = ""
    role: Role = Role.UNKNOWN
    specialty: str = ""
    grade: str = ""
    employer: str = ""
    town: str = ""
    phone: str = ""
    other_address: str = ""
    wishes: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    called: str = ""


@dataclass(frozen=True, slots=True)
class JoinWaitingList:
    """Put somebody on the list for a buddy: complete for the first time, or back again (D8).

    Who has only just registered is named by their address.
    """

    person: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class RecordPair:
    """Keep a pair or trio that a coordinator introduced by hand."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeContact:
    """Keep a new address, employer or phone; the old address stays known."""

    person: int
    email: str = ""
    employer: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AskKnownAddress:
    """Ask at the address on file whether a mail from another one was theirs (P15, G1).

    With P03 it is asked at both addresses, of somebody who registered again from another one (A6).
    """

    person: int
    new_address: str
    mail: MailId = MailId.P15


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """Link a mail to a person: from another address, at their word from the address on file (G1).

    `person` is who says that a mail from a shared address was theirs (A6).
    """

    promise: int
    confirmed: bool
    person: int | None = None


@dataclass(frozen=True, slots=True)
class NoteBounce:
    """Note that a mail of ours did not arrive; `status` is the report's code.

    `again` is the mail of ours that came back, where the address works all the same.
    """

    person: int | None
    address: str
    permanent: bool
    status: str = ""
    again: int | None = None


@dataclass(frozen=True, slots=True)
class RetireAddress:
    """Write to an address no more; `outbox_id` is the mail of ours that came back from it."""

    person: int
    address: str
    outbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class StopMail:
    """Send somebody nothing that they did not ask for."""

    person: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take somebody off the scheme, because they said so themselves."""

    person: int


@dataclass(frozen=True, slots=True)
class StartDataRequest:
    """Start the clock of a request for one's data (H4)."""

    person: int


@dataclass(frozen=True, slots=True)
class StartErasure:
    """Start the clock of a request to be forgotten (H5)."""

    person: int


Joining = (
    Register
    | AskDetails
    | UpdateRegistration
    | JoinWaitingList
    | RecordPair
    | ChangeContact
    | AskKnownAddress
    | LinkAnswer
    | NoteBounce
    | RetireAddress
    | StopMail
    | Withdraw
    | StartDataRequest
    | StartErasure
)

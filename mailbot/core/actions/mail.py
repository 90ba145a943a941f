"""What the bot may do with a mail itself, and the mail it may send of its own accord."""

from dataclasses import dataclass

from mailbot.core.mails import MailId


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep a mail back from everybody until a person has looked."""

    why: str


@dataclass(frozen=True, slots=True)
class ForgetText:
    """Keep that a mail came and drop what it says."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Do nothing, for a named reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class SendMail:
    """Send one mail of the catalogue to one person; `past` is a coordinator who does not read it (G12)."""

    person: int
    mail: MailId
    assignment: int | None = None
    past: str = ""


@dataclass(frozen=True, slots=True)
class SendSupport:
    """Send the support lines or the contacts for a concern (P49), at any hour."""

    person: int
    concern: bool = False


@dataclass(frozen=True, slots=True)
class StopAutomation:
    """Send somebody nothing automatic until a coordinator lifts it."""

    person: int


Mailing = Hold | ForgetText | Ignore | SendMail | SendSupport | StopAutomation

"""The values of one scheme's configuration: who runs it, where its mail is, what it may do."""

import re
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

_ADDRESS = re.compile(r"[^\s<>,;:]+@[^\s<>,;]+[^\s<>,;.]")


class Mode(StrEnum):
    """How far the bot is trusted (requirement J6): nothing leaves, some things wait, all goes."""

    LISTEN = "listen"
    APPROVE = "approve"
    AUTO = "auto"


class Security(StrEnum):
    """How a connection is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Login:
    """Where a mail server is and how to log in; `username` is empty for a server without a login.

    `ca_file` is a PEM file of certificates to trust beside the system's; empty for none.
    """

    host: str
    port: int
    security: Security
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """A second mail account for saying that the first is broken, and who besides coordinators hears it."""

    login: Login
    sender: str
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pacing:
    """How fast mail may leave; both are counts of messages, `connections` of parallel sessions."""

    per_minute: int = 30
    per_day: int = 500
    connections: int = 4


@dataclass(frozen=True, slots=True)
class Coordinator:
    """One of the people who run the scheme; `lead` gets what is urgent and private."""

    name: str
    address: str
    duty: bool = False
    lead: bool = False

    @property
    def first_name(self) -> str:
        """Give the name used in sentences."""
        return self.name.split()[0] if self.name.split() else self.address


@dataclass(frozen=True, slots=True)
class SupportLine:
    """A support line that mail to somebody in distress names (requirement H3)."""

    name: str
    contact: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: one mailbox, its people and its rules of trust.

    `nightly_at` and `digest_at` are local times in `timezone`. `trusted_authserv` names the servers
    whose Authentication-Results count; empty trusts none (RFC 8601 section 7.1). `named` are the
    coordinators as the settings have them, where today's duty is with others, and
    `nobody_until` is the day on which somebody is back while all of them are away.
    """

    name: str
    address: str
    sender_name: str
    timezone: ZoneInfo
    mode: Mode
    imap: Login
    smtp: Login
    coordinators: tuple[Coordinator, ...]
    pacing: Pacing = Pacing()
    trusted_authserv: tuple[str, ...] = ()
    plus_addressing: bool = False
    file_mail: bool = False
    nightly_at: time = time(2, 30)
    digest_at: time = time(7, 30)
    nation: str = "ENG"
    support_lines: tuple[SupportLine, ...] = ()
    concern_contacts: tuple[str, ...] = ()
    independent_contact: str = ""
    commissioner: str = "integrated care board"
    named: tuple[Coordinator, ...] = ()
    nobody_until: date | None = None

    @property
    def duty(self) -> Coordinator:
        """Give the coordinator who gets today's decisions."""
        return next((one for one in self.coordinators if one.duty), self.coordinators[0])

    @property
    def lead(self) -> Coordinator:
        """Give the coordinator who gets what is urgent."""
        return next((one for one in self.coordinators if one.lead), self.coordinators[0])

    def reader_instead_of(self, address: str) -> Coordinator:
        """Give who reads a complaint about one coordinator: the independent contact, else another (G12).

        Where there is nobody else it is the lead: a complaint that nobody reads is worse.
        """
        contact = _ADDRESS.search(self.independent_contact)
        if contact is not None:
            name = self.independent_contact[: contact.start()].strip(" <,:")
            return Coordinator(name or contact.group(), contact.group().lower())
        others = [one for one in (self.lead, *self.coordinators) if one.address != address]
        return others[0] if others else self.lead

    def coordinator(self, address: str) -> Coordinator | None:
        """Find who of the coordinators writes from an address."""
        return next((one for one in self.coordinators if one.address == address.lower()), None)

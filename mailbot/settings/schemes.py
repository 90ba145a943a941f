"""Make one scheme out of its [[scheme]] table and the tables inside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mailbot.core.scheme import Coordinator, Login, Pacing, Scheme, Security, SupportLine
from mailbot.settings import table as t
from mailbot.settings.secret import Secrets, variable
from mailbot.settings.section import FILE_NAME, BadSettings, Section, entries_of, inner_table

IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 587}


@dataclass(frozen=True, slots=True)
class Logins:
    """How logins are read: where secrets are, and whether passwords are wanted at all."""

    secrets: Secrets
    with_passwords: bool

    def imap(self, section: Section, address: str) -> Login:
        """Read how the scheme's mail is fetched."""
        security = section.read(t.IMAP_SECURITY)
        port = section.read(t.IMAP_PORT) or IMAP_PORTS[security]
        return self._login(section, address, security, port)

    def smtp(self, section: Section, address: str) -> Login:
        """Read how the scheme's mail is sent."""
        security = section.read(t.SMTP_SECURITY)
        port = section.read(t.SMTP_PORT) or SMTP_PORTS[security]
        return self._login(section, address, security, port)

    def _login(self, section: Section, address: str, security: Security, port: int) -> Login:
        section.only()
        username = section.read(t.USERNAME)
        return Login(
            host=section.read(t.IMAP_HOST),
            port=port,
            security=security,
            username=username,
            password=self._password(section, username, address) if self.with_passwords else "",
            ca_file=_ca_file(section, self.secrets.home),
        )

    def _password(self, section: Section, username: str, address: str) -> str:
        password = self.secrets.find(section, t.PASSWORD, address)
        if password and not username:
            raise section.wrong("username", "is missing, although there is a password")
        if username and not password:
            name = variable(section.table, t.PASSWORD, address if self.secrets.several else "")
            raise section.wrong(
                "password",
                f"is missing: put it in a file and name that in password_file, or set {name}",
            )
        return password


def _ca_file(section: Section, home: Path) -> str:
    name = section.read(t.CA_FILE)
    if name and not (home / name).is_file():
        raise section.wrong("ca_file", f'names "{name}", which is not a file')
    return str(home / name) if name else ""


def scheme(section: Section, logins: Logins) -> Scheme:
    """Read one scheme; raise BadSettings for whatever is missing, unknown or does not fit."""
    section.only("imap", "smtp", "coordinator", "support_line")
    number = section.where.removeprefix(t.SCHEME_TABLE.heading).strip()
    of = f" of [[scheme]] {number}" if number else ""
    address = section.read(t.SCHEME_ADDRESS)
    imap = inner_table(t.IMAP_TABLE, section.values, t.IMAP_TABLE.heading + of)
    smtp = inner_table(t.SMTP_TABLE, section.values, t.SMTP_TABLE.heading + of)
    return Scheme(
        name=section.read(t.NAME),
        address=address,
        sender_name=section.read(t.SENDER_NAME) or section.read(t.NAME),
        timezone=section.read(t.TIMEZONE),
        mode=section.read(t.MODE),
        imap=logins.imap(imap, address),
        smtp=logins.smtp(smtp, address),
        coordinators=_coordinators(section, of, address),
        pacing=Pacing(smtp.read(t.PER_MINUTE), smtp.read(t.PER_DAY), smtp.read(t.CONNECTIONS)),
        trusted_authserv=section.read(t.TRUSTED_AUTHSERV),
        plus_addressing=section.read(t.PLUS_ADDRESSING),
        file_mail=section.read(t.FILE_MAIL),
        nightly_at=section.read(t.NIGHTLY_AT),
        digest_at=section.read(t.DIGEST_AT),
        nation=section.read(t.NATION).value,
        support_lines=_support_lines(section, of),
        concern_contacts=section.read(t.CONCERN_CONTACTS),
        independent_contact=section.read(t.INDEPENDENT_CONTACT),
        commissioner=section.read(t.COMMISSIONER),
    )


def _coordinators(section: Section, of: str, scheme_address: str) -> tuple[Coordinator, ...]:
    entries = entries_of(t.COORDINATOR_TABLE, section.values, of)
    where = t.COORDINATOR_TABLE.heading + of
    if not entries:
        raise BadSettings(f"{FILE_NAME}: there is no {where}; name at least one person.")
    people = tuple(_coordinator(entry, scheme_address) for entry in entries)
    refuse_twins((one.address for one in people), where, "coordinators")
    for key, count in (
        (t.DUTY.key, sum(one.duty for one in people)),
        (t.LEAD.key, sum(one.lead for one in people)),
    ):
        if count > 1:
            raise BadSettings(
                f"{FILE_NAME}, {where}: {key} is true for {count} people; keep it for one of them."
            )
    return people


def _coordinator(entry: Section, scheme_address: str) -> Coordinator:
    entry.only()
    address = entry.read(t.PERSON_ADDRESS)
    if address == scheme_address:
        # The bot would answer itself for ever.
        raise entry.wrong("address", "is the scheme's own; give the person's")
    return Coordinator(entry.read(t.PERSON_NAME), address, entry.read(t.DUTY), entry.read(t.LEAD))


def _support_lines(section: Section, of: str) -> tuple[SupportLine, ...]:
    lines = []
    for entry in entries_of(t.SUPPORT_TABLE, section.values, of):
        entry.only()
        lines.append(
            SupportLine(
                entry.read(t.LINE_NAME), entry.read(t.LINE_CONTACT), entry.read(t.LINE_HOURS)
            )
        )
    return tuple(lines)


def refuse_twins(addresses: Iterable[str], where: str, what: str) -> None:
    """Raise BadSettings when two entries have the same address."""
    seen: set[str] = set()
    for address in addresses:
        if address in seen:
            raise BadSettings(
                f"{FILE_NAME}, {where}: address {address} is there twice; two {what} cannot share it."
            )
        seen.add(address)

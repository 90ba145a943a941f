"""The eight questions of `mailbot init`, each with a default that fits the answers before it."""

from collections.abc import Sequence
from dataclasses import dataclass

import click

from mailbot.cli.questions import Questions
from mailbot.core.scheme import Pacing, Security
from mailbot.settings.kinds import ADDRESS, HOST, TEXT, ZONE, number
from mailbot.translate.providers import Provider, provider_of

PLACEHOLDER = "example.org"
_PORT = number(1, 65535)


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is, and what its port says about how it is protected."""

    host: str
    port: int

    @property
    def security(self) -> Security:
        """Give what the port means by custom (RFC 8314 section 3); loopback needs nothing."""
        if self.port in {993, 465}:
            return Security.TLS
        return Security.NONE if self.host in {"localhost", "127.0.0.1"} else Security.STARTTLS


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line; None is asked."""

    name: str | None = None
    address: str | None = None
    imap: str | None = None
    smtp: str | None = None
    coordinator: str | None = None
    coordinator_address: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known when the questions are over; an empty password is still to come."""

    name: str
    address: str
    imap: Server
    smtp: Server
    password: str
    coordinator: str
    coordinator_address: str
    timezone: str
    pacing: Pacing

    @property
    def unfinished(self) -> bool:
        """Say whether a made-up address or server was taken for want of a better one."""
        named = (self.address, self.coordinator_address, self.imap.host, self.smtp.host)
        return any(one.endswith(PLACEHOLDER) for one in named)


def interview(questions: Questions, given: Options, providers: Sequence[Provider]) -> Answers:
    """Ask what the options left open; what is known of the provider is said on the way."""
    ask = questions.ask
    name = ask("What is the scheme called?", "--name", TEXT.read, given.name, "Buddy scheme")
    address = ask(
        "Which address is its mailbox?",
        "--address",
        ADDRESS.read,
        given.address,
        f"scheme@{PLACEHOLDER}",
    )
    provider = provider_of(address, providers)
    if provider:
        click.echo(f"\n{click.wrap_text(provider.advice, width=80)}\n")
    imap, smtp = _servers(questions, given, address.rpartition("@")[2], provider)
    password = questions.secret("Its password (Enter: you put it into a file later)")

    def somebody_else(value: object) -> str:
        person = ADDRESS.read(value)
        if person == address:
            raise ValueError("is the scheme's own address, and must be the person's")
        return person

    return Answers(
        name=name,
        address=address,
        imap=imap,
        smtp=smtp,
        password=password,
        coordinator=ask(
            "Who runs the scheme?", "--coordinator", TEXT.read, given.coordinator, "The coordinator"
        ),
        coordinator_address=ask(
            "Where does that person get mail?",
            "--coordinator-address",
            somebody_else,
            given.coordinator_address,
            f"coordinator@{PLACEHOLDER}",
        ),
        timezone=ask(
            "Which time zone are its hours in?",
            "--timezone",
            lambda value: ZONE.read(value).key,
            given.timezone,
            "Europe/London",
        ),
        pacing=_pacing(provider),
    )


def _servers(
    questions: Questions, given: Options, domain: str, provider: Provider | None
) -> tuple[Server, Server]:
    imap = questions.ask(
        "From which server is mail read?",
        "--imap",
        lambda value: _server(value, 993),
        given.imap,
        provider.imap if provider else f"imap.{domain}:993",
    )
    smtp = questions.ask(
        "Through which server is it sent?",
        "--smtp",
        lambda value: _server(value, 587),
        given.smtp,
        provider.smtp if provider else f"smtp.{domain}:587",
    )
    return imap, smtp


def _server(value: object, usual_port: int) -> Server:
    host, colon, port = str(value).strip().partition(":")
    if not colon:
        return Server(HOST.read(host), usual_port)
    return Server(HOST.read(host), _PORT.read(int(port) if port.isdecimal() else port))


def _pacing(provider: Provider | None) -> Pacing:
    usual = Pacing()
    if provider is None:
        return usual
    return Pacing(provider.per_minute or usual.per_minute, provider.per_day or usual.per_day)

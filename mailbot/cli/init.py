"""`mailbot init`: ask what a new scheme needs, and write mailbot.toml and the files of its secrets."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import click

from mailbot.cli.interview import Answers, Options, Server, interview
from mailbot.cli.questions import Questions
from mailbot.core.errors import Trouble
from mailbot.core.scheme import Mode, Pacing
from mailbot.edges.files import read_tree, shipped
from mailbot.settings import FILE_NAME
from mailbot.settings.page import Values, first_file
from mailbot.translate.providers import read_providers

_IMAP_SECRET = "secrets/imap"  # noqa: S105  where it is, not what
_SMTP_SECRET = "secrets/smtp"  # noqa: S105


class NotWritten(Trouble):
    """The home folder stays as it is."""

    exit_code: ClassVar[int] = 2


@click.command()
@click.option("--yes", is_flag=True, help="Ask nothing: take the default where no option is given.")
@click.option("--name", metavar="TEXT", help="What the scheme is called.")
@click.option("--address", metavar="ADDRESS", help="The address of its mailbox.")
@click.option("--imap", metavar="HOST[:PORT]", help="The server from which mail is read.")
@click.option("--smtp", metavar="HOST[:PORT]", help="The server through which mail is sent.")
@click.option("--coordinator", metavar="TEXT", help="Who runs the scheme: a full name.")
@click.option("--coordinator-address", metavar="ADDRESS", help="Where that person gets mail.")
@click.option("--timezone", metavar="ZONE", help="The time zone of the scheme's hours.")
@click.pass_obj
def init(home: Path, /, *, yes: bool, **given: str | None) -> None:
    """Ask a few questions and write mailbot.toml; Enter takes what stands in brackets.

    The scheme starts in the mode "listen": it reads, and sends coordinators the digest and answers. Passwords go
    into files that nobody else can read. Nothing is replaced without asking.
    """
    questions = Questions(take_defaults=yes)
    if (home / FILE_NAME).exists() and not questions.agree(
        f"There is a {FILE_NAME} in {home} already. Replace it?"
    ):
        raise NotWritten(
            f"{home / FILE_NAME} stays as it is: edit it by hand, or move it away first."
        )
    rules = read_tree(shipped("rules"), home / "rules", suffix="providers.toml")
    answers = interview(questions, Options(**given), read_providers(rules["providers.toml"]))
    secrets = {
        name: answers.password
        for name in (_IMAP_SECRET, _SMTP_SECRET)
        if _may_write(home / name, answers.password, questions)
    }
    try:
        _write(home, first_file(_tables(answers)), secrets)
    except OSError as problem:
        raise NotWritten(f"{home} cannot be written to ({problem.strerror}).") from None
    click.echo(_what_next(home, answers))


def _may_write(path: Path, password: str, questions: Questions) -> bool:
    if not path.exists() or not path.stat().st_size:
        return True
    return bool(password) and questions.agree(f"{path} holds a password already. Replace it?")


def _write(home: Path, settings: str, secrets: Mapping[str, str]) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "secrets").mkdir(mode=0o700, exist_ok=True)
    for name, password in secrets.items():
        _write_secret(home / name, password)
    (home / FILE_NAME).write_text(settings, "utf-8")


def _write_secret(path: Path, password: str) -> None:
    # Closed to others before there is anything in it, also when it was there and open.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        path.chmod(0o600)
        file.write(f"{password}\n" if password else "")


def _tables(answers: Answers) -> dict[str, Values]:
    return {
        "database": {"url": "sqlite:///mailbot.db"},
        "scheme": {
            "name": answers.name,
            "address": answers.address,
            "sender_name": answers.name,
            "timezone": answers.timezone,
            "mode": Mode.LISTEN.value,
        },
        "scheme.imap": _login(answers.imap, answers.address, _IMAP_SECRET),
        "scheme.smtp": {
            **_login(answers.smtp, answers.address, _SMTP_SECRET),
            **_limits(answers.pacing),
        },
        "scheme.coordinator": {
            "name": answers.coordinator,
            "address": answers.coordinator_address,
            "duty": True,
            "lead": True,
        },
    }


def _login(server: Server, username: str, password_file: str) -> Values:
    return {
        "host": server.host,
        "port": server.port,
        "security": server.security.value,
        "username": username,
        "password_file": password_file,
    }


def _limits(pacing: Pacing) -> Values:
    return {"per_minute": pacing.per_minute, "per_day": pacing.per_day}


def _what_next(home: Path, answers: Answers) -> str:
    mailbot = f"mailbot --home {shlex.quote(str(home))}"
    steps = []
    if answers.unfinished:
        steps.append(f"put your own addresses and servers into {home / FILE_NAME} for example.org")
    if not answers.password:
        steps.append(f"put the mailbox's password into {home / _IMAP_SECRET} and {_SMTP_SECRET}")
    steps += [
        f"{mailbot} check",
        f'{mailbot} run   (in the mode "listen": it reads, and sends only the digest)',
    ]
    lines = [f"  {n}. {step}" for n, step in enumerate(steps, 1)]
    return "\n".join([f"\nWrote {home / FILE_NAME}. What comes next:", *lines])

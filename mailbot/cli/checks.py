"""Everything `mailbot check` looks at, in the order in which it is shown."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mailbot.cli.checks_database import database
from mailbot.cli.checks_mail import imap, smtp
from mailbot.cli.checks_shelf import rules, tasks, templates
from mailbot.cli.findings import Finding
from mailbot.core.scheme import Mode
from mailbot.edges.files import others_may_read
from mailbot.settings import FILE_NAME, Settings

Check = Callable[[Settings], Iterable[Finding]]

_LEAST_FREE_BYTES = 500_000_000


def configuration(settings: Settings) -> Iterator[Finding]:
    """Say what mailbot.toml describes; it could be read, or no check would run."""
    for scheme in settings.schemes:
        sentence = f'{FILE_NAME} describes "{scheme.name}" in the mode "{scheme.mode}".'
        yield Finding("settings", ok=True, sentence=sentence)


def home(settings: Settings) -> Iterator[Finding]:
    """Look whether mailbot can write where its records are, and for how long."""
    try:
        with tempfile.TemporaryFile(dir=settings.home):
            free_bytes = shutil.disk_usage(settings.home).free
    except OSError as problem:
        sentence = (
            f"mailbot cannot write to {settings.home} ({problem.strerror}): give it the folder."
        )
        yield Finding("home", ok=False, sentence=sentence)
        return
    enough = free_bytes >= _LEAST_FREE_BYTES
    megabytes = f"{free_bytes // 1_000_000:,} MB are free in {settings.home}"
    yield Finding("home", enough, f"{megabytes}{'.' if enough else ': make room.'}")


def secrets(settings: Settings) -> Iterator[Finding]:
    """Look whether somebody else on this machine can read a password or a key."""
    folder = settings.home / "secrets"
    private = [folder, *sorted(folder.iterdir())] if folder.is_dir() else []
    if _holds_password(settings.home / FILE_NAME):
        private.append(settings.home / FILE_NAME)
    open_ones = [path for path in private if others_may_read(path)]
    for path in open_ones:
        how = "700" if path.is_dir() else "600"
        sentence = f"others on this machine can read {path}: run chmod {how} on it."
        yield Finding("secrets", ok=False, sentence=sentence)
    if not open_ones:
        yield Finding("secrets", ok=True, sentence="nobody else on this machine can read them.")


def _holds_password(path: Path) -> bool:
    return re.search(r"^\s*password\s*=", path.read_text("utf-8-sig"), re.MULTILINE) is not None


def support(settings: Settings) -> Iterator[Finding]:
    """Look whether mail to somebody in distress has a support line to name (H3, J6)."""
    for scheme in settings.schemes:
        if scheme.support_lines:
            count = len(scheme.support_lines)
            yield Finding("support", ok=True, sentence=f"{count} support line(s) are named.")
        else:
            sentence = (
                f"no support line is named for somebody in distress: add [[scheme.support_line]] to"
                f' {FILE_NAME} before "{scheme.name}" leaves the mode "listen".'
            )
            listening = scheme.mode is Mode.LISTEN
            yield Finding("support", listening, sentence, asks=listening)


# Each runs whatever the ones before it found.
CHECKS: tuple[Check, ...] = (
    configuration,
    home,
    secrets,
    support,
    imap,
    smtp,
    rules,
    templates,
    tasks,
    database,
)

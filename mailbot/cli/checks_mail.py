"""Look whether a scheme's mail can be read and sent: log in, look around, leave; send nothing."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mailbot.cli.clock import now as moment_of
from mailbot.cli.findings import Finding
from mailbot.core.scheme import Login, Scheme, Security
from mailbot.edges.imap import Folder, MailboxUnavailable, Role, open_mailbox
from mailbot.edges.smtp import SubmissionUnavailable, open_pool
from mailbot.edges.trust import CannotTrust, trusted
from mailbot.settings import Settings

_PATIENCE_SECONDS = 15
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}

# A difference that nobody would notice in a deadline.
_SLACK = timedelta(minutes=5)

# What follows when a folder is not there; without Sent, mailbot works but is half blind.
_WITHOUT = {
    Role.SENT: "answers that people give by hand are not seen, so make a folder named Sent",
    Role.ARCHIVE: "mail that people file away is looked for in the inbox only",
    Role.TRASH: "mail that people delete is gone at once",
}


def imap(settings: Settings) -> Iterator[Finding]:
    """Log in to each mailbox and look for the folders that people use."""
    for scheme in settings.schemes:
        yield from _protection("imap", scheme.imap)
        try:
            found, newest = _looked_around(scheme.imap)
        except (MailboxUnavailable, CannotTrust) as problem:
            yield Finding("imap", ok=False, sentence=str(problem))
            continue
        yield Finding("imap", ok=True, sentence=f"the mailbox of {_named(scheme)} can be read.")
        yield from _folders(found)
        yield clock(newest, moment_of(None, UTC), scheme.timezone)


def _looked_around(login: Login) -> tuple[tuple[Folder, ...], datetime | None]:
    """Give the folders, and when the server says that the newest mail in the inbox came."""
    with open_mailbox(login, trusted(login), timeout_seconds=_PATIENCE_SECONDS) as mailbox:
        last = mailbox.new_uids("INBOX", max(mailbox.status("INBOX").uidnext - 2, 0))
        marks = mailbox.fingerprints("INBOX", last)
        return mailbox.folders(), max((one.arrived for one in marks.values()), default=None)


def clock(newest: datetime | None, now: datetime, zone: ZoneInfo) -> Finding:
    """Compare the clocks as far as it can be done: an IMAP server tells when mail came, not the time."""
    here = f"this machine says that it is {now.astimezone(zone):%a %d %b %Y, %H:%M} in {zone.key}"
    if newest is None:
        return Finding(
            "clock", ok=True, sentence=f"{here}; there is no new mail to compare it with."
        )
    if newest > now + _SLACK:
        sentence = (
            f"{here}, but the newest mail came at {newest.astimezone(zone):%H:%M on %d %b %Y}"
            " by the mail server: let this machine set its clock by network time (NTP)."
        )
        return Finding("clock", ok=False, sentence=sentence)
    return Finding("clock", ok=True, sentence=f"{here}, and no mail came later than that.")


def _folders(found: tuple[Folder, ...]) -> Iterator[Finding]:
    names = {folder.role: folder.name for folder in found}
    for role, what_follows in _WITHOUT.items():
        if role in names:
            sentence = f'{role.value.capitalize()} is the folder "{names[role]}".'
            yield Finding("folders", ok=True, sentence=sentence)
        else:
            sentence = f"there is no {role.value.capitalize()} folder: {what_follows}."
            yield Finding("folders", ok=role is not Role.SENT, sentence=sentence)


def smtp(settings: Settings) -> Iterator[Finding]:
    """Log in to each submission server and say goodbye."""
    for scheme in settings.schemes:
        yield from _protection("smtp", scheme.smtp)
        try:
            asyncio.run(_greet(scheme.smtp))
        except (SubmissionUnavailable, CannotTrust) as problem:
            yield Finding("smtp", ok=False, sentence=str(problem))
            continue
        pacing = f"{scheme.pacing.per_minute} a minute and {scheme.pacing.per_day} a day"
        sentence = f"{_named(scheme)} can send, at most {pacing}."
        yield Finding("smtp", ok=True, sentence=sentence)


async def _greet(login: Login) -> None:
    async with await open_pool(login, 1, trusted(login)):
        pass


def _protection(name: str, login: Login) -> Iterator[Finding]:
    if login.security is Security.NONE and login.username and login.host not in _THIS_MACHINE:
        sentence = (
            f"the password travels to {login.host} in the clear: set security to tls or starttls"
            f" under [scheme.{name}]."
        )
        yield Finding(name, ok=False, sentence=sentence)


def _named(scheme: Scheme) -> str:
    return f'"{scheme.name}"'

"""One pass over a scheme: fetch, reconcile, handle, round and digest if due, deliver."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from mailbot.edges.imap import Mailbox, MailboxUnavailable, open_mailbox
from mailbot.edges.smtp import Pool, SubmissionUnavailable, open_pool
from mailbot.edges.trust import CannotTrust, trusted
from mailbot.flows import erasing, put_back
from mailbot.flows.deliver import Delivered, deliver, something_to_send
from mailbot.flows.digest import digest
from mailbot.flows.doing.known_answers import close_answered
from mailbot.flows.fetch import Fetched, fetch
from mailbot.flows.filing import file_mail
from mailbot.flows.handle import handle
from mailbot.flows.house import House
from mailbot.flows.ordering import reading_back
from mailbot.flows.ordering.duty import with_todays_duty
from mailbot.flows.ordering.trust import offer_stand_ins, offer_trust, send_trusted
from mailbot.flows.own_tasks import with_own_tasks
from mailbot.flows.purging import purge
from mailbot.flows.reconcile import reconcile
from mailbot.flows.round import Rounded, nightly, round_is_due
from mailbot.flows.setting_aside import restore, set_aside

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Passed:
    """What one pass did; `troubles` are sentences for the person who installed it.

    `cannot_read` and `cannot_send` are the one about the mailbox and the one about submission.
    """

    fetched: Fetched
    handled: int
    rounded: Rounded | None
    digests: int
    delivered: Delivered
    troubles: tuple[str, ...]
    cannot_read: str = ""
    cannot_send: str = ""


class Lines:
    """The connections of one scheme, opened when needed and kept from pass to pass.

    For one thread. After any trouble the line is dropped, and the next pass opens a new one.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._mailbox: Mailbox | None = None
        self._pool: Pool | None = None
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._mailbox is not None:
            self._mailbox.close()
        if self._pool is not None:
            self._runner.run(self._pool.close())
        self._runner.close()

    def fetch(self, now: datetime) -> Fetched:
        """Fetch, reconcile and purge; raises MailboxUnavailable and CannotTrust."""
        login = self._house.scheme.imap
        mailbox = self._mailbox or open_mailbox(login, trusted(login))
        self._mailbox = None
        fetched = fetch(self._house, mailbox, now)
        reconcile(self._house, mailbox, now)
        purge(self._house, mailbox, now)
        self._mailbox = mailbox
        return fetched

    def set_aside(self, now: datetime) -> None:
        """Take out of the inbox what is not to be read there, or need not be; raises MailboxUnavailable."""
        if self._mailbox is None:
            return
        mailbox, self._mailbox = self._mailbox, None
        set_aside(self._house, mailbox, now)
        restore(self._house, mailbox, now)
        file_mail(self._house, mailbox)
        self._mailbox = mailbox

    def deliver(self, now: datetime) -> Delivered:
        """Send what is due; raises SubmissionUnavailable and CannotTrust."""
        return self._runner.run(self._deliver(now))

    async def _deliver(self, now: datetime) -> Delivered:
        scheme = self._house.scheme
        if self._pool is None:
            self._pool = await open_pool(
                scheme.smtp, scheme.pacing.connections, trusted(scheme.smtp)
            )
        return await deliver(self._house, self._pool, now)


def one_pass(house: House, now: datetime, lines: Lines | None = None) -> Passed:
    """Do everything that is due; trouble with one server does not stop the rest.

    With `lines` its connections are used and kept, else they are closed again.
    """
    if lines is None:
        with Lines(house) as own:
            return one_pass(house, now, own)
    house = with_todays_duty(house, now)
    troubles: list[str] = []
    fetched = _fetch(lines, now, troubles)
    cannot_read = "".join(troubles)
    handled = handle(house, now)
    _set_aside(lines, now)
    house = with_own_tasks(house)
    if not troubles:
        put_back.take_stock(house, now)
    rounded = nightly(house, now) if round_is_due(house, now) else None
    send_trusted(house, now)
    digests = digest(house, now)
    if digests:
        offer_trust(house, now)
        offer_stand_ins(house, now)
        reading_back.offer(house, now)
    delivered = _deliver(house, lines, now, troubles)
    close_answered(house, now)
    erasing.finish(house, now)
    return Passed(
        fetched,
        handled,
        rounded,
        digests,
        delivered,
        tuple(troubles),
        cannot_read,
        "".join(troubles[1 if cannot_read else 0 :]),
    )


def _fetch(lines: Lines, now: datetime, troubles: list[str]) -> Fetched:
    try:
        return lines.fetch(now)
    except (MailboxUnavailable, CannotTrust) as trouble:
        troubles.append(str(trouble))
        return Fetched(0, 0)


def _set_aside(lines: Lines, now: datetime) -> None:
    """Try it at once, before anybody has looked; the next pass tries again what the line was lost for."""
    try:
        lines.set_aside(now)
    except MailboxUnavailable as trouble:
        log.info("nothing was set aside: %s", trouble)


def _deliver(house: House, lines: Lines, now: datetime, troubles: list[str]) -> Delivered:
    if not something_to_send(house, now):
        return Delivered()
    try:
        return lines.deliver(now)
    except (SubmissionUnavailable, CannotTrust) as trouble:
        troubles.append(str(trouble))
        return Delivered()

"""One pass over a scheme: fetch, reconcile, handle, round and digest if due, deliver."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from mailbot.edges.imap import MailboxUnavailable, open_mailbox
from mailbot.edges.smtp import SubmissionUnavailable, open_pool
from mailbot.flows.deliver import Delivered, deliver, reconcile, something_to_send
from mailbot.flows.digest import digest
from mailbot.flows.fetch import Fetched, fetch
from mailbot.flows.handle import handle
from mailbot.flows.house import House
from mailbot.flows.round import Rounded, nightly, round_is_due


@dataclass(frozen=True, slots=True)
class Passed:
    """What one pass did; `troubles` are sentences for the person who installed it."""

    fetched: Fetched
    handled: int
    rounded: Rounded | None
    digests: int
    delivered: Delivered
    troubles: tuple[str, ...]


def one_pass(house: House, now: datetime) -> Passed:
    """Do everything that is due; trouble with one server does not stop the rest."""
    troubles: list[str] = []
    fetched = _fetch(house, now, troubles)
    handled = handle(house, now)
    rounded = nightly(house, now) if round_is_due(house, now) else None
    digests = digest(house, now)
    delivered = _deliver(house, now, troubles)
    return Passed(fetched, handled, rounded, digests, delivered, tuple(troubles))


def _fetch(house: House, now: datetime, troubles: list[str]) -> Fetched:
    try:
        with open_mailbox(house.scheme.imap) as mailbox:
            fetched = fetch(house, mailbox, now)
            reconcile(house, mailbox, now)
            return fetched
    except MailboxUnavailable as trouble:
        troubles.append(str(trouble))
        return Fetched(0, 0)


def _deliver(house: House, now: datetime, troubles: list[str]) -> Delivered:
    if not something_to_send(house, now):
        return Delivered()
    try:
        return asyncio.run(_connect_and_deliver(house, now))
    except SubmissionUnavailable as trouble:
        troubles.append(str(trouble))
        return Delivered()


async def _connect_and_deliver(house: House, now: datetime) -> Delivered:
    async with await open_pool(house.scheme.smtp, house.scheme.pacing.connections) as pool:
        return await deliver(house, pool, now)

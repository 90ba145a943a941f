"""The daemon: looks at the mailbox on time and when something comes, until it is told to stop."""

import logging
import signal
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from mailbot.core.scheme import Alert
from mailbot.edges import heartbeat
from mailbot.edges.imap import MailboxUnavailable, open_mailbox
from mailbot.edges.trust import CannotTrust, trusted
from mailbot.flows.alerting import faults_of, watch
from mailbot.flows.house import House
from mailbot.flows.passing import Lines, one_pass

log = logging.getLogger(__name__)

# IDLE is renewed well before servers hang up (RFC 2177), and often enough to stop quickly.
IDLE_SECONDS = 120
FIRST_BACKOFF_SECONDS = 5
LONGEST_BACKOFF_SECONDS = 300


def run_for_ever(
    home: Path, houses: Sequence[House], alert: Alert | None = None, *, poll_seconds: int
) -> None:
    """Run every scheme until SIGTERM or SIGINT; whatever IDLE says, each is polled on time.

    The ticks are kept in memory only: what is due stands in our own tables, so a tick that was missed
    costs nothing.
    """
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    ticks = BackgroundScheduler(timezone=UTC)
    for house in houses:
        # One thread a scheme: its connections stay in it, and a slow server delays no other scheme.
        ticks.add_executor(ThreadPoolExecutor(1), alias=house.scheme.address)
        ticks.add_job(
            _tick,
            "interval",
            args=[home, house, Lines(house), alert],
            seconds=poll_seconds,
            next_run_time=datetime.now(UTC),
            id=house.scheme.address,
            executor=house.scheme.address,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        listener = Thread(
            target=_listen, args=[house, ticks, stop], daemon=True, name=house.scheme.address
        )
        listener.start()
    ticks.start()
    log.info("running %s scheme(s), polling every %s seconds", len(houses), poll_seconds)
    stop.wait()
    ticks.shutdown(wait=True)
    log.info("stopped")


def _tick(home: Path, house: House, lines: Lines, alert: Alert | None) -> None:
    now = datetime.now(UTC)
    passed = one_pass(house, now, lines)
    for sentence in passed.troubles:
        log.warning("%s", sentence)
    watch(house, alert, home, faults_of(house, passed), now)
    if not passed.troubles:
        heartbeat.write(home, now)


def _listen(house: House, ticks: BackgroundScheduler, stop: Event) -> None:
    """Wait for mail beside the polling, and bring the next look forward when some may be there."""
    backoff = FIRST_BACKOFF_SECONDS
    while not stop.is_set():
        try:
            _watch(house, ticks, stop)
        except (MailboxUnavailable, CannotTrust) as trouble:
            log.warning("%s", trouble)
            stop.wait(backoff)
            backoff = min(backoff * 2, LONGEST_BACKOFF_SECONDS)


def _watch(house: House, ticks: BackgroundScheduler, stop: Event) -> None:
    login = house.scheme.imap
    with open_mailbox(login, trusted(login)) as mailbox:
        while not stop.is_set():
            if mailbox.wait(IDLE_SECONDS):
                ticks.modify_job(house.scheme.address, next_run_time=datetime.now(UTC))
                # Noting how it stands now makes the next wait one for something newer.
                mailbox.status("INBOX")

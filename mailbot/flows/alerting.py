"""Tell people by a second mail account that the scheme's mailbox can't be read or can't send (J7, N17)."""

import asyncio
import hashlib
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailbot.core.alarms import Alarm, after_telling, standing, to_tell
from mailbot.core.mail import Address
from mailbot.core.scheme import Alert
from mailbot.edges import alarms
from mailbot.edges.smtp import Accepted, SubmissionUnavailable, open_pool
from mailbot.edges.trust import CannotTrust, trusted
from mailbot.flows.house import House
from mailbot.flows.passing import Passed
from mailbot.translate.compose import Envelope, compose
from mailbot.translate.templates import Value, Wording

log = logging.getLogger(__name__)
READING, SENDING, NOT_RUNNING = "reading", "sending", "not running"


def faults_of(house: House, passed: Passed) -> dict[str, str]:
    """Give what is wrong after a pass, by a key that names scheme and fault."""
    found = {READING: passed.cannot_read, SENDING: passed.cannot_send}
    return {_key(house, kind): sentence for kind, sentence in found.items() if sentence}


def _key(house: House, kind: str) -> str:
    return f"{house.scheme.address} {kind}"


def watch(
    house: House, alert: Alert | None, home: Path, faults: dict[str, str], now: datetime
) -> int:
    """Note what is broken since when, and tell of it once a day by the second route; give how often.

    A fault that is over is forgotten. A route that fails too is tried again in an hour.
    """
    kept = alarms.read(home)
    mine = {_key(house, READING), _key(house, SENDING)}
    ours = standing({key: one for key, one in kept.items() if key in mine}, faults, now)
    return _keep_and_tell(house, alert, home, _Alarms(kept, ours, mine), faults, now)


def watch_from_outside(house: House, alert: Alert, home: Path, said: str, now: datetime) -> int:
    """Tell that no pass went well for a while; `said` is the sentence, empty when all is well."""
    kept, key = alarms.read(home), _key(house, NOT_RUNNING)
    # The while is over already.
    ours = {key: kept.get(key) or Alarm(now, now)} if said else {}
    return _keep_and_tell(house, alert, home, _Alarms(kept, ours, {key}), {key: said}, now)


@dataclass(frozen=True, slots=True)
class _Alarms:
    """What was kept, what stands now of it, and the keys that this is about."""

    kept: dict[str, Alarm]
    ours: dict[str, Alarm]
    mine: Collection[str]


def _keep_and_tell(
    house: House,
    alert: Alert | None,
    home: Path,
    found: _Alarms,
    faults: dict[str, str],
    now: datetime,
) -> int:
    kept, ours = found.kept, found.ours
    others = {key: one for key, one in kept.items() if key not in found.mine}
    told = 0
    if alert is not None:
        for key in to_tell(ours, now):
            heard = _tell(house, alert, key, ours[key], faults[key], now)
            ours[key] = after_telling(ours[key], now, heard=heard)
            told += heard
    if kept != others | ours:
        alarms.write(home, others | ours)
    return told


def _tell(house: House, alert: Alert, key: str, alarm: Alarm, sentence: str, now: datetime) -> bool:
    readers = _readers(house, alert)
    wording = house.templates.render("N17", _values(house, key, alarm, sentence))
    try:
        return asyncio.run(_send(alert, readers, wording, key, now))
    except (SubmissionUnavailable, CannotTrust) as trouble:
        log.warning("the alert could not be sent: %s", trouble)
        return False


def _readers(house: House, alert: Alert) -> tuple[Address, ...]:
    """Write to whoever installed mailbot and to all coordinators, never to the broken mailbox."""
    known = [Address(one) for one in alert.to]
    known += [Address(one.address, one.name) for one in house.scheme.coordinators]
    return tuple({one.address: one for one in known if not house.is_ours(one.address)}.values())


def _values(house: House, key: str, alarm: Alarm, sentence: str) -> dict[str, Value]:
    reason, _, steps = sentence.rstrip(".").partition(": ")
    return {
        "address": house.scheme.address,
        "since": house.hours.local(alarm.since),
        "reason": reason[:1].lower() + reason[1:],
        "steps": f"{steps or 'look at the log of mailbot run'}; then run mailbot check.",
        "sending": key.endswith(SENDING),
        "stopped": key.endswith(NOT_RUNNING),
        "sender_name": house.scheme.sender_name,
        "ref": house.tokens.ref(0),  # of no mail: an alert has no row in the outbox
    }


async def _send(
    alert: Alert, readers: Sequence[Address], wording: Wording, key: str, now: datetime
) -> bool:
    pool = await open_pool(alert.login, 1, trusted(alert.login))
    async with pool:
        outcomes = [
            await pool.send(
                alert.sender, (one.address,), _mail(alert, one, wording, key, now), _nothing
            )
            for one in readers
        ]
    return any(isinstance(one, Accepted) for one in outcomes)


def _nothing() -> None:
    """Note nothing: an alert is no mail of the scheme's."""


def _mail(alert: Alert, reader: Address, wording: Wording, key: str, now: datetime) -> bytes:
    seed = f"{key} {reader.address} {now.isoformat()}"
    name = hashlib.sha256(seed.encode()).hexdigest()[:32]
    envelope = Envelope(
        sender=Address(alert.sender, "mailbot"),
        to=(reader,),
        message_id=f"<alert.{name}@{alert.sender.rpartition('@')[2]}>",
        date=now,
        auto_submitted="auto-generated",
    )
    return compose(envelope, wording)

"""Decide when somebody must hear by another route that the mailbox is broken: once a day for each fault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# A server that is restarted needs nobody.
TOLD_AFTER = timedelta(minutes=15)
TOLD_AGAIN_AFTER = timedelta(days=1)
TRIED_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One fault that lasts: since when, and from when on it may be told (again)."""

    since: datetime
    tell_at: datetime


def standing(
    alarms: Mapping[str, Alarm], faults: Mapping[str, str], now: datetime
) -> dict[str, Alarm]:
    """Keep the alarms whose fault is still there, and begin one for each new fault."""
    return {key: alarms.get(key) or Alarm(now, now + TOLD_AFTER) for key in faults}


def to_tell(alarms: Mapping[str, Alarm], now: datetime) -> list[str]:
    """Give the faults that somebody must hear of now."""
    return [key for key, one in alarms.items() if one.tell_at <= now]


def after_telling(alarm: Alarm, now: datetime, *, heard: bool) -> Alarm:
    """Say when a fault is told again: tomorrow, or in an hour where the second route failed too."""
    return replace(alarm, tell_at=now + (TOLD_AGAIN_AFTER if heard else TRIED_AGAIN_AFTER))

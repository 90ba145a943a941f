"""Say who owes what to whom, and the dates and signs that make somebody seem quiet, in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mailbot.core.people import listed


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for silence, as dates in the scheme's zone and counts; a date is no label (law 6).

    `unanswered` are our mails about it since the last sign; `waiting` are the first names of buddies
    who have done their part, `asked_after` counts how often one of them wrote that they wait.
    """

    last_sign: date | None = None
    unanswered: int = 0
    asked_on: date | None = None
    waiting: tuple[str, ...] = ()
    asked_after: int = 0
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class Owing:
    """One open obligation: who owes what to whom by when, and when it is looked at again.

    `due_at` is in the scheme's zone, `days` are days late, negative before the date.
    """

    assignment: int
    person: int
    name: str
    to: tuple[str, ...]
    task: str
    stage: str
    what: str
    due_at: datetime
    days: int
    nudges: tuple[str, ...]
    signs: Signs
    quiet_since: date | None = None
    next_look: date | None = None


def told(signs: Signs) -> str:
    """Tell the signs, the oldest first: "no sign since 3 Jun, 2 unanswered mails, Priya waits"."""
    parts = [f"no sign since {_day(signs.last_sign)}" if signs.last_sign else "no sign so far"]
    if signs.unanswered:
        parts.append(_many(signs.unanswered, "unanswered mail"))
    if signs.asked_on:
        parts.append(f"asked how they are on {_day(signs.asked_on)}")
    if signs.waiting:
        parts.append(f"{listed(signs.waiting)} wait{'s' if len(signs.waiting) == 1 else ''}")
    if signs.asked_after:
        times = {1: "once", 2: "twice"}.get(signs.asked_after, f"{signs.asked_after} times")
        parts.append(f"the buddy wrote {times}")
    if signs.away_until:
        return f"away until {_day(signs.away_until)}"
    return ", ".join(parts)


def line_of(one: Owing) -> str:
    """Tell one obligation on a line of its own."""
    to = f" > {listed(one.to)}" if one.to else ""
    days = f", {_many(one.days, 'day')} late" if one.days > 0 else ""
    again = f"; next look {_day(one.next_look)}" if one.next_look else ""
    return f"{one.name}{to}: {one.what}, due {_day(one.due_at)}{days}; {told(one.signs)}{again}"


def line_of_quiet(one: Owing) -> str:
    """Tell why somebody seems quiet, for the digest."""
    days = f", {_many(one.days, 'day')} late" if one.days > 0 else ""
    return f"Quiet: {one.name} ({one.what}{days}): {told(one.signs)}."


def seen_quiet(ledger: Sequence[Owing]) -> tuple[Owing, ...]:
    """Give one line for each person who is quiet, the longest late first."""
    found: dict[int, Owing] = {}
    for one in sorted(ledger, key=lambda one: (-one.days, one.assignment)):
        if one.quiet_since is not None:
            found.setdefault(one.person, one)
    return tuple(found.values())


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%b}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"

"""Count what a scheme costs its coordinators, beside the same scheme by hand: python -m benchmarks.touches."""

import argparse
import logging
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailbot.core.actions import Matter
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.edges.db import promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows.grouping import IN_GROUPS
from mailbot.flows.house import House
from mailbot.world.chronicle import tell
from mailbot.world.life import live
from mailbot.world.people import Mix
from mailbot.world.telling import Mail

FIRST_TASK_DAY, DAYS_BETWEEN_TASKS = 14, 42
# The model, all of it assumed: to find and open a mail on a phone, to read 240 words a minute, to type
# 35; by hand a mail is a template pasted and changed, whatever its length, which is kind to that side.
OPEN_SECONDS, READ_WORDS, TYPE_WORDS = 5, 240, 35
BY_HAND_SECONDS = 60
SEEN_WITHIN_WORKING_DAYS = 2
ALL_QUIET = "All quiet"
QUIET_DIGESTS = "digests that say all quiet"
CONFIRMATIONS = frozenset({MailId.N04, MailId.N06, MailId.N07, MailId.N13})


@dataclass(frozen=True, slots=True)
class Cost:
    """What somebody had to do: mails read and written, and the minutes of both by the model."""

    read: int
    written: int
    minutes: float

    @property
    def touches(self) -> int:
        """Count every mail that a person had to open or write."""
        return self.read + self.written


@dataclass(frozen=True, slots=True)
class Year:
    """One life of a scheme, counted twice; `late` are decisions that nobody was shown in time.

    `merged` is the work by hand where one mail to many on one day is written once. `parts` say of what
    the touches with mailbot are made, and `others` what goes to coordinators who aren't on duty.
    """

    weeks: int
    people: int
    with_mailbot: Cost
    by_hand: Cost
    merged: int
    parts: tuple[tuple[str, int], ...]
    others: int
    decisions: int
    late: tuple[str, ...]
    longest_digest: int

    @property
    def without_quiet(self) -> int:
        """Count the touches that need more than a glance at a subject: "All quiet" says it all."""
        return self.with_mailbot.touches - dict(self.parts).get(QUIET_DIGESTS, 0)


def one_life(seed: int, *, size: int, weeks: int) -> Year:
    """Let a scheme live, and count."""
    days = range(FIRST_TASK_DAY, weeks * 7, DAYS_BETWEEN_TASKS)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        life = live(home, size=size, weeks=weeks, seed=seed, mix=Mix(), task_days=list(days))
        mails = tell(life, seed).mails
        duty = life.house.scheme.duty.address
        coordinators = {one.address for one in life.house.scheme.coordinators}
        decisions, late = _unseen(life.house, mails)
        life.house.engine.dispose()
    digests = [one.text for one in mails if one.kind == MailId.N01.value]
    return Year(
        weeks,
        size,
        _with_mailbot(mails, duty),
        _by_hand(mails, coordinators),
        _merged(mails, coordinators),
        tuple(_parts(mails, duty).items()),
        sum(one.direction == "out" and _to_another(one, coordinators, duty) for one in mails),
        decisions,
        late,
        max(len(one.strip().splitlines()) for one in digests),
    )


def _with_mailbot(mails: Iterable[Mail], duty: str) -> Cost:
    """The one on duty reads what mailbot writes to them, and types what they answer and order."""
    every = tuple(mails)
    read = [one for one in every if one.direction == "out" and _goes_to(one, duty)]
    typed = [one for one in every if one.direction == "in" and duty in one.from_address]
    seconds = sum(map(_reading, read)) + sum(map(_typing, typed))
    return Cost(len(read), len(typed), seconds / 60)


def _by_hand(mails: Iterable[Mail], coordinators: set[str]) -> Cost:
    """Whoever runs it by hand reads every mail that comes and writes every mail that people get."""
    every = tuple(mails)
    read = [
        one
        for one in every
        if one.direction == "in" and not any(own in one.from_address for own in coordinators)
    ]
    written = [one for one in every if one.direction == "out" and _is_for_people(one)]
    seconds = sum(map(_reading, read)) + BY_HAND_SECONDS * len(written)
    return Cost(len(read), len(written), seconds / 60)


def _merged(mails: Iterable[Mail], coordinators: set[str]) -> int:
    """Count the touches by hand of somebody with a mail merge: each kind of mail once a day and reader's role.

    Letters and answers are each somebody's own, so they are written one by one all the same.
    """
    every = tuple(mails)
    alike = {MailId.P10, MailId.P21, MailId.P22, MailId.P23, MailId.P33, MailId.P39, MailId.P40}
    sent = [one for one in every if one.direction == "out" and _is_for_people(one)]
    once = {(one.kind, one.at.date()) for one in sent if MailId(one.kind) in alike}
    one_by_one = sum(MailId(one.kind) not in alike for one in sent)
    return _by_hand(every, coordinators).read + one_by_one + len(once)


def _parts(mails: Iterable[Mail], duty: str) -> Counter[str]:
    """Say of what kind each touch of the one on duty was."""
    parts: Counter[str] = Counter()
    for one in mails:
        if one.direction == "out" and _goes_to(one, duty):
            parts[_part_read(one)] += 1
        elif one.direction == "in" and duty in one.from_address:
            answers = one.subject.lower().startswith("re:")
            parts["answers typed" if answers else "orders and mails of their own"] += 1
    return parts


def _part_read(mail: Mail) -> str:
    if mail.kind == MailId.N01.value:
        quiet = mail.subject.startswith(ALL_QUIET)
        return QUIET_DIGESTS if quiet else "digests with decisions"
    return "confirmations" if MailId(mail.kind) in CONFIRMATIONS else "other mails that ask"


def _to_another(mail: Mail, coordinators: set[str], duty: str) -> bool:
    return any(_goes_to(mail, one) for one in coordinators - {duty})


def _goes_to(mail: Mail, address: str) -> bool:
    return any(address in one for one in mail.to)


def _is_for_people(mail: Mail) -> bool:
    return bool(mail.kind) and CATALOGUE[MailId(mail.kind)].audience is not Audience.COORDINATOR


def _reading(mail: Mail) -> float:
    return OPEN_SECONDS + 60 * len(mail.text.split()) / READ_WORDS


def _typing(mail: Mail) -> float:
    own = [line for line in mail.text.splitlines() if line.strip() and not line.startswith(">")]
    typed = " ".join(own).partition("On ")[0].partition("Sent from my")[0]
    return OPEN_SECONDS + 60 * len(typed.split()) / TYPE_WORDS


def _unseen(house: House, mails: Sequence[Mail]) -> tuple[int, tuple[str, ...]]:
    """Give how many decisions there were, and the kinds of those that no mail showed in time."""
    shown = [one for one in mails if one.kind.startswith("N")]
    with reading(house.engine) as conn:
        every = [
            one
            for matter in Matter
            for one in promises.of_kind(conn, house.scheme_id, matter.value)
            if one.asks_coordinator and one.kind != Matter.GROUP
        ]
    late = [one.kind for one in every if not _seen_in_time(house, one, shown)]
    return len(every), tuple(sorted(late))


def _seen_in_time(house: House, asked: Promise, shown: Sequence[Mail]) -> bool:
    times = [one.at for one in shown if one.at >= asked.opened_at and _shows(one, asked)]
    seen = min([*times[:1], *filter(None, [asked.closed_at])], default=None)
    last: datetime = seen if seen is not None else shown[-1].at
    opened, until = house.hours.today(asked.opened_at), house.hours.today(last)
    return house.hours.working_days_between(opened, until) <= SEEN_WITHIN_WORKING_DAYS


def _shows(mail: Mail, asked: Promise) -> bool:
    group = IN_GROUPS.get(Matter(asked.kind))
    if group is not None and f" {group}:" in mail.text:
        return True
    return any(line.startswith(f"{asked.number} ") for line in mail.text.splitlines())


def report(year: Year) -> str:
    """Write the table that docs/coordinators.md shows."""
    rows = [
        ("mails read", year.by_hand.read, year.with_mailbot.read),
        ("mails written", year.by_hand.written, year.with_mailbot.written),
        ("touches in all", year.by_hand.touches, year.with_mailbot.touches),
    ]
    fewer = 1 - year.with_mailbot.touches / year.by_hand.touches
    quicker = 1 - year.with_mailbot.minutes / year.by_hand.minutes
    lines = [
        f"{year.people} people, {year.weeks} weeks",
        "",
        "| a week | by hand | with mailbot |",
        "|---|---|---|",
        *(f"| {what} | {a / year.weeks:.1f} | {b / year.weeks:.1f} |" for what, a, b in rows),
        f"| minutes | {year.by_hand.minutes / year.weeks:.0f} "
        f"| {year.with_mailbot.minutes / year.weeks:.0f} |",
        "",
        f"{fewer:.1%} fewer touches, {quicker:.1%} fewer minutes; the longest digest has "
        f"{year.longest_digest} lines.",
        f"Without digests whose subject says that all is quiet: {year.without_quiet / year.weeks:.1f} touches "
        f"a week, {1 - year.without_quiet / year.by_hand.touches:.1%} fewer.",
        f"With mailbot, a week: {', '.join(f'{n / year.weeks:.1f} {what}' for what, n in year.parts)}.",
        f"By hand with a mail merge for what is alike: {year.merged / year.weeks:.1f} touches a week, "
        f"{1 - year.with_mailbot.touches / year.merged:.1%} fewer with mailbot.",
        f"Mails to coordinators who aren't on duty: {year.others / year.weeks:.1f} a week.",
        f"{year.decisions} decisions; shown later than after {SEEN_WITHIN_WORKING_DAYS} working "
        f"days: {len(year.late)}{' (' + ', '.join(year.late) + ')' if year.late else ''}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table for one scheme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=80)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.disable(logging.ERROR)
    print(report(one_life(asked.seed, size=asked.people, weeks=asked.weeks)))


if __name__ == "__main__":
    main()

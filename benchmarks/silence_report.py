"""Put the figures of many lives into lines to read, or into the table of docs/chasing.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.silent_years import WRONG, Figures

Lives = Sequence[Figures]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what is counted, in all, and from the least to the most of a scheme."""

    what: str
    values: Sequence[float]
    of: Sequence[float] = ()
    unit: str = ""

    @property
    def in_all(self) -> str:
        """Give the sum, "4 of 5" where it is a share; nothing where a sum would say nothing."""
        if self.unit:
            return ""
        total = f"{sum(self.values):,.0f}"
        return f"{total} of {sum(self.of):,.0f}" if self.of else total

    @property
    def spread(self) -> str:
        """Give the least, the median and the most of a scheme; of a share, how much is missing."""
        if self.of:
            missing = [every - one for every, one in zip(self.of, self.values, strict=True)]
            return f"{max(missing):.0f} missing at most" if any(missing) else "nobody missing"
        least, middle, most = min(self.values), median(self.values), max(self.values)
        return f"{least:,.0f}, {middle:,.0f}, {most:,.0f}{self.unit}"


def rows(lives: Lives, bare: Lives) -> list[Row]:
    """Give every figure of these lives; `bare` are those that were lived without reminders."""

    def each(figure: Callable[[Figures], float]) -> list[float]:
        return [figure(one) for one in lives]

    found = [Row(what, [one.wrong[what] for one in lives]) for what in WRONG]
    found += [
        Row(
            "told us of a silent buddy, and had choices on the same working day",
            each(lambda one: one.answered_same_day),
            each(lambda one: one.jilted),
        ),
        Row(
            "came back after they were replaced, and were welcomed",
            each(lambda one: one.welcomed),
            each(lambda one: one.returned),
        ),
        Row(
            "the longest that anybody was alone while somebody was free",
            each(lambda one: one.longest_alone),
            unit=" working days",
        ),
        Row(
            "the same, with the days on which a place was kept for somebody who was asked",
            each(lambda one: one.longest_held_up),
            unit=" working days",
        ),
        Row("unasked mails", each(lambda one: one.unasked)),
        Row("of those, nudges and the like", each(lambda one: one.nudges)),
        Row(
            "the most unasked mails to one person in 28 days, letters and tasks among them",
            each(lambda one: one.most_in_28_days),
            unit=" mails",
        ),
        Row("parts of tasks completed", each(lambda one: one.completed_share), unit=" %"),
    ]
    if bare:
        found.append(
            Row(
                "parts of tasks completed without any reminder",
                [one.completed_share for one in bare],
                unit=" %",
            )
        )
    both = [
        one.completed_share - other.completed_share
        for one in lives
        for other in bare
        if one.seed == other.seed
    ]
    if both:
        found.append(Row("more completed with reminders, scheme by scheme", both, unit=" points"))
    return found


def report(lives: Lives, bare: Lives) -> list[str]:
    """Give a line for each figure."""
    return [
        f"{row.what}: " + "; ".join(filter(None, (row.in_all, row.spread)))
        for row in rows(lives, bare)
    ]


def table(lives: Lives, bare: Lives) -> list[str]:
    """Give the same in Markdown."""
    head = f"| {_what_lived(lives)} | in all | least, median, most of a scheme |"
    lines = [f"| {row.what} | {row.in_all} | {row.spread} |" for row in rows(lives, bare)]
    return [head, "|---|---|---|", *lines]


def _what_lived(lives: Lives) -> str:
    first = lives[0]
    return f"{len(lives)} schemes of {first.size} people, {first.weeks} weeks each"

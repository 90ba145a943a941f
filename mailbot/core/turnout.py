"""Judge whether so little has come back that the fault may be ours, so that a person is asked first (D9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailbot.core.chasing import QuietRules

# Fewer than these say nothing about what is usual.
LEAST_PAST = 20


class Doubt(StrEnum):
    """Why a coordinator is asked before anybody is chased; each at most once for a stage."""

    LATE = "late"
    FEW = "few"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Turnout:
    """What has come of one stage by now, of those who have had it for a while.

    `owing` counts them all and `done` who did their part; the stage was closed for `without`. Of `heard`
    anything has come since, be it an out-of-office; what we wrote to `bounced` came back. `usual` is the
    share that has done such a stage by this point of it, None where no past tells.
    """

    owing: int
    done: int
    without: int = 0
    heard: int = 0
    bounced: int = 0
    usual: float | None = None

    @property
    def usual_count(self) -> int | None:
        """Give how many would usually have done it."""
        return None if self.usual is None else round(self.usual * self.owing)


@dataclass(frozen=True, slots=True)
class Past:
    """One part of an earlier stage: from when to when it was owed, and when it was done."""

    opened_at: datetime
    due_at: datetime
    done_at: datetime | None


def doubt_in(turnout: Turnout, rules: QuietRules, *, last_day: bool) -> Doubt | None:
    """Say why the fault may be ours, or None; `last_day` is the day of the deadline or later."""
    still = turnout.owing - turnout.done - turnout.without
    if turnout.owing < rules.most_late_least:
        return None
    if turnout.bounced >= max(rules.bounced_least, turnout.owing * rules.bounced_share):
        return Doubt.BOUNCED
    if last_day:
        most = still >= rules.most_late_least and still > turnout.owing * rules.most_late_share
        return Doubt.LATE if most else None
    usual = turnout.usual_count or 0
    few = turnout.heard == 0 or turnout.done < usual * rules.few_share_of_usual
    return Doubt.FEW if few else None


def usual_share(past: Sequence[Past], gone: float) -> float | None:
    """Give the share of earlier parts that were done when this much of their time, 0 to 1, had gone."""
    if len(past) < LEAST_PAST:
        return None
    done = [
        one.done_at is not None
        and one.done_at - one.opened_at <= (one.due_at - one.opened_at) * gone
        for one in past
    ]
    return sum(done) / len(past)

"""Decide whom to ask "still in?" before they are matched: somebody who has waited long without a word (A7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.core.chasing import WaitingRules
from mailbot.core.people import Person


@dataclass(frozen=True, slots=True)
class Offered:
    """The last place that somebody was offered: when, by when they may take it, and what came of it.

    `outcome` is empty while it is open; `reserved` are those who would be in the group.
    """

    person: int
    at: datetime
    outcome: str = ""
    reserved: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether it still waits for their word."""
        return not self.outcome


NO_REPLY = "no reply"


def has_waited_long(person: Person, now: datetime, rules: WaitingRules) -> bool:
    """Say whether to ask before matching: long on the list, and as long without a sign of life."""
    long_ago = now - timedelta(days=rules.still_in_days)
    since = person.waiting_since
    heard = person.last_sign_at
    return since is not None and since <= long_ago and (heard is None or heard <= long_ago)


def kept_out(
    people: Sequence[Person], offers: Sequence[Offered], now: datetime, rules: WaitingRules
) -> frozenset[int]:
    """Give who is in no matching now: whoever an open offer waits for, and who let one pass lately.

    Their place on the list stays theirs; any word from them ends it.
    """
    here = {one.id: one for one in people}
    out: set[int] = set()
    for one in offers:
        person = here.get(one.person)
        if one.is_open:
            out |= {one.person, *one.reserved}
        elif one.outcome == NO_REPLY and person is not None:
            lately = one.at > now - timedelta(days=rules.update_days)
            silent = person.last_sign_at is None or person.last_sign_at <= one.at
            out |= {one.person} if lately and silent else set()
    return frozenset(out)


def kept_waiting(offers: Sequence[Offered]) -> frozenset[int]:
    """Give for whom a place was kept free lately by somebody who then said nothing: not a second time."""
    return frozenset(one for offer in offers if offer.outcome == NO_REPLY for one in offer.reserved)

"""Decide whether an address is its writer's own: a From alone can be anybody's (RFC 3834 section 2)."""

from collections.abc import Iterator

from mailbot.core import actions as do
from mailbot.core.chasing import JoiningRules
from mailbot.core.reading import Facts, IntentKind, Reading

# Who goes has not said that they came.
_GOES = frozenset({IntentKind.STOP, IntentKind.WITHDRAWAL, IntentKind.ERASURE})


def is_doubted(facts: Facts, rules: JoiningRules) -> bool:
    """Say whether a newcomer has first to answer: nobody who could know vouched for their From."""
    vouched = facts.sender.vouched
    return vouched is False or (vouched is None and rules.also_where_nobody_looked)


def proves_address(facts: Facts, reading: Reading) -> Iterator[do.Action]:
    """Count an answer to a mail of ours, or a mail that a trusted server vouches for, as theirs.

    A further mail with the same bare From proves nothing: it can come from whoever sent the first.
    """
    answered = facts.answered
    proven = facts.sender.vouched is True or (answered is not None and answered.agrees)
    goes = any(one.kind in _GOES for one in reading.intents)
    if facts.first_answer is not None and proven and not goes:
        yield do.LinkAnswer(facts.first_answer, confirmed=True)

"""Read what a coordinator writes below an order that was restated: YES, the order as it should be, and what else."""

import re

from mailbot.core.answers import confirms
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.drafts import is_about_draft
from mailbot.translate.orders import Order, orders_in
from mailbot.translate.rules import Rules

# What somebody may ask in passing below a mail that asks one thing.
_ASIDES = frozenset(
    {
        "who",
        "status",
        "late",
        "waiting",
        "pairs",
        "cohort",
        "report",
        "help",
        "undo",
        "pause_everything",
    }
)
_FEW = 6
# Only the first sentence can be a YES to what was restated; what follows is said besides.
_SENTENCE = re.compile(
    r"\W*(?P<first>[^.!\n;]{1,60})(?:[.!\n;]+|,? (?:and|also|then)\b)\s*(?P<rest>\S.*)", re.DOTALL
)


def is_aside(order: Order, words: str) -> bool:
    """Say whether a few plain words are a command, although they stand below a mail that asks."""
    few = len(words.split()) <= _FEW and not any(one.isdigit() for one in words)
    return few and order.is_plain and order.verb in _ASIDES


def below_restated(words: str, facts: Facts, rules: Rules) -> tuple[Intent, ...]:
    """Give the decision about a restated order, with the orders said besides a YES; nothing below other mail."""
    answered = facts.answered
    if answered is None or answered.mail is not MailId.N05 or not answered.number:
        return ()
    titles = [one.title for one in facts.events]
    orders = orders_in(words, facts.today, rules, titles)
    if orders and is_aside(orders[0], words):
        return ()
    split = _SENTENCE.match(words)
    if split is not None and confirms(split["first"]):
        besides = orders_in(split["rest"], facts.today, rules, titles)
        told = [one for one in besides if one.is_plain and one.verb != "yes"]
        if told:
            judged = f"{split['first'].strip()}\n\n{split['rest'].strip()}"
            return (_decision(answered.number, judged), *map(command, told))
    return (_decision(answered.number, words),) if is_about_draft(facts) else ()


def _decision(number: int, words: str) -> Intent:
    slots: dict[str, SlotValue] = {"answers": (f"{number}: {words}",), "judged": words}
    return Intent(IntentKind.DECISION, 0.92, ("answers an order that was restated",), slots)


def command(order: Order) -> Intent:
    """Give an order as an intent, less sure where it had to be put right."""
    sure = 0.92 if order.is_plain else 0.76
    return Intent(IntentKind.COMMAND, sure, (f"the command '{order.verb}'",), dict(order.slots))

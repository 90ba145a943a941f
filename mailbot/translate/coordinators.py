"""Read what a coordinator writes: decisions, commands, files to import, and copies of their own mail."""

from collections.abc import Iterator

from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind
from mailbot.translate.copies import copy_means
from mailbot.translate.correcting import corrections_in, without_corrections
from mailbot.translate.decisions import decisions_in
from mailbot.translate.evidence import circumstances, cues_in, gather, weigh
from mailbot.translate.heard import Heard
from mailbot.translate.orders import Order, orders_in
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import sentences

_TABLES = (".csv", ".xlsx", ".xls", ".tsv", ".ods")


def intents_of_coordinator(
    words: str, facts: Facts, rules: Rules, files: tuple[Attachment, ...]
) -> Iterator[Intent]:
    """Give decisions, commands or what a copied mail means; OTHER where it is none of them."""
    names = frozenset(word.lower() for one in facts.addressees for word in one.name.split())
    read = sentences(words, names)
    context = circumstances(facts)
    heard = Heard(words, read, cues_in(read, rules), gather(read, context, rules))
    if facts.visible_to_others:
        yield from _copied(heard, facts)
        return
    if any(one.name.lower().endswith(_TABLES) for one in files):
        yield Intent(IntentKind.IMPORT, 0.9, ("a table came with it",))
        return
    corrections, left = corrections_in(words, facts, rules)
    answers, inside = without_corrections(decisions_in(left, facts), facts, rules)
    corrections = (*corrections, *inside)
    yield from (_command(one) for one in corrections)
    orders = orders_in(left, facts.today, rules)
    if corrections:
        orders = tuple(one for one in orders if one.is_plain and not answers)
    if answers and not (orders and _not_numbered(answers) and _is_command(orders[0], facts)):
        because = (
            ("decides numbered items",)
            if not _not_numbered(answers)
            else ("answers what was asked",)
        )
        yield Intent(IntentKind.DECISION, 0.92, because, {"answers": answers})
    elif orders:
        yield from (_command(one) for one in orders)
    elif not corrections:
        yield _neither(heard, rules)


def _is_command(order: Order, facts: Facts) -> bool:
    """A bare "yes" is a command only under the mail that asks to confirm one (N05)."""
    confirms = facts.answered is not None and facts.answered.mail is MailId.N05
    return order.is_plain and (order.verb != "yes" or confirms)


def _not_numbered(answers: tuple[str, ...]) -> bool:
    return all(not one.partition(":")[0] for one in answers)


def _command(order: Order) -> Intent:
    sure = 0.92 if order.is_plain else 0.76
    return Intent(IntentKind.COMMAND, sure, (f"the command '{order.verb}'",), dict(order.slots))


def _copied(heard: Heard, facts: Facts) -> Iterator[Intent]:
    means, slots, because = copy_means(heard, facts)
    yield Intent(IntentKind.COORDINATOR_COPY, 0.85, (because,), {"means": means, **slots})


def _neither(heard: Heard, rules: Rules) -> Intent:
    found = weigh(heard.evidence)
    thanks = found.get(IntentKind.THANKS)
    if thanks is not None and thanks.confidence >= rules.thresholds.act:
        return thanks
    return Intent(IntentKind.OTHER, 0.3, ("neither a command nor a decision that is known",))

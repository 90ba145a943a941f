"""Read what a coordinator writes: decisions, commands, files to import, and copies of their own mail."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mailbot.core.mail import Attachment, ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.column_words import corrections_of_import
from mailbot.translate.copies import copy_means
from mailbot.translate.correcting import corrections_in, without_corrections
from mailbot.translate.decisions import decisions_in
from mailbot.translate.drafts import change_of_draft, text_for_draft
from mailbot.translate.evidence import circumstances, cues_in, gather, weigh
from mailbot.translate.form_notices import notice_in
from mailbot.translate.formulas import formulas_in
from mailbot.translate.heard import Heard
from mailbot.translate.mine import without_mine
from mailbot.translate.orders import Order, orders_in
from mailbot.translate.restated import below_restated, command, is_aside
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import sentences
from mailbot.translate.spreadsheets import is_table

# Beside thanks so many words are still nothing but thanks.
_BESIDE_THANKS = 14
_ASKED_IN_EARNEST = 5


def intents_of_coordinator(
    words: str, facts: Facts, rules: Rules, files: tuple[Attachment, ...], mail: ParsedMail
) -> Iterator[Intent]:
    """Give decisions, commands or what a copied mail means; OTHER where it is none of them."""
    names = frozenset(word.lower() for one in facts.addressees for word in one.name.split())
    read = sentences(words, names)
    context = circumstances(facts)
    heard = Heard(words, read, cues_in(read, rules), gather(read, context, rules))
    if facts.visible_to_others:
        yield from _copied(heard, facts)
        return
    tables = tuple(one.name for one in files if is_table(one))
    if tables:
        yield Intent(IntentKind.IMPORT, 0.9, ("a table came with it",), {"files": tables})
        return
    if notice_in(mail.text, facts.sender.address) is not None:
        yield Intent(IntentKind.IMPORT, 0.85, ("a form's notice of one answer stands in it",))
        return
    if (answer := _in_their_words(words, facts)) is not None:
        yield answer
        return
    if heard.says("passes on a data request"):
        yield Intent(IntentKind.DATA_REQUEST, 0.85, ("it passes on what somebody asked",))
        return
    found = tuple(_asked_of_us(words, facts, rules, mail))
    yield from found or (_neither(heard, rules),)


def above_their_name(words: str, facts: Facts) -> str:
    """Leave out a block below that begins with the coordinator's whole name: they signed there."""
    name = facts.sender.coordinator.name.casefold() if facts.sender.coordinator else ""
    lines = words.splitlines()
    for number, line in enumerate(lines):
        if number and name and line.strip().casefold().startswith(name):
            return "\n".join(lines[:number]).rstrip()
    return words


def _in_their_words(words: str, facts: Facts) -> Intent | None:
    """Read what puts a list or a draft right, whatever numbers or commands stand in it; None for neither."""
    if _puts_import_right(words, facts):
        return _about_import(words, facts)
    text = text_for_draft(words, facts) or change_of_draft(words, facts)
    if not text or facts.answered is None:
        return None
    slots: dict[str, SlotValue] = {"answers": (f"{facts.answered.number}: {text}",)}
    return Intent(IntentKind.DECISION, 0.92, ("the text as it should be, below a draft",), slots)


def _puts_import_right(words: str, facts: Facts) -> bool:
    """Say whether an answer to an import's preview says what its columns or rows are (A3)."""
    if facts.answered is None or facts.answered.mail is not MailId.N09:
        return False
    said = corrections_of_import(words)
    return facts.answered.number > 0 and bool(said.columns or said.verdicts)


def _about_import(words: str, facts: Facts) -> Intent:
    number = facts.answered.number if facts.answered is not None else 0
    because = ("puts the columns of a list right",)
    return Intent(IntentKind.DECISION, 0.92, because, {"answers": (f"{number}: {words}",)})


def _asked_of_us(words: str, facts: Facts, rules: Rules, mail: ParsedMail) -> Iterator[Intent]:
    """Give corrections of a reading, then what was decided or else commanded."""
    if restated := below_restated(words, facts, rules):
        yield from restated
        return
    corrections, left = corrections_in(words, facts, rules)
    said = decisions_in(left, facts, rules, mail.text)
    answers, inside = without_corrections(said, facts, rules)
    answers, taken = without_mine(answers)
    corrections = (*corrections, *inside, *taken)
    yield from (command(one) for one in corrections)
    orders = orders_in(left, facts.today, rules, [one.title for one in facts.events])
    if formulas_in(words):
        orders = tuple(replace(one, is_plain=one.is_plain and one.verb != "away") for one in orders)
    if corrections:
        orders = tuple(one for one in orders if one.is_plain and not answers)
    if orders and (
        is_aside(orders[0], words) or (orders[0].verb == "answer" and "number" in orders[0].slots)
    ):
        answers = ()
    if orders and orders[0].verb == "undo" and _UNDOES.match(words):
        # First what was done is put back; what they would rather have is asked anew by its read-back.
        answers = ()
    if answers and not (orders and _not_numbered(answers) and _is_command(orders[0], facts)):
        by_number = not _not_numbered(answers)
        because = "decides numbered items" if by_number else "answers what was asked"
        yield Intent(IntentKind.DECISION, 0.92, (because,), {"answers": answers})
    else:
        yield from (command(one) for one in orders)


def _is_command(order: Order, facts: Facts) -> bool:
    """A bare "yes" is a command only under the mail that asks to confirm one (N05)."""
    confirms = facts.answered is not None and facts.answered.mail is MailId.N05
    return order.is_plain and (order.verb != "yes" or confirms)


_UNDOES = re.compile(r"\W*(?:please |sorry,? |oh no,? |oops,? |no,? )*undo\b", re.IGNORECASE)


def _not_numbered(answers: tuple[str, ...]) -> bool:
    return all(not one.partition(":")[0] for one in answers)


def _copied(heard: Heard, facts: Facts) -> Iterator[Intent]:
    means, slots, because = copy_means(heard, facts)
    yield Intent(IntentKind.COORDINATOR_COPY, 0.85, (because,), {"means": means, **slots})


def _neither(heard: Heard, rules: Rules) -> Intent:
    """Tell thanks and questions about the scheme from what nobody can be sure of."""
    thanks = weigh(heard.evidence).get(IntentKind.THANKS)
    thanking = {one.sentence for one in heard.evidence if one.rule.intent is IntentKind.THANKS}
    beside = [one for number, one in enumerate(heard.read) if number not in thanking]
    asked = [
        one.raw
        for one, cues in zip(heard.read, heard.cues, strict=True)
        if one.question and "asks about the scheme" in cues and one.word_count >= _ASKED_IN_EARNEST
    ]
    if asked:
        return Intent(
            IntentKind.QUERY, 0.8, ("it asks about the scheme",), {"text": " ".join(asked)}
        )
    little = sum(one.word_count for one in beside) <= _BESIDE_THANKS
    asks = any(one.question or " please " in f" {one.text}" for one in beside)
    if thanks is not None and thanks.confidence >= rules.thresholds.act and little and not asks:
        return thanks
    return Intent(IntentKind.OTHER, 0.3, ("neither a command nor a decision that is known",))

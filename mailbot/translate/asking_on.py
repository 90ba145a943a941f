"""Hear where a question has an answer already, and where the answer that we gave did not answer it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, SenderKind
from mailbot.translate.asked import known_answer
from mailbot.translate.faq import Entry
from mailbot.translate.folding import fold

_BESIDE_A_QUESTION = frozenset({IntentKind.QUERY, IntentKind.THANKS, IntentKind.STILL_HERE})
_UNPLACED = frozenset({IntentKind.OTHER, IntentKind.FEEDBACK, IntentKind.BUDDY_CHAT})
_NOT_ANSWERED = re.compile(
    r"(?<![^ ])(?:(?:not|never|hardly) (?:[^ ]+ ){0,3}(?:answer\w*|help\w*|clear\w*|sure|understand|get it|clarify|follow|cover\w*)"
    r"|no (?:answer|help|clearer)|not (?:[^ ]+ ){0,3}what i (?:asked|meant|mean|wanted|was asking)|(?:i|we) (?:meant|mean|asked|was asking) "
    r"|still (?:[^ ]+ ){0,2}(?:un(?:clear|sure)|confused|wondering|puzzled|lost|none the wiser)|(?:ask|tell|pass it to|rather have|prefer|speak to|hear from|talk to) (?:a )?(?:person|human|somebody|someone|buddy|real)"
    r"|(?:wrong|different) (?:question|answer)|misunderst\w+|none the wiser|unanswered)"
)


def asked_on(intents: Iterable[Intent], words: str, facts: Facts) -> list[Intent]:
    """Read what answers our own answer: whoever is not content asks again, and a person answers (P35)."""
    found = list(intents)
    answered = facts.answered
    if answered is None or answered.mail is not MailId.P35 or not answered.of_ours:
        return found
    kinds = {one.kind for one in found}
    unhappy = _NOT_ANSWERED.search(fold(words)) is not None
    if IntentKind.QUERY in kinds or not (unhappy or kinds & _UNPLACED):
        return found
    again = Intent(
        IntentKind.QUERY, 0.85, ("the answer did not answer it",), {"text": words.strip()}
    )
    return [again, *(one for one in found if one.kind not in _UNPLACED | {IntentKind.THANKS})]


def with_known_answers(
    intents: Iterable[Intent], facts: Facts, faq: tuple[Entry, ...], *, with_files: bool
) -> list[Intent]:
    """Put the scheme's own answer to each question it has one for; what is only near is a suggestion.

    Certain is only a question of somebody we know, in a mail that says and brings nothing else, and not
    asked below an answer of ours.
    """
    found = list(intents)
    if facts.sender.kind is not SenderKind.PARTICIPANT:
        return found
    alone = {one.kind for one in found} <= _BESIDE_A_QUESTION
    again = facts.answered is not None and facts.answered.mail is MailId.P35
    return [
        _answered(one, faq, certain=alone and not again and not with_files)
        if one.kind is IntentKind.QUERY
        else one
        for one in found
    ]


def _answered(question: Intent, faq: tuple[Entry, ...], *, certain: bool) -> Intent:
    near = known_answer(str(question.slots.get("text", "")), faq)
    if near is None:
        return question
    if not (certain and near.certain):
        return replace(question, slots={**question.slots, "suggestion": near.entry.answer})
    slots = {"answer": near.entry.answer, "entry": near.entry.name}
    because = (*question.because, f"it fits the entry '{near.entry.name}' of faq.toml")
    return replace(question, because=because, slots={**question.slots, **slots})

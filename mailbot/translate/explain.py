"""Explain a reading: every rule that was found in a mail, the words it stands on, and whether it counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.core.mail import Attachment
from mailbot.core.reading import Facts, IntentKind, Reading, SenderKind
from mailbot.translate.corrections import SURE, Correction
from mailbot.translate.evidence import circumstances, may_speak, why_not
from mailbot.translate.people import hear
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import Sentence, sentences

# A mail of no more words is a wording as a whole.
_SHORT_WORDS = 40
_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Spoke:
    """One rule that was found in one sentence: for what, how strongly, and on which words.

    The words are folded, as rules see them. A weight below zero speaks against. `why_not` is empty
    where the find counted.
    """

    rule: str
    kind: IntentKind
    weight: float
    words: str
    why_not: str
    sentence: str

    @property
    def counts(self) -> bool:
        """Say whether it was evidence."""
        return not self.why_not


def spoke_in(reading: Reading, subject: str, facts: Facts, rules: Rules) -> tuple[Spoke, ...]:
    """Give every find of every rule for people, sentence by sentence; one for a rule and sentence.

    It costs about as much as reading the mail, so it is asked only where somebody wants to know.
    """
    if facts.sender.kind is SenderKind.EXPERT or not reading.words.strip():
        return ()
    read = _sentences(reading.words, subject, facts, rules, reading.attachments)
    said = rules.corrections.in_sentences(read)
    context = circumstances(facts)
    length = sum(one.word_count for one in read)
    found: list[Spoke] = []
    for number, sentence in enumerate(read):
        correction = said.get(number)
        if correction is not None:
            found.extend(_of_correction(correction, sentence))
        of_rules: dict[str, Spoke] = {}
        for one in _of_rules(sentence, context, length, correction, rules):
            if one.rule not in of_rules or (one.counts and not of_rules[one.rule].counts):
                of_rules[one.rule] = one
        found.extend(of_rules.values())
    return tuple(found)


def _sentences(
    words: str, subject: str, facts: Facts, rules: Rules, files: tuple[Attachment, ...]
) -> tuple[Sentence, ...]:
    if facts.sender.kind is SenderKind.COORDINATOR:
        return sentences(words)
    return hear(words, subject, facts, rules, files)[0].read


def _of_rules(
    sentence: Sentence,
    context: frozenset[str],
    length: int,
    correction: Correction | None,
    rules: Rules,
) -> Iterator[Spoke]:
    for found in rules.book.find(sentence):
        rule = found.owner
        reason = why_not(rule, found.start, sentence)
        if not may_speak(rule, context, length):
            reason = "it does not apply to such a mail"
        elif correction is not None and rule.intent is correction.instead_of:
            reason = reason or correction.because
        yield Spoke(
            rule=rule.name,
            kind=rule.intent,
            weight=rule.weight,
            words=sentence.text[found.start : found.end].strip(),
            why_not=reason,
            sentence=sentence.text,
        )


def _of_correction(said: Correction, sentence: Sentence) -> Iterator[Spoke]:
    words = sentence.text.strip()
    yield Spoke(said.because, said.kind, SURE, words, "", sentence.text)
    if said.instead_of is not None:
        yield Spoke(said.because, said.instead_of, -SURE, words, "", sentence.text)


def telling_sentences(
    reading: Reading, subject: str, facts: Facts, wrong: IntentKind | None, rules: Rules
) -> tuple[str, ...]:
    """Give the folded sentences that made a mail be read wrongly; all of them where it is short.

    Nothing is given for a long mail in which no sentence can be blamed.
    """
    if not reading.words.strip():
        return ()
    found = spoke_in(reading, subject, facts, rules)
    blamed = [one.sentence for one in found if one.kind is wrong and one.counts]
    read = _sentences(reading.words, subject, facts, rules, reading.attachments)
    if wrong is IntentKind.QUERY:
        blamed.extend(one.text for one in read if one.question)
    telling = [one for one in blamed if one.count(" ") >= _TELLING_WORDS]
    if not telling and sum(one.word_count for one in read) <= _SHORT_WORDS:
        telling = [one.text for one in read]
    return tuple(one.strip() for one in dict.fromkeys(telling))

"""Weigh what the sentences of a mail say: which rule speaks for which intent, and how strongly."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod

from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.core.reading import Facts, Intent, IntentKind, SenderKind, SlotValue
from mailbot.core.remarks import asks_for_a_line
from mailbot.core.tasks import StageKind
from mailbot.translate.corrections import NEVER_UNLEARNT, SURE, Correction
from mailbot.translate.rules import Rule, Rules
from mailbot.translate.sentences import Sentence

TASK_MAILS = frozenset(
    {MailId.P10, MailId.P11, MailId.P12, MailId.P13, MailId.P14, MailId.P16, MailId.P17, MailId.P20}
    | {MailId.P21, MailId.P22, MailId.P23, MailId.P30, MailId.P32, MailId.P33, MailId.P34}
)
EVENT_MAILS = frozenset({MailId.P43, MailId.P44, MailId.P45})
DETAIL_MAILS = frozenset({MailId.P01, MailId.P02})
QUIET_MAILS = frozenset({MailId.P09, MailId.P24})
OFFER_MAILS = frozenset(
    {MailId.P03, MailId.P07, MailId.P15, MailId.P24, MailId.P25, MailId.P29, MailId.P48}
)
FINISHED_MAILS = frozenset({MailId.P12, MailId.P17, MailId.P40, MailId.P41, MailId.P42, MailId.P31})
SERIOUS = frozenset({IntentKind.DISTRESS, IntentKind.CONCERN})
_MEANT_WITH_A_SMILE = SERIOUS | {IntentKind.QUIET_BUDDY, IntentKind.EXTENSION, IntentKind.RECALL}
_ONLY_ASKED_ABOUT = frozenset(
    {IntentKind.PAUSE, IntentKind.REMATCH, IntentKind.WITHDRAWAL, IntentKind.STOP}
    | {IntentKind.ERASURE, IntentKind.QUIET_BUDDY, IntentKind.EXTENSION}
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One find: a rule, the phrase of it that was seen, and the number of the sentence.

    `told` says why, where it was a coordinator and no rule.
    """

    rule: Rule
    phrase: str
    sentence: int
    told: str = ""

    @property
    def because(self) -> str:
        """Say in words what was found, without the person's own words."""
        return self.told or f"a phrase of rule '{self.rule.name}': '{_shortened(self.phrase)}'"


def _shortened(phrase: str) -> str:
    return phrase if len(phrase) <= 70 else f"{phrase[:67]}..."


def circumstances(facts: Facts) -> frozenset[str]:
    """Name what holds around a mail; rules ask for these names."""
    answered = facts.answered.mail if facts.answered is not None else None
    owed = {one.kind for one in facts.owed}
    offered = {one.mail for one in facts.offers}
    states = {one.state for one in facts.sender.people}
    holds = {
        str(facts.sender.kind): True,
        "participant": facts.sender.kind in {SenderKind.PARTICIPANT, SenderKind.SHARED},
        "has_buddy": bool(facts.partners),
        "owes": bool(facts.owed),
        "finished": bool(facts.done_lately) or answered in FINISHED_MAILS,
        "answers_task": answered in TASK_MAILS,
        "answers_event": answered in EVENT_MAILS,
        "answers_feedback": answered is MailId.P41 or _may_say_a_line(facts),
        "answers_details": answered in DETAIL_MAILS or PersonState.REGISTERED in states,
        "offer_open": bool(offered),
        "event_open": bool(facts.events) or answered in EVENT_MAILS,
        "day_open": StageKind.DAY in owed or answered is MailId.P18,
        "choice_open": StageKind.CHOICE in owed,
        "left": PersonState.LEFT in states,
        "quiet_asked": answered in QUIET_MAILS,
    }
    return frozenset(name for name, true in holds.items() if true)


def _may_say_a_line(facts: Facts) -> bool:
    """Say whether it answers a mail that asks for a line at the end of a task, or may, with nothing owed."""
    answered = facts.answered
    if answered is None:
        return False
    asks = any(map(asks_for_a_line, answered.texts[:1]))
    if facts.owed:
        return answered.mail is MailId.P17 and asks
    if answered.mail is MailId.P35:
        # What we noted of a line is answered with one line more.
        return any(map(asks_for_a_line, answered.texts))
    return answered.mail is MailId.P17 or (answered.mail is MailId.P12 and asks)


def gather(
    read: tuple[Sentence, ...], context: frozenset[str], rules: Rules
) -> tuple[Evidence, ...]:
    """Give all evidence in the sentences, one find per rule and sentence."""
    length = sum(one.word_count for one in read)
    seen: dict[tuple[str, int], Evidence] = {}
    for number, sentence in enumerate(read):
        for found in rules.book.find(sentence):
            rule = found.owner
            if (rule.name, number) in seen or not may_speak(rule, context, length):
                continue
            if not why_not(rule, found.start, sentence):
                seen[rule.name, number] = Evidence(rule, found.phrase.source, number)
    return tuple(seen.values())


def may_speak(rule: Rule, context: frozenset[str], length: int) -> bool:
    """Say whether a rule's circumstances hold around a mail of so many words."""
    fits = rule.when <= context and not rule.never_when & context
    return fits and (rule.alone == 0 or length <= rule.alone)


def why_not(rule: Rule, at: int, sentence: Sentence) -> str:  # noqa: PLR0911 - one return per case reads best here
    """Say why a phrase that stands at an offset proves nothing; empty where it counts."""
    if not sentence.framed and not rule.in_letters:
        return "it stands inside a letter"
    if sentence.joking and rule.intent not in _MEANT_WITH_A_SMILE:
        return "it is said in jest"
    if sentence.past and not rule.in_past:
        return "it tells of the past"
    if not rule.in_doubt and sentence.is_negated(at):
        return "it is denied"
    if _is_supposed(rule, at, sentence):
        return "it is only supposed"
    if rule.speaker == "me" and sentence.is_about_another(at):
        return "it is said of somebody else"
    if any(phrase.pattern.search(sentence.text) for phrase in rule.unless):
        return "the same sentence takes it back"
    return ""


def _is_supposed(rule: Rule, at: int, sentence: Sentence) -> bool:
    if sentence.hypothetical and rule.intent in _ONLY_ASKED_ABOUT:
        return True
    return not rule.in_doubt and sentence.is_supposed(at)


def taught(evidence: tuple[Evidence, ...], said: Mapping[int, Correction]) -> tuple[Evidence, ...]:
    """Put what coordinators said of some sentences in the place of what rules say against it."""
    left = [
        one
        for one in evidence
        if one.sentence not in said or one.rule.intent not in _unlearnt(said[one.sentence])
    ]
    for number, one in said.items():
        rule = Rule(f"corrected on {one.on.isoformat()}", one.kind, SURE, in_letters=True)
        left.append(Evidence(rule, "", number, told=one.because))
    return tuple(left)


def _unlearnt(said: Correction) -> frozenset[IntentKind]:
    wrong = frozenset() if said.instead_of is None else frozenset({said.instead_of})
    return wrong - NEVER_UNLEARNT


def weigh(evidence: Iterable[Evidence]) -> dict[IntentKind, Intent]:
    """Combine the evidence for each intent: independent rules strengthen one another."""
    by_kind: dict[IntentKind, dict[str, Evidence]] = {}
    for one in evidence:
        by_kind.setdefault(one.rule.intent, {}).setdefault(one.rule.name, one)
    return {kind: _intent(kind, tuple(found.values())) for kind, found in by_kind.items()}


# What a weak rule gives does not hold where a strong one says nothing of it.
_STRONG = 0.75


def _intent(kind: IntentKind, found: tuple[Evidence, ...]) -> Intent:
    doubt = prod(1.0 - one.rule.weight for one in found)
    slots: dict[str, SlotValue] = {}
    strong = [one for one in found if one.rule.weight >= _STRONG]
    for one in strong or found:
        slots.update(one.rule.gives)
    return Intent(kind, round(1.0 - doubt, 2), tuple(one.because for one in found), slots)


def with_slots(intent: Intent, slots: Mapping[str, SlotValue], *because: str) -> Intent:
    """Give an intent more data, and more reasons."""
    return replace(intent, slots={**intent.slots, **slots}, because=(*intent.because, *because))


def cues_in(read: tuple[Sentence, ...], rules: Rules) -> tuple[frozenset[str], ...]:
    """Give for each sentence the names of the cues that stand in it."""
    return tuple(frozenset(found.owner for found in rules.cues.find(one)) for one in read)


def sentences_with(evidence: Iterable[Evidence], kinds: frozenset[IntentKind]) -> Iterator[int]:
    """Give the numbers of sentences that hold strong evidence for any of the kinds."""
    for one in evidence:
        if one.rule.intent in kinds and one.rule.weight >= 0.75:
            yield one.sentence

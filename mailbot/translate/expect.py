"""Read short answers to what was put to somebody: a choice, a day, a time to be nudged, an event."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.choices import choice
from mailbot.translate.dates import dates_in
from mailbot.translate.days import asks_about_day, day_answer
from mailbot.translate.evidence import EVENT_MAILS, TASK_MAILS, circumstances, cues_in
from mailbot.translate.heard import Heard
from mailbot.translate.nudges import later_day, nudge_time
from mailbot.translate.rsvps import rsvps
from mailbot.translate.rules import Rules
from mailbot.translate.second_thoughts import wrong_version
from mailbot.translate.sentences import Sentence, sentences

NAMED_BESIDE = "it is named beside the answer to an invitation"
_SIGNS_OF_LIFE = frozenset({IntentKind.STILL_HERE, IntentKind.THANKS})


def expected(
    heard: Heard, facts: Facts, rules: Rules, sure: Mapping[IntentKind, Intent], body: str = ""
) -> Iterator[Intent]:
    """Give what the words are an answer to; nothing where nothing of the kind is open.

    `body` is the whole mail with its quotes, where people type beside what we wrote.
    """
    chosen = choice(heard, facts, rules, sure, body)
    if chosen is not None:
        yield chosen
        return
    if not {IntentKind.SUBMISSION, IntentKind.RECALL} & sure.keys():
        taken_back = tuple(wrong_version(heard, facts))
        if taken_back:
            yield from taken_back
            return
    coming = tuple(rsvps(heard, facts, rules, sure))
    yield from coming
    if coming and "day_open" in circumstances(facts):
        yield from _day_beside(heard, facts)
        return
    if not coming and "day_open" in circumstances(facts) and not _answers_event(facts):
        yield from day_answer(heard, facts)
        return
    if not set(sure) - _SIGNS_OF_LIFE:
        yield from later_day(heard, facts)
        yield from nudge_time(heard, facts)
        yield from _time_for_nothing(heard, facts)


def _time_for_nothing(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read "Thursday 7pm, promise" from somebody whose part another has sent meanwhile: a sign of life."""
    answers = facts.answered is not None and facts.answered.mail in TASK_MAILS
    brief = heard.length <= _BARE_DAY_WORDS
    if answers and brief and not facts.owed and dates_in(heard.words, facts.today):
        yield Intent(IntentKind.STILL_HERE, 0.8, ("a time, and nothing is owed any more",))


def _day_beside(heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Read the day of a task that is named beside the answer to an invitation: "Thursday 8th for the shadowing"."""
    named = [
        replace(one, raw=part, text=part.lower())
        for one in heard.read
        for part in _PARTS.split(one.raw)
        if _SHADOWS.search(part)
    ]
    if named:
        for one in day_answer(replace(heard, read=tuple(named)), facts):
            yield replace(one, because=(*one.because, NAMED_BESIDE))


_PARTS = re.compile(r"[,;.]|\bbut\b|\band\b", re.IGNORECASE)
_SHADOWS = re.compile(r"\bshadow\w*\b", re.IGNORECASE)


def spent(heard: Heard, facts: Facts, found: Iterable[Intent], rules: Rules) -> frozenset[int]:
    """Give the sentences whose question is the answer itself: "would the 25th work?", "could we do C?"."""
    # Days that are only refused answer no question about another.
    told = [one for one in found if one.kind is not IntentKind.DAY or "date" in one.slots]
    options = {one.kind: one.slots.get("option") for one in told}
    kinds = set(options)
    numbers: set[int] = set()
    for number, one in enumerate(heard.read):
        if not one.question:
            continue
        names_day = bool(dates_in(one.raw, facts.today)) or "weekend" in one.text
        dated = kinds & _DAYS or (IntentKind.CHOICE in kinds and one.word_count <= _BARE_DAY_WORDS)
        if dated and names_day and not (asks_about_day(one) or _CHECKS.search(one.text)):
            numbers.add(number)
        if IntentKind.CHOICE in kinds and (
            _TAKES.match(one.text) or _names(one, options[IntentKind.CHOICE], rules)
        ):
            numbers.add(number)
    return frozenset(numbers)


def _names(one: Sentence, option: SlotValue | None, rules: Rules) -> bool:
    return any(hit.owner.option == option for hit in rules.offers.find(one))


_BARE_DAY_WORDS = 6
# "Got till Friday, haven't I?" is no wish for Friday.
_CHECKS = re.compile(
    r"(?:have|has|had|is|are|was|do|did|does|will|can) not (?:i|we|it|that) $|\b(?:right|correct) $"
)
_DAYS = frozenset({IntentKind.DAY, IntentKind.NUDGE_TIME, IntentKind.EXTENSION})
_TAKES = re.compile(
    r"(?:so |and |hi |please |ok )*(?:(?:can|could|may|might|shall|would) (?:i|we|you) (?:please )?(?:do|have|go|take|put|choose|pick|say|be|swap|switch|change)"
    r"|(?:hi )?(?:i|we) (?:think|believe|thought|said|put|chose|picked|went)|(?:how|what) about|[^ ]+ (?:please )?$)"
)


def attending(words: str, rules: Rules) -> str:
    """Say "yes", "no" or "maybe" as an answer to an invitation means; empty where it says neither."""
    read = sentences(words)
    for cues in cues_in(read, rules):
        for answer in ("no", "maybe", "yes"):
            if answer in cues:
                return answer
    return ""


def _answers_event(facts: Facts) -> bool:
    return facts.answered is not None and facts.answered.mail in EVENT_MAILS

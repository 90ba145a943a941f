"""Load what mails are understood by: rules/classify.toml and rules/vocabulary.toml, checked word by word."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from mailbot.core.mails import MailId
from mailbot.core.reading import IntentKind
from mailbot.translate.corrections import Corrections
from mailbot.translate.faq import FAQ, Entry, load_faq
from mailbot.translate.phrasebook import BadPhrase, Phrase, Phrasebook, compile_phrase
from mailbot.translate.rule_text import (
    CLASSIFY,
    BadRule,
    nearest,
    only_known,
    strings,
    table_named,
    tables,
    text_of,
    whole_number,
)
from mailbot.translate.sentences import sentences
from mailbot.translate.vocabulary import BadWord, Vocabulary, load_vocabulary

VOCABULARY = "vocabulary.toml"
__all__ = ["CLASSIFY", "VOCABULARY", "BadRule", "Rule", "Rules", "Thresholds", "load_rules"]

# What a rule may ask about the mail it judges; see `circumstances` in evidence.py.
CONDITIONS = frozenset(
    [
        "participant", "stranger", "expert", "shared", "has_buddy", "owes", "finished",
        "answers_task", "answers_event", "answers_feedback", "answers_details", "offer_open",
        "event_open", "day_open", "choice_open", "left", "quiet_asked",
    ]
)  # fmt: skip
_RULE_KEYS = frozenset(
    [
        "name", "intent", "phrases", "weight", "example", "when", "never_when", "unless",
        "speaker", "in_letters", "in_past", "in_doubt", "alone", "gives",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure is sure enough: to act, to ask the sender, and below that a person looks."""

    act: float
    ask: float
    person: float


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its phrases are evidence for an intent, of a weight between 0 and 1.

    `when` must all hold and none of `never_when`. `speaker` "me" means that the writer must speak of
    themselves. `in_letters` counts inside a letter to somebody else too, `in_past` in stories of the
    past, `in_doubt` where denied or only supposed. `alone` counts only in a mail of at most so many
    words (0: any length). `gives` are slots that the intent carries.
    """

    name: str
    intent: IntentKind
    weight: float
    example: str = ""
    when: frozenset[str] = frozenset()
    never_when: frozenset[str] = frozenset()
    unless: tuple[Phrase, ...] = ()
    speaker: str = "anyone"
    in_letters: bool = False
    in_past: bool = False
    in_doubt: bool = False
    alone: int = 0
    gives: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfferWords:
    """What people write to take one option of a mail that put a choice."""

    mail: MailId
    option: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything mails are understood by, compiled once; `kinds` are what coordinators call them."""

    thresholds: Thresholds
    book: Phrasebook[Rule]
    offers: Phrasebook[OfferWords]
    offered: Mapping[MailId, tuple[str, ...]]
    commands: Phrasebook[str]
    cues: Phrasebook[str]
    kinds: Phrasebook[IntentKind]
    verbs: Mapping[str, str]
    vocabulary: Vocabulary
    corrections: Corrections = field(default_factory=Corrections)
    faq: tuple[Entry, ...] = ()


def load_rules(texts: Mapping[str, str]) -> Rules:
    """Compile the rule files given by name; raises BadRule with a sentence for a person."""
    table = _toml(texts, CLASSIFY)
    known = {"thresholds", "words", "rule", "offer", "command", "cue", "kind"}
    only_known(table, known, f"{CLASSIFY}: the file")
    sets = {
        name: strings(value, f"set '{name}'") for name, value in table_named(table, "words").items()
    }
    commands = list(_plain(table, "command", "verb", sets))
    offers = list(_offers(table, sets))
    offered: dict[MailId, tuple[str, ...]] = {}
    for one, _ in offers:
        offered[one.mail] = tuple(dict.fromkeys([*offered.get(one.mail, ()), one.option]))
    return Rules(
        thresholds=_thresholds(table_named(table, "thresholds")),
        book=Phrasebook(_rules(table, sets)),
        offers=Phrasebook(offers),
        offered=offered,
        commands=Phrasebook(commands),
        cues=Phrasebook(_plain(table, "cue", "name", sets)),
        kinds=Phrasebook(_kinds(table, sets)),
        verbs=_verbs(commands),
        vocabulary=_vocabulary(texts),
        faq=load_faq(texts.get(FAQ, "")),
    )


def _toml(texts: Mapping[str, str], file: str) -> dict[str, object]:
    if file not in texts:
        raise BadRule(f"The rule file {file} is missing; put it back into the rules folder.")
    try:
        return tomllib.loads(texts[file])
    except tomllib.TOMLDecodeError as error:
        raise BadRule(f"{file} is not valid TOML: {error}.") from error


def _vocabulary(texts: Mapping[str, str]) -> Vocabulary:
    try:
        return load_vocabulary(_toml(texts, VOCABULARY))
    except BadWord as error:
        raise BadRule(f"{VOCABULARY}: {error}.") from error


def _rules(
    table: Mapping[str, object], sets: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Rule, Phrase]]:
    names: set[str] = set()
    for entry in tables(table, "rule"):
        where = f"rule '{entry.get('name', '?')}'"
        only_known(entry, _RULE_KEYS, f"{CLASSIFY}, {where}")
        rule = _rule(entry, sets, where)
        if rule.name in names:
            raise BadRule(f"{CLASSIFY}: there are two rules called '{rule.name}'; rename one.")
        names.add(rule.name)
        phrases = _phrases(entry, "phrases", sets, where)
        _holds(rule, phrases, where)
        yield from ((rule, phrase) for phrase in phrases)


def _rule(entry: Mapping[str, object], sets: Mapping[str, tuple[str, ...]], where: str) -> Rule:
    intent = text_of(entry, "intent", where)
    if intent not in set(IntentKind):
        raise BadRule(f"{CLASSIFY}, {where}: '{intent}' is no intent{nearest(intent, IntentKind)}.")
    weight = entry.get("weight", 0.8)
    if not isinstance(weight, float) or not 0 < weight < 1:
        raise BadRule(f"{CLASSIFY}, {where}: weight must lie between 0 and 1, not {weight!r}.")
    gives = entry.get("gives", {})
    if not isinstance(gives, dict):
        raise BadRule(f"{CLASSIFY}, {where}: gives must be a table of words.")
    return Rule(
        name=text_of(entry, "name", where),
        intent=IntentKind(intent),
        weight=weight,
        example=text_of(entry, "example", where),
        when=_conditions(entry, "when", where),
        never_when=_conditions(entry, "never_when", where),
        unless=_phrases(entry, "unless", sets, where),
        speaker=str(entry.get("speaker", "anyone")),
        in_letters=entry.get("in_letters") is True,
        in_past=entry.get("in_past") is True,
        in_doubt=entry.get("in_doubt") is True,
        alone=whole_number(entry.get("alone", 0), where),
        gives={str(key): str(value) for key, value in gives.items()},
    )


def _holds(rule: Rule, phrases: tuple[Phrase, ...], where: str) -> None:
    """An example that its own rule does not know is a slip of the pen."""
    book = Phrasebook((rule, phrase) for phrase in phrases)
    if not any(any(book.find(one)) for one in sentences(rule.example, frozenset({"sam"}))):
        raise BadRule(f"{CLASSIFY}, {where}: no phrase matches its example '{rule.example}'.")


def _offers(
    table: Mapping[str, object], sets: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[OfferWords, Phrase]]:
    for entry in tables(table, "offer"):
        where = f"offer '{entry.get('mail', '?')}'"
        only_known(entry, frozenset({"mail", "option", "phrases"}), f"{CLASSIFY}, {where}")
        mail = text_of(entry, "mail", where)
        if mail not in set(MailId):
            raise BadRule(f"{CLASSIFY}, {where}: there is no mail '{mail}'.")
        taken = OfferWords(MailId(mail), text_of(entry, "option", where))
        yield from ((taken, phrase) for phrase in _phrases(entry, "phrases", sets, where))


def _plain(
    table: Mapping[str, object], kind: str, key: str, sets: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Phrase]]:
    for entry in tables(table, kind):
        where = f"{kind} '{entry.get(key, '?')}'"
        only_known(entry, frozenset({key, "phrases"}), f"{CLASSIFY}, {where}")
        name = text_of(entry, key, where)
        yield from ((name, phrase) for phrase in _phrases(entry, "phrases", sets, where))


def _kinds(
    table: Mapping[str, object], sets: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[IntentKind, Phrase]]:
    for name, phrase in _plain(table, "kind", "name", sets):
        if name not in set(IntentKind):
            raise BadRule(
                f"{CLASSIFY}, kind '{name}': that is no intent{nearest(name, IntentKind)}."
            )
        yield IntentKind(name), phrase


def _verbs(commands: list[tuple[str, Phrase]]) -> dict[str, str]:
    """Give the single first words of commands, for guessing what a slip of the thumb meant."""
    known: dict[str, str] = {}
    for verb, phrase in commands:
        first = phrase.source.removeprefix("^ ").split()[0].strip("()?*")
        for word in first.split("|"):
            if word.isalpha() and len(word) >= 4:
                known.setdefault(word, verb)
    return known


def _thresholds(table: Mapping[str, object]) -> Thresholds:
    names = [one.name for one in fields(Thresholds)]
    only_known(table, names, f"{CLASSIFY}, thresholds")
    levels: dict[str, float] = {}
    for name in names:
        level = table.get(name)
        if not isinstance(level, float) or not 0 <= level <= 1:
            raise BadRule(f"{CLASSIFY}, thresholds: {name} must be a number between 0 and 1.")
        levels[name] = level
    return Thresholds(**levels)


def _phrases(
    entry: Mapping[str, object], key: str, sets: Mapping[str, tuple[str, ...]], where: str
) -> tuple[Phrase, ...]:
    if key == "unless" and key not in entry:
        return ()
    try:
        return tuple(compile_phrase(one, sets) for one in strings(entry.get(key), where))
    except BadPhrase as error:
        raise BadRule(f"{CLASSIFY}, {where}: {error}.") from error


def _conditions(entry: Mapping[str, object], key: str, where: str) -> frozenset[str]:
    named = strings(entry.get(key, []), where)
    for one in named:
        if one not in CONDITIONS:
            hint = nearest(one, CONDITIONS)
            raise BadRule(f"{CLASSIFY}, {where}: '{one}' in {key} is no condition{hint}.")
    return frozenset(named)

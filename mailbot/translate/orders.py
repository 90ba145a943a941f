"""Read a coordinator's commands in short English, one to a line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from mailbot.core.reading import SlotValue
from mailbot.translate.contact import emails_in
from mailbot.translate.dates import dates_in
from mailbot.translate.folding import fold
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import Sentence
from mailbot.translate.until import day_meant

_POLITE = re.compile(
    r"^\W*(?:(?:hi|hello|hey|dear|morning|afternoon|bot|mailbot|please|pls|plz|can you|could you|would you|can we|could we|will you|i['\u2019]?d like (?:you )?to"
    r"|i want (?:you )?to|kindly|just|thanks|ok so|and|also|then|now|quickly|let['\u2019]?s|go ahead and|sorry|scheme|all|jo|kit)\b[\s,.!:-]*)+",
    re.IGNORECASE,
)
_POLITE_END = re.compile(
    r"[\s,.!]*(?:\b(?:please|pls|plz|thanks|thank you|ta|thx|cheers|many thanks|asap|x+|if you (?:can|could)|for me|now)\b[\s,.!?]*)+$",
    re.IGNORECASE,
)
_TAKES_TEXT = frozenset({"answer", "send"})
_ABOUT_PEOPLE = frozenset(
    {
        "who",
        "pause",
        "resume",
        "rematch",
        "lift",
        "remove",
        "split",
        "match",
        "remind",
        "send",
        "extend",
        "handover",
    }
)  # fmt: skip
_STOP = re.compile(
    r"\s*(?:\b(?:until|till|til|from|for|to|by|on|because|as|off|out|over|with a|a new|another|someone|is|has|left|deadline|have|back|while|about|and tell|due|up to|who)\b|[:;?!.]|\((?!\s?\+)|\s-\s).*$",
    re.IGNORECASE | re.DOTALL,
)
_NAME_WORDS = re.compile(r"[^\W\d_][\w'\u2019.-]*@?[\w.-]*", re.UNICODE)
_NO_NAMES = frozenset(
    [
        "task", "the", "a", "an", "is", "are", "for", "on", "me", "of", "up", "about", "mail",
        "mails", "email", "emails", "pair", "pairs", "and", "with", "to", "together",
        "everyone's", "please", "take", "put", "bring", "give", "find", "let", "new", "buddy",
        "hold", "off", "list", "him", "her", "them", "trio", "as", "in",
    ]
)  # fmt: skip
_JOINED = re.compile(r"\s*\(?(?:\+|&|,|/|\band\b|\bwith\b)\s*", re.IGNORECASE)
_TASK = re.compile(
    r"\btask\s{0,2}(?P<task>\d{1,2})\b|\b(?P<name>letters|shadowing|cases|consortium)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(\d{1,5})\b")
_VERB_WORDS = re.compile(r"[^\W\d_]+")
_SHORT_DAY = re.compile(r"\b(?:mon|tues?|weds?|thurs?|fri|sat|sun)\b")
# Words that open any sentence are no sign of a command, and no slip of one.
_OPENINGS = frozenset(
    {
        "what",
        "where",
        "when",
        "which",
        "show",
        "list",
        "give",
        "make",
        "need",
        "find",
        "take",
        "send",
    }
)
_MOST_LINES = 20
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Order:
    """One command: its verb, its data by the contract's names, and whether it was said plainly."""

    verb: str
    slots: Mapping[str, SlotValue]
    is_plain: bool = True


def orders_in(words: str, today: date, rules: Rules) -> tuple[Order, ...]:
    """Give the commands of a mail in their order; empty where nothing in it is one."""
    text = words[:_LONGEST]
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()][:_MOST_LINES]
    found: list[Order] = []
    for number, line in enumerate(lines):
        order = _order(line, "\n".join(lines[number + 1 :]), today, rules)
        if order is None:
            continue
        found.append(order)
        if order.verb in _TAKES_TEXT:
            break
    return tuple(found)


def _order(line: str, below: str, today: date, rules: Rules) -> Order | None:
    said = _POLITE_END.sub("", _POLITE.sub("", line)).strip() or line
    if len(said.split()) > 30 and ":" not in said:
        return None
    verb = _verb(said, rules)
    plain = verb != ""
    if not plain:
        verb = _nearly(said, rules)
    if not verb:
        return None
    text = f"{said}\n{below}" if verb in _TAKES_TEXT and below else said
    slots = {"verb": verb, **dict(_slots(verb, text, today))}
    return Order(verb, slots, plain)


def _verb(said: str, rules: Rules) -> str:
    head = said.split(":", 1)[0] if ":" in said else said
    sentence = Sentence(head, fold(head))
    return next((found.owner for found in rules.commands.find(sentence)), "")


def _nearly(said: str, rules: Rules) -> str:
    """Guess a slip of the thumb in the first word of a short line."""
    first = _VERB_WORDS.match(said)
    if first is None or len(first.group()) < 4 or len(said.split()) > 6:
        return ""
    word = first.group().lower()
    if word in rules.verbs:
        return ""  # no slip: the words behind it are those of no command
    for known, verb in rules.verbs.items():
        if sorted(known) == sorted(word):
            return verb  # two letters changed places
    guesses = [one for one in rules.verbs if one not in _OPENINGS]
    close = get_close_matches(word, guesses, 1, cutoff=0.8)
    return rules.verbs[close[0]] if close else ""


def _slots(verb: str, said: str, today: date) -> Iterator[tuple[str, SlotValue]]:
    rest = said.partition(" ")[2]
    if verb in _TAKES_TEXT:
        yield from _answer(said) if verb == "answer" else _message(said)
        return
    names = _who(verb, said)
    if names:
        yield "who", names
    task = _TASK.search(said)
    if task is not None:
        yield "task", task["task"] or task["name"].lower()
    until = _until(verb, said, today)
    if until is not None:
        yield "until", until
    number = _NUMBER.match(rest)
    if number is not None and task is None and until is None:
        yield "number", int(number.group(1))
    if rest:
        yield "text", rest.strip()


def _who(verb: str, said: str) -> tuple[str, ...]:
    if verb not in _ABOUT_PEOPLE:
        return ()
    if verb == "handover" and emails_in(said):
        return emails_in(said)
    rest = said.partition(" ")[2]
    return _names(rest) or tuple(one for one in _names(said) if one.lower() != verb)


def _message(said: str) -> Iterator[tuple[str, SlotValue]]:
    group, _, text = said.partition(":")
    yield "who", _names(group.partition(" ")[2])
    yield "text", text.strip() or said.partition(" ")[2]


def _answer(said: str) -> Iterator[tuple[str, SlotValue]]:
    number = _NUMBER.search(said.split("\n", 1)[0])
    if number is None:
        yield "text", said.partition(" ")[2].strip()
        return
    yield "number", int(number.group(1))
    yield "text", said[number.end() :].lstrip(" :,.-\u2013\n\t)").rstrip()


def _names(said: str) -> tuple[str, ...]:
    """Give the names before the first word that begins something else, split where people join them."""
    text = _STOP.sub("", said.strip())
    names = []
    for part in _JOINED.split(text.strip(" ()")):
        words = [word for word in _NAME_WORDS.findall(part) if word.lower() not in _NO_NAMES]
        if words:
            names.append(" ".join(words))
    return tuple(names)


def _until(verb: str, said: str, today: date) -> date | None:
    # Short names of days count with a capital only.
    said = _SHORT_DAY.sub(lambda one: one.group().capitalize(), said)
    if verb in {"start", "handover"}:
        found = dates_in(said, today)
        return found[0].day if found else None
    if verb in {"pause", "extend", "away", "resume"}:
        found = dates_in(said, today)
        return found[-1].day if found else day_meant(said, today)
    return None

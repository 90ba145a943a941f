"""Read a coordinator's commands in short English, one to a line."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mailbot.core.reading import SlotValue
from mailbot.translate.antecedents import meant_by
from mailbot.translate.arranging import arrangement_in
from mailbot.translate.bringing import brought_in
from mailbot.translate.dates import dates_in
from mailbot.translate.event_orders import EventAct, event_order
from mailbot.translate.folding import fold
from mailbot.translate.leave import leave_in, tells_of_leave
from mailbot.translate.named import group_named, named
from mailbot.translate.requests import Request, is_conditional, requests_in, respelt
from mailbot.translate.rules import Rules
from mailbot.translate.sentences import Sentence
from mailbot.translate.skips import skip_slots
from mailbot.translate.until import day_meant
from mailbot.translate.wording_orders import wording_order

_TAKES_TEXT = frozenset({"answer", "send", "event", "new_task"})
# What a new task is called by, up to where it begins.
_NEW_TASK = re.compile(
    r"^.{0,60}?\btask\b(?:\s+(?:idea|called|for everybody|for everyone|for all))?[\s:,.\-\u2013\u2014]*",
    re.IGNORECASE | re.DOTALL,
)
_TASK = re.compile(
    r"\btask\s{0,2}(?P<task>\d{1,2}|one|two|three|four|five|six)\b|\b(?P<name>letters|shadowing|cases|consortium)\b",
    re.IGNORECASE,
)
_IN_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_NUMBER = re.compile(r"\b(\d{1,5})\b")
# "answer 14: ...", "reply to question 14": the number stands beside the verb.
_ANSWERED = re.compile(
    r"\W*(?:please\W+)?\w+(?:\W+(?:to|question|query|item|number|no|the|mail|email|for|please|them|him|her|on))*\W+(\d{1,5})\b",
    re.IGNORECASE,
)
_SHORT_DAY = re.compile(r"\b(?:mon|tues?|weds?|thurs?|fri|sat|sun)\b")
# With one of these any sentence may open: more than a few words tell something and ask for nothing.
_MERE_NOUNS = frozenset(
    [
        "late", "overdue", "outstanding", "waiting", "queue", "pairs", "pairings", "matches",
        "buddies", "report", "numbers", "figures", "stats", "statistics", "status", "update",
        "summary", "overview", "progress", "ideas", "state", "digest", "cohort", "everyone", "people",
        "participants", "contacts", "members",
    ]
)  # fmt: skip
_MERE = 3
# What is done to somebody; who it is must be said.
_TO_SOMEBODY = frozenset(
    {"pause", "resume", "remove", "rematch", "split", "lift", "match", "who", "send", "remind"}
)
_PRONOUN = re.compile(r"\b(?:him|her|them|both)\b", re.IGNORECASE)
_LOOKS = frozenset(
    {
        "ideas",
        "who",
        "status",
        "late",
        "waiting",
        "pairs",
        "cohort",
        "report",
        "help",
        "feedback",
        "undo",
    }
)
# "Ask sam if we may quote it" has no condition in it.
_ASKS_IF = _LOOKS | {"quote"}
# "Pause evrything" is about nobody of that name.
_ABOUT_ALL = frozenset({"pause", "resume"})
_EVERYBODY = {"everything": "", "everyone": "", "everybody": ""}
_LISTS = {"late": "late", "overdue": "late", "waiting": "waiting", "free": "waiting"}
# What can be said of somebody, behind their name: "tomasz pause til 3 may".
_BEHIND_NAMES = frozenset(
    {"pause", "resume", "remove", "rematch", "split", "extend", "lift", "remind", "cancel", "skip"}
)
_NO_NAMES_BEFORE = frozenset(
    [
        "don't", "dont", "can't", "cant", "won't", "didn't", "never", "cannot", "i", "you", "he",
        "she", "they", "we", "it", "is", "are", "was", "were", "has", "have", "had", "will",
        "would", "can", "could", "should", "did", "does", "do", "not", "the", "a", "an", "my",
        "your", "his", "her", "their", "our", "that", "this", "there", "who", "what", "which",
        "when", "where", "why", "how", "if", "to", "for", "of", "on", "in", "at", "by", "with",
        "and", "or", "but", "please", "no", "yes", "ok",
    ]
)  # fmt: skip
# "Ask Dr Rao if he'd be an expert" has no condition in it either; what comes after the wish has.
_ASKED_WHETHER = re.compile(
    r"\b((?:ask|see|find out|check|know|wonder)\b(?:(?!experts?\b|[.;]).){0,60}?) if\b",
    re.IGNORECASE,
)
_MOST_NAMES = 4
_LONGEST_SENTENCE = 40
# No phrase of a command reaches further.
_HEAD_WORDS = 20
_MOST_LINES = 20
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Order:
    """One command: its verb, its data by the contract's names, and whether it was said plainly."""

    verb: str
    slots: Mapping[str, SlotValue]
    is_plain: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a mail, with what stands above and below it."""

    above: str
    line: str
    below: str


def orders_in(
    words: str, today: date, rules: Rules, events: Sequence[str] = ()
) -> tuple[Order, ...]:
    """Give the commands of a mail in their order; empty where nothing in it is one.

    What is only to be done under a condition is none: nobody here would watch for it. `events` are
    the titles of the announced ones: an order that names one of them is about that.
    """
    text = words[:_LONGEST]
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    found: list[Order] = []
    for number, line in enumerate(lines[:_MOST_LINES]):
        place = Place("\n".join(lines[:number]), line, "\n".join(lines[number + 1 :]))
        worded = _about_wording(place)
        if worded is not None:
            return (*found, worded)
        about = _about_event(line, events, rules)
        for order in (about,) if about else _in_line(place, today, rules):
            if order not in found:
                found.append(order)
            if order.verb in _TAKES_TEXT and about is None:
                return tuple(found)
    return tuple(found)


def _about_event(line: str, events: Sequence[str], rules: Rules) -> Order | None:
    """Read a line as an order about an announced event, with its manners taken off.

    Words that are to be passed on may name one, and order nothing about it.
    """
    request = next(requests_in(line), None)
    if request is None or not request.said:
        return None
    if _read(request, rules)[0] in _TAKES_TEXT - {"event"}:
        return None
    said = line[request.start :]
    order = event_order(said, events)
    if order is None:
        return None
    verb = "attendance" if order.act is EventAct.ATTENDANCE else "event"
    return Order(verb, {"verb": verb, "text": said})


def _about_wording(place: Place) -> Order | None:
    """Read a line, with what stands below it, as an order about a task's words."""
    request = next(requests_in(place.line), None)
    said = place.line[request.start :] if request is not None else ""
    order = wording_order(said, place.below)
    if order is None:
        return None
    verb = "put_back" if order.back else "reword"
    return Order(verb, {"verb": verb, "task": order.task, "text": order.words})


def _in_line(place: Place, today: date, rules: Rules) -> Iterator[Order]:
    """Give at most one order for each sentence of a line."""
    done_to = -1
    for request in requests_in(place.line):
        if request.start < done_to:
            continue
        order = _fixed(request, today) or _order(request, place, today, rules)
        if order is None:
            continue
        if order.verb in _TAKES_TEXT:
            yield order
            return
        yield from _one_by_one(order, request, place, today, rules)
        done_to = request.start + len(request.said)


def _one_by_one(
    order: Order, request: Request, place: Place, today: date, rules: Rules
) -> Iterator[Order]:
    """Give an order, and those that an "and" joins to it: "pause sam to friday and remind priya".

    What only looks like one (another name, words to pass on, the end of a pause) belongs to the first.
    """
    for joint in _AND_ALSO.finditer(request.said):
        rest = request.said[joint.end() :]
        first = next(iter(rest.split()), "").strip(".,:;!?").lower()
        if not rules.verbs.get(first) and first not in _ASKS:
            continue  # "Sam and Priya need splitting": a name stands behind it
        behind = replace(
            request, said=rest, start=request.start + joint.end(), opens=False, polite=True
        )
        more = _order(behind, place, today, rules)
        if more is None or not more.is_plain or more.verb in _NOT_BEHIND:
            continue
        cut = replace(request, said=request.said[: joint.start()])
        yield _fixed(cut, today) or _order(cut, place, today, rules) or order
        yield from _one_by_one(more, behind, place, today, rules)
        return
    yield order


_AND_ALSO = re.compile(
    r"(?:\s*,)?\s+(?:and|then|plus|&)\s+(?:(?:also|then|please|pls|can you|could you|would you|tell me|show me|let me know|just)\s+)*",
    re.IGNORECASE,
)
_ASKS = frozenset({"who", "who's", "whos", "what", "which", "how", "show"})
# Words to pass on, and the day on which a pause ends.
_NOT_BEHIND = _TAKES_TEXT | {"resume", "lift", "yes", "help", "undo"}


def _fixed(request: Request, today: date) -> Order | None:
    """Give what is fixed for matching, or who is brought in; under a condition nothing is."""
    said = request.said
    if not said or len(said.split()) > _LONGEST_SENTENCE:
        return None
    if is_conditional(_ASKED_WHETHER.sub(r"\1 whether", said)):
        return None
    slots = arrangement_in(said) or brought_in(said, today)
    return Order(str(slots["verb"]), slots) if slots else None


def _order(request: Request, place: Place, today: date, rules: Rules) -> Order | None:
    if not request.said or len(request.said.split()) > _LONGEST_SENTENCE:
        return None
    verb, said, plain = _read(request, rules)
    if not verb or _tells(said, request) or (verb == "away" and not tells_of_leave(said, today)):
        return None
    if verb in _TAKES_TEXT:
        said = f"{place.line[request.start :]}\n{place.below}".strip()
    elif verb not in _ASKS_IF and is_conditional(said):
        return None
    slots = dict(_slots(verb, said, today, rules) if verb != "away" else _away(said, today))
    if verb in _TO_SOMEBODY | {"extend"}:
        slots |= _with_antecedent(slots, said, f"{place.above}\n{place.line[: request.start]}")
    if verb in _TO_SOMEBODY and not (slots.get("who") or _means_somebody(verb, said)):
        return None
    return Order(verb, {"verb": verb, **slots}, plain)


def _with_antecedent(
    slots: Mapping[str, SlotValue], said: str, before: str
) -> dict[str, SlotValue]:
    """Put those named before in the place of "him", "her" and "them"."""
    named = slots.get("who", ())
    who = named if isinstance(named, tuple) else ()
    meant = meant_by(said, before)
    return {"who": tuple(dict.fromkeys((*meant, *who)))} if meant else {}


def _means_somebody(verb: str, said: str) -> bool:
    return verb != "send" and bool(_PRONOUN.search(said))


def _read(request: Request, rules: Rules) -> tuple[str, str, bool]:
    """Give the verb, the words as they were meant, and whether they were written so."""
    verb, said = _verb_in(request.said, rules)
    plain = verb != ""
    if not plain and request.opens and (request.start == 0 or request.said[0].islower()):
        meant = respelt(request.said, rules.verbs)
        verb, said = ("", meant) if meant == request.said else _verb_in(meant, rules)
    if verb in _ABOUT_ALL and (everybody := _everybody_in(said)) != said:
        verb, said, plain = _verb(everybody, rules), everybody, False
    if verb == "who" and len(said.split()) <= _MERE:
        verb = _LISTS.get(respelt(said.split()[-1], _LISTS).lower(), verb)
    return verb, said, plain


def _everybody_in(said: str) -> str:
    """Put "everything" right in a short order, so that nobody of such a name is looked for."""
    words = said.split()
    return said if len(words) > _MERE else " ".join(respelt(one, _EVERYBODY) for one in words)


def _tells(said: str, request: Request) -> bool:
    """Say whether a sentence only begins like a command: "Late trains all week"."""
    words = said.split()
    return words[0].lower() in _MERE_NOUNS and not request.polite and len(words) > _MERE


def _verb_in(said: str, rules: Rules) -> tuple[str, str]:
    """Give the verb and the words with the verb in front; no verb where they are no command."""
    verb = _verb(said, rules)
    turned = said if verb else _verb_first(said, rules)
    return (verb, said) if turned == said else (_verb(turned, rules), turned)


def _verb(said: str, rules: Rules) -> str:
    head = " ".join(said.split(":", 1)[0].split()[:_HEAD_WORDS])
    sentence = Sentence(head, fold(head))
    return next((found.owner for found in rules.commands.find(sentence)), "")


def _verb_first(said: str, rules: Rules) -> str:
    """Turn "tomasz pause til 3 may" and "task 1: extend to friday" round; else give it back as it is."""
    words = said.split()
    if len(words) > 2 * _MOST_NAMES:
        return said
    for place, word in enumerate(words[: _MOST_NAMES + 1]):
        bare = word.strip(".,:;-").lower()
        if bare in _NO_NAMES_BEFORE:
            return said
        if place and rules.verbs.get(bare) and bare in _BEHIND_NAMES:
            names = " ".join(one.strip(".,:;-") for one in words[:place])
            return " ".join([bare, names, *words[place + 1 :]])
    return said


def _slots(verb: str, said: str, today: date, rules: Rules) -> Iterator[tuple[str, SlotValue]]:
    rest = said.partition(" ")[2]
    if verb in _READ_APART:
        yield from _READ_APART[verb](said)
        return
    if verb in _TAKES_TEXT:
        yield from _WITH_TEXT[verb](said)
        return
    names = named(verb, said, rules)
    if names:
        yield "who", names
    task = _TASK.search(said)
    if task is not None:
        said_as = (task["task"] or task["name"]).lower()
        yield "task", _IN_WORDS.get(said_as, said_as)
    until = _until(verb, said, today)
    if until is not None:
        yield "until", until
    number = _NUMBER.match(rest)
    if number is not None and task is None and until is None:
        yield "number", int(number.group(1))
    if rest:
        yield "text", rest.strip()


def _away(said: str, today: date) -> Iterator[tuple[str, SlotValue]]:
    yield "text", said
    leave = leave_in(said, today)
    if leave is not None:
        yield "until", leave.last


def _whole(said: str) -> Iterator[tuple[str, SlotValue]]:
    yield "text", said


_READ_APART: Mapping[str, Callable[[str], Iterator[tuple[str, SlotValue]]]] = {
    "event": _whole,
    "skip": skip_slots,
    "ask_again": _whole,
    "stop_asking": _whole,
}


def _message(said: str) -> Iterator[tuple[str, SlotValue]]:
    group, _, text = said.partition(":")
    yield "who", group_named(group.partition(" ")[2] or group)
    yield "text", text.strip() or said.partition(" ")[2]


def _draft(said: str) -> Iterator[tuple[str, SlotValue]]:
    yield "text", _NEW_TASK.sub("", said, count=1).strip()


def _answer(said: str) -> Iterator[tuple[str, SlotValue]]:
    number = _ANSWERED.match(said)
    if number is None:
        yield "text", said.partition(" ")[2].strip()
        return
    yield "number", int(number.group(1))
    yield "text", said[number.end() :].lstrip(" :,.-\u2013\n\t)").rstrip()


_WITH_TEXT = {"answer": _answer, "send": _message, "new_task": _draft}


def _until(verb: str, said: str, today: date) -> date | None:
    # Short names of days count with a capital only.
    said = _SHORT_DAY.sub(lambda one: one.group().capitalize(), said)
    if verb in {"start", "handover"}:
        found = dates_in(said, today)
        return found[0].day if found else None
    if verb in {"pause", "extend", "resume"}:
        found = dates_in(said, today)
        return found[-1].day if found else day_meant(said, today)
    return None

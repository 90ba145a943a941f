"""Judge how a labelled mail was read: right, asked, left to a person, or wrong; and count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mailbot.core.reading import Intent, IntentKind, SlotValue

# What a label may say a slot is; None where the mail says nothing about it.
Stated = str | int | bool | tuple[str, ...] | None

NO_INTENT = "nothing"


class Verdict(StrEnum):
    """How a mail was read; only WRONG does harm, for nobody looks at it."""

    RIGHT = "right"
    ASKED = "asked"
    PERSON = "person"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Expected:
    """One intent that must be read, and those of its slots that the label states."""

    kind: IntentKind
    slots: Mapping[str, Stated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """What is right about one mail; an empty `outcomes` and a missing `words` are not judged.

    `also` are kinds that may be read besides, `would` actions that must be among those the bot would
    do, `never` actions that would be a harm.
    """

    intents: tuple[Expected, ...]
    outcomes: frozenset[str] = frozenset()
    also: frozenset[IntentKind] = frozenset()
    words: str | None = None
    would: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Give the kind a mail is counted under: the first that is expected."""
        return self.intents[0].kind.value if self.intents else NO_INTENT


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a mail: intents, own words, outcome, and the names of the actions."""

    intents: tuple[Intent, ...]
    words: str
    outcome: str
    would: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one mail, with what differed in words; nothing where it is right."""

    name: str
    kind: str
    verdict: Verdict
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many mails there are, and how many got each verdict."""

    right: int = 0
    asked: int = 0
    person: int = 0
    wrong: int = 0

    @property
    def all(self) -> int:
        """Count them all."""
        return self.right + self.asked + self.person + self.wrong

    def percent(self, verdict: Verdict) -> float:
        """Give the share of a verdict, from 0 to 100; 0 where there is no mail."""
        count: int = getattr(self, verdict.value)
        return round(100 * count / self.all, 1) if self.all else 0.0


def judge(name: str, label: Label, made: Made) -> Judged:
    """Compare a reading with its label; an action in `never` is wrong whatever else is right."""
    harm = [f"would {one}, which does harm" for one in label.never if one in made.would]
    differs = (*harm, *_differences(label, made))
    if harm:
        verdict = Verdict.WRONG
    elif not differs:
        verdict = Verdict.RIGHT
    else:
        verdict = {"ask": Verdict.ASKED, "person": Verdict.PERSON}.get(made.outcome, Verdict.WRONG)
    return Judged(name, label.kind, verdict, differs)


def count(judged: Iterable[Judged]) -> Count:
    """Count verdicts."""
    found = Counter(one.verdict for one in judged)
    return Count(*(found[one] for one in Verdict))


def count_by_kind(judged: Iterable[Judged]) -> dict[str, Count]:
    """Count verdicts for each kind, in the order of IntentKind."""
    by_kind: dict[str, list[Judged]] = {}
    for one in judged:
        by_kind.setdefault(one.kind, []).append(one)
    order = [*(kind.value for kind in IntentKind), NO_INTENT]
    return {kind: count(by_kind[kind]) for kind in order if kind in by_kind}


def _differences(label: Label, made: Made) -> Iterator[str]:
    yield from _of_intents(label, made.intents)
    wanted = {one.kind for one in label.intents} | label.also
    beyond = dict.fromkeys(one.kind for one in made.intents if one.kind not in wanted)
    if beyond:
        yield f"also read {', '.join(beyond)}"
    if label.words is not None and _one_space(label.words) != _one_space(made.words):
        yield f"words are {_one_space(made.words)!r}"
    if label.outcomes and made.outcome not in label.outcomes:
        yield f"outcome {made.outcome}, not {' or '.join(sorted(label.outcomes))}"
    missing = [one for one in label.would if one not in made.would]
    if missing:
        yield f"would not {', '.join(missing)}"


def _of_intents(label: Label, read: tuple[Intent, ...]) -> Iterator[str]:
    """Pair each expected intent with one that was read; the best fit of its kind where none is whole."""
    left = list(read)
    for wanted in label.intents:
        of_kind = [one for one in left if one.kind is wanted.kind]
        if not of_kind:
            yield f"no {wanted.kind}"
            continue
        best = min(of_kind, key=lambda one: len(_wrong_slots(wanted, one)))
        left.remove(best)
        yield from _wrong_slots(wanted, best)


def _wrong_slots(wanted: Expected, read: Intent) -> list[str]:
    return [
        f"{wanted.kind}.{name} is {_plain(read.slots.get(name))!r}, not {stated!r}"
        for name, stated in wanted.slots.items()
        if _folded(read.slots.get(name)) != _folded(stated)
    ]


def _folded(value: SlotValue | None) -> object:
    """Make equal what is the same to a reader; a slot that says nothing is a missing one."""
    plain = _plain(value)
    if isinstance(plain, tuple):
        return tuple(_one_space(one).casefold() for one in plain) or None
    if isinstance(plain, str):
        return _one_space(plain).casefold() or None
    return plain


def _plain(value: SlotValue | None) -> Stated:
    return value.isoformat() if isinstance(value, date) else value


def _one_space(text: str) -> str:
    return " ".join(text.split())

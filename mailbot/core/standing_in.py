"""Decide who is asked to answer a letter whose reader is silent, and what of names its reader may see (C7)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.core.people import Person, PersonState, Role

# What people say of the bench, as options of a choice.
JOINS_BENCH = "stand in"
LEAVES_BENCH = "no stand in"
# Who sits a task out.
SKIP = "skip"
ASKED_AGAIN_AFTER = timedelta(days=14)
WORKING_DAYS_TO_ANSWER = 3
_LONG_AGO = timedelta(days=36500)


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody on the bench; `has_room` says that their contact budget allows one more mail now.

    `owes_late` is true for who is late with something of their own.
    """

    person: Person
    since: datetime
    last_asked_at: datetime | None = None
    has_room: bool = True
    owes_late: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a letter needs: somebody of the silent reader's role, and none of `never`."""

    role: Role
    never: frozenset[int] = frozenset()


def best_volunteer(
    volunteers: Iterable[Volunteer], wanted: Wanted, now: datetime
) -> Volunteer | None:
    """Give who is asked next: the one who has waited longest since the last letter; None for nobody."""
    fit = [one for one in volunteers if _may_be_asked(one, wanted, now)]
    return min(fit, key=lambda one: _order(one, now), default=None)


def _may_be_asked(one: Volunteer, wanted: Wanted, now: datetime) -> bool:
    person = one.person
    rested = one.last_asked_at is None or one.last_asked_at <= now - ASKED_AGAIN_AFTER
    here = person.away_until is None or person.away_until <= now
    taking_part = person.state in {PersonState.ACTIVE, PersonState.WAITING}
    return (
        is_like(person.role, wanted.role)
        and person.id not in wanted.never
        and taking_part
        and person.takes_mail
        and person.quiet_since is None
        and (rested and here and one.has_room)
    )


def _order(one: Volunteer, now: datetime) -> tuple[bool, datetime, datetime, int]:
    return (one.owes_late, one.last_asked_at or now - _LONG_AGO, one.since, one.person.id)


def is_like(one: Role, other: Role) -> bool:
    """Say whether two see a letter from the same side: clinicians, or managers of either kind."""
    return one is other or (one.is_manager and other.is_manager)


def is_too_long(opened_at: datetime, due_at: datetime, window_days: int, grace_days: int) -> bool:
    """Say whether an answer is put off further than anybody who wrote should wait for it."""
    return due_at > opened_at + timedelta(days=window_days + grace_days)


_GREETS = re.compile(
    r"(?:dear|hi|hello|hey|hiya|good (?:morning|afternoon|evening))\b", re.IGNORECASE
)
_SIGNS = re.compile(
    r"(?:(?:(?:kind|best|warm|many) )?(?:regards|wishes|thanks)|yours(?: \w+)?|cheers|love|from|x+)\W*",
    re.IGNORECASE,
)
# Names that are words as well are left alone in the middle of a sentence.
_ALSO_WORDS = frozenset(
    [
        "will", "may", "mark", "rose", "grace", "hope", "faith", "joy", "bill", "sue", "pat", "art",
        "grant", "dean", "drew", "frank", "guy", "jack", "june", "april", "august", "summer", "rob",
        "ray", "victor", "ward", "reed", "young", "long", "short", "day", "night", "bishop", "cook",
        "brown", "black", "white", "green", "gray", "grey", "king", "price", "wood", "stone", "hill",
        "sharp", "winter", "page", "field", "banks", "bank", "brook", "case", "chase", "parish", "hall",
    ]
)  # fmt: skip


def without_names(text: str, writer: Person, others: Sequence[Person] = ()) -> str:
    """Give a letter as a stranger may read it: no name of its writer, nor of the `others` it was for.

    A signature is dropped, a greeting stands without the name, and a name inside reads "(a name)".
    """
    names = [name for one in (writer, *others) for name in _names_of(one)]
    lines = [_line_without(line, names) for line in text.splitlines()]
    return "\n".join(line for line in lines if line is not None).strip()


def _names_of(person: Person) -> list[str]:
    return [one for one in re.findall(r"[^\W\d_][\w'\u2019-]+", person.name) if len(one) > 1]


def _line_without(line: str, names: Sequence[str]) -> str | None:
    bare = line.strip()
    said = [one.casefold().strip(".,!-\u2013") for one in bare.split()]
    known = {name.casefold() for name in names}
    left = " ".join(one for one in said if one not in known)
    if len(left.split()) < len(said) and (not left or _SIGNS.fullmatch(left)):
        return None  # nothing but a signature
    greets = bool(_GREETS.match(bare)) and len(said) <= 5
    for name in names:
        if greets or name.casefold() not in _ALSO_WORDS:
            word = re.compile(
                rf"(?<!\w){re.escape(name)}(?=\W|$)", 0 if not greets else re.IGNORECASE
            )
            line = word.sub("" if greets else "(a name)", line)
    return re.sub(r"\s+([,.!:])", r"\1", line).rstrip() if greets else _once(line)


def _once(line: str) -> str:
    return re.sub(r"\(a name\)(?:[ -]\(a name\))+", "(a name)", line)

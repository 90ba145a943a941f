"""Find which event is named in a text: by its title, by what kind of thing it is, or as "the event"."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:['\u2019]\w+)?")
_LITTLE = frozenset(
    [
        "the", "a", "an", "our", "for", "of", "on", "in", "at", "and", "with", "to", "all",
        "about", "this", "that", "some", "your", "my", "event",
    ]
)  # fmt: skip
# What people call an event whatever its title says.
_KINDS = (
    frozenset({"drinks", "drink", "pub", "social", "beers", "bar"}),
    frozenset({"dinner", "meal", "supper", "curry", "food", "night"}),
    frozenset({"lunch", "picnic", "brunch", "breakfast", "barbecue", "bbq"}),
    frozenset({"talk", "lecture", "seminar", "webinar", "session", "workshop", "training"}),
    frozenset({"party", "celebration", "reception", "do"}),
    frozenset({"coffee", "tea"}),
    frozenset({"quiz"}),
)
_ANY = re.compile(
    r"\b(?:the|this|that|your|our)\s(?:event|evening|do|thing|meet-?up|get[- ]together)\b|^event\b|\binvit(?:e|ation)\b",
    re.IGNORECASE,
)


def named_in(text: str, titles: Sequence[str]) -> tuple[int, ...]:
    """Give the places of the titles that a text names; the fullest naming wins, several may tie.

    "The event" names the only one there is.
    """
    said = _words(text)
    whole = [n for n, one in enumerate(titles) if _words(one) and _words(one) <= said]
    if whole:
        longest = max(len(_words(titles[n])) for n in whole)
        return tuple(n for n in whole if len(_words(titles[n])) == longest)
    alike = [n for n, one in enumerate(titles) if _alike(_words(one), said)]
    if alike:
        return tuple(alike)
    return (0,) if len(titles) == 1 and _ANY.search(text) else ()


def _alike(title: frozenset[str], said: frozenset[str]) -> bool:
    """Say whether a word of the text names the kind of thing that the title is."""
    if title & said & frozenset().union(*_KINDS):
        return True
    return any(title & kind and said & kind for kind in _KINDS)


def _words(text: str) -> frozenset[str]:
    return frozenset(one.lower() for one in _WORD.findall(text)) - _LITTLE


def without_title(text: str, title: str) -> str:
    """Take a title out of a text, or the first word that names the kind of thing it is."""
    kept = re.sub(re.escape(title), " ", text, count=1, flags=re.IGNORECASE)
    if kept != text:
        return kept
    gone = _words(title) | {word for kind in _KINDS if kind & _words(title) for word in kind}
    first = next((one for one in _WORD.finditer(text) if one.group().lower() in gone), None)
    return text if first is None else f"{text[: first.start()]} {text[first.end() :]}"

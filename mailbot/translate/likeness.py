"""Group short texts that say much the same: they share most of the words that carry meaning."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

_ALIKE = 74
_SHARED = 2
# Thousands of lines still group in a moment.
_MOST_COMPARED = 60
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = ("ings", "ing", "ers", "er", "ed", "es", "s", "ly")
_SHORTEST_STEM = 3
# What everybody writes in answer to "what will you do differently?" tells nothing apart.
_EMPTY = frozenset(
    [
        "about",
        "after",
        "again",
        "all",
        "also",
        "and",
        "another",
        "any",
        "are",
        "ask",
        "asked",
        "because",
        "been",
        "before",
        "being",
        "but",
        "can",
        "could",
        "did",
        "didn",
        "different",
        "differently",
        "does",
        "doing",
        "don",
        "done",
        "down",
        "each",
        "ever",
        "every",
        "for",
        "from",
        "get",
        "getting",
        "give",
        "going",
        "good",
        "got",
        "had",
        "has",
        "have",
        "hear",
        "her",
        "here",
        "him",
        "his",
        "how",
        "into",
        "its",
        "just",
        "know",
        "learn",
        "learned",
        "learnt",
        "less",
        "like",
        "little",
        "lot",
        "make",
        "many",
        "more",
        "most",
        "much",
        "need",
        "never",
        "not",
        "now",
        "off",
        "one",
        "only",
        "other",
        "our",
        "out",
        "over",
        "really",
        "said",
        "same",
        "see",
        "she",
        "should",
        "some",
        "something",
        "start",
        "still",
        "such",
        "take",
        "task",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "think",
        "this",
        "time",
        "too",
        "try",
        "two",
        "under",
        "until",
        "use",
        "very",
        "was",
        "way",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "won",
        "would",
        "you",
        "your",
        "yes",
        "i'll",
        "i'd",
    ]
)


def alike(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Give groups of the positions of texts, each text in one group, the largest groups first.

    Two texts belong together where they share two words of meaning and few others part them; the
    first of a group is its measure, so that a chain of small steps does not bring strangers together.
    """
    stems = [_stems(one) for one in texts]
    groups: list[list[int]] = []
    holding: dict[str, list[int]] = {}
    for position, own in enumerate(stems):
        home = next(
            (one for one in _near(own, holding) if _are_alike(stems[groups[one][0]], own)), None
        )
        if home is not None:
            groups[home].append(position)
            continue
        groups.append([position])
        for stem in own:
            holding.setdefault(stem, []).append(len(groups) - 1)
    return tuple(tuple(one) for one in sorted(groups, key=len, reverse=True))


def _near(own: frozenset[str], holding: Mapping[str, Sequence[int]]) -> list[int]:
    """Give the groups that share a word with a text, the oldest first, as far as it is worth to look."""
    return sorted({group for stem in own for group in holding.get(stem, ())[:_MOST_COMPARED]})


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if one == other and one:
        return True
    if len(one & other) < _SHARED:
        return False
    return fuzz.token_sort_ratio(" ".join(sorted(one)), " ".join(sorted(other))) >= _ALIKE or (
        2 * len(one & other) >= max(len(one), len(other))
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, (w for w in _WORD.findall(text.casefold()) if w not in _EMPTY)))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word

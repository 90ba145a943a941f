"""Find phrases with simple wildcards in folded sentences, all phrases of all rules in one pass."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

from mailbot.translate.folding import fold
from mailbot.translate.sentences import Sentence

Owner = TypeVar("Owner")

# Beginnings of words are looked up by so many letters.
_STEM = 4
_SIGNPOSTS = 3

# Words that stand in nearly every mail make poor signposts.
_COMMON = frozenset(
    [
        "i", "a", "an", "and", "the", "to", "of", "in", "on", "it", "is", "am", "be", "do", "not",
        "can", "have", "has", "my", "me", "you", "your", "that", "this", "for", "we", "at",
        "will", "would", "could", "with", "so", "but", "if", "as", "are", "was", "been", "or",
        "no", "buddy", "letter", "email", "just", "all", "any", "more", "time", "get", "from", "they",
        "he", "she", "what", "when", "about", "now", "up", "out", "by", "know", "did", "does", "had",
        "one", "some", "please", "really", "very", "there", "them", "how", "who", "should",
    ]
)  # fmt: skip


class BadPhrase(ValueError):
    """A phrase cannot be understood; the text names the word that is wrong."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to be found.

    `source` is how it stands in the file. Of each set in `signposts` at least one word stands in every
    sentence that holds the phrase, "abcd*" being any word that begins so. The most telling set is the
    first; a second and a third one are there where they can be named.
    """

    source: str
    expression: str
    signposts: tuple[frozenset[str], ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Give the phrase as a pattern, made when it is first wanted: one mail wants few of them."""
        return _compiled(self.expression)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass(frozen=True, slots=True)
class Found(Generic[Owner]):
    """Where a phrase was found: the owner of the phrase, and the offset in the folded sentence."""

    owner: Owner
    phrase: Phrase
    start: int
    end: int


class Phrasebook(Generic[Owner]):
    """All phrases of many owners, indexed by the words that each cannot do without."""

    def __init__(self, entries: Iterable[tuple[Owner, Phrase]]) -> None:
        """Index the phrases; the order of the entries is kept among equal finds."""
        self._entries = tuple(entries)
        self._patterns: dict[int, re.Pattern[str]] = {}
        # A set of entries is a number with a bit for each. Such a set for every signpost stands in one
        # number, one beside the other, so that a word adds to all of them at once.
        self._count = len(self._entries)
        self._without = 0
        self._by_word: dict[str, int] = {}
        for number, (_, phrase) in enumerate(self._entries):
            for place in range(_SIGNPOSTS):
                bit = 1 << (place * self._count + number)
                if place >= len(phrase.signposts):
                    self._without |= bit
                    continue
                for word in phrase.signposts[place]:
                    self._by_word[word] = self._by_word.get(word, 0) | bit

    def find(self, sentence: Sentence) -> Iterator[Found[Owner]]:
        """Give every phrase that stands in a sentence, in the order of the entries."""
        possible = self._possible(signs_in(sentence.text))
        while possible:
            lowest = possible & -possible
            possible ^= lowest
            number = lowest.bit_length() - 1
            pattern = self._patterns.get(number) or self._pattern(number)
            for match in pattern.finditer(sentence.text):
                owner, phrase = self._entries[number]
                yield Found(owner, phrase, match.start(), match.end())

    def _pattern(self, number: int) -> re.Pattern[str]:
        return self._patterns.setdefault(number, self._entries[number][1].pattern)

    def _possible(self, signs: frozenset[str]) -> int:
        """Give the phrases of which every signpost is among the signs of a sentence."""
        found = self._without
        for sign in self._by_word.keys() & signs:
            found |= self._by_word[sign]
        return (
            found & (found >> self._count) & (found >> 2 * self._count) & ((1 << self._count) - 1)
        )


@lru_cache(maxsize=64)
def signs_in(text: str) -> frozenset[str]:
    """Give the words of a folded sentence, and the beginnings of the longer ones, as signposts name them."""
    words = text.split()
    return frozenset((*words, *(f"{word[:_STEM]}*" for word in words if len(word) >= _STEM)))


def compile_phrase(source: str, sets: Mapping[str, tuple[str, ...]]) -> Phrase:
    """Make a phrase ready; raises BadPhrase naming the word that cannot be understood.

    Words stand for themselves in any form that `fold` makes equal. `word*` is any word that begins
    so; `a|b` is either; `(a|b)?` may be missing; `(a|b)*` may stand up to six times; `{name}` is any
    entry of a named set; `a_b` is two words; `_` is exactly one word, `*` up to three, `...` up to
    eight; `^` begins and `$` ends the sentence.
    """
    pattern: list[str] = []
    named: list[frozenset[str]] = []
    for part in source.split():
        piece, signposts = _part(part, sets, source)
        pattern.append(piece)
        if signposts:
            named.append(signposts)
    if not any(part.strip("^$*._()") for part in source.split()):
        raise BadPhrase(f"'{source}' holds no word")
    named.sort(key=_merit, reverse=True)
    return Phrase(source, f"(?<![^ ]){''.join(pattern)}", tuple(named[:_SIGNPOSTS]))


_WILD = {"^": "^", "$": "$", "*": "(?:[^ ]+ ){0,3}?", "...": "(?:[^ ]+ ){0,8}?", "_": "[^ ]+ "}
_TIMES = {"?": "?", "*": "{0,6}", "": ""}
_GROUP = re.compile(r"\((?P<inner>[^()]*)\)(?P<times>[?*]?)")


def _part(
    part: str, sets: Mapping[str, tuple[str, ...]], source: str
) -> tuple[str, frozenset[str]]:
    if part in _WILD:
        return _WILD[part], frozenset()
    group = _GROUP.fullmatch(part)
    if group is None and set("()") & set(part):
        raise BadPhrase(f"'{source}' has a bracket without its other half in '{part}'")
    inner, times = (group["inner"], group["times"]) if group else (part, "")
    options = list(_options(inner, sets, source))
    pieces = [_piece(option) for option in options]
    if "" in pieces:
        wrong = options[pieces.index("")]
        raise BadPhrase(f"'{source}' holds '{wrong}', which is no word")
    piece = f"(?:{'|'.join(pieces)}){_TIMES[times]}"
    signposts = frozenset(_signpost(option) for option in options)
    return piece, signposts if not times and "" not in signposts else frozenset()


def _options(part: str, sets: Mapping[str, tuple[str, ...]], source: str) -> Iterator[str]:
    for option in part.split("|"):
        if not option.startswith("{"):
            yield option if option == "_" else option.replace("_", " ")
            continue
        name = option.strip("{}")
        if name not in sets:
            raise BadPhrase(f"'{source}' uses the unknown set {option}")
        for entry in sets[name]:
            yield from _options(entry.replace(" ", "_"), sets, source)


@cache
def _signpost(option: str) -> str:
    """Give the word of an option that leads past most sentences; a beginning of one ends in "*"."""
    words = [] if option in _WILD else fold(option.replace("*", "")).split()
    whole = words[:-1] if option.endswith("*") else words
    telling = [word for word in whole if word not in _COMMON]
    if not telling and words and option.endswith("*"):
        return f"{words[-1][:_STEM]}*" if len(words[-1]) >= _STEM else ""
    return max(telling or whole, key=len, default="")


@cache
def _piece(option: str) -> str:
    """Give the pattern of one option; empty where it holds no word."""
    if option in _WILD:
        return _WILD[option]
    folded = fold(option.replace("*", ""))
    if folded and option.endswith("*"):
        return re.escape(folded.rstrip()) + "[^ ]* "
    return re.escape(folded)


def _merit(signposts: frozenset[str]) -> float:
    """Few words, long words and uncommon words lead past most sentences."""
    return -sum(1.0 if word in _COMMON else 0.2 / len(word) for word in signposts)

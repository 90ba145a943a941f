"""Compare what somebody asks with the questions that have an answer; certain, near, or neither."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from mailbot.translate.faq import Entry
from mailbot.translate.sentences import Sentence, sentences

CERTAIN = 0.75
NEAR = 0.5
# Another entry that comes so near may be what was meant.
RIVAL = 0.6
FEWEST_WORDS = 2
# A single telling word must be all that the known question has.
SAME = 1.0
_LONG_ENOUGH_FOR_SLIPS = 5
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|hiya|good (?:morning|afternoon|evening)|morning|afternoon)\b[^\n,.!?]{0,30}[,.!\n]",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\n\s*(?:many )?(?:thanks|thank you|cheers|best wishes|kind regards|regards|best)[^\n?]{0,20}(?:\n[^\n?]{0,30})?\s*\Z",
    re.IGNORECASE,
)
_SIGN_OFF = frozenset(
    ["thanks", "thank", "many", "best", "kind", "regards", "cheers", "warm", "yours", "all"]
)
_LONGEST_SIGN_OFF = 4
_POLITELY = re.compile(
    r"(?:can|could|would|may|might) (?:you|i|anyone|somebody) (?:please |just |quickly )?(?:tell|ask|check|confirm|remind|clarify|let)(?: me| us)?(?: know)? "
)
_HOW_OFTEN = re.compile(r"how (long|many|much|often|soon|far|big) ")
# What kind of answer is wanted: "yes" to "may I" is no answer to "must I".
_WAYS = (
    ("must", re.compile(r"(?<![^ ])(?:must|have to|has to|need|needs|needed|required|necessary|compulsory|supposed to|obliged) ")),
    ("may", re.compile(r"(?<![^ ])(?:can|could|may|might|allowed|ok|all right|fine|permitted|possible|acceptable|mind) ")),
    ("should", re.compile(r"(?<![^ ])(?:should|ought|better|best) ")),
    ("when", re.compile(r"(?<![^ ])when ")),
    ("where", re.compile(r"(?<![^ ])where ")),
    ("who", re.compile(r"(?<![^ ])(?:who|whom|whose) ")),
    ("what", re.compile(r"(?<![^ ])(?:what|which) ")),
    ("why", re.compile(r"(?<![^ ])why ")),
    ("how", re.compile(r"(?<![^ ])how ")),
)  # fmt: skip
_EMPTY = frozenset(
    [
        "a",
        "about",
        "am",
        "an",
        "and",
        "any",
        "anything",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "dear",
        "did",
        "do",
        "does",
        "else",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "hello",
        "hey",
        "hi",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "just",
        "kind",
        "know",
        "let",
        "like",
        "many",
        "may",
        "me",
        "might",
        "mind",
        "must",
        "my",
        "myself",
        "need",
        "needed",
        "needs",
        "of",
        "ok",
        "on",
        "one",
        "only",
        "or",
        "our",
        "please",
        "possible",
        "question",
        "questions",
        "quick",
        "really",
        "regards",
        "required",
        "say",
        "should",
        "so",
        "some",
        "somebody",
        "something",
        "somewhere",
        "anywhere",
        "sorry",
        "tell",
        "than",
        "thank",
        "thanks",
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
        "this",
        "those",
        "to",
        "too",
        "up",
        "us",
        "want",
        "wanted",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "wish",
        "with",
        "wonder",
        "wondered",
        "wondering",
        "would",
        "you",
        "your",
        "all",
        "right",
        "fine",
        "allowed",
        "ask",
        "asking",
        "acceptable",
        "permitted",
        "necessary",
        "supposed",
        "ought",
        "better",
        "best",
        "check",
        "confirm",
        "clarify",
        "actually",
        "perhaps",
        "maybe",
        "still",
        "also",
        "ps",
        "here",
        "someone",
        "everyone",
    ]
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: its telling words in short forms, and which kinds of answer are wanted."""

    words: frozenset[str]
    ways: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """The entry nearest to a question; `certain` where its answer may be given without a person."""

    entry: Entry
    certain: bool


def known_answer(text: str, entries: tuple[Entry, ...]) -> Known | None:
    """Find the entry that answers a question; None where none comes near, or several do.

    It is certain only where the question has no telling word that the entry doesn't know, wants the
    same kind of answer as one of its questions, and no entry with another answer comes near.
    """
    asked = asked_in(text)
    least = NEAR if len(asked.words) >= FEWEST_WORDS else SAME
    scored = sorted(((_nearness(asked, one), one) for one in entries), key=lambda one: -one[0])
    if not asked.words or not scored or scored[0][0] < least:
        return None
    score, best = scored[0]
    if any(other >= min(RIVAL, score) and one.answer != best.answer for other, one in scored[1:]):
        return None
    return Known(best, score >= CERTAIN and _fits(asked, best))


def asked_in(text: str) -> Asked:
    """Take the telling words out of somebody's words; greeting and thanks tell nothing."""
    read = [one for one in sentences(without_greeting(text)) if not _is_sign_off(one)]
    folded = [_HOW_OFTEN.sub(r"\1 ", _POLITELY.sub("", one.text)) for one in read]
    words = {_short(one) for line in folded for one in line.split() if one not in _EMPTY}
    ways = [
        {way for way, pattern in _WAYS if pattern.search(line)} or {"whether"}
        for line, one in zip(folded, read, strict=True)
        if one.question
    ]
    return Asked(frozenset(words), frozenset().union(*ways))


def without_greeting(text: str) -> str:
    """Take the greeting off somebody's words, and the thanks with a name below."""
    return _CLOSING.sub("", _GREETING.sub("", text, count=1)).strip()


def ask_the_same(one: str, other: str) -> bool:
    """Say whether two people ask much the same: most telling words are shared, and two of them at least."""
    first, second = asked_in(one).words, asked_in(other).words
    shared = sum(_is_among(word, second) for word in first)
    if first == second:
        return bool(first)
    return shared >= FEWEST_WORDS and _overlap(first, second) >= NEAR


def _is_sign_off(one: Sentence) -> bool:
    if one.question or one.word_count > _LONGEST_SIGN_OFF:
        return False
    return one.text.split()[:1] == [] or one.text.split()[0] in _SIGN_OFF


def _short(word: str) -> str:
    """Give a word without the endings of number and tense."""
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def _nearness(asked: Asked, entry: Entry) -> float:
    """Give how much of what is asked and of the nearest known question is the same, from 0 to 1."""
    return max(_overlap(asked.words, _known(one).words) for one in entry.questions)


@lru_cache(maxsize=1024)
def _known(question: str) -> Asked:
    """Take apart a question of the file: they are few, and compared with every question that comes."""
    return asked_in(question)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    both = len(one) + len(other)
    shared = sum(_is_among(word, other) for word in one) + sum(
        _is_among(word, one) for word in other
    )
    return shared / both if both else 0.0


def _is_among(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    if len(word) < _LONG_ENOUGH_FOR_SLIPS or any(one.isdigit() for one in word):
        return False
    near = (one for one in known if len(one) >= _LONG_ENOUGH_FOR_SLIPS)
    return any(OSA.distance(word, one, score_cutoff=1) <= 1 for one in near)


def _fits(asked: Asked, entry: Entry) -> bool:
    every = [_known(one) for one in entry.questions]
    known = frozenset().union(*(one.words for one in every), map(_short, entry.also))
    needed = [frozenset(map(_short, group)) for group in entry.needs]
    return (
        asked.ways in {one.ways for one in every}
        and all(_is_among(word, known) for word in asked.words)
        and all(any(_is_among(word, asked.words) for word in group) for group in needed)
    )

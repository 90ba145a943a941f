"""Read a coordinator's few words about one decision: agreed, refused, later, or their own words."""

import re
from enum import StrEnum

YES = frozenset(
    [
        "ok",
        "okay",
        "k",
        "oj",
        "okey",
        "yes",
        "y",
        "yep",
        "yup",
        "yeah",
        "ja",
        "aye",
        "fine",
        "good",
        "agreed",
        "approve",
        "approved",
        "do",
        "👍",
        "✅",
        "👌",
        "sure",
    ]
)
NO = frozenset(
    [
        "no",
        "n",
        "nope",
        "nah",
        "don't",
        "dont",
        "not",
        "never",
        "drop",
        "cancel",
        "stop",
        "👎",
        "❌",
    ]
)
LATER = frozenset(["later", "wait", "hold", "snooze", "monday", "tomorrow"])
POLITE = frozenset(
    [
        "please",
        "pls",
        "thanks",
        "thank",
        "you",
        "ta",
        "thx",
        "cheers",
        "it",
        "all",
        "with",
        "them",
        "both",
        "go",
        "ahead",
        "then",
    ]
)


GREETING = frozenset(
    ["hi", "hello", "hey", "hiya", "dear", "morning", "afternoon", "evening", "there"]
)
# Beside a yes these take it back, ask about it, or set a condition.
_TURNS = NO | frozenset(
    [
        "didn't", "didnt", "never", "isn't", "wasn't", "haven't", "nobody", "who", "what", "why", "if",
        "but", "except", "only", "unless", "before", "until", "wait", "later", "instead", "without",
    ]
)  # fmt: skip
_LONGEST_YES = 8
_LOOKED_AT = 20


class Meaning(StrEnum):
    """What the words come to."""

    YES = "yes"
    NO = "no"
    LATER = "later"
    WORDS = "words"
    UNCLEAR = "unclear"


def meaning(words: str, options: tuple[str, ...]) -> tuple[Meaning, str]:
    """Give what was decided and the option taken, if it is one of those offered.

    Words that are not a decision come back as WORDS: an answer to pass on, or a note.
    """
    said = _words_of(words)
    chosen = [one for one in options if one.casefold() in said]
    if len(chosen) == 1 and len(said) <= len(chosen[0].split()) + 3:
        if not _turned(chosen[0], said):
            return _of_option(chosen[0]), chosen[0]
        if chosen[0] not in YES:
            return Meaning.UNCLEAR, ""
    return _of_words([one for one in said if one not in POLITE], said), ""


def confirms(words: str) -> bool:
    """Say whether somebody says yes to what can't be taken back easily, and nothing else.

    A line that is marked as a quote is not theirs, and a yes with a "but" is none.
    """
    own = "\n".join(one for one in words.splitlines() if not one.lstrip().startswith(">"))
    first, _, below = own.strip().partition("\n\n")
    said = [one for one in _words_of(first) if one not in GREETING]
    plain = [one for one in said if one not in POLITE] or said
    agrees = bool(plain) and (plain[0] in YES or plain[0] in {"go", "confirm", "confirmed"})
    turned = set(said) | set(_words_of(below)[:_LOOKED_AT])
    return agrees and len(said) <= _LONGEST_YES and not turned & _TURNS and "?" not in first


def decides_plainly(words: str) -> bool:
    """Say whether somebody says yes, no or later in a word or two, and nothing else."""
    said = _words_of(words)
    return 0 < len(said) <= _LONGEST_YES and _of_words(
        [one for one in said if one not in POLITE], said
    ) not in {
        Meaning.WORDS,
        Meaning.UNCLEAR,
    }


def _words_of(text: str) -> list[str]:
    said = (one.casefold().strip(".,!;:()") for one in re.findall(r"\S+", text))
    return [one for one in said if one]


def _turned(option: str, said: list[str]) -> bool:
    """Say whether an option is only named to be refused: "not ok", "I never said wait"."""
    return option not in NO and bool(set(said) & (NO | {"never", "didn't", "didnt", "who"}))


def only_agrees(words: str) -> bool:
    """Say whether somebody agrees and says nothing else: "Yes, any" is an answer of their own."""
    said = [one.casefold().strip(".,!;:()") for one in re.findall(r"\S+", words)]
    return all(one in YES | POLITE for one in said if one)


def _of_words(known: list[str], said: list[str]) -> Meaning:
    """Politeness alone agrees; a long answer that begins with "ok" is words to pass on."""
    if not said:
        return Meaning.UNCLEAR
    short = len(known) <= 2
    if short and known and known[0] in YES and set(known) & NO:
        return Meaning.UNCLEAR
    if not known or (known[0] in YES and short):
        return Meaning.YES
    if known[0] in NO and short:
        return Meaning.NO
    return Meaning.LATER if known[0] in LATER else Meaning.WORDS


def _of_option(option: str) -> Meaning:
    if option in NO:
        return Meaning.NO
    return Meaning.LATER if option in LATER else Meaning.YES

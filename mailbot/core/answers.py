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
    said = [one.casefold().strip(".,!;:()") for one in re.findall(r"\S+", words)]
    said = [one for one in said if one]
    chosen = [one for one in options if one.casefold() in said]
    if len(chosen) == 1 and len(said) <= len(chosen[0].split()) + 3:
        return _of_option(chosen[0]), chosen[0]
    return _of_words([one for one in said if one not in POLITE], said), ""


def only_agrees(words: str) -> bool:
    """Say whether somebody agrees and says nothing else: "Yes, any" is an answer of their own."""
    said = [one.casefold().strip(".,!;:()") for one in re.findall(r"\S+", words)]
    return all(one in YES | POLITE for one in said if one)


def _of_words(known: list[str], said: list[str]) -> Meaning:
    """Politeness alone agrees; a long answer that begins with "ok" is words to pass on."""
    if not said:
        return Meaning.UNCLEAR
    short = len(known) <= 2
    if not known or (known[0] in YES and short):
        return Meaning.YES
    if known[0] in NO and short:
        return Meaning.NO
    return Meaning.LATER if known[0] in LATER else Meaning.WORDS


def _of_option(option: str) -> Meaning:
    if option in NO:
        return Meaning.NO
    return Meaning.LATER if option in LATER else Meaning.YES

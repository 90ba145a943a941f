"""What people say about a task, ideas for others, and whether their words may be quoted (E2, E3, C17)."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailbot.core.people import Role


class RemarkKind(StrEnum):
    """What a remark is."""

    FEEDBACK = "feedback"
    IDEA = "idea"


class Permission(StrEnum):
    """How far somebody's words may be quoted, always without their name: the cohort unless they say no.

    ANYWHERE is only ever set by a yes to the question for it (P47).
    """

    NO = "no"
    COHORT = "cohort"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Remark:
    """Some words of somebody's about a task; `task` is its name in the bank, empty where unknown.

    `role` is what the writer was then. `at` is aware UTC.
    """

    id: int
    person_id: int | None
    received_id: int | None
    kind: RemarkKind
    task: str
    role: Role
    text: str
    at: datetime
    permission: Permission


# The one letter that was asked for, set apart from the words: "... N", "N - ...", "(n)".
_LETTER_AFTER = re.compile(
    r"(?:^|(?<=[.!?;)\u2026\n])|\s[-\u2013\u2014,]|,|\n)\s*[(\[\"'\u201c]?\bn\b[)\]\"'\u201d]?(?:\s*(?:please|pls|thanks|thank you|ta))?[\s.!)]*$",
    re.IGNORECASE,
)
_LETTER_IN_FRONT = re.compile(
    r"^\s*[(\[\"']?n[)\]\"']?(?:\s*(?:please|pls|thanks))?\s*(?:[-\u2013\u2014:,.;)\n]+\s*|$)",
    re.IGNORECASE,
)
# A capital N at the very end says it too, but is left where it stands: it may be the name of a ward.
_LETTER_AT_THE_END = re.compile(r"\bN[.!]?\s*$")
_NO_AFTER = re.compile(
    r"(?:^|(?<=[.!?;)\n]))\s*(?:so )?no(?:,? (?:thanks|thank you|please))?[.!]?\s*$", re.IGNORECASE
)
_REFUSES = re.compile(
    r"\bno (?:quot(?:e|es|ing)|attribution)\b"
    r"|\b(?:not?|never|nor) (?:to be |be |being |for |available for )?(?:quot(?:e|ed|es|ing|ation)|publi(?:shed|cation)|shar(?:ed|ing))\b"
    r"|\b(?:do not|don['\u2019]?t|never|please not|rather not|sooner not|rather (?:you|we|it|this|that|i) (?:didn['\u2019]?t|did not|don['\u2019]?t|do not|wasn['\u2019]?t|weren['\u2019]?t|was not|were not|not)"
    r"|prefer(?:red)? (?:it|you|that|this)?\s?(?:if )?(?:you |it )?(?:not|didn['\u2019]?t|wasn['\u2019]?t)|wouldn['\u2019]?t want|would not want|not want|not happy|not keen)"
    r"[^.!?\n]{0,30}?\b(?:quot\w{1,5}|publish\w{0,3}|shar(?:e|ed|ing)|pass(?:ed)? (?:it|this|that) on|print\w{0,3}|us(?:e|ed|ing) (?:my|this|that|it|those|these|what))\b"
    r"|\b(?:take|leave|keep|pull|cut|withdraw|remove|delete)\b[^.!?\n]{0,25}\b(?:my (?:quote|words|line|comment|feedback|remark)|me (?:out of|off) (?:it|the|your))\b"
    r"|\b(?:just|only|strictly|keep (?:it|this|that)|stays?|remain|private(?:ly)?)\s?(?:strictly )?(?:between (?:us|you and me|ourselves|ourselves only)|for (?:you|jo|your eyes|yourselves)|private|confidential)\b"
    r"|\b(?:in confidence|off the record|for your eyes only|not for (?:others|the group|anyone else|anybody else|circulation))\b",
    re.IGNORECASE,
)
# A line of its own, with perhaps a name below it.
_LETTER_LINE = re.compile(r"^\s*[(\[\"']?n[)\]\"'.!]*\s*$", re.IGNORECASE | re.MULTILINE)
_NAME_BELOW = re.compile(r"\n\s*[A-Z][\w'\u2019.-]*(?: [A-Z][\w'\u2019.-]*){0,2}\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*\s*|\n+")
# What may stand around a refusal, and says nothing besides.
_AROUND = frozenset(
    [
        "a", "actually", "afraid", "after", "again", "all", "and", "anonymously", "anyone",
        "anything", "anywhere", "as", "ask", "asked", "but", "can", "cheers", "could", "do", "even",
        "for", "from", "hello", "hey", "hi", "i", "i'd", "i'm", "i've", "id", "if", "im", "in",
        "is", "it", "just", "kindly", "last", "line", "lot", "many", "me", "mind", "mine", "much",
        "my", "name", "now", "of", "oh", "ok", "on", "one", "only", "out", "please", "pls",
        "possible", "ps", "quite", "quote", "really", "rather", "regards", "so", "sorry", "still",
        "ta", "task", "thank", "thanks", "that", "the", "then", "there", "this", "though", "to",
        "want", "was", "we", "what", "with", "without", "words", "would", "wrote", "you", "your",
    ]
)  # fmt: skip


def permission_in(text: str) -> tuple[str, Permission]:
    """Part what somebody says about a task from whether they may be quoted: "Learned to ring. N".

    A doubtful refusal counts as one: a lost quote costs nothing. Words may be empty, where the
    refusal is all that was said.
    """
    left, refused = _without_letter(text.strip())
    if not refused and (above := _NAME_BELOW.sub("", left)) != left:
        shorter, refused = _without_letter(above)
        left = shorter if refused else left
    refused = refused or any(one.search(left) for one in (_LETTER_AT_THE_END, _LETTER_LINE))
    kept: list[str] = []
    for sentence in _SENTENCE.findall(_LETTER_LINE.sub("", left)):
        rest, refusals = _REFUSES.subn(" ", sentence)
        refused = refused or refusals > 0
        if not (refusals and _says_nothing(rest)):
            kept.append(sentence)
    words = "".join(kept).strip(" \n-\u2013\u2014,;")
    if refused and _says_nothing(words):
        words = ""
    return words, Permission.NO if refused else Permission.COHORT


def _without_letter(text: str) -> tuple[str, bool]:
    """Take the letter off the end or the front of a text, and say whether it stood there."""
    left, refused = text, False
    for letter in (_LETTER_AFTER, _LETTER_IN_FRONT, _NO_AFTER):
        shorter = letter.sub("", left, count=1)
        if shorter != left:
            left, refused = shorter.strip(), True
    return left, refused


def says_something(words: str) -> bool:
    """Tell a remark from mere manners."""
    return not _says_nothing(words)


def _says_nothing(words: str) -> bool:
    return all(one.replace("\u2019", "'") in _AROUND for one in _WORD.findall(words.casefold()))


_TOLD = re.compile(r"\bquote it\b[^.\n]{0,40}\bwithout your name\b", re.IGNORECASE)


def asks_for_a_line(mail: str) -> bool:
    """Say whether a mail of ours asks for a line and tells who may read it (law 5).

    Words that answer no such mail are never quoted: their writer didn't know that they might be.
    """
    return _TOLD.search(" ".join(mail.split())) is not None

"""Decide what of people's remarks may stand in a summary for everybody, and when it is time for one (E1)."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.core.people import Role
from mailbot.core.remarks import Permission, Remark

MOST_QUOTES = 6
FEWEST_WORDS, MOST_WORDS = 4, 28
WAITED_FOR = timedelta(days=14)
# So many words in a row are somebody's own.
OWN_RUN = 6
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
# A number, an address or a title may lead to somebody.
_LEADS_TO_SOMEBODY = re.compile(
    r"\d{3,}|@|https?:|www\.|\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Sir|Matron)\b\.?\s+[A-Z]"
)
_NO_NAME = re.compile(
    r"(?:I|I['\u2019]\w{1,2}|[A-Z]{2,5}s?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Christmas|Easter|English|Welsh|British|Monday)"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be shown: `number` is the remark's, `role` UNKNOWN where it would tell too much."""

    number: int
    role: Role
    words: str


@dataclass(frozen=True, slots=True)
class StageSoFar:
    """How far a stage of a round is: when it is due, and how many were asked."""

    due: datetime
    asked: int


def is_over(stages: Sequence[StageSoFar], open_until: datetime | None, now: datetime) -> bool:
    """Say whether a round has run its course; `open_until` is the latest date that anybody still has.

    Who is on a break, or held, may owe their part for ever: the others wait two weeks for it.
    """
    if not stages or not stages[0].asked:
        return False
    if open_until is not None and now < open_until + WAITED_FOR:
        return False
    everybody_asked = open_until is None and stages[-1].asked >= stages[0].asked
    return now >= stages[-1].due or everybody_asked


def quotes_from(
    said: Sequence[Remark], large: Collection[Role], names: Collection[str]
) -> tuple[Quote, ...]:
    """Give what may be quoted to the group: permitted, short, and leading to nobody.

    `large` are the roles with enough people to hide among; the others are quoted without their role.
    `names` are those of people and places of the scheme, in lower case.
    """
    found: list[Quote] = []
    for one in said:
        words = "" if one.permission is Permission.NO else _quotable(one.text)
        if words and not leads_to_somebody(words, names):
            role = one.role if one.role in large else Role.UNKNOWN
            found.append(Quote(one.id, role, words))
    return tuple(found)


def _quotable(text: str) -> str:
    """Give the words where they are short, else their first sentence where that is; else nothing."""
    whole = " ".join(text.split()).strip(" \"'\u201c\u201d\u2018")
    first = _SENTENCE.match(whole)
    for words in (whole, first[0].strip() if first else ""):
        if FEWEST_WORDS <= len(_WORD.findall(words)) <= MOST_WORDS:
            return words
    return ""


def leads_to_somebody(words: str, names: Collection[str]) -> bool:
    """Say whether words may name or lead to somebody; in doubt they do, for a quote is easily missed."""
    if _LEADS_TO_SOMEBODY.search(words):
        return True
    for sentence in _SENTENCE.findall(words):
        for place, match in enumerate(_WORD.finditer(sentence)):
            word = match[0]
            if word[0].isupper() and word.casefold().removesuffix("'s") in names:
                return True
            if place and word[0].isupper() and not _NO_NAME.fullmatch(word):
                return True
    return False


def names_in(words: str, names: Collection[str]) -> tuple[str, ...]:
    """Give the names of people that stand in a text, each once."""
    found = (one[0] for one in _WORD.finditer(words) if one[0][0].isupper())
    return tuple(dict.fromkeys(one for one in found if one.casefold() in names))


def repeats(text: str, said: str) -> bool:
    """Say whether a text holds somebody's own words: six in a row, or all of fewer."""
    within, own = _plain(text), _plain(said)
    run = min(OWN_RUN, len(own))
    if run < FEWEST_WORDS - 1:
        return False
    inside = f" {' '.join(within)} "
    runs = (own[at : at + run] for at in range(len(own) - run + 1))
    return any(f" {' '.join(one)} " in inside for one in runs)


def _plain(text: str) -> list[str]:
    return [one.casefold().replace("\u2019", "'") for one in _WORD.findall(text)]

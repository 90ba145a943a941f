"""Know to whom a mail is spoken, and by which names the buddy is called in it."""

import re
from dataclasses import dataclass

from mailbot.core.mail import ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.people import TITLES
from mailbot.core.reading import Facts
from mailbot.translate.sentences import Sentence

_GREETS_BUDDY = re.compile(
    r"(?:(?:hi|hello|dear|hey|hiya|morning|good|afternoon|evening|oh|ok|ah|so|sorry|thanks|thank you|cheers|ha|yes|no) )*buddy "
)


@dataclass(frozen=True, slots=True)
class Talk:
    """To whom a mail is spoken: the buddy alone, everybody in the thread, or the scheme."""

    to_buddy_alone: bool
    buddy_reads: bool


def buddy_names(facts: Facts) -> frozenset[str]:
    """Give the words by which the buddies are called, in lower case."""
    words = {word.lower().strip(".,") for one in facts.partners for word in one.name.split()}
    return frozenset(word for word in words if len(word) > 1 and word not in TITLES)


_GREETED = re.compile(
    r"^\W{0,3}(?:dear|hi|hello|hey|hiya)\s{1,2}(\w{3,20})\b", re.IGNORECASE | re.MULTILINE
)


def nicknames(words: str, names: frozenset[str]) -> frozenset[str]:
    """Give what the buddy is called where it is part of their name: Gwen for Gwenllian."""
    greeted = {found.lower() for found in _GREETED.findall(words[:_GREETING_CHARACTERS])}
    spoken = {found.lower() for found in _CAPITAL.findall(words[:_GREETING_CHARACTERS])}
    called = {
        one
        for one in greeted - _NO_NAMES
        if any(name.startswith(one[:4]) or name.endswith(one) for name in names)
    }
    short = {one for one in spoken if any(name.startswith(one) and name != one for name in names)}
    return frozenset(called | short)


# "Dami" for Damilola, where no sentence begins: there "Will" and "May" are other words.
_CAPITAL = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]{2,12})\b")
_GREETING_CHARACTERS = 2000
_NO_NAMES = frozenset({"all", "both", "team", "there", "dear", "buddy", "everyone"})


def talk_of(facts: Facts, mail: ParsedMail, read: tuple[Sentence, ...]) -> Talk:
    """Say who is spoken to: the buddy alone where only they are in To, or are greeted first.

    Whoever answers an introduction to everybody writes to those it introduces, unless it speaks of
    what only the scheme can know (B5).
    """
    theirs = {address for one in facts.partners for address in one.addresses}
    to = {one.address for one in mail.to}
    reads = bool(theirs & (to | {one.address for one in mail.cc}))
    greeted = bool(read) and _GREETS_BUDDY.match(read[0].text) is not None
    introduced = facts.answered is not None and facts.answered.mail in _INTRODUCTIONS
    among_them = introduced and not any(_OF_THE_SCHEME.search(one.text) for one in read)
    alone = reads and (to <= theirs or greeted or among_them)
    return Talk(to_buddy_alone=alone, buddy_reads=reads)


_INTRODUCTIONS = frozenset({MailId.P08, MailId.P27, MailId.P32, MailId.P54})
_OF_THE_SCHEME = re.compile(
    r"\b(?:schemes?|co-?ordinators?|organi[sz]ers?|tasks?|programme|matched|matching|switch|swap|different buddy|another buddy)\b"
)

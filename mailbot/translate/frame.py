"""Tell which sentences around a letter speak to the scheme; the letter itself belongs to its reader."""

from dataclasses import replace

from mailbot.core.reading import IntentKind
from mailbot.translate.evidence import sentences_with
from mailbot.translate.heard import Heard
from mailbot.translate.sentences import Sentence

# What people say to the scheme around a letter; sadder things may be the letter itself.
_OPENINGS = frozenset(
    {
        IntentKind.EXTENSION,
        IntentKind.STILL_HERE,
        IntentKind.THANKS,
        IntentKind.CONTACT_CHANGE,
        IntentKind.REMATCH,
        IntentKind.QUIET_BUDDY,
        IntentKind.QUERY,
        IntentKind.RECALL,
        IntentKind.FEEDBACK,
        IntentKind.TASK_IDEA,
        IntentKind.CHOICE,  # an offer to stand in
    }
)
_LONG_SENTENCE_WORDS = 25
_BRIEF_WORDS = 6
_LAST_SENTENCES = 5
_GREETS = ("dear ", "deidre ", "deirdre ", "hi ", "hello ", "hiya ", "hey ", "to ")


def frame(heard: Heard) -> frozenset[int]:
    """Find the sentences before and after a letter in which the writer speaks to the scheme.

    What stands between the salutation and the end of the letter's last paragraph is the letter's own,
    however it sounds: "should I have said something?" closes many a letter.
    """
    count = len(heard.read)
    greeted = salutation(heard)
    framed: set[int] = set(range(greeted or 0))
    if greeted is None:
        for number in range(min(count, 6)):
            if "text follows" in heard.cues[number]:
                framed.update(range(number + 1))
        framed.update(_opening(heard, len(framed)))
    framed.update(_postscript(heard))
    framed.update(_closing(heard, framed, greeted=greeted is not None))
    return frozenset(framed) if len(framed) < count or count <= 2 else frozenset()


def _opening(heard: Heard, begin: int) -> set[int]:
    """Take the first sentences that speak to the scheme; where the words alone hint at it, whole paragraphs."""
    count, found = len(heard.read), set[int]()
    number = begin
    while number < count and _to_the_scheme(heard, number):
        found.add(number)
        number += 1
    if number == count:
        return found
    shared = heard.read[number].paragraph
    return {
        one
        for one in found
        if heard.read[one].paragraph != shared or "to the scheme" in heard.cues[one]
    }


def salutation(heard: Heard) -> int | None:
    """Give the number of the sentence in which a letter to somebody begins, else None."""
    first = heard.first("dear reader", 8)
    return first if first is not None and heard.read[first].text.startswith(_GREETS) else None


def reframed(heard: Heard, framed: frozenset[int]) -> tuple[Sentence, ...]:
    """Mark which sentences speak to the scheme; the others are the letter's own."""
    return tuple(
        one if number in framed else replace(one, framed=False)
        for number, one in enumerate(heard.read)
    )


def _postscript(heard: Heard) -> range:
    """A postscript is for the scheme where it says anything that concerns it, else the letter's."""
    count = len(heard.read)
    for number in range(max(1, count - _LAST_SENTENCES), count):
        if "postscript" in heard.cues[number]:
            rest = range(number, count)
            ours = any(_concerns_us(heard, one) for one in rest)
            return rest if ours else range(0)
    return range(0)


def _concerns_us(heard: Heard, number: int) -> bool:
    if {"to the scheme", "of the task"} & heard.cues[number]:
        return True
    return number in set(sentences_with(heard.evidence, _OPENINGS))


def _closing(heard: Heard, framed: set[int], *, greeted: bool) -> set[int]:
    """Take the last sentences that speak to the scheme: of a letter, only those of a paragraph of their own."""
    found: set[int] = set()
    last = len(heard.read) - 1
    while last in framed:
        last -= 1
    while last > 0 and last not in framed and _to_the_scheme(heard, last):
        found.add(last)
        last -= 1
    if last < 0 or not found:
        return found
    body = heard.read[last].paragraph
    return {
        one
        for one in found
        if ("of the task" in heard.cues[one] and not heard.read[one].question)
        or (heard.read[one].paragraph != body and not (greeted and heard.read[one].question))
    }


def _to_the_scheme(heard: Heard, number: int) -> bool:
    sentence, cues = heard.read[number], heard.cues[number]
    if "dear reader" in cues:
        return False
    if "to the scheme" in cues:
        return True
    brief = sentence.word_count <= (_BRIEF_WORDS if sentence.question else _LONG_SENTENCE_WORDS)
    return brief and number in set(sentences_with(heard.evidence, _OPENINGS))

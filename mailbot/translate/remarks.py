"""Hear feedback and ideas: in answer to the question for them, and beside a letter."""

from collections.abc import Iterator, Mapping

from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind
from mailbot.translate.evidence import circumstances
from mailbot.translate.heard import Heard
from mailbot.translate.sentences import Sentence


def said_beside(found: Mapping[IntentKind, Intent]) -> Iterator[tuple[IntentKind, Intent]]:
    """An idea or a remark around a letter is heard at half a word: the letter itself is not read for it."""
    for kind in _BESIDE_A_LETTER:
        one = found.get(kind)
        if one is not None and one.confidence >= _HALF_A_WORD:
            yield kind, one


_BESIDE_A_LETTER = (IntentKind.FEEDBACK, IntentKind.TASK_IDEA)
_HALF_A_WORD = 0.5


def with_feedback(sure: dict[IntentKind, Intent], facts: Facts, heard: Heard) -> None:
    """A few words back to "what will you do differently?" are the answer to it.

    What sounds cross in them is what the writer says of themselves, unless it is said very plainly.
    """
    if _is_remark(sure, facts, heard):
        reason = ("a remark on what the group learned",)
        sure[IntentKind.FEEDBACK] = Intent(IntentKind.FEEDBACK, 0.75, reason)
        return
    asked = "answers_feedback" in circumstances(facts)
    if not asked or not heard.words.strip() or heard.length > _FEEDBACK_WORDS:
        return
    if _tells_of_a_silent_buddy(sure, facts, heard):
        return
    cross = sure.get(IntentKind.COMPLAINT)
    if cross is not None and cross.confidence < _PLAINLY:
        del sure[IntentKind.COMPLAINT]
    if not set(sure) - _NO_ANSWER and (IntentKind.QUERY not in sure or _tells_too(heard)):
        for kind in (IntentKind.QUIET_BUDDY, IntentKind.STILL_HERE):
            sure.pop(kind, None)
        if all(map(_is_resolve, (one for one in heard.read if one.question))):
            sure.pop(IntentKind.QUERY, None)
        reason = ("answers the question what they will do differently",)
        sure[IntentKind.FEEDBACK] = Intent(IntentKind.FEEDBACK, 0.88, reason)


def _tells_of_a_silent_buddy(sure: Mapping[IntentKind, Intent], facts: Facts, heard: Heard) -> bool:
    """Say whether they wait for the buddy they have: that is answered, whatever we asked (D7)."""
    quiet = sure.get(IntentKind.QUIET_BUDDY)
    if quiet is None or quiet.confidence < _PLAIN_ENOUGH or not facts.partners:
        return False
    said = (one.sentence for one in heard.evidence if one.rule.intent is IntentKind.QUIET_BUDDY)
    return any("buddy" in heard.read[one].text.split() for one in said)


_PLAIN_ENOUGH = 0.83


def _is_remark(sure: Mapping[IntentKind, Intent], facts: Facts, heard: Heard) -> bool:
    """Say whether a few plain words answer what was learned from a task, which asks for nothing."""
    learned = facts.answered is not None and facts.answered.mail is MailId.P40
    asks = any(one.question for one in heard.read)
    return learned and not sure and not asks and 0 < heard.length <= _FEEDBACK_WORDS


def _is_resolve(one: Sentence) -> bool:
    """Say whether "I'm going to ask why before I say no" tells what its writer will do, and asks nothing."""
    return "?" not in one.raw and one.text.startswith(_RESOLVES)


_RESOLVES = ("i am going to ", "i will ", "i shall ", "i would ", "i plan to ", "next time i ")


# What else may be read in an answer to that question, and leaves it an answer.
_NO_ANSWER = frozenset(
    {IntentKind.THANKS, IntentKind.QUIET_BUDDY, IntentKind.TASK_IDEA, IntentKind.STILL_HERE}
    | {IntentKind.QUERY, IntentKind.FEEDBACK}
)
_FEW_WORDS_OF_A_REMARK = 4


def _tells_too(heard: Heard) -> bool:
    """Say whether anything but questions is said."""
    return any(
        (not one.question or _is_resolve(one)) and one.word_count >= _FEW_WORDS_OF_A_REMARK
        for one in heard.read
    )


_FEEDBACK_WORDS = 60
_PLAINLY = 0.9


def said_of(kind: IntentKind, heard: Heard) -> str:
    """Give the words of a remark: beside a letter, the sentences that speak to the scheme from it on."""
    if all(one.framed for one in heard.read):
        return heard.words
    first = min((one.sentence for one in heard.evidence if one.rule.intent is kind), default=0)
    return " ".join(one.raw for one in heard.read[first:] if one.framed) or heard.words

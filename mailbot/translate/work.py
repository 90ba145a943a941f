"""Tell a person's work on a task, a letter or a file, from what they write to the scheme."""

import re
from dataclasses import dataclass, replace

from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.core.reading import Facts, Intent, IntentKind, SenderKind, SlotValue
from mailbot.core.tasks import StageKind
from mailbot.translate.again import NEWER_OF, sent_before
from mailbot.translate.asides import asides
from mailbot.translate.corrections import SURE
from mailbot.translate.enclosed import BY_FILE, POINTED_TO
from mailbot.translate.evidence import TASK_MAILS, sentences_with
from mailbot.translate.files import is_picture
from mailbot.translate.frame import frame, salutation
from mailbot.translate.heard import Heard
from mailbot.translate.meant import (
    TEXT_KINDS,
    done_here,
    meant_assignment,
    owes_text,
    task_thread,
)
from mailbot.translate.office import ENOUGH_SIGNS, signs_of_a_note
from mailbot.translate.voice import (
    LETTER_WORDS,
    NOTE_WORDS,
    REQUESTS,
    SHORT_LETTER_WORDS,
    UNSURE,
    by_length,
)

# Who says one of these speaks of themselves to the scheme, unless it is plainly a letter.
_OF_THEMSELVES = frozenset(
    {
        IntentKind.WITHDRAWAL,
        IntentKind.PAUSE,
        IntentKind.REMATCH,
        IntentKind.STOP,
        IntentKind.RECALL,
    }
    | {IntentKind.ERASURE, IntentKind.DATA_REQUEST, IntentKind.QUIET_BUDDY, IntentKind.COMPLAINT}
)
_LIST_LINE = re.compile(
    r"^[ \t]*(?:[-*\u2022]|\(?\d{1,2}[.):]|\d{1,2}\s+(?=[A-Za-z|]))\s*\S", re.MULTILINE
)
_ALL_FIVE = 5
_IN_A_ROW = re.compile(r"\b1\b.{2,80}?\b2\b.{2,80}?\b3\b.{2,80}?\b4\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody sent as work: how sure that it is, the text itself, and its data.

    `framed` are the numbers of the sentences that speak to the scheme and are no part of the work.
    """

    confidence: float
    because: tuple[str, ...]
    slots: dict[str, SlotValue]
    framed: frozenset[int]


def work_in(facts: Facts, heard: Heard, files: tuple[Attachment, ...]) -> Work | None:
    """Find work in a mail, or None; `confidence` is low where it may as well be a note to us."""
    if not _may_work(facts):
        return None
    framed = frame(heard) | asides(facts, heard)
    slots = _slots(facts, heard, framed)
    again = {} if files else sent_before(facts, heard, str(slots.get("text", heard.words)))
    if again:
        slots.pop("assignment", None)
        because = ("most of it was sent before", *task_thread(facts))
        return Work(_SENT_BEFORE, because, slots | again, framed)
    sure, because = _sureness(facts, heard, files, framed)
    if sure == 0.0:
        return None
    if because and because[0] in {_PROMISED, _TOO_SHORT, _OF_ANOTHER}:
        slots["complete"] = False
    if because and because[0] == UNSURE:
        slots["unsure"] = True
    return Work(sure, because, slots, framed)


def taught_work(facts: Facts, heard: Heard, found: Work | None, because: str) -> Work:
    """Give the work that a coordinator said such words are."""
    if found is None:
        return Work(SURE, (because,), _slots(facts, heard, frozenset()), frozenset())
    return replace(found, confidence=SURE, because=(because, *found.because))


_SENT_BEFORE = 0.93
# What is answered to these is said about a task that is over.
_AFTERWARDS = frozenset({MailId.P40, MailId.P41, MailId.P42})


def _may_work(facts: Facts) -> bool:
    answered = facts.answered is not None and facts.answered.mail in TASK_MAILS
    owes = owes_text(facts)
    if not facts.owed and facts.answered is not None and facts.answered.mail in _AFTERWARDS:
        return False
    if facts.sender.kind is SenderKind.SHARED:
        return True
    if facts.owed and not owes and done_here(facts) is None:
        # A day or a choice is all that is asked of them: no text can be the work.
        return False
    returns = any(
        one.state in {PersonState.LEFT, PersonState.PAUSED} for one in facts.sender.people
    )
    return answered or owes or bool(facts.done_lately) or returns or _without_buddy(facts)


def _without_buddy(facts: Facts) -> bool:
    """Somebody whose buddy was given to another may still send the letter they owe (D8)."""
    waiting = any(one.state is PersonState.WAITING for one in facts.sender.people)
    return waiting and not facts.partners


_PROMISED = "it says that a text comes with it, and none does"
_OF_ANOTHER = "it says that the text is somebody else's"
_QUOTED = re.compile(r'["\u201c][^"\u201d]{60,2000}["\u201d]')
_TOO_SHORT = "it begins as a letter and has hardly any words"


def _sureness(  # noqa: PLR0911 - one return per case reads best here
    facts: Facts, heard: Heard, files: tuple[Attachment, ...], framed: frozenset[int]
) -> tuple[float, tuple[str, ...]]:
    body = sum(one.word_count for number, one in enumerate(heard.read) if number not in framed)
    follows = any("text follows" in cues for cues in heard.cues[:4])
    greeted = salutation(heard) is not None
    enough = SHORT_LETTER_WORDS if greeted else LETTER_WORDS
    if _brings_work(facts, heard, files) and (body < enough or follows):
        pointed = (POINTED_TO,) if follows else ()
        return 0.88, (BY_FILE, *pointed, *task_thread(facts))
    if doubted := _doubted(heard, framed, greeted=greeted):
        return doubted
    if body >= NOTE_WORDS and follows:
        return 0.93, ("it says that the text follows", *task_thread(facts))
    if heard.says("dear reader") and body >= NOTE_WORDS:
        return 0.92, ("it is written as a letter", *task_thread(facts))
    if greeted and task_thread(facts) and owes_text(facts) and body >= _BRIEFEST_WORDS:
        return 0.76, (_TOO_SHORT,)
    if _is_list(facts, heard) and not _is_told(facts, heard, framed):
        return 0.88, ("it is a list of answers", *task_thread(facts))
    if follows and heard.length < NOTE_WORDS and _is_for_a_text(facts, heard) and not _asks(heard):
        return 0.76, (_PROMISED,)
    return by_length(facts, heard, body, framed)


def _doubted(
    heard: Heard, framed: frozenset[int], *, greeted: bool
) -> tuple[float, tuple[str, ...]] | None:
    """Say of a text that is not the writer's, or is about themselves, that it is no whole work."""
    if heard.says("not mine") and (greeted or _QUOTED.search(heard.words)):
        return 0.78, (_OF_ANOTHER,)
    if heard.says("not mine") or (
        not greeted and (_speaks_of_themselves(heard, framed) or _asks_for_time(heard, framed))
    ):
        return 0.5, ("perhaps a text, but it speaks of the writer and the scheme",)
    return None


def _is_for_a_text(facts: Facts, heard: Heard) -> bool:
    meant = meant_assignment(facts, heard)
    return meant is None or meant.kind in TEXT_KINDS


_BRIEFEST_WORDS = 6
_PLAINLY = 0.8


def _brings_work(facts: Facts, heard: Heard, files: tuple[Attachment, ...]) -> bool:
    """Say whether a file is the work: a picture on its own, outside a task's thread, is a picture."""
    if not files or heard.says("not the work"):
        return False
    said = any({"text follows", "of the task", "to the scheme"} & cues for cues in heard.cues)
    written = any(not is_picture(one) for one in files)
    return written or said or bool(task_thread(facts))


def _speaks_of_themselves(heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether what is said is about the writer's own part; one hard word in a story is not."""
    if any(
        one.rule.intent is IntentKind.DISTRESS
        and one.rule.weight >= _PLAINLY
        and one.rule.gives.get("about") != "another"
        for one in heard.evidence
        if one.sentence not in framed
    ):
        return True
    said = set(sentences_with(heard.evidence, _OF_THEMSELVES)) - framed
    spoken = any(
        {"to the scheme", "of the task"} & cues
        for number, cues in enumerate(heard.cues)
        if number not in framed
    )
    return bool(said) and (spoken or 2 * len(said) >= len(heard.read) - len(framed))


def _asks_for_time(heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether a note of few words asks for a later day: a letter of that length would say nothing else."""
    asked = any(
        one.rule.name in _ASKS_OUTRIGHT and one.sentence not in framed for one in heard.evidence
    )
    return asked and heard.length <= _LONGEST_LIST_WORDS and not heard.says("text follows")


def _is_list(facts: Facts, heard: Heard) -> bool:
    """Say whether it lists things: numbered, or only in a row where five things are asked for."""
    if not owes_text(facts) and done_here(facts) is None:
        return False
    lines = len(_LIST_LINE.findall(heard.words))
    if lines >= 3 or _IN_A_ROW.search(heard.words):
        return True
    meant = meant_assignment(facts, heard)
    asks = _asks(heard) or any(one.question for one in heard.read)
    of_it = meant or done_here(facts)
    listed = of_it is not None and (of_it.kind is StageKind.SEALED or of_it.task == "consortium")
    under_way = any(one.rule.name == _IT_WILL_COME for one in heard.evidence)
    if not listed or asks or under_way:
        return False
    told_us = any({"of the task", "to the scheme"} & cues for cues in heard.cues)
    enough = 3 if heard.says("partial") or (task_thread(facts) and not told_us) else 4
    return heard.length <= _LONGEST_LIST_WORDS and _things(heard) >= enough


def _is_told(facts: Facts, heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether what looks like a list is a note about it: nothing in it is numbered, and it tells us."""
    numbered = _LIST_LINE.search(heard.words) or _IN_A_ROW.search(heard.words)
    return not numbered and signs_of_a_note(facts, heard, framed) >= ENOUGH_SIGNS


_LONGEST_LIST_WORDS = 80
_ASKS_OUTRIGHT = frozenset({"extension/could it come", "still-here/it will come"})
_IT_WILL_COME = "still-here/it will come"
_LONGEST_THING_WORDS = 9
_BETWEEN_THINGS = re.compile(r"[,;\n:]|\s[-\u2013]\s|\band\b|\.\s")


def _things(heard: Heard) -> int:
    """Count the short pieces between commas, line ends and "and"."""
    pieces = [one.split() for one in _BETWEEN_THINGS.split(heard.words)]
    return sum(1 <= len(one) <= _LONGEST_THING_WORDS for one in pieces)


def _asks(heard: Heard) -> bool:
    return any(True for _ in sentences_with(heard.evidence, REQUESTS))


def _slots(facts: Facts, heard: Heard, framed: frozenset[int]) -> dict[str, SlotValue]:
    whole = not _says_more_comes(heard, framed) or (
        len(_LIST_LINE.findall(heard.words)) >= _ALL_FIVE
    )
    slots: dict[str, SlotValue] = {"complete": whole, "for": "self"}
    meant = meant_assignment(facts, heard)
    if heard.says("both") and (meant is None or meant.kind in {StageKind.JOINT, StageKind.SEALED}):
        slots["for"] = "both"
    if meant is not None:
        slots["assignment"] = meant.id
    body = _body(heard, framed)
    if body and body != heard.words:
        slots["text"] = body
    return slots


def _says_more_comes(heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether it calls itself unfinished, at its edges: in the middle of a letter that is part of it."""
    last = len(heard.read) - 1
    at_edges = {0, 1, last, *framed} if heard.length > _SHORT_TEXT_WORDS else range(last + 1)
    return any("partial" in heard.cues[one] for one in at_edges if one <= last)


_SHORT_TEXT_WORDS = 60


def _body(heard: Heard, framed: frozenset[int]) -> str:
    """Take the sentences to the scheme out of the text, and nothing where that is not certain."""
    body = heard.words
    for number in framed:
        raw = heard.read[number].raw
        if raw and body.count(raw) == 1:
            body = body.replace(raw, "")
    # Brackets around what was taken out are nobody's words.
    lines = [line.rstrip() for line in body.splitlines() if not _EMPTY_BRACKETS.fullmatch(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


_EMPTY_BRACKETS = re.compile(r"\s*[(\[]?\s*[.?!]*\s*[)\]]\s*|\s*[(\[]\s*")


def submission(facts: Facts, heard: Heard, work: Work, *, delivered: bool) -> Intent:
    """Make the intent of work that was found, with what it replaces and whether the buddy has it."""
    slots = dict(work.slots)
    if delivered:
        slots["delivered"] = True
    again = not facts.owed and bool(facts.done_lately)
    if (
        NEWER_OF in slots
        or (heard.says("correction") and (bool(facts.done_lately) or heard.length >= NOTE_WORDS))
        or (again and facts.answered is not None)
    ):
        slots["correction"] = True
    return Intent(IntentKind.SUBMISSION, round(work.confidence, 2), work.because, slots)

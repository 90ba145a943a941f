"""Tell a person's work on a task, a letter or a file, from what they write to the scheme."""

import re
from dataclasses import dataclass, replace

from mailbot.core.mail import Attachment
from mailbot.core.people import PersonState
from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.core.tasks import Assignment, StageKind
from mailbot.translate.corrections import SURE
from mailbot.translate.evidence import TASK_MAILS, Evidence, sentences_with
from mailbot.translate.sentences import Sentence

TEXT_KINDS = frozenset(
    {StageKind.LETTER, StageKind.SEALED, StageKind.JOINT, StageKind.SHARE, StageKind.EXPERT}
)
LETTER_WORDS = 40
NOTE_WORDS = 15
# Above this share of sentences spoken to the scheme, a long mail is a mail to the scheme.
_MOSTLY = 0.4
_REQUESTS = frozenset(IntentKind) - {IntentKind.DISTRESS, IntentKind.CONCERN, IntentKind.FEEDBACK}
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
    }
)
LONG_SENTENCE_WORDS = 25
_BRIEF_WORDS = 6
_LIST_LINE = re.compile(
    r"^[ \t]*(?:[-*\u2022]|\(?\d{1,2}[.):]|\d{1,2}\s+(?=[A-Za-z]))\s*\S", re.MULTILINE
)
_NOT_WORK_FILES = re.compile(
    r"\.(?:ics|vcf|p7s|asc|htm|html|dat|eml)$|^image\d{3}\.|logo|signature", re.IGNORECASE
)
_SMALL_IMAGE_BYTES = 20_000
# What a text says itself to be, and the stage or task that such a text belongs to.
_NAMED = {
    "top five": ("own", "shared", "consortium"),
    "diary": ("diary", "shadowing"),
    "case": ("case", "cases"),
    "letter": ("letter", "letters"),
    "dear deidre": ("letter", "letters"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody sent as work: how sure that it is, the text itself, and its data.

    `framed` are the numbers of the sentences that speak to the scheme and are no part of the work.
    """

    confidence: float
    because: tuple[str, ...]
    slots: dict[str, SlotValue]
    framed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a mail's words: the sentences, the cues in each, and the evidence."""

    words: str
    read: tuple[Sentence, ...]
    cues: tuple[frozenset[str], ...]
    evidence: tuple[Evidence, ...]

    @property
    def length(self) -> int:
        """Count the words."""
        return len(self.words.split())

    def says(self, cue: str) -> bool:
        """Say whether a cue stands in any sentence."""
        return any(cue in one for one in self.cues)


def useful_files(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Leave out what mail programs attach by themselves: logos, contact cards, calendar entries."""
    return tuple(one for one in attachments if not _is_noise(one))


def _is_noise(file: Attachment) -> bool:
    small = file.content_type.startswith("image/") and file.size_bytes < _SMALL_IMAGE_BYTES
    return small or bool(_NOT_WORK_FILES.search(file.name)) or file.content_type == "text/calendar"


def work_in(facts: Facts, heard: Heard, files: tuple[Attachment, ...]) -> Work | None:
    """Find work in a mail, or None; `confidence` is low where it may as well be a note to us."""
    if not _may_work(facts):
        return None
    framed = _frame(heard)
    sure, because = _sureness(facts, heard, files, framed)
    if sure == 0.0:
        return None
    slots = _slots(facts, heard, framed)
    if because and because[0] == _PROMISED:
        slots["complete"] = False
    return Work(sure, because, slots, framed)


def taught_work(facts: Facts, heard: Heard, found: Work | None, because: str) -> Work:
    """Give the work that a coordinator said such words are."""
    if found is None:
        return Work(SURE, (because,), _slots(facts, heard, frozenset()), frozenset())
    return replace(found, confidence=SURE, because=(because, *found.because))


def _may_work(facts: Facts) -> bool:
    answered = facts.answered is not None and facts.answered.mail in TASK_MAILS
    owes = any(one.kind in TEXT_KINDS for one in facts.owed)
    returns = any(
        one.state in {PersonState.LEFT, PersonState.PAUSED} for one in facts.sender.people
    )
    return answered or owes or bool(facts.done_lately) or returns or _without_buddy(facts)


def _without_buddy(facts: Facts) -> bool:
    """Somebody whose buddy was given to another may still send the letter they owe (D8)."""
    waiting = any(one.state is PersonState.WAITING for one in facts.sender.people)
    return waiting and not facts.partners


_PROMISED = "it says that a text comes with it, and none does"


def _sureness(  # noqa: PLR0911 - one return per case reads best here
    facts: Facts, heard: Heard, files: tuple[Attachment, ...], framed: frozenset[int]
) -> tuple[float, tuple[str, ...]]:
    body = sum(one.word_count for number, one in enumerate(heard.read) if number not in framed)
    follows = any("text follows" in cues for cues in heard.cues[:4])
    if files and not heard.says("not the work") and (body < LETTER_WORDS or follows):
        return 0.88, ("a file came with it", *_thread(facts))
    if body >= NOTE_WORDS and follows:
        return 0.93, ("it says that the text follows", *_thread(facts))
    if body >= NOTE_WORDS and heard.says("dear reader"):
        return 0.92, ("it is written as a letter", *_thread(facts))
    if len(_LIST_LINE.findall(heard.words)) >= 3 and _owes_text(facts):
        return 0.88, ("it is a list of answers", *_thread(facts))
    if follows and heard.length < NOTE_WORDS and not _asks(heard):
        return 0.76, (_PROMISED,)
    return _by_length(facts, heard, body, framed)


def _asks(heard: Heard) -> bool:
    return any(True for _ in sentences_with(heard.evidence, _REQUESTS))


def _by_length(
    facts: Facts, heard: Heard, body: int, framed: frozenset[int]
) -> tuple[float, tuple[str, ...]]:
    to_us = set(sentences_with(heard.evidence, _REQUESTS)) - framed
    to_us |= {
        n for n, one in enumerate(heard.read) if one.question and "the work" in heard.cues[n]
    } - framed
    spoken = {n for n, cues in enumerate(heard.cues) if "to the scheme" in cues} - framed
    left = max(1, len(heard.read) - len(framed))
    share = (len(to_us) + 0.5 * len(spoken - to_us)) / left
    if not _owes_text(facts) and not _thread(facts):
        return 0.0, ()
    if body >= LETTER_WORDS and share < _MOSTLY:
        return 0.9 - 0.3 * share, (f"a text of {body} words", *_thread(facts))
    if body >= 25 and share == 0:
        return 0.8, (f"a text of {body} words", *_thread(facts))
    if body >= NOTE_WORDS and share == 0 and _thread(facts):
        return 0.5, (f"perhaps a short text of {body} words", *_thread(facts))
    return 0.0, ()


def _owes_text(facts: Facts) -> bool:
    return any(one.kind in TEXT_KINDS for one in facts.owed)


def _thread(facts: Facts) -> tuple[str, ...]:
    answered = facts.answered
    return (f"answers {answered.mail}",) if answered and answered.mail in TASK_MAILS else ()


def _frame(heard: Heard) -> frozenset[int]:
    """Find the sentences before and after a letter in which the writer speaks to the scheme."""
    count = len(heard.read)
    framed: set[int] = set()
    for number in range(min(count, 6)):
        if "text follows" in heard.cues[number]:
            framed.update(range(number + 1))
    while (first := len(framed)) < count and _to_the_scheme(heard, first):
        framed.add(first)
    for number in range(count):
        if "postscript" in heard.cues[number] and number >= count - 5 and number > 0:
            framed.update(range(number, count))
    last = count - 1
    while last > 0 and last not in framed and _to_the_scheme(heard, last):
        framed.add(last)
        last -= 1
    return frozenset(framed) if len(framed) < count or count <= 2 else frozenset()


def _to_the_scheme(heard: Heard, number: int) -> bool:
    sentence, cues = heard.read[number], heard.cues[number]
    if "dear reader" in cues:
        return False
    if "to the scheme" in cues:
        return True
    brief = sentence.word_count <= (_BRIEF_WORDS if sentence.question else LONG_SENTENCE_WORDS)
    return brief and number in set(sentences_with(heard.evidence, _OPENINGS))


def reframed(heard: Heard, framed: frozenset[int]) -> tuple[Sentence, ...]:
    """Mark which sentences speak to the scheme; the others are the letter's own."""
    return tuple(
        one if number in framed else replace(one, framed=False)
        for number, one in enumerate(heard.read)
    )


def _slots(facts: Facts, heard: Heard, framed: frozenset[int]) -> dict[str, SlotValue]:
    slots: dict[str, SlotValue] = {"complete": not heard.says("partial"), "for": "self"}
    meant = meant_assignment(facts, heard)
    if heard.says("both") and (meant is None or meant.kind in {StageKind.JOINT, StageKind.SEALED}):
        slots["for"] = "both"
    if meant is not None:
        slots["assignment"] = meant.id
    body = _body(heard, framed)
    if body and body != heard.words:
        slots["text"] = body
    return slots


def _body(heard: Heard, framed: frozenset[int]) -> str:
    """Take the sentences to the scheme out of the text, and nothing where that is not certain."""
    body = heard.words
    for number in framed:
        raw = heard.read[number].raw
        if raw and body.count(raw) == 1:
            body = body.replace(raw, "")
    lines = [line.rstrip() for line in body.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def meant_assignment(facts: Facts, heard: Heard) -> Assignment | None:
    """Find which open assignment a text is for: what it says itself, then the thread, then the only one.

    An old thread with a text that names another open item: the open item wins (G4).
    """
    start = "".join(one.text for one in heard.read[:3])
    for words, names in _NAMED.items():
        named = [one for one in facts.owed if one.stage in names or one.task in names]
        if words in start and len(named) == 1:
            return named[0]
    if facts.answered is not None:
        for one in facts.owed:
            same = (one.round_id, one.stage) == (facts.answered.round_id, facts.answered.stage)
            if same or one.id == facts.answered.assignment_id:
                return one
    texts = [one for one in facts.owed if one.kind in TEXT_KINDS]
    return texts[0] if len(texts) == 1 else None


def submission(facts: Facts, heard: Heard, work: Work, *, delivered: bool) -> Intent:
    """Make the intent of work that was found, with what it replaces and whether the buddy has it."""
    slots = dict(work.slots)
    if delivered:
        slots["delivered"] = True
    again = not facts.owed and bool(facts.done_lately)
    if (heard.says("correction") and (bool(facts.done_lately) or heard.length >= NOTE_WORDS)) or (
        again and facts.answered is not None
    ):
        slots["correction"] = True
    return Intent(IntentKind.SUBMISSION, round(work.confidence, 2), work.because, slots)

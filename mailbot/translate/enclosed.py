"""Take the words of a file for those of its mail, where a file is what somebody sent as their work (G7)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailbot.core.documents import Document, Unread
from mailbot.core.mail import Attachment
from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.evidence import circumstances, gather, weigh
from mailbot.translate.files import is_picture
from mailbot.translate.pictures import fit_to_pass_on
from mailbot.translate.rules import Rules
from mailbot.translate.safety import patient_details
from mailbot.translate.sentences import LONGEST_READ, sentences
from mailbot.translate.talk import buddy_names

# What the reading of work says of one that a file brings, and of a covering line that points to it.
BY_FILE = "a file came with it"
POINTED_TO = "it says that the text is in a file"
_SERIOUS = (IntentKind.DISTRESS, IntentKind.CONCERN)
_GREETING = re.compile(r"\s*(?:dear|hi|hello|hey|annwyl|helo)\b", re.IGNORECASE)
# A letter that begins in the mail and ends in the file: half of it is nothing to pass on.
_GOES_ON = re.compile(
    r"\b(?:(?:the )?(?:rest|remainder|other half|second half|second part|part two|part 2|ending|end of it)\b.{0,40}\b(?:file|attach\w*|enclosed|document|word|pdf|doc)\b"
    r"|(?:file|attach\w*|enclosed|document)\b.{0,30}\b(?:the rest|the remainder|other half|second half|second part|goes on|continues|carries on)\b"
    r"|(?:continues?|continued|carries on|goes on)\b.{0,20}\b(?:in|on) (?:the |my |an? )?(?:file|attach\w*|document))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w{2,}")
_SAME = 0.8
_COVER_WORDS = 30


def with_enclosed(
    intents: Sequence[Intent],
    words: str,
    files: tuple[Attachment, ...],
    documents: tuple[Document, ...],
    facts: Facts,
    rules: Rules,
) -> list[Intent]:
    """Add what the files of a mail say to what it says itself.

    A submission gets the words of its file as slot `text`, the name as `file`, and `shown` where its
    writer should see first what is passed on (C5). `beside` says that a file came which is not
    passed on, and `picture` that the work is one. `unread` says why nobody knows the words of a file
    that is the work (P51).
    """
    found = list(intents)
    for one in _grave(documents, facts, rules):
        if all(one.kind is not known.kind for known in found):
            found.append(one)
    return [
        _work(one, words, files, documents) if one.kind is IntentKind.SUBMISSION else one
        for one in found
    ]


def _grave(documents: tuple[Document, ...], facts: Facts, rules: Rules) -> Iterator[Intent]:
    """Hear in files what must never be passed on: a patient, distress, a concern (H1, H2, H3)."""
    for document in documents:
        details = patient_details(document.text)
        if details:
            because = tuple(f"{one} of the file" for one in details)
            yield Intent(IntentKind.PATIENT_DETAILS, 0.9, because)
        read = sentences(document.text[:LONGEST_READ], buddy_names(facts))
        evidence = gather(read, circumstances(facts), rules)
        heard = weigh(tuple(one for one in evidence if one.rule.in_letters))
        for kind in _SERIOUS:
            if kind in heard and heard[kind].confidence >= rules.thresholds.act:
                yield heard[kind]


def _work(
    work: Intent, words: str, files: tuple[Attachment, ...], documents: tuple[Document, ...]
) -> Intent:
    readable = [one for one in documents if one.text]
    by_file = work.because[:1] == (BY_FILE,)
    own = str(work.slots.get("text") or words)
    if by_file and readable:
        return _of_files(work, own, readable)
    pictures = [one for one in files if is_picture(one)]
    if by_file and len(own.split()) < _COVER_WORDS:
        return _unseen(work, pictures, documents)
    strange = [one for one in readable if not same_words(one.text, own)]
    if strange and _GOES_ON.search(words):
        whole = "\n\n".join((own, *(one.text for one in strange)))
        names = ", ".join(one.name for one in strange)
        return _with(work, {"text": whole, "file": names, "shown": True})
    beside = bool(pictures) or any(one.unread for one in documents) or bool(strange)
    told: dict[str, SlotValue] = {"beside": True} if beside else {}
    return _with(work, told | ({"shown": True} if strange else {}))


def _of_files(work: Intent, own: str, readable: list[Document]) -> Intent:
    """Let the words of the files stand for the work, shown first where it may be another thing."""
    text = "\n\n".join(one.text for one in readable)
    pointed = POINTED_TO in work.because or not _WORD.search(own)
    letter = len(own.split()) >= _COVER_WORDS and not same_words(text, own)
    certain = (pointed or bool(_GREETING.match(text))) and len(readable) == 1 and not letter
    told: dict[str, SlotValue] = {"text": text, "file": ", ".join(one.name for one in readable)}
    return _with(work, told if certain else told | {"shown": True})


def _unseen(work: Intent, pictures: list[Attachment], documents: tuple[Document, ...]) -> Intent:
    unfit = [one for one in pictures if fit_to_pass_on(one, "") is None]
    if pictures and not unfit:
        return _with(work, {"picture": True, "file": ", ".join(one.name for one in pictures)})
    why, name = Unread.FOREIGN, unfit[0].name if unfit else ""
    if documents and not unfit:
        why, name = documents[0].unread or Unread.EMPTY, documents[0].name
    return _with(work, {"complete": False, "unread": why.value, "file": name})


def _with(work: Intent, slots: dict[str, SlotValue]) -> Intent:
    return replace(work, slots={**work.slots, **slots})


def same_words(text: str, other: str) -> bool:
    """Say whether most words of a text stand in another: a letter that came in two forms."""
    here, there = ({one.casefold() for one in _WORD.findall(each)} for each in (text, other))
    return bool(here) and len(here & there) >= _SAME * len(here)

"""Judge by length and voice whether a text without a salutation is a letter or a note to the scheme."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, IntentKind
from mailbot.core.remarks import asks_for_a_line
from mailbot.core.tasks import StageKind
from mailbot.translate.dates import dates_in
from mailbot.translate.evidence import sentences_with
from mailbot.translate.heard import Heard
from mailbot.translate.meant import done_here, meant_assignment, owes_text, task_thread
from mailbot.translate.office import ENOUGH_SIGNS, signs_of_a_note
from mailbot.translate.sentences import Sentence

LETTER_WORDS = 40
SHORT_LETTER_WORDS = 25
NOTE_WORDS = 15
# Above this share of sentences spoken to the scheme, a long mail is a mail to the scheme.
_MOSTLY = 0.4
REQUESTS = frozenset(IntentKind) - {
    IntentKind.DISTRESS,
    IntentKind.CONCERN,
    IntentKind.FEEDBACK,
    IntentKind.THANKS,
    IntentKind.REGISTRATION,
    IntentKind.STILL_HERE,
}


def by_length(
    facts: Facts, heard: Heard, body: int, framed: frozenset[int]
) -> tuple[float, tuple[str, ...]]:
    """Say how sure it is that a text of so many words is the work, and why; 0 where it is none.

    A long text is, unless it is mostly spoken to the scheme; a short one must tell of somebody.
    """
    if not owes_text(facts) and not task_thread(facts):
        return 0.0, ()
    because = (f"perhaps a short text of {body} words", *task_thread(facts))
    doubtful = _is_doubtful(facts, heard, framed) or _is_a_note(facts, heard, framed)
    share = 1.0 if doubtful else _share_to_us(facts, heard, framed)
    if body >= LETTER_WORDS and share < _MOSTLY and not _greets_us(heard):
        return 0.9 - 0.3 * share, (f"a text of {body} words", *task_thread(facts))
    # A few words out of any thread may be about the task as well as for it.
    short = body >= SHORT_LETTER_WORDS and bool(task_thread(facts))
    short_letter = short and _tells(facts, heard, framed)
    after_meeting = body >= NOTE_WORDS and _is_after_the_meeting(facts, heard)
    if share == 0 and (short_letter or after_meeting):
        return 0.8, (f"a text of {body} words", *task_thread(facts))
    if share == 0 and body >= BRIEFEST_ANSWER and _may_answer(facts, heard, framed):
        return ASKED_BACK, (UNSURE, *task_thread(facts))
    return (0.5 if body >= NOTE_WORDS and task_thread(facts) else 0.0), because


def _is_after_the_meeting(facts: Facts, heard: Heard) -> bool:
    """Two or three lines are asked for after an expert was met; what names a time arranges the meeting."""
    meant = meant_assignment(facts, heard)
    if meant is None or meant.kind is not StageKind.EXPERT:
        return False
    asks = any(one.question for one in heard.read)
    return not asks and not dates_in(heard.words, facts.today)


BRIEFEST_ANSWER = 5
ASKED_BACK = 0.76
UNSURE = "perhaps a short answer to the letter they have"


def _may_answer(facts: Facts, heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether few words below a relayed letter may be meant for its writer: then their own writer is asked.

    What asks, thanks, tells of the one who asked or of the writer's own time is spoken to the scheme.
    """
    answered = facts.answered
    if answered is None or not answered.agrees or answered.mail is not MailId.P11:
        return False
    owed = any(one.id == answered.assignment_id for one in facts.owed)
    own = [one for n, one in enumerate(heard.read) if n not in framed]
    if not owed or heard.evidence or any(_OF_THE_ASKER.search(one.text) for one in own):
        return False
    return any(_ADVICE.search(one.text) for one in own)


def _share_to_us(facts: Facts, heard: Heard, framed: frozenset[int]) -> float:
    """Give the share of sentences, of those that may be the letter, that are spoken to the scheme."""
    to_us = set(sentences_with(heard.evidence, REQUESTS)) - framed
    alive = set(sentences_with(heard.evidence, frozenset({IntentKind.STILL_HERE}))) - framed
    to_us |= {n for n in alive if _OF_MYSELF.search(heard.read[n].text)}
    to_us |= {
        n for n, one in enumerate(heard.read) if one.question and "the work" in heard.cues[n]
    } - framed
    asked: set[int] = set()
    if not _for_the_buddy(facts, heard):
        asked = {n for n, one in enumerate(heard.read) if one.question} - framed - to_us
    else:
        to_us |= _of_the_buddy(heard) - framed
        asked = _told_to_you(facts, heard) - framed - to_us
    of_it = {n for n, cues in enumerate(heard.cues) if "of the task" in cues} - framed - to_us
    near = set(sentences_with(heard.evidence, frozenset({IntentKind.THANKS}))) - framed - to_us
    near |= {n for n, cues in enumerate(heard.cues) if "to the scheme" in cues} - framed - to_us
    left = max(1, len(heard.read) - len(framed))
    return (len(to_us) + 0.75 * len(of_it) + 0.5 * len((near | asked) - of_it)) / left


# A letter is spoken to the buddy: who tells of them by name tells the scheme.
_CALLS_BUDDY = re.compile(
    r"(?:(?:dear|hi|hello|hey|hiya|so|well|oh|ah|yes|no|right|ok|thanks|thank you|sorry) )*buddy "
)


def _of_the_buddy(heard: Heard) -> set[int]:
    """Give the sentences that tell of the buddy by name; a greeting calls them."""
    return {
        number
        for number, one in enumerate(heard.read)
        if any("buddy " in said for said in _beyond_calls(one))
    }


def _beyond_calls(one: Sentence) -> Iterator[str]:
    """Give the clauses of a sentence without the buddy's name where it only calls them: "you see, Ben"."""
    for start, end in pairwise((*one.clauses, len(one.text))):
        said = one.text[start:end]
        called = _CALLS_BUDDY.match(said)
        if (
            called is None
            or _OF_BUDDY.match(said, called.end())
            or (not start and _THEIRS.match(one.raw))
        ):
            yield said
        else:
            yield said[called.end() :]


# "Ben's letter made me laugh" and "Ben is on nights" begin as a call would.
_THEIRS = re.compile(r"\W*(?:(?:and|but|so|well|oh|yes|no)\W+)?[A-Z]\w+['\u2019]s\b")
_OF_BUDDY = re.compile(
    r"(?:and (?:i|me)|is|was|has|had|did|does|said|told|will|would|can|could|seems|sent|never|still|moved|left|perfectly|team) "
)


def _is_doubtful(facts: Facts, heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether a text without a salutation is unlikely to be the letter that is owed.

    It answers another mail of ours, nothing is owed and it replaces nothing, or it tells of the buddy.
    """
    elsewhere = facts.answered is not None and not task_thread(facts)
    again = heard.says("correction") or (
        done_here(facts) is not None
        and (heard.length >= _LONGER_THAN_A_LINE or not _asks_a_line(facts))
    )
    settled = not owes_text(facts) and not again
    tells = _for_the_buddy(facts, heard) and bool(_of_the_buddy(heard) - framed)
    return elsewhere or settled or tells


_LONGER_THAN_A_LINE = 60


def _asks_a_line(facts: Facts) -> bool:
    return facts.answered is not None and any(map(asks_for_a_line, facts.answered.texts[:1]))


def _is_a_note(facts: Facts, heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether the signs of a note to the office add up; who says that it is a letter is believed."""
    return not heard.says("text follows") and (
        signs_of_a_note(facts, heard, framed) >= ENOUGH_SIGNS
    )


_OF_MYSELF = re.compile(r"(?<![^ ])(?:i|we|me|my|us) ")
_TO_YOU = re.compile(r"(?<![^ ])(?:you|your|yours) ")
_OF_THE_ASKER = re.compile(r"(?<![^ ])(?:him|her|his|hers|he|she) ")
_SOMEBODY = re.compile(
    r"(?<![^ ])(?:he|she|they|his|her|their|them|him|somebody|someone|nobody|everyone|manager\w*|consultant\w*|registrar\w*|nurse\w*|sister"
    r"|boss|director\w*|doctor\w*|colleague\w*|team|matron|patients?|secretary|rota|ward|clinic|theatre|meeting\w*|office|trainees?) "
)
_ADVICE = re.compile(
    r"(?<![^ ])(?:you|your|them|tell|ask|try|we|print|put|show|say|stop|start|give|never|always) "
)


def _for_the_buddy(facts: Facts, heard: Heard) -> bool:
    meant = meant_assignment(facts, heard)
    return meant is not None and meant.kind is StageKind.LETTER


def _tells(facts: Facts, heard: Heard, framed: frozenset[int]) -> bool:
    """Say whether a short text tells of somebody, or advises the one who asked: so do letters and answers."""
    if _greets_us(heard):
        return False
    meant = meant_assignment(facts, heard)
    if meant is None or meant.kind is not StageKind.LETTER:
        return True
    answers = _answers_a_letter(facts, heard)
    own = [one for n, one in enumerate(heard.read) if n not in framed]
    if answers and not any(_TO_YOU.search(one.text) for one in own):
        # An answer is spoken to the one who asked: who tells of them tells the scheme.
        return any(_ADVICE.search(one.text) and not _OF_THE_ASKER.search(one.text) for one in own)
    marks = _ADVICE if answers else _SOMEBODY
    return any(marks.search(one.text) for one in own)


def _answers_a_letter(facts: Facts, heard: Heard) -> bool:
    """Say whether what is owed in this thread is an answer to a letter that was passed on to them."""
    meant = meant_assignment(facts, heard)
    asked = facts.asked.get(meant.id) if meant is not None else None
    relayed = facts.answered is not None and facts.answered.mail is MailId.P11
    return relayed or (bool(task_thread(facts)) and asked is not None and asked.opens_on_relay)


def _told_to_you(facts: Facts, heard: Heard) -> set[int]:
    """Give the sentences that tell "you" something: in a letter without a salutation that may be us."""
    if _answers_a_letter(facts, heard):
        return set()
    return {n for n, one in enumerate(heard.read) if not one.question and _TO_YOU.search(one.text)}


def _greets_us(heard: Heard) -> bool:
    """Say whether it is spoken to the coordinators by name, and never says that a letter comes."""
    return heard.first("greets the scheme", 2) is not None and not heard.says("text follows")

"""Weigh the signs that a text without a salutation is a note to the office, and not the work that is owed."""

import re

from mailbot.core.reading import Facts, IntentKind
from mailbot.core.tasks import StageKind
from mailbot.translate.evidence import weigh
from mailbot.translate.heard import Heard
from mailbot.translate.meant import meant_assignment
from mailbot.translate.sentences import Sentence

# From so many signs on nobody passes a text on without having asked.
ENOUGH_SIGNS = 2.0
# A text that says in any of these words whom it is for is for no buddy's eyes.
_BETWEEN_US = re.compile(
    r"(?<![^ ])(?:off the record|in (?:strict |strictest |the strictest )?confidence|between (?:us|you and me|ourselves)|confidential\w*|for your eyes"
    r"|(?<!have )(?<!has )(?<!had )(?:not|never|rather not|without) (?:be )?(?:tell\w*|told|pass\w*|show\w*|shown|share\w*|send|sent|forward\w*|go|goes|going|went|get|relay\w*)"
    r" (?:this |it |that |any of this |him |her |them |on |back )*(?:to |with )?(?:buddy|him|her|them|anyone|anybody|on)"
    r"|whoever (?:reads|is reading|gets|opens|looks|runs (?:this|it|the scheme|the mailbox))|(?:wrong|right|odd|strange|funny) (?:place|box|address|people|person|mailbox) (?:to|for)|(?:not want|rather not|do not like) (?:to )?(?:put|write|say|send) (?:it|this|that|any of it) (?:in|as|into|here|down)|(?:who|whom) (?:do|should|can|would|could) i (?:tell|ask|turn|go|speak|talk|report|say)|(?:an explanation|in writing)|(?:can|could|may) i (?:ask|tell|say|talk to|speak to|raise|mention|have a word)|a word (?:with|about)"
    r"|(?:not )?(?:sure|know) (?:who|whom|where) (?:else )?(?:to (?:tell|turn|ask|go|say|take)|i should (?:tell|say|ask)))"
)
# What is owed, named by somebody who has not written it: "before I write the diary", "I've done my half".
_THE_THING_OWED = re.compile(
    r"(?<![^ ])(?:before|until|instead of|rather than|while) (?:i |we |my |our )?(?:write|writing|do|doing|send|sending|start|starting|answer|answering)(?! about| to | of )"
    r"|(?<![^ ])(?:my|our|this|that|the|her|his|buddy|both|your) (?:half |part |bit |side |share )?(?:of )?(?:the |my |our )?(?:own |shared |top |joint |agreed |first |last )*"
    r"(?:letter|letters|answer|answers|diary|task|message|messages|five|fives|exercise|email|emails|deadline|scheme|response|submission|homework|half|reminder|reminders|buddy) "
)
_OF_ME = re.compile(r"(?<![^ ])(?:i|we|me|us|my|our) ")
_OPEN_STILL = re.compile(
    r"(?<![^ ])(?:not|never|still|yet to|have to|has to|cannot) (?:[^ ]+ ){0,4}?(?:agree\w*|settle\w*|decide\w*|meet|met|speak|spoken|finish\w*|started|begun|done|landed|answered|waiting|stuck|arguing|haggling|disagree\w*|negotiat\w*)"
    r"|(?<![^ ])(?:are|is|am|been|got) (?:completely |rather |a bit |still |both )*(?:stuck|deadlocked|holding out|at odds|waiting|at an impasse|nowhere)"
)
_GRAVE = frozenset(
    {IntentKind.DISTRESS, IntentKind.CONCERN, IntentKind.COMPLAINT, IntentKind.WITHDRAWAL}
    | {IntentKind.QUIET_BUDDY, IntentKind.REMATCH, IntentKind.STOP, IntentKind.ERASURE}
)
_GRAVELY = 0.75
_GRAVEST = frozenset({IntentKind.DISTRESS, IntentKind.CONCERN, IntentKind.COMPLAINT})
# Below this share of what a task asks for, a text may well be a note.
_FAR_SHORT = 0.45
_AS_ASKED = 0.7


def signs_of_a_note(facts: Facts, heard: Heard, framed: frozenset[int]) -> float:
    """Add up what speaks against a text being the work: to whom, of whom, of what, how long, how grave.

    No sign alone is enough, but for words that are plainly meant for the office only.
    """
    own = [(number, one) for number, one in enumerate(heard.read) if number not in framed]
    texts = [one.text for _, one in own]
    signs = 2.0 if any(map(_BETWEEN_US.search, texts)) else 0.0
    signs += 1.5 * (_calls_office(facts, [one for _, one in own]) or _names_office(facts, texts))
    signs += _of_the_work(texts)
    if _is_between_them(facts, heard):
        still_open = any(map(_OPEN_STILL.search, texts))
        signs += still_open * (1.4 + 0.7 * any("buddy " in one for one in texts))
    signs += _how_grave(heard, framed)
    return signs + _by_length(facts, heard, sum(one.word_count for _, one in own))


def _how_grave(heard: Heard, framed: frozenset[int]) -> float:
    """Count what is said of need, wrong or leaving; of somebody in a story only where it is the buddy."""
    told = weigh(
        one
        for one in heard.evidence
        if one.sentence not in framed
        and (one.rule.gives.get("about") != "another" or "buddy " in heard.read[one.sentence].text)
    )
    grave = [one for kind, one in told.items() if kind in _GRAVE]
    if any(one.kind in _GRAVEST and one.confidence >= _GRAVELY for one in grave):
        return ENOUGH_SIGNS
    return 0.8 * min(len(grave), 2)


def _of_the_work(texts: list[str]) -> float:
    """Count the sentences in which the writer speaks of themselves and of what they owe."""
    told = sum(1 for one in texts if _THE_THING_OWED.search(one) and _OF_ME.search(one))
    return min(0.8 * told, 1.6)


def _calls_office(facts: Facts, own: list[Sentence]) -> bool:
    """Say whether a coordinator is called by name where a sentence begins: "Jo, can I ask ..."."""
    names = {one.first_name.lower() for one in facts.coordinators}
    words = [one.text.split() for one in own[:3]]
    return any(
        said and (said[0] in names or (said[0] in _GREETS and said[1:2] and said[1] in names))
        for said in words
    )


_GREETS = frozenset({"hi", "hello", "dear", "hey", "morning", "so", "sorry", "thanks", "please"})


def _names_office(facts: Facts, texts: list[str]) -> bool:
    """Say whether a coordinator is spoken of, who is nobody's colleague and no part of a letter."""
    names = {one.first_name.lower() for one in facts.coordinators}
    theirs = {word.lower() for one in facts.partners for word in one.name.split()}
    return any((names - theirs) & set(one.split()) for one in texts)


def _is_between_them(facts: Facts, heard: Heard) -> bool:
    meant = meant_assignment(facts, heard)
    return meant is not None and meant.kind in {StageKind.JOINT, StageKind.SEALED}


def _by_length(facts: Facts, heard: Heard, words: int) -> float:
    """A text far shorter than what is asked for may be a note; one of the length asked for hardly is."""
    meant = meant_assignment(facts, heard)
    asked = facts.asked.get(meant.id) if meant is not None else None
    if asked is None or not asked.limit_words or not words:
        return 0.0
    share = words / asked.limit_words
    return 0.7 if share < _FAR_SHORT else -1.0 if share >= _AS_ASKED else 0.0

"""Find the questions that somebody asks the scheme."""

import re
from collections.abc import Collection

from mailbot.core.reading import Intent, IntentKind
from mailbot.translate.heard import Heard
from mailbot.translate.sentences import Sentence

_SMALL_TALK = re.compile(
    r"(?:(?:hi|hello|hey|so|and|ok) )*(?:how are (?:you|things|we|you all)|how is (?:it going|life|everyone|everything|your)"
    r"|hope (?:you|all|that|this|it) |(?:is )?(?:that|this|it) (?:is )?(?:ok|all right|fine|good)(?: with you)? $|ok $|all right $|sorry $|what $|right $|eh $"
    r"|(?:was i|did i|did we|was this|were we) (?:helpful|help|useful|do)|how did (?:i|we) do|what would (?:you|i) |what should (?:you|i) have|who knew|guess what|remember me|remember when|you know what|why not $|deal $|really $"
    r"|what (?:will|would|did|have|shall) i (?:do|be doing|done|learn|learned|learnt|take away|change|say) |what is not to like|how (?:lovely|nice|kind|exciting|great|good is that)|is not it )"
)
# "Honest answer?", "The upshot?", "My advice?": whoever writes so goes on to answer it.
_ANSWERED_AT_ONCE = re.compile(
    r"(?:(?:the|my|our|an|and|so|a|in|to be) )?(?:honest|short|long|quick|true|real|simple|full|blunt|frank|one)? ?"
    r"(?:answer|truth|upshot|result|verdict|moral|lesson|advice|conclusion|outcome|summary|word|reason|excuse|confession|feedback|opinion|takeaway|favourite|best bit|worst bit|honest|honestly|seriously|me|us) $"
)
_ANSWERED_KINDS = frozenset(IntentKind) - {
    IntentKind.QUERY,
    IntentKind.THANKS,
    IntentKind.STILL_HERE,
    IntentKind.FEEDBACK,
    IntentKind.SUBMISSION,
}
_NO_REQUESTS = frozenset({IntentKind.QUERY, IntentKind.THANKS, IntentKind.SUBMISSION})
LONGEST_TEXT = 1000


def query(heard: Heard, *, is_letter: bool, spent: frozenset[int] = frozenset()) -> Intent | None:
    """Find what is asked of the scheme; None where every question is already a request of its own.

    `spent` are sentences that were read as an answer: "could we do C?" takes case C. The slot `text` holds the questions, or all the words where the mail is nothing else.
    """
    taken = {one.sentence for one in heard.evidence if _speaks(one.rule.intent, one.rule.weight)}
    taken |= spent
    taken |= {n + 1 for n in taken if heard.read[n].word_count <= 4}
    taken |= {n + 1 for n in _ideas(heard)}
    asked = [
        number
        for number, one in enumerate(heard.read)
        if one.framed and number not in taken and _is_question(one)
    ]
    told = [one for one in heard.evidence if one.rule.intent is IntentKind.QUERY]
    if is_letter:
        asked = [number for number in asked if heard.read[number].word_count >= 3]
    if not asked:
        return None
    sure = 0.9 if any("to the scheme" in heard.cues[number] for number in asked) else 0.84
    text = heard.words
    if is_letter or len(text) > LONGEST_TEXT:
        text = " ".join(heard.read[number].raw for number in asked)
    because = ("a question", *(one.because for one in told[:1]))
    return Intent(IntentKind.QUERY, sure, because, {"text": text[:LONGEST_TEXT]})


def _ideas(heard: Heard) -> set[int]:
    """Give the sentences that announce an idea where the next one, in the same paragraph, says what it is."""
    said = {one.sentence for one in heard.evidence if one.rule.intent is IntentKind.TASK_IDEA}
    return {n for n in said if n + 1 < len(heard.read) and _same_paragraph(heard, n)}


def _same_paragraph(heard: Heard, number: int) -> bool:
    return heard.read[number].paragraph == heard.read[number + 1].paragraph


def is_mere_manner(heard: Heard, sure: Collection[IntentKind]) -> bool:
    """Say whether "could you send me ..." is no question but how something else is asked for."""
    others = set(sure) - _NO_REQUESTS
    asked = {one.sentence for one in heard.evidence if one.rule.intent is IntentKind.QUERY}
    taken = {one.sentence for one in heard.evidence if one.rule.intent in others}
    return IntentKind.QUERY in sure and bool(asked) and asked <= taken


# What somebody asks who waits for a silent buddy, and what their choices answer.
_WHAT_NOW = re.compile(
    r"(?:(?:so|and|but|well|sorry|any idea|not sure) )*(?:what (?:do|should|shall|can|could|would|am|are|is|happens|now|next)\b(?: (?:i|we|you|to|the|best|supposed|meant|suggest|advise|recommend|do|doing|done|next|now|then|here|plan|thing|about|it|this|that|please|instead|happen|happens))* $"
    r"|(?:should|shall|do|can|could|must|may|is it worth|ought) (?:i|we|me) ?(?:just |still |maybe |perhaps )?(?:try|trying|write|writing|wait|waiting|keep|chase|chasing|email|emailing|send|sending|carry|hang|give|contact|prod|nudge|go)\b"
    r"(?: (?:again|to|on|up|them|him|her|it|another|one|more|once|email|mail|message|line|a|the|trying|waiting|going|for|longer|bit|while|else|please|or|until|week|weeks|days|few|next))* $|(?:now )?what(?: now| next)? $)"
)


def asks_only_what_now(heard: Heard) -> bool:
    """Say whether every question in a mail about a silent buddy is what to do about it."""
    asked = [one for one in heard.read if one.framed and _is_question(one)]
    return bool(asked) and all(_WHAT_NOW.fullmatch(f"{one.text.strip()} ") for one in asked)


def _speaks(kind: IntentKind, weight: float) -> bool:
    return kind in _ANSWERED_KINDS and weight >= 0.5


def _is_question(one: Sentence) -> bool:
    if not one.question or one.joking or one.word_count < 2:
        return False
    return not _SMALL_TALK.match(one.text) and not _ANSWERED_AT_ONCE.match(one.text)

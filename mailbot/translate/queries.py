"""Find the questions that somebody asks the scheme."""

import re
from collections.abc import Collection, Iterator

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
# Who can't say how long asks nobody.
_OWN_DOUBT = re.compile(
    r"(?:(?:i|we|but|and|though|so|sorry|really|honestly|still|just) )*(?:do not know|not sure|not certain|no idea|can not say|could not say|have no idea|unsure)(?: yet| exactly| quite| really)?"
    r" (?:for |until |till |about |exactly )*(?:how (?:long|much|soon|many)|when|what day|which day|whether (?:i|we)|if (?:i|we))"
)
# Late work says this, and the thanks for it are the answer.
_STILL_WANTED = re.compile(
    r"(?:(?:hi|hello|so|and|ok|oh|sorry|hope|if|do|are|am|is|you|i|it|this|that|we) )*(?:better late than never|(?:still|not) (?:want\w*|interested|need\w*|accept\w*|taking|take|any use|of any use|of use|wanted|in time|too late|on time)|too late)"
)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_ASKS_SHORTLY = re.compile(
    r"(?:(?:so|and|please|hi|sorry|or|then|ok) )*(?:can|could|may|might|shall|would (?:that|it|this)|is (?:that|it|this)|any (?:chance|way)|possible|ok|please)\b"
)
_ASKS_MORE = re.compile(
    r"(?<![^ ])(?:who|whom|what|when|where|why|how|letter|name|data|answer|money|paid|know|tell|expert|event) "
)
_ASKED_OUTRIGHT = frozenset(
    {IntentKind.REMATCH, IntentKind.PAUSE, IntentKind.EXTENSION, IntentKind.QUIET_BUDDY}
)
_SHORTLY_WORDS = 6
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
    taken |= set(_asked_outright(heard))
    asked = [
        number
        for number, one in enumerate(heard.read)
        if one.framed and number not in taken and _is_question(one)
    ]
    told = [one for one in heard.evidence if one.rule.intent is IntentKind.QUERY]
    if is_letter:
        asked = [number for number in asked if _asks_beside_work(heard.read[number])]
    if not asked:
        return None
    sure = 0.9 if any("to the scheme" in heard.cues[number] for number in asked) else 0.84
    text = heard.words
    if is_letter or len(text) > LONGEST_TEXT:
        text = " ".join(heard.read[number].raw for number in asked)
    because = ("a question", *(one.because for one in told[:1]))
    return Intent(IntentKind.QUERY, sure, because, {"text": text[:LONGEST_TEXT]})


def _asked_outright(heard: Heard) -> Iterator[int]:
    """Give the short questions that are only how something else is asked for: "Could we shuffle?"."""
    kinds = {one.rule.intent for one in heard.evidence if one.rule.weight >= _OUTRIGHT}
    if not kinds & _ASKED_OUTRIGHT:
        return
    for number, one in enumerate(heard.read):
        brief = one.question and one.word_count <= _SHORTLY_WORDS
        if brief and _ASKS_SHORTLY.match(one.text) and not _ASKS_MORE.search(one.text):
            yield number


def _asks_beside_work(one: Sentence) -> bool:
    return one.word_count >= 3 and not _STILL_WANTED.match(one.text)


_OUTRIGHT = 0.75


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
    r"(?: (?:again|to|on|up|them|him|her|it|another|one|more|once|email|mail|message|line|a|the|trying|waiting|going|for|longer|bit|while|else|please|or|until|week|weeks|days|few|next))* $|(?:should|shall|ought|must) i (?:be|have been) doing (?:something|anything)(?: else| more| different| differently)?(?: (?:or|and) is (?:this|that|it) (?:just )?(?:how it goes|normal|usual|how it is|to be expected))? $|is (?:this|that|it) (?:just )?(?:how it goes|normal|usual|how it is|to be expected) $|(?:now )?what(?: now| next)? $"
    r"|(?:is|was|are|were) (?:this|it|that|there|the whole thing|all this|my effort) (?:all |really |even |still |just |a bit of |a complete |rather )*(?:worth|a waste|any point|point|pointless|normal|usual|me|how it|supposed to)\b[^?]* $)"
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
    outside = _LINK.sub("", one.raw)
    if "?" not in outside and ("?" in one.raw or _OWN_DOUBT.match(one.text)):
        return False
    return not _SMALL_TALK.match(one.text) and not _ANSWERED_AT_ONCE.match(one.text)

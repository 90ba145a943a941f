"""Find the clauses of a coordinator's mail that ask for something, with manners and typing slips taken off."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

# "14 June - 25 June" goes on: what follows the dash is the day up to which it lasts.
_END = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)[.!?;]+(?=\s|$)"
    r"|\s[-\u2013\u2014]\s(?!(?:[a-z]{3,9}\s)?\d{1,2}(?:st|nd|rd|th)?(?:/\d|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))",
    re.IGNORECASE,
)
_MANNERS = (
    r"(?:hi|hello|hey|hiya|dear|(?:(?:tell|show|remind) (?:me|us)|let (?:me|us) know|can i (?:see|know|ask)|could i (?:see|know|ask)|do you know|i need to know|i['\u2019]d like to know|find out)(?=\s(?:who|what|where|how|which)\b)|bore da|prynhawn da|noswaith dda|shwmae|helo|good morning|good afternoon|good evening|morning|afternoon|evening|bot|mailbot|there"
    r"|please|pls|plz|can you|could you|would you|(?:can|could|would|cd|wd) (?:u|ya|yu)|can we|could we|will you|are you able to|would you mind"
    r"|i['\u2019]?d like (?:you )?to|i want (?:you )?to|i need (?:you )?to|we need (?:you )?to|we['\u2019]d like (?:you )?to|we want (?:you )?to|i would like (?:you )?to"
    r"|kindly|just|you can|you may|(?:many )?thanks|thank you|thx|ta|cheers|diolch(?: yn fawr)?(?: iawn)?|(?:great|lovely|brilliant|perfect)(?=[,.!])|ok so|ok|so|and|also|then|now|quickly|let['\u2019]?s|let us|go ahead and|sorry|scheme|all|jo|kit"
    r"|right|oh no|oh|ah|um|actually|oops|whoops|when you (?:get a (?:chance|moment|minute)|have a (?:chance|moment|minute|sec(?:ond)?))"
    r"|if you (?:can|could|get a (?:chance|moment)|have a (?:chance|moment)|don['\u2019]t mind|wouldn['\u2019]t mind)|if possible|if poss|as discussed"
    r"|one (?:more )?(?:thing|for you)|quick one|two things|another thing|ps|p\.s\.|fyi|urgent(?:ly)?|straight away|asap|for me|i think|i think we should|we should)"
)
_POLITE = re.compile(rf"^\W*(?:{_MANNERS}\b[\s,.!:-]*)+", re.IGNORECASE)
_POLITE_END = re.compile(
    r"[\s,.!?]*(?:\b(?:please|pls|plz|thanks|thank you|ta|thx|cheers|diolch|many thanks|asap|x+|if (?:you (?:can|could|get a chance|wouldn['\u2019]t mind)|possible|poss)"
    r"|for me|now|straight away|when you (?:can|get a (?:chance|moment)))\b[\s,.!?]*)+$",
    re.IGNORECASE,
)
# In the middle of a sentence only such words begin a request.
_ASKING = re.compile(
    r"\b(?:please|pls|plz|can you|could you|would you|will you|i['\u2019]d like (?:you )?to|i want you to|i need you to|we need to|let['\u2019]s)\b(?:\s(?:just|also|then|now))*\s+(?=\S)"
    r"|,\s+(?:and |so )?(?:please )?(?:you can )?(?=(?:find|give|pause|take|remove|put|start|match|pair|swap|leave|stop|cancel|split|extend|chase|remind|nudge|bring|move)\s(?:him|her|them|it|everyone|everybody)\b)",
    re.IGNORECASE,
)
# What is only supposed, denied, or somebody else's words is no request of the writer's.
_SUPPOSED = re.compile(
    r"\b(?:if|unless|in case|suppose|(?<!\bat )(?<!\bmore than )once(?! (?:more|again|only)\b)|whether)\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(?:don['\u2019]t|do not|not|never|no need|said|says|asked|asks|wrote|writes|told|tells|wanted|wants|rang|emailed|suggested|wondered|would have)\b",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(
    r"\b(?:if|unless|as soon as|(?<!\bat )(?<!\bmore than )once(?! (?:more|again|only)\b)|in case|should (?:he|she|they))\b(?! (?:you (?:can|could|like|get|have|don['\u2019]t|wouldn['\u2019]t|want)|possible|poss|that['\u2019]?s (?:ok|all right|fine)|need be|it['\u2019]s (?:ok|not too)))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORT_LINE, _FIRST_WORDS, _SHORTEST = 8, 4, 4


@dataclass(frozen=True, slots=True)
class Request:
    """A clause that may ask for something: its words, and where its words begin in the line.

    `opens` is true where it stands at the beginning of the line, `polite` where it was asked for.
    """

    said: str
    start: int
    opens: bool
    polite: bool


def requests_in(line: str) -> Iterator[Request]:
    """Give the clauses of one line, most likely request first within each sentence."""
    start = 0
    for match in _END.finditer(line):
        if match.group()[0].isspace() and len(line[start : match.start()].split()) < 2:
            continue  # "handover - lee@trust.example"
        yield from _in_sentence(line[start : match.end()], start)
        start = match.end()
    yield from _in_sentence(line[start:], start)


def _in_sentence(sentence: str, start: int) -> Iterator[Request]:
    if not _WORD.search(sentence):
        return
    manners = _POLITE.match(sentence)
    begins = manners.end() if manners else len(sentence) - len(sentence.lstrip())
    yield _request(sentence, start, begins, polite=manners is not None)
    for match in _ASKING.finditer(sentence, begins):
        before = sentence[: match.start()]
        clause = "" if match.group().startswith(",") else before.rpartition(",")[2]
        if not _SUPPOSED.search(before) and not _NOT_ASKED.search(clause):
            yield _request(sentence, start, match.end(), polite=True)


def _request(sentence: str, start: int, begins: int, *, polite: bool) -> Request:
    said = _POLITE_END.sub("", sentence[begins:]).strip()
    asked = polite and _MANNERLY.search(sentence[:begins]) is not None
    return Request(said, start + begins, start == 0, asked or sentence.rstrip().endswith("?"))


_MANNERLY = re.compile(r"please|pls|plz|you|like to|want to|need to|let", re.IGNORECASE)


def is_conditional(said: str) -> bool:
    """Say whether something is to be done only under a condition, which nobody here can watch."""
    return bool(_ONLY_IF.search(said))


def respelt(said: str, known: Mapping[str, str]) -> str:
    """Put right the first slip of the thumb in a short line: "pasue sam" for "pause sam".

    A word with a capital inside the line is a name: Owen is not "open".
    """
    words = said.split()
    if len(words) > _SHORT_LINE:
        return said
    for place, word in enumerate(words[:_FIRST_WORDS]):
        bare = word.strip(".,:;!?")
        if place and not bare.islower():
            continue
        bare = bare.lower()
        meant = _meant(bare, known, shortest=3 if len(words) <= 3 else _SHORTEST)
        if meant:
            words[place] = meant
            return " ".join(words)
    return said


def _meant(word: str, known: Mapping[str, str], shortest: int) -> str:
    """Give the word that is one letter more, less or other, or two letters swapped, from this one."""
    if len(word) < shortest or not word.isalpha() or word in known:
        return ""
    for one in known:
        if one[0] != word[0] or len(one) < _SHORTEST or word.startswith(one):
            continue
        if OSA.distance(one, word, score_cutoff=1) <= 1:
            return one
    return ""

"""Cut a person's words into sentences and fold each to plain words that a phrase can be found in."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from mailbot.translate.folding import TYPOGRAPHY, fold

LONGEST_READ = 16_000
LONGEST_SENTENCE_WORDS = 80
MOST_SENTENCES = 400

_END = re.compile(r"[.!?;\u2026]+(?=[\s\"')\]]|$)|\s[-\u2013\u2014]{1,2}\s|:\s|:?[-]?[()](?=\s|$)")
_CLAUSE = re.compile(r"[,(]|\b(?:but|so|though|although|because|however)\b")
_QUOTED = re.compile(r'"[^"\n]{0,400}"')
_TITLE_BEFORE = re.compile(r"\b(?:dr|mr|mrs|ms|prof|st|e\.g|i\.e|no|approx)$", re.IGNORECASE)
_LIST_MARK = re.compile(r"\s*(?:[-*\u2022]|\(?\d{1,2}[.):]|[a-e][.)])\s")
_ASKS = re.compile(
    r"(?!when (?:i am|i get|i have|i can|we are) )(?:and |so |but |also |ps |hi |sorry |quick question )*"
    r"(?:(?:what|when|where|why|how|which|who|whose)(?: (?:much|many|long|exactly|else|soon|often|far|big))?"
    r"(?: (?!i |we |you |he |she |they |it |this |that |my |the )[^ ]+)?"
    r" (?:is|are|am|was|were|do|does|did|can|could|should|would|will|shall|may|has|have|about|happens) "
    r"|(?:is|are|am|do|does|did|can|could|should|would|will|shall|may|has|have)"
    r" (?:i|we|you|it|they|he|she|the|this|that|there|my|our|your|anyone|anybody|buddy) )"
)
# "Is a Word document all right" has no pronoun and no question mark.
_ASKS_LEAVE = re.compile(
    r"(?:is|are|would|will|does|do) (?:a|an|the|my|our|any|one|two|\d+)? ?(?:[^ ]+ ){1,4}(?:ok|all right|fine|allowed|enough|acceptable|possible|count|too long|too short|too late|too much|needed|required) $"
)
_WONDERS = re.compile(
    r"(?:(?:(?:trying|like|want|wanted|need|meaning|meant|going) to ask|am asking|my question|my query|question is|query is) (?:[^ ]+ ){0,8}(?:if|whether|what|when|how|who|which|where|why) )|"
    r"(?:(?<!always )(?<!often )(?<!ever )wonder\w*|not sure|not clear|unsure|unclear|do not know|want\w* to know|like to know) "
    r"(?:[^ ]+ ){0,2}(?:if|whether|what|when|how|who|which|where|why) "
)
_SUPPOSE = re.compile(
    r"(?<![^ ])(?:if|suppose|supposing|imagine|in case|hypothetically|in theory|pretend|were i to|as if"
    r"|as though|what happens when) "
)
# "If that is all right" is manners, not a condition.
_POLITE_IF = re.compile(
    r"if (?:possible|i may|may i|i am honest|honest|ok|you do not mind|you like|poss|so|not|only|need|needed"
    r"|(?:that|it|this) is (?:ok|okay|all right|alright|fine|possible|not too)|you (?:can|could|would)"
    r"|there is any chance|at all|i can|i could|we can|we could) "
)
# "Would you mind if I ..." asks; it imagines nothing.
_ASKS_IF = (
    "mind", "ok", "okay", "fine", "all right", "possible", "grateful", "wonder", "wondering", "wondered", "appreciate it",
    "appreciated", "kind", "helpful", "great", "good", "lovely", "wonderful", "help", "cheeky", "awful", "disaster",
    "problem", "matter", "cheating", "rude", "asking", "ask", "acceptable", "brilliant", "amazing", "useful",
)  # fmt: skip
_PAST = re.compile(
    r"(?<![^ ])(?:last (?:year|autumn|winter|spring|summer|job|rotation|placement)|(?:years|months|year) ago"
    r"|when i (?:was|did|had|started)|used to|back then|at the time|in those days|as an? (?:f1|f2|fy1|fy2|student)"
    r"|on my first|in my (?:first|last|previous)|once (?:had|worked|knew)|back in (?:the day|those|my|our|medical|med|school|university|uni|training|19\d\d|20[012]\d)) "
)
_JOKING = re.compile(
    r"(?<![^ ])(?:(?:nearly|almost|practically|virtually) (?:made|had|drove) (?:me|us)|joking|kidding|jk|joke|lol|haha\w*|ha ha|hehe|just teasing|tongue in cheek) "
)
# Who asks how it would be has not asked for it.
_HYPOTHETICAL = re.compile(
    r"(?<![^ ])(?:hypothetically|in principle|out of (?:curiosity|interest)|asking for a friend|if (?:that|this|it) (?:happens|happened|were to|did|ever)"
    r"|how (?:does|do|would) (?:it|that|this|things) work (?:if|when)|what (?:happens|would happen) (?:if|when)|what if|if (?:somebody|someone|one of us|two people|people|anybody|anyone|a person)) "
)
_THIRD = frozenset(
    [
        "he", "she", "they", "buddy", "who", "people", "someone", "everyone", "somebody",
        "everybody", "anybody", "anyone", "colleague", "colleagues", "friend", "mate", "manager",
        "consultant", "boss", "registrar", "supervisor", "wife", "husband", "nurse", "patient",
        "patients", "trainee", "trainees", "staff", "team", "others", "another", "sister",
        "brother", "mum", "dad", "flatmate",
    ]
)  # fmt: skip
_FIRST = frozenset(["i", "we", "me", "us", "my", "our", "myself"])
_NEGATORS = frozenset(
    [
        "not",
        "never",
        "nobody",
        "none",
        "hardly",
        "without",
        "nor",
        "neither",
        "cannot",
    ]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: as written, and folded to words with one space after each.

    `clauses` are offsets in `text` where a clause begins; `supposed` are spans that are only imagined.
    `framed` is true where the writer speaks to the scheme, false inside a letter to somebody else.
    """

    raw: str
    text: str
    clauses: tuple[int, ...] = (0,)
    supposed: tuple[tuple[int, int], ...] = ()
    question: bool = False
    past: bool = False
    joking: bool = False
    hypothetical: bool = False
    framed: bool = True
    paragraph: int = 0

    @property
    def word_count(self) -> int:
        """Count its words."""
        return self.text.count(" ")

    def clause_before(self, offset: int) -> str:
        """Give the words of the same clause that stand before an offset."""
        return self.text[self.clauses[bisect_right(self.clauses, offset) - 1] : offset]

    def is_negated(self, offset: int) -> bool:
        """Say whether what begins at an offset is denied by a word shortly before it."""
        before = self.clause_before(offset).split()
        near = before[-4:]
        return any(word in _NEGATORS for word in near) or before[-1:] == ["no"]

    def is_supposed(self, offset: int) -> bool:
        """Say whether an offset lies in a condition or a thought experiment."""
        return any(start <= offset < end for start, end in self.supposed)

    def is_about_another(self, offset: int) -> bool:
        """Say whether somebody else is the nearest person named before an offset in its clause."""
        words = self.clause_before(offset).split()
        for place, word in reversed(list(enumerate(words))):
            if word in _FIRST:
                return False
            if word in _THIRD:
                # "Me and my flatmate" are "we".
                return "and" not in words[:place] or _FIRST.isdisjoint(words[:place][:-2])
        return False


def sentences(text: str, names: frozenset[str] = frozenset()) -> tuple[Sentence, ...]:
    """Cut a text into sentences; time is linear in its length and only the first part is read.

    Words between double quotes are somebody else's and are left out, but for a single quoted word.
    """
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs(text[:LONGEST_READ])):
        for raw in _pieces(paragraph):
            found.extend(_read(raw, names, number))
        if len(found) >= MOST_SENTENCES:
            break
    return tuple(_after_jokes(found[:MOST_SENTENCES]))


def _after_jokes(found: list[Sentence]) -> Iterator[Sentence]:
    """A sentence that says "only joking" speaks of the one before it."""
    for one, following in zip_longest(found, found[1:]):
        laughed = following is not None and following.joking and following.word_count <= 4
        yield replace(one, joking=True) if laughed else one


def paragraphs(text: str) -> list[str]:
    """Split at blank lines, leaving out empty ones."""
    blocks: list[str] = []
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            blocks.append("\n".join(lines))
            lines = []
    return blocks


def _pieces(paragraph: str) -> Iterator[str]:
    """Cut a paragraph at line ends that are not mere wrapping, and at the ends of sentences."""
    line = ""
    for part in paragraph.split("\n"):
        wrapped = len(line) >= 55 and line[-1] not in ".!?:" and not _LIST_MARK.match(part)
        if line and not wrapped:
            yield from _cut(line)
            line = ""
        line = f"{line} {part.strip()}".strip()
    if line:
        yield from _cut(line)


def _cut(line: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(line):
        if match.group() == "." and _TITLE_BEFORE.search(
            line[max(0, match.start() - 6) : match.start()]
        ):
            continue
        yield line[start : match.end()]
        start = match.end()
    if line[start:].strip():
        yield line[start:]


def _read(raw: str, names: frozenset[str], paragraph: int) -> Iterator[Sentence]:
    own = _QUOTED.sub(_unless_one_word, raw.translate(TYPOGRAPHY)).lower()
    text, clauses = "", [0]
    for piece in _clauses(own):
        text += fold(piece, names)
        if clauses[-1] != len(text):
            clauses.append(len(text))
    words = text.split()
    for start in range(0, len(words), LONGEST_SENTENCE_WORDS):
        part = " ".join(words[start : start + LONGEST_SENTENCE_WORDS]) + " "
        starts = tuple(clauses) if len(words) <= LONGEST_SENTENCE_WORDS else (0,)
        yield Sentence(
            raw=raw.strip(),
            text=part,
            clauses=starts,
            supposed=tuple(_supposed(part, starts)),
            question="?" in raw or _asks(part, starts) or bool(_WONDERS.search(part)),
            past=bool(_PAST.search(part)),
            hypothetical="?" in raw and bool(_HYPOTHETICAL.search(part)),
            joking=bool(_JOKING.search(part)) or ";)" in raw,
            paragraph=paragraph,
        )


def _asks(text: str, clauses: tuple[int, ...]) -> bool:
    """Say whether a sentence, or what follows a "but" or "so" in it, has the order of a question."""
    if _ASKS.match(text) or _ASKS_LEAVE.match(text):
        return True
    return any(
        text.startswith(("but ", "so "), at)
        and _ASKS.match(text, at) is not None
        and _LIKEWISE.match(text, at) is None
        for at in clauses
    )


# "My body is here and so is my letter" asks nothing.
_LIKEWISE = re.compile(
    r"so (?:is|am|are|was|were|do|does|did|have|has|will|can) (?:[^ ]+ ){1,2}(?:$|coming |too |and |but |on |in )"
)


def _unless_one_word(match: re.Match[str]) -> str:
    said = match.group()
    return " " if " " in said.strip('" ') else said


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for match in _CLAUSE.finditer(text):
        if match.start() > start:
            yield text[start : match.start()]
        start = match.start()
    yield text[start:]


def _supposed(text: str, clauses: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    for match in _SUPPOSE.finditer(text):
        before = text[: match.start()].rstrip()
        if _POLITE_IF.match(text, match.start()) or before.endswith(_ASKS_IF):
            continue
        later = [offset for offset in clauses if offset > match.start() + 3]
        yield match.start(), later[0] if later else len(text)

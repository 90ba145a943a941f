"""Cut a person's words into sentences and fold each to plain words that a phrase can be found in."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from mailbot.translate.folding import TYPOGRAPHY, fold
from mailbot.translate.moods import (
    is_hypothetical,
    is_joke,
    is_of_the_past,
    is_question,
    supposed,
)

LONGEST_READ = 16_000
LONGEST_SENTENCE_WORDS = 80
MOST_SENTENCES = 400

# Each choice of these two begins with a character of its own: only so are the others passed over fast.
_END = re.compile(
    r"[.!?;\u2026]+(?=[\s\"')\]]|$)|\s[-\u2013\u2014]{1,2}\s|:\s|(?::-?[()]|-[()]|[()])(?=\s|$)"
)
_CLAUSE = re.compile(
    r"[,(]|(?:b(?<!\wb)ut|s(?<!\ws)o|t(?<!\wt)hough|a(?<!\wa)lthough|b(?<!\wb)ecause|h(?<!\wh)owever)\b"
)
_CLAUSE_WORDS = (",", "(", "but", "so", "though", "because", "however")
_QUOTED = re.compile(r'"[^"\n]{0,400}"')
_TITLE_BEFORE = re.compile(r"\b(?:dr|mr|mrs|ms|prof|st|e\.g|i\.e|no|approx)$", re.IGNORECASE)
_LIST_MARK = re.compile(r"\s*(?:[-*\u2022]|\(?\d{1,2}[.):]|[a-e][.)])\s")
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
    own = raw.translate(TYPOGRAPHY)
    own = (_QUOTED.sub(_unless_one_word, own) if '"' in own else own).lower()
    text, clauses = "", [0]
    for piece in _clauses(own):
        text += fold(piece, names)
        if clauses[-1] != len(text):
            clauses.append(len(text))
    words = text.split()
    for start in range(0, len(words), LONGEST_SENTENCE_WORDS):
        part = " ".join(words[start : start + LONGEST_SENTENCE_WORDS]) + " "
        own_words = frozenset(words[start : start + LONGEST_SENTENCE_WORDS])
        starts = tuple(clauses) if len(words) <= LONGEST_SENTENCE_WORDS else (0,)
        yield Sentence(
            raw=raw.strip(),
            text=part,
            clauses=starts,
            supposed=tuple(supposed(part, own_words, starts)),
            question="?" in raw or is_question(part, own_words, starts),
            past=is_of_the_past(part, own_words),
            hypothetical="?" in raw and is_hypothetical(part),
            joking=";)" in raw or is_joke(part, own_words),
            paragraph=paragraph,
        )


def _unless_one_word(match: re.Match[str]) -> str:
    said = match.group()
    return " " if " " in said.strip('" ') else said


def _clauses(text: str) -> Iterator[str]:
    start = 0
    if not any(one in text for one in _CLAUSE_WORDS):
        yield text
        return
    for match in _CLAUSE.finditer(text):
        if match.start() > start:
            yield text[start : match.start()]
        start = match.start()
    yield text[start:]

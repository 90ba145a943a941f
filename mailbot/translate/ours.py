"""Find our own mail in a reply, word by word, wherever the mail program put it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.translate.lines import Line, Whose

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_LINK = re.compile(
    r"[<\[(]?\b(?:https?://|mailto:|www\.)[^\s<>\])]{0,2000}[>\])]?|\[cid:[^\]\s]{0,200}\]"
)
_SHINGLE = 3
_LONG_RUN = 7
_CANDIDATES = 12
_NEAR = 30


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that stand in the reply and in our mail in the same order; positions count words."""

    start: int
    length: int
    sent: int

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def sent_end(self) -> int:
        return self.sent + self.length


def mark_ours(lines: Sequence[Line], sent: Sequence[str]) -> tuple[Line, ...]:
    """Mark every line that quotes a mail of ours, and the words typed between its lines.

    A line that is partly ours keeps only the other words. A piece of our mail that stands alone in
    the reply, like a choice copied out of a list, is left as the person's.
    """
    marked = tuple(lines)
    for text in sent:
        marked = _mark_one(marked, text)
    return marked


def _mark_one(lines: tuple[Line, ...], text: str) -> tuple[Line, ...]:
    words = _words([line.text if line.whose is not Whose.OURS else "" for line in lines])
    sent = _words(text.split("\n"))
    runs = _quoting(_runs(words, [word.word for word in sent]), words, lines, sent)
    if not runs:
        return lines
    covered = {number for run in runs for number in range(run.start, run.end)}
    by_line: dict[int, list[tuple[_Word, bool]]] = {}
    for number, word in enumerate(words):
        by_line.setdefault(word.line, []).append((word, number in covered))
    first, last = words[runs[0].start].line, words[runs[-1].end - 1].line
    depth = max(lines[words[run.start].line].depth for run in runs)
    return tuple(
        _judged(line, by_line.get(number, []), inside=first < number < last and line.depth <= depth)
        for number, line in enumerate(lines)
    )


def _words(texts: Sequence[str]) -> list[_Word]:
    found: list[_Word] = []
    for number, text in enumerate(texts):
        plain = _LINK.sub(lambda link: " " * len(link[0]), text)
        found.extend(
            _Word(word[0].lower().replace("\u2019", "'"), number, word.start(), word.end())
            for word in _WORD.finditer(plain)
        )
    return found


def _runs(words: Sequence[_Word], ours: Sequence[str]) -> list[_Run]:
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(ours) - _SHINGLE + 1):
        known = places.setdefault(tuple(ours[at : at + _SHINGLE]), [])
        if len(known) < _CANDIDATES:
            known.append(at)
    runs: list[_Run] = []
    at = 0
    while at <= len(words) - _SHINGLE:
        starts = places.get(tuple(word.word for word in words[at : at + _SHINGLE]), [])
        expected = runs[-1].sent_end if runs else 0
        best = max(
            (_Run(at, _length(words, ours, at, start), start) for start in starts),
            key=lambda run: (run.length, -abs(run.sent - expected)),
            default=None,
        )
        if best:
            runs.append(best)
        at = best.end if best else at + 1
    return runs


def _length(words: Sequence[_Word], ours: Sequence[str], at: int, start: int) -> int:
    length = _SHINGLE
    limit = min(len(words) - at, len(ours) - start)
    while length < limit and words[at + length].word == ours[start + length]:
        length += 1
    return length


def _quoting(
    runs: list[_Run], words: Sequence[_Word], lines: Sequence[Line], sent: Sequence[_Word]
) -> list[_Run]:
    """Keep the runs that are quotes and not the person's own use of the same words."""
    longest = [run for run in runs if run.length >= _LONG_RUN]
    kept: list[_Run] = []
    for run in runs:
        marked = lines[words[run.start].line].depth > 0
        copied = not marked and _again(run, longest)
        near = bool(kept) and 0 <= run.sent - kept[-1].sent_end <= _NEAR
        # An answer may follow on the line of its question.
        whole = _whole_lines(run.start, run.end, words) or (
            _begins_line(run.start, words) and _whole_lines(run.sent, run.sent_end, sent)
        )
        if not copied and (run.length >= _LONG_RUN or marked or (near and whole)):
            kept.append(run)
    return kept if _is_quote(kept, words, lines, len(sent)) else []


def _again(run: _Run, longest: list[_Run]) -> bool:
    """Say whether the same words of ours stand elsewhere in the reply inside a longer run."""
    return any(
        other.length > run.length and other.sent <= run.sent and run.sent_end <= other.sent_end
        for other in longest[:200]
    )


def _whole_lines(start: int, end: int, words: Sequence[_Word]) -> bool:
    return _begins_line(start, words) and (
        end == len(words) or words[end].line != words[end - 1].line
    )


def _begins_line(start: int, words: Sequence[_Word]) -> bool:
    return start == 0 or words[start - 1].line != words[start].line


def _is_quote(runs: list[_Run], words: Sequence[_Word], lines: Sequence[Line], total: int) -> bool:
    matched = sum(run.length for run in runs)
    if any(lines[words[run.start].line].depth for run in runs):
        return True
    # A sentence of ours that is all the person sent is their choice out of our list.
    return matched * 10 >= total * 4 or matched < len(words)


def _judged(line: Line, words: list[tuple[_Word, bool]], *, inside: bool) -> Line:
    if line.whose is Whose.OURS:
        return line
    if not any(ours for _, ours in words):
        theirs = inside and not line.blank and bool(words)
        return replace(line, whose=Whose.THEIRS) if theirs else line
    rest = _rest(line.text, words)
    if not rest:
        return replace(line, text="", whose=Whose.OURS)
    return replace(line, text=rest, raw=rest, whose=Whose.THEIRS)


def _rest(text: str, words: list[tuple[_Word, bool]]) -> str:
    """Give the words of a line that are not ours, with their own punctuation."""
    pieces: list[str] = []
    start, open_piece = 0, False
    for word, ours in words:
        if ours:
            if open_piece:
                pieces.append(text[start : word.start].strip())
            open_piece = False
        elif not open_piece:
            start, open_piece = word.start, True
    if open_piece:
        pieces.append(text[start:].strip())
    return " ".join(pieces)

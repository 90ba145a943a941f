"""Find our own mail in a reply, word by word, wherever the mail program put it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.translate.attributions import introduction
from mailbot.translate.lines import Line, Whose

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_LINK = re.compile(
    r"[<\[(]?\b(?:https?://|mailto:|www\.)[^\s<>\])]{0,2000}[>\])]?|\[cid:[^\]\s]{0,200}\]"
)
_LINK_SIGNS = ("http", "mailto:", "www.", "[cid:")
_SHINGLE = 3
_LONG_RUN = 7
_CANDIDATES = 12
_NEAR = 30


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text in one row, in lower case, and the line on which each stands."""

    row: list[str]
    line: list[int]

    def __len__(self) -> int:
        return len(self.row)


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
    spared = _introducing(marked) if sent else frozenset()
    for text in sent:
        marked = _mark_one(marked, text, spared)
    return marked


def _introducing(lines: Sequence[Line]) -> frozenset[int]:
    """Give the lines that say who wrote what follows: our name in them is not our mail's."""
    found: set[int] = set()
    for at in range(len(lines)):
        intro = introduction(lines, at) if at not in found else None
        if intro is not None and not intro.before:
            found.update(range(at, at + intro.length))
    return frozenset(found)


def _mark_one(lines: tuple[Line, ...], text: str, spared: frozenset[int]) -> tuple[Line, ...]:
    words = _words(
        [
            "" if line.whose is Whose.OURS or number in spared else line.text
            for number, line in enumerate(lines)
        ]
    )
    sent = _words(text.split("\n"))
    runs = _quoting(_runs(words.row, sent.row), words, lines, sent)
    if not runs:
        return lines
    covered = [False] * len(words)
    for run in runs:
        covered[run.start : run.end] = [True] * run.length
    by_line: dict[int, list[bool]] = {}
    for number, ours in zip(words.line, covered, strict=True):
        by_line.setdefault(number, []).append(ours)
    inside = _inside(runs, words, lines)
    rules = {line.strip() for line in text.split("\n") if line.strip() and not _WORD.search(line)}
    return tuple(
        replace(line, text="", whose=Whose.OURS)
        if inside[number] is not None and line.text.strip() in rules
        else _judged(line, by_line.get(number, []), inside=bool(inside[number]))
        for number, line in enumerate(lines)
    )


def _inside(runs: Sequence[_Run], words: _Words, lines: Sequence[Line]) -> list[bool | None]:
    """Say of each line whether it stands inside our mail; None is farther than two lines from it.

    Where the order of our words begins anew, another copy of our mail begins: what stands between
    two copies is inside neither.
    """
    inside: list[bool | None] = [None] * len(lines)
    start = 0
    for number, run in enumerate(runs, start=1):
        if number < len(runs) and runs[number].sent >= run.sent:
            continue
        copy = runs[start:number]
        first, last = words.line[copy[0].start], words.line[copy[-1].end - 1]
        depth = max(lines[words.line[one.start]].depth for one in copy)
        for at in range(max(first - 2, 0), min(last + 3, len(lines))):
            within = first < at < last and lines[at].depth <= depth
            inside[at] = within or bool(inside[at])
        start = number
    return inside


def _words(texts: Sequence[str]) -> _Words:
    row: list[str] = []
    lines: list[int] = []
    for number, text in enumerate(texts):
        found = _WORD.findall(_unlinked(text))
        row.extend(map(str.lower, found))
        lines.extend([number] * len(found))
    return _Words(row, lines)


def _unlinked(text: str) -> str:
    """Blank the links, which mail programs rewrite; every other character keeps its place."""
    plain = text.replace("\u2019", "'")
    if not any(sign in plain for sign in _LINK_SIGNS):
        return plain
    return _LINK.sub(lambda link: " " * len(link[0]), plain)


def _runs(words: Sequence[str], ours: Sequence[str]) -> list[_Run]:
    places: dict[tuple[str, str, str], list[int]] = {}
    for at, shingle in enumerate(zip(ours, ours[1:], ours[2:], strict=False)):
        known = places.setdefault(shingle, [])
        if len(known) < _CANDIDATES:
            known.append(at)
    runs: list[_Run] = []
    free = 0
    for at, shingle in enumerate(zip(words, words[1:], words[2:], strict=False)):
        starts = places.get(shingle)
        if starts is None or at < free:
            continue
        expected = runs[-1].sent_end if runs else 0
        found = (_Run(at, _length(words, ours, at, start), start) for start in starts)
        best = max(found, key=lambda run: (run.length, -abs(run.sent - expected)))
        runs.append(best)
        free = best.end
    return runs


def _length(words: Sequence[str], ours: Sequence[str], at: int, start: int) -> int:
    length = _SHINGLE
    limit = min(len(words) - at, len(ours) - start)
    while length < limit and words[at + length] == ours[start + length]:
        length += 1
    return length


def _quoting(runs: list[_Run], words: _Words, lines: Sequence[Line], sent: _Words) -> list[_Run]:
    """Keep the runs that are quotes and not the person's own use of the same words."""
    longest = [run for run in runs if run.length >= _LONG_RUN]
    kept: list[_Run] = []
    for run in runs:
        marked = lines[words.line[run.start]].depth > 0
        copied = not marked and _again(run, longest)
        near = bool(kept) and 0 <= run.sent - kept[-1].sent_end <= _NEAR
        # An answer may follow on the line of its question.
        whole = _whole_lines(run.start, run.end, words) or (
            _begins_line(run.start, words) and _whole_lines(run.sent, run.sent_end, sent)
        )
        # Seven words in the middle of somebody's line are their own use of them.
        apart = _begins_line(run.start, words) or words.line[run.start] != words.line[run.end - 1]
        long = run.length >= _LONG_RUN and (apart or near)
        if not copied and (long or marked or (near and whole)):
            kept.append(run)
    kept = _without_list(kept, words, lines)
    return kept if _is_quote(kept, words, lines, len(sent)) else []


def _without_list(runs: list[_Run], words: _Words, lines: Sequence[Line]) -> list[_Run]:
    """Leave out what somebody copied of our mail into a list of their own, one thing below the other.

    Where more of our mail than such lines stands there unmarked, it is a quote that lost its marks, and
    where their own words stand between the lines, those answer them.
    """
    listed = [run for run in runs if _is_listed(run, words, lines)]
    unmarked = sum(
        run.length for run in runs if run not in listed and not lines[words.line[run.start]].depth
    )
    if not listed or unmarked >= _LONG_RUN:
        return runs
    first, last = words.line[listed[0].start], words.line[listed[-1].end - 1]
    ours = {number for run in listed for number in words.line[run.start : run.end]}
    items = [at for at in range(first, last + 1) if _ITEM.match(lines[at].text)]
    between = any(
        at not in ours and not lines[at].blank and not _ITEM.match(lines[at].text)
        for at in range(first, last + 1)
    )
    if between or len(items) < _FEWEST_ITEMS:
        return runs
    return [run for run in runs if run not in listed]


_ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.):]?|[-*\u2022\u2013])\s+\S")
_FEWEST_ITEMS = 2


def _is_listed(run: _Run, words: _Words, lines: Sequence[Line]) -> bool:
    first = lines[words.line[run.start]]
    return not first.depth and bool(_ITEM.match(first.text))


def _again(run: _Run, longest: list[_Run]) -> bool:
    """Say whether the same words of ours stand elsewhere in the reply inside a longer run."""
    return any(
        other.length > run.length and other.sent <= run.sent and run.sent_end <= other.sent_end
        for other in longest[:200]
    )


def _whole_lines(start: int, end: int, words: _Words) -> bool:
    return _begins_line(start, words) and (
        end == len(words) or words.line[end] != words.line[end - 1]
    )


def _begins_line(start: int, words: _Words) -> bool:
    return start == 0 or words.line[start - 1] != words.line[start]


def _is_quote(runs: list[_Run], words: _Words, lines: Sequence[Line], total: int) -> bool:
    matched = sum(run.length for run in runs)
    if matched * 10 >= total * 4:
        return True
    if any(lines[words.line[run.start]].depth for run in runs):
        # A few words that stand in any mail do not make a quoted one ours.
        return any(run.length >= _LONG_RUN for run in runs)
    # A sentence of ours that is all the person sent is their choice out of our list.
    return matched < len(words)


def _judged(line: Line, ours: Sequence[bool], *, inside: bool) -> Line:
    if line.whose is Whose.OURS:
        return line
    if not any(ours):
        theirs = inside and not line.blank and bool(ours)
        return replace(line, whose=Whose.THEIRS) if theirs else line
    rest = "" if all(ours) else _rest(line.text, ours)
    if not rest:
        return replace(line, text="", whose=Whose.OURS)
    return replace(line, text=rest, raw=rest, whose=Whose.THEIRS)


def _rest(text: str, ours: Sequence[bool]) -> str:
    """Give the words of a line that are not ours, with their own punctuation."""
    pieces: list[str] = []
    start, open_piece = 0, False
    for word, is_ours in zip(_WORD.finditer(_unlinked(text)), ours, strict=True):
        if is_ours:
            if open_piece:
                pieces.append(text[start : word.start()].strip())
            open_piece = False
        elif not open_piece:
            start, open_piece = word.start(), True
    if open_piece:
        pieces.append(text[start:].strip())
    return " ".join(pieces)

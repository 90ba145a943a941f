"""Take the quoted parts out of a reply, by what mail programs write around them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mailbot.translate.attributions import Introduction, introduction
from mailbot.translate.lines import Line, Whose, next_written
from mailbot.translate.plain import CITED, DIVIDER

_WRITTEN = re.compile(r"\w")
_OVERFLOWING = 60
_LINKS = re.compile(r"[(<\[]?https?://[^\s()<>\[\]]{1,2000}[)>\]]?")


@dataclass(slots=True)
class Unquoted:
    """What is left of a reply: stretches of own lines, and what was quoted without marks below them.

    A stretch ends where a quote was taken out. `below` holds the lines of a quote that
    nothing marks or nothing introduces, `intro` what introduced it and `head` the lines in which it did; `below_ours`
    says that a mail of ours stands above it.
    """

    stretches: list[list[str]] = field(default_factory=lambda: [[]])
    below: list[Line] = field(default_factory=list)
    intro: Introduction | None = None
    head: list[str] = field(default_factory=list)
    below_ours: bool = False
    empty: bool = True

    def keep(self, text: str) -> None:
        """Add a line of the person's own; `empty` until one holds a letter or a figure."""
        self.empty = self.empty and not _WRITTEN.search(text)
        self.stretches[-1].append(text)

    def cut(self) -> None:
        """Note that something was taken out here."""
        if self.stretches[-1]:
            self.stretches.append([])


def without_quotes(lines: Sequence[Line], *, top_stays: bool = False) -> Unquoted:
    """Leave out what is ours, what is marked below an introduction, and what follows an unmarked one.

    Lines marked with `>` stay unless an introduction stands above them. With `top_stays` something
    is always left, whatever introduces it.
    """
    found = Unquoted()
    ours = [number for number, line in enumerate(lines) if line.whose is Whose.OURS]
    quoted = [number for number, line in enumerate(lines) if _is_quoted(line)]
    introduced = cited = False
    at = 0
    while at < len(lines):
        line = lines[at]
        intro = _intro(lines, at) if line.whose is Whose.UNKNOWN else None
        if intro:
            if intro.before:
                found.keep(intro.before)
            found.cut()
            at += intro.length
            introduced = True
            stays = found.empty and (top_stays or not (intro.headed or intro.forward))
            if not stays and _whole_rest(lines, at, line, ours):
                found.intro = intro
                found.head = [one.text for one in lines[at - intro.length : at]]
                _take_rest(found, lines[at:])
                break
            if stays and intro.told and not (quoted and quoted[-1] >= at):
                # Whatever it introduces is the person's own, and so is it.
                for own in lines[at - intro.length : at]:
                    found.keep(own.text)
            continue
        cited = cited or line.text == CITED
        _place(found, lines, at, introduced=introduced, cited=cited)
        at += 1
    found.below_ours = bool(ours and ours[0] < at)
    return found


def _place(
    found: Unquoted, lines: Sequence[Line], at: int, *, introduced: bool, cited: bool
) -> None:
    """Keep one line, or leave it out."""
    line = lines[at]
    if line.text in (DIVIDER, CITED):
        return
    known = line.whose is not Whose.UNKNOWN
    quoted = not known and (line.depth > 0 or _overflows(lines, at)) and (introduced or cited)
    if quoted and not introduced:
        found.below.append(replace(line, raw=line.text, depth=0))
    if quoted or line.whose is Whose.OURS:
        found.cut()
    else:
        found.keep(line.text if line.blank or line.whose is Whose.THEIRS else line.raw)


def _intro(lines: Sequence[Line], at: int) -> Introduction | None:
    if lines[at].text != DIVIDER:
        return introduction(lines, at)
    after = next((n for n in range(at + 1, min(at + 6, len(lines))) if not lines[n].blank), at + 1)
    block = introduction(lines, after, divided=True) if after < len(lines) else None
    # The rule above a signature looks like the one above a quote: without a header it is nothing.
    return replace(block, length=after - at + block.length) if block else None


def _whole_rest(lines: Sequence[Line], at: int, line: Line, ours: Sequence[int]) -> bool:
    """Say whether the quote has no marks of its own, so that everything below belongs to it.

    Where a mail of ours was found in it, its lines are known and all others are the person's.
    """
    following = next_written(lines, at)
    if following is None or following.depth > line.depth:
        return False
    next_ours = bisect_left(ours, at)
    if next_ours == len(ours):
        return True
    return any(_intro(lines, number) for number in range(at, ours[next_ours]))


def _is_quoted(line: Line) -> bool:
    return line.depth > 0 or line.whose is Whose.OURS


def _take_rest(found: Unquoted, rest: Sequence[Line]) -> None:
    for line in rest:
        if line.whose is Whose.THEIRS:
            found.keep(line.text)
        elif line.whose is Whose.UNKNOWN and line.text not in (DIVIDER, CITED):
            found.below.append(line)


def _overflows(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line without a mark is the end of the marked line above it, wrapped on the way."""
    if not 0 < at < len(lines) - 1 or lines[at].blank:
        return False
    above, line, below = lines[at - 1], lines[at].text, lines[at + 1]
    if not above.depth or not below.depth:
        return False
    if line.endswith(">"):
        return not _WRITTEN.search(_LINKS.sub("", line))
    if " " not in line and above.text.count("(") > above.text.count(")"):
        return line.endswith(")")
    # Nobody answers in the middle of a long sentence, without a capital.
    unended = len(above.raw) >= _OVERFLOWING and above.text[-1:] not in ".!?:;\"'"
    return unended and line[:1].islower()

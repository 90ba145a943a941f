"""Take the quoted parts out of a reply, by what mail programs write around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mailbot.translate.attributions import Introduction, introduction
from mailbot.translate.lines import Line, Whose, next_written
from mailbot.translate.plain import DIVIDER


@dataclass(slots=True)
class Unquoted:
    """What is left of a reply: stretches of own lines, and what was forwarded below them.

    A stretch ends where a quote was taken out. `below` holds the lines of an unmarked quote and
    `intro` what introduced it.
    """

    stretches: list[list[str]] = field(default_factory=lambda: [[]])
    below: list[str] = field(default_factory=list)
    intro: Introduction | None = None

    def keep(self, text: str) -> None:
        """Add a line of the person's own."""
        self.stretches[-1].append(text)

    def cut(self) -> None:
        """Note that something was taken out here."""
        if self.stretches[-1]:
            self.stretches.append([])

    @property
    def empty(self) -> bool:
        """Say whether nothing with a letter or a figure is left."""
        return not any(re.search(r"\w", line) for lines in self.stretches for line in lines)


def without_quotes(lines: Sequence[Line]) -> Unquoted:
    """Leave out what is ours, what is marked below an introduction, and what follows an unmarked one.

    Lines marked with `>` stay unless an introduction stands above them.
    """
    found = Unquoted()
    introduced = False
    at = 0
    while at < len(lines):
        line = lines[at]
        intro = None if line.whose is not Whose.UNKNOWN else _intro(lines, at)
        if intro:
            if intro.before:
                found.keep(intro.before)
            found.cut()
            at += intro.length
            introduced = True
            if _whole_rest(lines, at, line) and not _unmarked_at_top(found, lines, at, intro):
                found.intro = intro
                _take_rest(found, lines[at:])
                return found
            continue
        if line.text.strip() == DIVIDER:
            pass
        elif line.whose is Whose.OURS or (
            introduced and line.depth and line.whose is Whose.UNKNOWN
        ):
            found.cut()
        else:
            found.keep(line.text if line.blank or line.whose is Whose.THEIRS else line.raw)
        at += 1
    return found


def _intro(lines: Sequence[Line], at: int) -> Introduction | None:
    if lines[at].text.strip() != DIVIDER:
        return introduction(lines, at)
    after = next((n for n in range(at + 1, min(at + 6, len(lines))) if not lines[n].blank), at + 1)
    block = introduction(lines, after) if after < len(lines) else None
    if block is None:
        # The rule above a signature looks like the one above a quote: without a header it is nothing.
        return None
    return Introduction(
        after - at + block.length, block.sender, block.date_text, block.forward, block.headed
    )


def _whole_rest(lines: Sequence[Line], at: int, line: Line) -> bool:
    """Say whether the quote has no marks of its own, so that everything below belongs to it."""
    following = next_written(lines, at)
    if following is None:
        return False
    return following.depth <= line.depth and following.whose is Whose.UNKNOWN


def _unmarked_at_top(found: Unquoted, lines: Sequence[Line], at: int, intro: Introduction) -> bool:
    """Say whether cutting here would leave nothing of a mail that is not a forward."""
    return found.empty and not intro.headed and not intro.forward and at < len(lines)


def _take_rest(found: Unquoted, rest: Sequence[Line]) -> None:
    for line in rest:
        if line.whose is Whose.THEIRS:
            found.keep(line.text)
        elif line.whose is Whose.UNKNOWN:
            found.below.append(line.text)

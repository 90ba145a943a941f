"""Read a coordinator's small changes to a drafted task: minutes, days, words, readers, title, one date."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from mailbot.core.task_drafts import Draft, DraftStage
from mailbot.translate.date_swaps import is_day, with_day_changed
from mailbot.translate.swaps import swaps_said
from mailbot.translate.task_drafts import limit_in, minutes_in, window_in

_SHORT = 14
_TITLE = re.compile(
    r"^(?:call it|(?:the )?title(?: should be| is|:)?|rename it(?: to)?|name it)\s*:?\s*[\"']?(?P<title>.+?)[\"']?[.\s]*$",
    re.IGNORECASE,
)
_READERS = re.compile(
    r"\b(?:only|nobody|no one|everybody|everyone|who)\b.{0,30}\b(?:reads?|sees?|else)\b|\b(?:reads?|sees?) (?:it|this|them)\b|\bshared? with\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"\b(?:step|stage|part)\s?(?P<n>\d)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:ok(?:ay)?,? but|please|can (?:you|we)|could (?:you|we)|let['\u2019]?s|make (?:it|that)|give them|set (?:it )?to|it should be|should be)\s+",
    re.IGNORECASE,
)


def changes_in(words: str) -> bool:
    """Say whether every line is one small change, and none of them is a new text."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return bool(lines) and all(_is_change(line) for line in lines)


def swaps_in(words: str) -> tuple[tuple[str, str], ...]:
    """Give (old, new) for each line that says "change Friday to Monday"; nothing where a line says more.

    Only a day, a date or a time is changed so: of anything else the whole sentence is asked for (F11).
    """
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    found = [_day_swap(line) for line in lines]
    pairs = [one for one in found if one is not None]
    return tuple(pairs) if len(pairs) == len(lines) else ()


def _day_swap(line: str) -> tuple[str, str] | None:
    said = ((old, new) for old, new in swaps_said(line) if is_day(old) and is_day(new))
    return next(said, None)


def swapped(text: str, swaps: Sequence[tuple[str, str]], today: date) -> str:
    """Give a text with days or times changed, weekday and number together.

    The very same text where one of them isn't in it, or where nobody can be certain what it becomes.
    """
    changed_text = text
    for old, new in swaps:
        now = with_day_changed(changed_text, old, new, today)
        if now is None or now == changed_text:
            return text
        changed_text = now
    return changed_text


def _is_change(line: str) -> bool:
    if _TITLE.match(line) or swaps_said(line):
        return True
    short = len(line.split()) <= _SHORT
    return short and bool(
        minutes_in(line) or window_in(line) or limit_in(line) or _READERS.search(line)
    )


def changed(draft: Draft, words: str, today: date) -> Draft:
    """Give the draft with small changes made: to the step that is named, else to all it can mean.

    `today` is the day on which they were said: days without a year are meant from it on.
    """
    for line in words.splitlines():
        if line.strip():
            draft = _with(draft, line.strip(), today)
    return draft


def _with(draft: Draft, line: str, today: date) -> Draft:
    title = _TITLE.match(line)
    if title is not None:
        return replace(draft, title=title["title"].strip())
    swaps = swaps_said(line)
    if swaps:
        return _with_words(draft, swaps, today)
    step = _STEP.search(line)
    which = int(step["n"]) if step is not None else 1
    stages = tuple(
        _step_with(stage, line) if number == which else stage
        for number, stage in enumerate(draft.stages, 1)
    )
    return replace(draft, stages=stages)


def _with_words(draft: Draft, swaps: Sequence[tuple[str, str]], today: date) -> Draft:
    """Take the first reading of a change that fits what the draft says; else leave it as it is."""
    for old, new in swaps:
        change = partial(_reworded, old=old, new=new, today=today)
        title = draft.title if is_day(old) else with_phrase_changed(draft.title, old, new)
        stages = tuple(
            replace(one, asks=change(one.asks), readers=change(one.readers)) for one in draft.stages
        )
        now = replace(draft, title=title or draft.title, stages=stages)
        if now != draft and all(one.asks for one in now.stages):
            return now
    return draft


def _reworded(text: str, old: str, new: str, today: date) -> str:
    if is_day(old):
        return with_day_changed(text, old, new, today) or text
    return with_phrase_changed(text, old, new)


def with_phrase_changed(text: str, old: str, new: str) -> str:
    """Give a text with a phrase changed, whatever its spaces and quotation marks; the same where it isn't in it.

    A single word that stands in it more than once is left: nobody can know which one is meant.
    """
    found = list(phrase(old).finditer(text)) if old else []
    if not found or (len(found) > 1 and len(old.split()) < FEWEST_TO_FIND):
        return text
    return phrase(old).sub(lambda one: in_place_of(one.group(), new), text)


FEWEST_TO_FIND = 2
_MARKS = re.compile("[\"'\u201c\u201d\u2018\u2019]")
_ANY_MARK = "[\"'\u201c\u201d\u2018\u2019]?"
_DOUBLE = '["\u201c\u201d]'


def phrase(words: str) -> re.Pattern[str]:
    """Give a pattern that finds words as they may have been typed again: other spaces, quotes and capitals."""
    parts = [_MARKS.sub(_ANY_MARK, re.escape(one)) for one in words.split()]
    joined = rf"{_DOUBLE}?\s+{_DOUBLE}?".join(parts)
    return re.compile(rf"(?<!\w){_DOUBLE}?{joined}{_DOUBLE}?(?!\w)", re.IGNORECASE)


def in_place_of(old: str, new: str) -> str:
    """Give new words for what a phrase was found as: its capital and the quotation marks around it stay."""
    marks = re.findall(_DOUBLE, old)
    opens, closes = old[:1] in marks, old[-1:] in marks
    # A mark whose partner stands inside the old words goes with them.
    begins = old[:1] if opens and (len(marks) == 1 or (closes and len(marks) % 2 == 0)) else ""
    ends = old[-1:] if closes and (len(marks) == 1 or (opens and len(marks) % 2 == 0)) else ""
    bare = old[1:] if opens else old
    return f"{begins}{new[:1].upper() + new[1:] if bare[:1].isupper() else new}{ends}"


def _step_with(stage: DraftStage, line: str) -> DraftStage:
    bare = _STEP.sub("", line)
    readers = _LEAD.sub("", line) if _READERS.search(line) else ""
    return replace(
        stage,
        minutes=minutes_in(bare) or stage.minutes,
        window_days=window_in(bare) or stage.window_days,
        limit_words=limit_in(bare) or stage.limit_words,
        readers=readers[:1].upper() + readers[1:] if readers else stage.readers,
    )

"""Read a coordinator's small changes to a drafted task: minutes, days, words, readers, title, one date."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from mailbot.core.task_drafts import Draft, DraftStage
from mailbot.translate.task_drafts import limit_in, minutes_in, window_in

_SHORT = 14
_TITLE = re.compile(
    r"^(?:call it|(?:the )?title(?: should be| is|:)?|rename it(?: to)?|name it)\s*:?\s*[\"']?(?P<title>.+?)[\"']?[.\s]*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^(?:please )?(?:change|replace|swap)\s+[\"'\u201c]?(?P<old>.+?)[\"'\u201d]?\s+(?:to|with|by|for|into)\s+[\"'\u201c]?(?P<new>.+?)[\"'\u201d]?[.\s]*$",
    re.IGNORECASE,
)
_READERS = re.compile(
    r"\b(?:only|nobody|no one|everybody|everyone|who)\b.{0,30}\b(?:reads?|sees?|else)\b|\b(?:reads?|sees?) (?:it|this|them)\b|\bshared? with\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|today|tomorrow|noon|midnight|\d{1,2}(?::\d\d|\.\d\d)?\s?(?:am|pm)?)\b",
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
    found = [_INSTEAD.match(line) for line in lines]
    pairs = [(one["old"].strip(), one["new"].strip()) for one in found if one is not None]
    if len(pairs) != len(lines) or not all(_WHEN.search(part) for pair in pairs for part in pair):
        return ()
    return tuple(pairs)


def swapped(text: str, swaps: Sequence[tuple[str, str]]) -> str:
    """Give a text with days or times changed; the very same text where one of them isn't in it."""
    changed_text = text
    for old, new in swaps:
        said = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
        if not said.search(changed_text):
            return text
        changed_text = said.sub(partial(_written_alike, new), changed_text)
    return changed_text


def _written_alike(new: str, found: re.Match[str]) -> str:
    """Write "monday" with a capital where Friday had one."""
    capital = found.group()[:1].isupper()
    return f"{new[:1].upper()}{new[1:]}" if capital else new


def _is_change(line: str) -> bool:
    if _TITLE.match(line) or _INSTEAD.match(line):
        return True
    short = len(line.split()) <= _SHORT
    return short and bool(
        minutes_in(line) or window_in(line) or limit_in(line) or _READERS.search(line)
    )


def changed(draft: Draft, words: str) -> Draft:
    """Give the draft with small changes made: to the step that is named, else to all it can mean."""
    for line in words.splitlines():
        if line.strip():
            draft = _with(draft, line.strip())
    return draft


def _with(draft: Draft, line: str) -> Draft:
    title = _TITLE.match(line)
    if title is not None:
        return replace(draft, title=title["title"].strip())
    step = _STEP.search(line)
    which = int(step["n"]) if step is not None else 1
    stages = tuple(
        _step_with(stage, line) if number == which or _INSTEAD.match(line) else stage
        for number, stage in enumerate(draft.stages, 1)
    )
    return replace(draft, stages=stages)


def _step_with(stage: DraftStage, line: str) -> DraftStage:
    instead = _INSTEAD.match(line)
    if instead is not None:
        return replace(
            stage,
            asks=stage.asks.replace(instead["old"], instead["new"]),
            readers=stage.readers.replace(instead["old"], instead["new"]),
        )
    bare = _STEP.sub("", line)
    readers = _LEAD.sub("", line) if _READERS.search(line) else ""
    return replace(
        stage,
        minutes=minutes_in(bare) or stage.minutes,
        window_days=window_in(bare) or stage.window_days,
        limit_words=limit_in(bare) or stage.limit_words,
        readers=readers[:1].upper() + readers[1:] if readers else stage.readers,
    )

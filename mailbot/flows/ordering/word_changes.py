"""Apply what a coordinator wrote about a task's words to its mails, or say in a sentence why that can't be done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mailbot.core.task_drafts import OwnWords, with_numbers
from mailbot.core.tasks import StageDefinition, TaskDefinition
from mailbot.flows.house import House
from mailbot.flows.ordering.previewing import mails_of, shown_mail
from mailbot.flows.ordering.word_edits import Edit, findings_of_words
from mailbot.flows.own_words import saying
from mailbot.translate.date_swaps import is_day
from mailbot.translate.swaps import swaps_said
from mailbot.translate.task_changes import changes_in
from mailbot.translate.task_drafts import limit_in, minutes_in, window_in
from mailbot.translate.task_wording import (
    Shown,
    as_template,
    has_phrase,
    likeness,
    with_phrase,
    with_text,
)

FEWEST_WORDS = 12
NOT_FOUND = (
    "left as it was: I couldn't find that in it. Send me the whole sentence as it stands and as it should "
    'be: change "..." to "...". Or send the whole text.'
)
DATES = (
    "left as it was: its dates come from the day on which it's started. Say for example: start task {n} on "
    "monday, or: extend task {n} to friday."
)
WHICH = (
    "left as it was: which of its mails is that? Begin with one of these words and a colon, and then your "
    "text: {names}."
)
WHOLE_TEXT = (
    "left as it is so far. OK to use it, NO to leave it as it was, one change "
    '(change "two lines" to "one line"), or the whole text as it should be.'
)
_NAMED = re.compile(r"^(?:the\s+)?(?P<name>[\w -]{2,40}?)\s*[:\n]\s*(?=\S)", re.IGNORECASE)
_STEP = re.compile(
    r"^(?:the\s+)?(?:step|stage|part|mail|email)\s*(?P<n>\d|one|two|three|four)$", re.IGNORECASE
)
_COUNT = {"one": 1, "two": 2, "three": 3, "four": 4}
# A text is of the mail that it is like; and much more so than of any other.
ALIKE, CLEARLY = 0.25, 0.1


@dataclass(slots=True)
class _Desk:
    """A task on the desk while its words are changed, line by line."""

    house: House
    name: str
    opens: date
    files: dict[str, str]
    numbers: dict[str, dict[str, int]]

    @property
    def task(self) -> TaskDefinition:
        return self.now.bank[self.name]

    @property
    def now(self) -> House:
        plain = {key: one for key, one in self.house.own_words.items() if key != self.name}
        shelf = replace(self.house, own_words=plain).bank[self.name]
        own = OwnWords(0, with_numbers(shelf, self.numbers), self.files)
        return saying(self.house, plain | {self.name: own})

    def shown(self, file: str) -> Shown:
        return shown_mail(self.now, self.task, file, self.opens)

    def stage(self, file: str) -> StageDefinition | None:
        name = file.removesuffix(".md")
        return next((one for one in self.task.stages if one.name == name), None)

    def set_number(self, stage: StageDefinition, key: str, number: int) -> None:
        self.numbers.setdefault(stage.name, {})[key] = number


def edited(house: House, before: Edit, task: str, opens: date, words: str) -> Edit | str:
    """Give what a task's mails say with a coordinator's changes made, or why they can't be made."""
    numbers = {stage: dict(table) for stage, table in before.numbers.items()}
    desk = _Desk(house, task, opens, dict(before.files), numbers)
    problem = _by_lines(desk, words) if _is_list_of_changes(words) else _by_text(desk, words)
    if problem:
        return problem
    touched = tuple(
        file
        for file in mails_of(house, house.bank[task])
        if desk.files.get(file) != before.files.get(file)
    )
    stages = [one for one in desk.numbers if desk.numbers[one] != before.numbers.get(one)]
    names = (*touched, *(f"{one}.md" for one in stages))
    if not names:
        return NOT_FOUND
    written = [one for one in names if one in desk.files]
    found = (*before.findings, *findings_of_words(house, desk.now, task, opens, written))
    merged = tuple(dict.fromkeys((*before.touched, *names)))
    return Edit(desk.files, desk.numbers, merged, tuple(dict.fromkeys(found)))


def _is_list_of_changes(words: str) -> bool:
    lines = [one for one in words.splitlines() if one.strip()]
    return bool(lines) and all(swaps_said(one) or changes_in(one) for one in lines)


def _by_lines(desk: _Desk, words: str) -> str:
    for line in filter(None, (one.strip() for one in words.splitlines())):
        swaps = swaps_said(line)
        problem = _swap(desk, swaps) if swaps else _number(desk, line)
        if problem:
            return problem
    return ""


def _swap(desk: _Desk, swaps: tuple[tuple[str, str], ...]) -> str:
    """Take the first reading of a change that fits one of the mails."""
    for old, new in swaps:
        if not new and len(old.split()) < 2:
            continue
        done = [_swap_in(desk, file, old, new) for file in mails_of(desk.house, desk.task)]
        if any(done):
            return ""
    days = any(is_day(old) or _is_filled_day(desk, old) for old, _ in swaps)
    return DATES.format(n=desk.task.number) if days else NOT_FOUND


def _is_filled_day(desk: _Desk, old: str) -> bool:
    shown = (desk.shown(file) for file in mails_of(desk.house, desk.task))
    return any("{{ due" in as_template(old, one.filled) for one in shown)


def _swap_in(desk: _Desk, file: str, old: str, new: str) -> bool:
    """Change a phrase in one mail; a number in it that the program keeps count of changes with it."""
    shown = desk.shown(file)
    if is_day(old) and as_template(old, shown.filled) != old:
        return False
    stage = desk.stage(file)
    filled = tuple(_with_new_numbers(stage, old, new)) if stage else ()
    now = with_phrase(replace(shown, filled=(*shown.filled, *filled)), old, new)
    counts = stage is not None and has_phrase(shown, old) and _keep_numbers(desk, stage, old, new)
    if now != shown.source:
        desk.files[file] = now
    return counts or now != shown.source


def _with_new_numbers(stage: StageDefinition, old: str, new: str) -> Iterator[tuple[str, str]]:
    minutes, limit = minutes_in(new), limit_in(new)
    if minutes and minutes_in(old) == stage.minutes:
        yield f"{minutes} minutes", "{{ minutes }} minutes"
    if limit and limit_in(old) == stage.limit_words:
        yield f"{limit} words", "{{ limit }} words"


def _keep_numbers(desk: _Desk, stage: StageDefinition, old: str, new: str) -> bool:
    """Let the program count as the new words say; say whether a number changed."""
    minutes, limit = minutes_in(new), limit_in(new)
    changed = False
    if minutes and minutes_in(old) == stage.minutes != minutes:
        desk.set_number(stage, "minutes", minutes)
        changed = True
    if limit and limit_in(old) == stage.limit_words != limit:
        desk.set_number(stage, "limit_words", limit)
        changed = True
    return changed


def _number(desk: _Desk, line: str) -> str:
    """Change minutes, days or words of the step that a line names, else of the first."""
    named = re.search(r"\b(?:step|stage|part)\s?(\d)\b", line, re.IGNORECASE)
    at = int(named[1]) if named else 1
    if not 0 < at <= len(desk.task.stages):
        return NOT_FOUND
    stage = desk.task.stages[at - 1]
    bare = line.replace(named[0], "") if named else line
    said = {
        "minutes": minutes_in(bare),
        "limit_words": limit_in(bare),
        "window_days": window_in(bare),
    }
    for key, number in said.items():
        if number:
            desk.set_number(stage, key, number)
    return "" if any(said.values()) else NOT_FOUND


def _by_text(desk: _Desk, words: str) -> str:
    """Take a text for one of the mails, the one it names or else is like."""
    file, text = _named_mail(desk, words.strip())
    if len(text.split()) < FEWEST_WORDS:
        return WHOLE_TEXT
    if not file:
        file = _likest(desk, text)
    if not file:
        names = ", ".join(one.name for one in desk.task.stages if f"{one.name}.md" in _mails(desk))
        return WHICH.format(names=names)
    shown, stage = desk.shown(file), desk.stage(file)
    filled = tuple(_numbers_said(desk, stage, text)) if stage is not None else ()
    now = with_text(replace(shown, filled=(*shown.filled, *filled)), text)
    if now != shown.source:
        desk.files[file] = now
    return ""


def _mails(desk: _Desk) -> tuple[str, ...]:
    return mails_of(desk.house, desk.task)


def _numbers_said(desk: _Desk, stage: StageDefinition, text: str) -> Iterator[tuple[str, str]]:
    minutes, limit = minutes_in(text), limit_in(text)
    if minutes and minutes != stage.minutes:
        desk.set_number(stage, "minutes", minutes)
        yield f"{minutes} minutes", "{{ minutes }} minutes"
    if limit and stage.limit_words and limit != stage.limit_words:
        desk.set_number(stage, "limit_words", limit)
        yield f"{limit} words", "{{ limit }} words"


def _named_mail(desk: _Desk, text: str) -> tuple[str, str]:
    """Give the mail that the first words name ("diary: ...", "step 2: ..."), and the text behind them."""
    found = _NAMED.match(text)
    said = found["name"].strip().lower() if found else ""
    step = _STEP.match(said)
    files = _mails(desk)
    if found is not None and step is not None:
        at = _COUNT.get(step["n"]) or int(step["n"])
        if 0 < at <= len(desk.task.stages):
            return f"{desk.task.stages[at - 1].name}.md", text[found.end() :]
    for file in files:
        stage = desk.stage(file)
        if found is not None and said in {file.removesuffix(".md"), stage.what if stage else ""}:
            return file, text[found.end() :]
    return "", text


def _likest(desk: _Desk, text: str) -> str:
    """Give the one mail that a text is like; the only announcement where a task has one."""
    announced = [one for one in desk.task.stages if not one.opens_on_relay]
    alike = sorted(
        ((likeness(desk.shown(file).body, text), file) for file in _mails(desk)), reverse=True
    )
    if not alike:
        return ""
    best, file = alike[0]
    second = alike[1][0] if len(alike) > 1 else 0.0
    if best >= ALIKE and best - second >= CLEARLY:
        return file
    return f"{announced[0].name}.md" if len(announced) == 1 else ""

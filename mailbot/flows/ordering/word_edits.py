"""A task's mails with other words, as they are kept in a decision, and what is to be said of them before they go."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mailbot.core.task_drafts import OwnWords
from mailbot.flows.house import House
from mailbot.flows.ordering.previewing import shown_mail
from mailbot.translate.dates import dates_in
from mailbot.translate.task_wording import as_template


@dataclass(frozen=True, slots=True)
class Edit:
    """A task's mails with other words, and its numbers, by stage; `touched` are the mails that differ."""

    files: dict[str, str]
    numbers: dict[str, dict[str, int]]
    touched: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


def as_edit(details: Mapping[str, object], now: OwnWords | None) -> Edit:
    """Give what was changed so far below one preview; before that, what holds now."""
    files, numbers = details.get("files"), details.get("numbers")
    if not isinstance(files, dict) or not isinstance(numbers, dict):
        return Edit(dict(now.files) if now else {}, _numbers_of(now))
    touched, findings = details.get("touched"), details.get("findings")
    return Edit(
        {str(key): str(text) for key, text in files.items()},
        {str(key): {str(k): int(v) for k, v in table.items()} for key, table in numbers.items()},
        tuple(str(one) for one in touched) if isinstance(touched, list) else (),
        tuple(str(one) for one in findings) if isinstance(findings, list) else (),
    )


def _numbers_of(now: OwnWords | None) -> dict[str, dict[str, int]]:
    if now is None:
        return {}
    return {
        one.name: {
            "minutes": one.minutes,
            "limit_words": one.limit_words,
            "window_days": one.window_days,
        }
        for one in now.task.stages
    }


_WHO_READS = re.compile(r"Who reads it: ([^\n]*?)\.(?=\s|$)")


def findings_of_words(
    before: House, now: House, task: str, opens: date, files: Iterable[str]
) -> Iterator[str]:
    """Say what in a task's new words isn't as they say: who reads it (law 5), and days that never change."""
    for file in files:
        old = shown_mail(before, before.bank[task], file, opens)
        new = shown_mail(now, now.bank[task], file, opens)
        said = _WHO_READS.search(old.body)
        if said is not None and said[1] not in new.body:
            yield f"who reads it stays as it was ({said[1]}); only the words about it would change"
        bare = as_template(f"{new.subject}\n{new.body}", new.filled)
        for one in dates_in(bare, opens):
            dated = any(sign.isdigit() for sign in one.words)
            if dated and one.words in new.source and one.words not in old.source:
                yield f"'{one.words.strip()}' would stand there every time; the last day is filled in by itself"

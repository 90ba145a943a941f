"""Write a task that somebody drafted as the files of the bank: numbers in TOML, words in Markdown."""

import json
import re
from collections.abc import Iterator

from mailbot.core.task_drafts import MINUTES, WINDOW_DAYS, Draft, DraftStage, folder_name
from mailbot.core.tasks import StageKind

_LEAST_OF = {StageKind.LETTER, StageKind.SHARE}
LEAST_WORDS = 5
_READERS = {
    StageKind.LETTER: "Who reads it: {{ buddy }}, nobody else.",
    StageKind.SEALED: "Who reads it: {{ buddy }}, when everybody's is in and not before.",
    StageKind.DAY: "I tell you the day as soon as I have heard from everybody. Nothing else is passed on.",
    StageKind.CHOICE: "If you don't choose the same one, I'll ask once.",
    StageKind.JOINT: "Who reads it: {{ buddy }} and a coordinator.",
    StageKind.SHARE: "Who reads it: a coordinator first, then everybody in the scheme.",
    StageKind.EXPERT: "Who reads it: a coordinator.",
}
_VISIBLE = {StageKind.SHARE: "group", StageKind.EXPERT: "coordinator"}
_REPLY_WITH = {
    StageKind.CHOICE: 'Reply with a letter, or "any".',
    StageKind.DAY: "Reply with the days that suit you, or those that don't.",
}
# What was sealed is shown with the step that follows it (P17).
_AFTER_SEALED = """Subject: {{ "All" if trio else "Both" }} are in: your {{ what }} by {{ due|short }}

About {{ minutes }} minutes. {{ "All" if trio else "Both" }} are in, below.

(asks)

Reply to this email by {{ due|day }}, {{ due|hour }}. (readers)

{% for text in texts %}
{{ writers[loop.index0] }}:

{{ text|quoted }}

{% endfor %}
"""
_NO_PATIENTS = "No patients, no real names; change the details."
# What somebody wrote is words, never a template: their braces are shown as they stand.
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


def files_of(draft: Draft, number: int) -> dict[str, str]:
    """Give the files of a task's folder, as the bank reads them: task.toml and a template per step.

    A letter is followed by a step in which it is answered.
    """
    files: dict[str, str] = {
        "answered.md": '{% extends "tasks/letters/answered.md" %}\n',
        "shared.md": '{% extends "tasks/shadowing/shared.md" %}\n',
    }
    tables: list[str] = []
    before: StageKind | None = None
    for stage in draft.stages:
        name = folder_name(stage.what, {key.removesuffix(".md") for key in files})
        files[f"{name}.md"] = _template(stage, sealed_before=before is StageKind.SEALED)
        tables.append(_table(name, stage))
        if stage.kind is StageKind.LETTER:
            answer = folder_name(f"{name} answer", files)
            files[f"{answer}.md"] = '{% extends "P11.md" %}\n'
            tables.append(_answer_table(answer, stage))
        before = stage.kind
    minutes = sum(_all_minutes(one) for one in draft.stages)
    title = json.dumps(draft.title, ensure_ascii=False)
    head = f"number = {number}\ntitle = {title}\nminutes = {minutes}"
    return files | {"task.toml": "\n\n".join([head, *tables]) + "\n"}


def _all_minutes(stage: DraftStage) -> int:
    """Give what a step takes somebody; a letter is written and another is answered."""
    return (stage.minutes or MINUTES) * (2 if stage.kind is StageKind.LETTER else 1)


def _table(name: str, stage: DraftStage) -> str:
    return "\n".join(["[[stage]]", f'name = "{name}"', *_keys(stage, stage.what)])


def _answer_table(name: str, stage: DraftStage) -> str:
    return "\n".join(["[[stage]]", f'name = "{name}"', 'opens = "relay"', *_keys(stage, "answer")])


def _keys(stage: DraftStage, what: str) -> Iterator[str]:
    yield f'kind = "{stage.kind}"'
    yield f"what = {json.dumps(what, ensure_ascii=False)}"
    yield f"minutes = {stage.minutes or MINUTES}"
    yield f"window_days = {stage.window_days or WINDOW_DAYS}"
    yield f'visibility = "{_VISIBLE.get(stage.kind, "buddy")}"'
    if stage.limit_words:
        yield f"limit_words = {stage.limit_words}"
    if stage.kind in _LEAST_OF:
        yield f"least_words = {LEAST_WORDS}"
    if stage.choices:
        yield f"choices = {json.dumps(list(stage.choices))}"


def _template(stage: DraftStage, *, sealed_before: bool) -> str:
    readers = literal(stage.readers) or _READERS[stage.kind]
    if stage.kind not in {StageKind.DAY, StageKind.CHOICE}:
        readers = f"{readers.rstrip('. ')}. {_NO_PATIENTS}"
    asks = literal(stage.asks)
    if sealed_before:
        return _AFTER_SEALED.replace("(asks)", asks).replace("(readers)", readers)
    lines = [
        '{% extends "P10.md" %}',
        "{% block ask %}",
        asks,
        "{% endblock %}",
        f"{{% block readers %}}{readers}{{% endblock %}}",
    ]
    if stage.kind in _REPLY_WITH:
        lines.append(f"{{% block reply_with %}}{_REPLY_WITH[stage.kind]}{{% endblock %}}")
    return "\n".join(lines) + "\n"


def literal(words: str) -> str:
    """Give words that no template reads as its own: braces are set apart."""
    return _BRACES.sub(lambda one: " ".join(one.group()), words)

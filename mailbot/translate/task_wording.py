"""Change the words of a task's mail as somebody saw it, and keep what is filled in for each reader filled in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mailbot.translate.task_changes import FEWEST_TO_FIND, in_place_of, phrase
from mailbot.translate.task_files import literal

_EXTENDS = re.compile(r"\{%-?\s*extends\s+\"([^\"]+)\"\s*-?%\}\s*")
_BLOCK = re.compile(r"(\{%-?\s*block\s+(\w+)\s*-?%\})(.*?)(\{%-?\s*endblock\s*-?%\})", re.DOTALL)
_COMMENT = re.compile(r"\{#.*?#\}\n?", re.DOTALL)
_TAG = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
_SUBJECT = re.compile(r"\s*Subject:[ \t]*([^\n]*)\n\s*", re.IGNORECASE)
# From here on a mail shows what others wrote, or a case in full.
_TAIL = re.compile(r"\{%-?\s*for\b|\{\{[^{}]*\|\s*quoted\s*\}\}|\{%-?\s*filter quoted")
_SENTENCE = re.compile(r"(?<=[.!?:])[\"\u201d']?\s+(?=\S)|\n+")
_READS = re.compile(
    r"\b(?:who reads|nobody else|no one else|reads? it|reads? this)\b", re.IGNORECASE
)
# So much of the mail must stand in a text for it to be that mail with some words changed.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Shown:
    """A template, and how it was shown: subject and body, and (words, expression) of what was filled in."""

    source: str
    subject: str
    body: str
    filled: Sequence[tuple[str, str]]


def whole_template(files: Mapping[str, str], name: str) -> str:
    """Write a template out together with the frame that it extends; its blocks stay marked."""
    source = files[name]
    frame = _EXTENDS.search(source)
    if frame is None:
        return _COMMENT.sub("", source).lstrip()
    own = {found[2]: found[3] for found in _BLOCK.finditer(source)}
    return _BLOCK.sub(
        lambda found: f"{found[1]}{own.get(found[2], found[3])}{found[4]}",
        whole_template(files, frame[1]),
    )


def with_phrase(shown: Shown, old: str, new: str) -> str:
    """Give the template with a phrase changed, as it was shown; the same where it can't be found in it.

    A single word that stands in it more than once is left.
    """
    spans = list(_found(shown, old))
    if not spans or (len(spans) > 1 and len(old.split()) < FEWEST_TO_FIND):
        return shown.source
    text = shown.source
    written = as_template(new, shown.filled)
    for start, end in reversed(spans):
        now = in_place_of(text[start:end], written)
        text = f"{text[:start]}{_ended(text[start:end], now, text[end : end + 1])}{text[end:]}"
    return text


def has_phrase(shown: Shown, words: str) -> bool:
    """Say whether a phrase stands in a mail as it was shown."""
    return any(_found(shown, words))


_STOPS = (".", "!", "?")


def _ended(old: str, new: str, follows: str) -> str:
    """Let a sentence end as it did, once."""
    if new and old.endswith(".") and not new.endswith(_STOPS):
        return f"{new}."
    return new.rstrip(".") if follows == "." and new.endswith(".") else new


def _found(shown: Shown, old: str) -> Iterator[tuple[int, int]]:
    """Find where a phrase is written: among the words, never half inside what the program reads."""
    tags = [one.span() for one in _TAG.finditer(shown.source)]
    wanted = as_template(old, shown.filled)
    for words in dict.fromkeys((wanted, old)):
        if not words.strip():
            continue
        hits = [one.span() for one in phrase(words).finditer(shown.source)]
        good = [one for one in hits if not any(_cuts(one, tag) for tag in tags)]
        yield from good
        if good:
            return


def _cuts(span: tuple[int, int], tag: tuple[int, int]) -> bool:
    apart = span[1] <= tag[0] or tag[1] <= span[0]
    return not apart and not (span[0] <= tag[0] and tag[1] <= span[1])


def as_template(words: str, filled: Sequence[tuple[str, str]]) -> str:
    """Give somebody's words as a template: their braces are only shown, and what was filled in is again."""
    text = literal(words)
    kept: list[str] = []
    for said, expression in sorted(filled, key=lambda one: -len(one[0])):
        pattern = re.compile(rf"(?<![\w]){re.escape(said)}(?![\w])")
        if pattern.search(text):
            kept.append(expression)
            text = pattern.sub(f"\x00{len(kept) - 1}\x00", text)
    return re.sub(r"\x00(\d+)\x00", lambda one: kept[int(one[1])], text)


def with_text(shown: Shown, text: str) -> str:
    """Give the template with the coordinator's text: some sentences changed, the ask anew, or all of it."""
    said = _own_part(shown, text)
    if likeness(shown.body, said.body) >= ALIKE:
        edited = _sentence_by_sentence(shown, said)
        if edited is not None:
            return edited
    block = next((one for one in _BLOCK.finditer(shown.source) if one[2] == "ask"), None)
    words = as_template(said.body, shown.filled)
    if block is not None and not _is_whole(words):
        start, end = block.span(3)
        return f"{shown.source[:start]}\n{words}\n{shown.source[end:]}"
    return _all_anew(shown, said.subject, words)


@dataclass(frozen=True, slots=True)
class _Said:
    subject: str
    body: str


def _own_part(shown: Shown, text: str) -> _Said:
    """Take the subject off, where it stands above the text, and what others will write, below it."""
    text = text.strip().strip("-").strip()
    first, _, rest = text.partition("\n")
    bare = re.sub(r"^subject:\s*", "", first, flags=re.IGNORECASE).strip()
    is_subject = bare != first.strip() or likeness(shown.subject, bare) > ALIKE
    subject, body = (bare, rest) if is_subject and rest.strip() else ("", text)
    if _TAIL.search(shown.source):
        body = re.split(r"^\s*-{3,}\s*$", body, maxsplit=1, flags=re.MULTILINE)[0]
    return _Said(subject, body.strip())


def likeness(one: str, other: str) -> float:
    """Say how much of two texts is the same, from 0 to 1, word by word."""
    before: list[str] = re.findall(r"\w+", one.lower())
    after: list[str] = re.findall(r"\w+", other.lower())
    return float(SequenceMatcher(None, before, after, autojunk=False).ratio())


def _is_whole(words: str) -> bool:
    """Say whether a text says by itself what the frame says: the last day, or who reads it."""
    return "{{ due" in words or bool(_READS.search(words))


def _sentence_by_sentence(shown: Shown, said: _Said) -> str | None:
    """Change only the sentences that differ; None where one of them can't be found in the template."""
    tail = re.split(r"^\s*-{3,}\s*$", shown.body, maxsplit=1, flags=re.MULTILINE)[0]
    body = tail if _TAIL.search(shown.source) else shown.body
    before, after = _sentences(body), _sentences(said.body)
    source = shown.source
    if said.subject and said.subject != shown.subject:
        source = _with_subject(source, said.subject, shown.filled)
    matcher = SequenceMatcher(None, [_plain(one) for one in before], [_plain(one) for one in after])
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = before[i:j], after[k:m]
        if not old:
            anchor = before[i - 1] if i else before[0]
            old, new = [anchor], [anchor, *new] if i else [*new, anchor]
        source = _changed_in(Shown(source, "", "", shown.filled), old, new)
        if not source:
            return None
    return source


def _changed_in(shown: Shown, old: Sequence[str], new: Sequence[str]) -> str:
    """Give the template with sentences changed; empty where they aren't in it as they were shown."""
    now = with_phrase(shown, " ".join(old), " ".join(new))
    if now != shown.source:
        return now
    if len(old) == 1:
        return ""
    # They stand in different places of the template: the first takes the new words, the others go.
    for at, one in enumerate(old):
        words = " ".join(new) if not at else ""
        now = with_phrase(Shown(shown.source, "", "", shown.filled), one, words)
        if now == shown.source:
            return ""
        shown = Shown(now, "", "", shown.filled)
    return shown.source


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in _SENTENCE.split(text) if one and one.strip()]


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.lower()))


def _with_subject(source: str, subject: str, filled: Sequence[tuple[str, str]]) -> str:
    found = _SUBJECT.match(source)
    written = as_template(subject, filled)
    return (
        source if found is None else f"{source[: found.start(1)]}{written}{source[found.end(1) :]}"
    )


def _all_anew(shown: Shown, subject: str, words: str) -> str:
    """Put a text in the place of everything but the subject and what is shown of others' words."""
    found = _SUBJECT.match(shown.source)
    head = found.group() if found else ""
    if subject:
        head = f"Subject: {as_template(subject, shown.filled)}\n\n"
    rest = shown.source[found.end() if found else 0 :]
    tail = _TAIL.search(rest)
    below = _closed(rest[_opening(rest, tail.start()) :]) if tail else ""
    return f"{head.rstrip()}\n\n{words}\n\n{below}".rstrip() + "\n"


def _opening(rest: str, tail: int) -> int:
    """Give where the outermost condition begins in which the tail stands."""
    depth: list[int] = []
    for one in re.finditer(r"\{%-?\s*(if|endif|for|endfor)\b", rest[:tail]):
        if one[1] in {"if", "for"}:
            depth.append(one.start())
        elif depth:
            depth.pop()
    return depth[0] if depth else tail


def _closed(tail: str) -> str:
    """Leave out ends of blocks that began above."""
    return re.sub(r"\{%-?\s*(?:end)?block\b.*?%\}", "", tail)

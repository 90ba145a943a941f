"""Know words that somebody has sent before: a newer version, or the very same mail a second time."""

import re
from collections import Counter

from mailbot.core.reading import Facts, SlotValue
from mailbot.translate.heard import Heard

_WORD = re.compile(r"\w+")
# A newer version keeps so much of the older one, and is of about its length.
_KEPT = 0.7
_FEWEST_WORDS = 15
_LONGER = 2.0
NEWER_OF = "newer_of"
SAME = "same"


def sent_before(facts: Facts, heard: Heard, body: str) -> dict[str, SlotValue]:
    """Give what part of theirs the words were sent for before; empty where they are new.

    The slot `newer_of` is its assignment, and `same` is true where nothing was changed: programs
    send twice, and people press the button again.
    """
    words = _counted(body)
    if sum(words.values()) < _FEWEST_WORDS or _answers_what_is_owed(facts):
        return {}
    for assignment, text in facts.sent.items():
        older = _counted(text)
        shared = sum((words & older).values())
        count, before = sum(words.values()), sum(older.values())
        if not before or shared < _KEPT * max(before, min(count, before * _LONGER)):
            continue
        whole = words == older or _counted(heard.words) == older
        told: dict[str, SlotValue] = {NEWER_OF: assignment}
        return told | {SAME: True} if whole else told | {"text": _alone(body, older)}
    return {}


def _answers_what_is_owed(facts: Facts) -> bool:
    """Say whether it stands in the thread of something else that is still open: then it is that."""
    answered = facts.answered
    return answered is not None and any(
        one.id == answered.assignment_id
        or (one.round_id, one.stage) == (answered.round_id, answered.stage)
        for one in facts.owed
    )


def _alone(body: str, older: Counter[str]) -> str:
    """Take off a first and a last line that only say what was changed: "v2, typo fixed"."""
    parts = re.split(r"\n\s*\n", body.strip())
    while len(parts) > 1 and _is_remark(parts[0], older):
        parts = parts[1:]
    while len(parts) > 1 and _is_remark(parts[-1], older):
        parts = parts[:-1]
    return "\n\n".join(parts)


def _is_remark(part: str, older: Counter[str]) -> bool:
    words = _counted(part)
    count = sum(words.values())
    return count <= _LONGEST_REMARK and 2 * sum((words & older).values()) < count


_LONGEST_REMARK = 14


def _counted(text: str) -> Counter[str]:
    return Counter(one.casefold() for one in _WORD.findall(text))

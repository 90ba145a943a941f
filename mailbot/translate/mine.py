"""Hear a coordinator who takes an item upon themselves: "3 is mine", "leave it to me"."""

import re
from collections.abc import Iterable

from mailbot.core.reading import SlotValue
from mailbot.translate.orders import Order

_MINE = re.compile(
    r"\W*(?:(?:is |are |that['\u2019]?s |this is )?mine\b|i(?:['\u2019]ll| will) (?:take|deal with|handle|sort|pick up|look after|do|answer) (?:it|this|that|him|her|them|one|this one|that one)\b"
    r"|leave (?:it|this|that|him|her|them|that one|this one) (?:to|with) me\b|i(?:['\u2019]m| am) on (?:it|this|that)\b|i(?:['\u2019]ve| have) got (?:it|this|that|this one)\b)",
    re.IGNORECASE,
)


# The number stands behind: "I've got 9", "leave 12 with me".
_TAKEN = re.compile(
    r"(?<!\w)(?:(?:i['\u2019]?ve got|i have got|i got|i['\u2019]?m on|i['\u2019]?ll (?:do|deal with|handle|sort|pick up|see to)|i will (?:do|deal with|handle|sort|pick up|see to)|taking)\s+#?(?P<n>\d{1,4})(?:\s+(?:thanks|thx|myself))?"
    r"|leave\s+#?(?P<left>\d{1,4})\s+(?:to|with) me)(?=\W*$|\s*[,.;!\n]|\s+and\b)",
    re.IGNORECASE,
)


def number_first(text: str) -> str:
    """Put the number in front, as "9 mine", where somebody says that they take it upon themselves."""
    return _TAKEN.sub(lambda one: f"{one['n'] or one['left']} mine", text)


def said_mine(said: str) -> bool:
    """Say whether words take an item upon who writes them, and decide nothing else."""
    return bool(_MINE.match(said))


def without_mine(answers: Iterable[str]) -> tuple[tuple[str, ...], tuple[Order, ...]]:
    """Part decisions by number, as "NUMBER: words", from what the coordinator will do by hand."""
    decided: list[str] = []
    taken: list[Order] = []
    for answer in answers:
        number, _, said = answer.partition(":")
        if number.isdigit() and said_mine(said):
            slots: dict[str, SlotValue] = {
                "verb": "mine",
                "number": int(number),
                "text": said.strip(),
            }
            taken.append(Order("mine", slots))
        else:
            decided.append(answer)
    return tuple(decided), tuple(taken)

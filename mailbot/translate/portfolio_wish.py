"""Hear that somebody asks for what they did so far: their portfolio, which they get at once (C16)."""

from collections.abc import Iterable
from dataclasses import replace

from mailbot.core.reading import Intent, IntentKind
from mailbot.translate.heard import Heard

CUE = "own portfolio"
# Who sends work may say in it what they have done; who asks for all that is held asks for more.
_SAY_MORE = frozenset({IntentKind.SUBMISSION, IntentKind.DATA_REQUEST, IntentKind.ERASURE})


def with_portfolio(intents: Iterable[Intent], heard: Heard) -> list[Intent]:
    """Let a question say that it is about their portfolio; `text` keeps what else is asked."""
    found = list(intents)
    asked = [
        number for number, cues in enumerate(heard.cues) if CUE in cues and _to_us(heard, number)
    ]
    if not asked or any(one.kind in _SAY_MORE for one in found):
        return found
    others = [
        one.raw
        for number, one in enumerate(heard.read)
        if one.question and number not in asked and one.word_count > _A_COURTESY
    ]
    wish = Intent(
        IntentKind.QUERY,
        0.9,
        ("they ask for their portfolio",),
        {"about": "portfolio", "text": " ".join(others)},
    )
    known = next((one for one in found if one.kind is IntentKind.QUERY), None)
    if known is None:
        return [*found, wish]
    return [
        replace(wish, because=(*wish.because, *one.because)) if one is known else one
        for one in found
    ]


_A_COURTESY = 3


def _to_us(heard: Heard, number: int) -> bool:
    return heard.read[number].framed

"""Say what an option that somebody took means: "2, please" asks for a pause as much as prose does."""

import re
from collections.abc import Iterator, Mapping

from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.choices import put
from mailbot.translate.heard import Heard

_K = IntentKind
# By mail and number of options: what each option says in plain words.
_OF_THREE = {"1": _K.STILL_HERE, "2": _K.PAUSE, "3": _K.WITHDRAWAL}
_OF_TWO = {"1": _K.WITHDRAWAL, "2": _K.PAUSE}
_MEANINGS: Mapping[MailId, Mapping[str, IntentKind]] = {
    MailId.P07: {"later": _K.PAUSE},
    MailId.P25: {"1": _K.REMATCH},
    MailId.P29: {"yes": _K.STILL_HERE},
    MailId.P36: {"yes": _K.STILL_HERE, "later": _K.PAUSE, "stop": _K.WITHDRAWAL},
}
_FEWEST_WORDS = 4
_REMINDS = re.compile(
    r"\b(?:remind\w*|nudg\w+|pok\w+|prod\w*|ping\w*|chas\w+|ask|try|shout)\b", re.IGNORECASE
)
_WILL_BE_DONE = re.compile(
    r"\b(?:letter|answer|diary|mine|will|shall|done|finish\w*|by|promise|coming|expect)\b|['\u2019]ll\b",
    re.IGNORECASE,
)


def with_meaning(certain: tuple[Intent, ...], heard: Heard, facts: Facts) -> Iterator[Intent]:
    """Give the intents, and beside a choice what it means; the choice is what is acted upon.

    Who asks for a new buddy by number says no more than the number.
    """
    yield from certain
    only_nudge = {one.kind for one in certain} == {_K.NUDGE_TIME}
    if only_nudge and _WILL_BE_DONE.search(heard.words) and not _REMINDS.search(heard.words):
        # Who says when they will do it, and not when to be asked again, says that they are there.
        yield Intent(_K.STILL_HERE, 0.8, ("says when it will be done",), {"by_choice": True})
    choice = next((one for one in certain if one.kind is _K.CHOICE), None)
    if choice is None:
        return
    mail, options = put(facts)
    option = str(choice.slots.get("option", ""))
    said = {one.kind for one in certain}
    if mail is None or (mail is MailId.P25 and heard.length < _FEWEST_WORDS):
        return
    for kind, slots in _meant(mail, options, option, choice, facts):
        if kind not in said:
            because = ("it is what the option means",)
            yield Intent(kind, choice.confidence, because, {"by_choice": True, **slots})


def _meant(
    mail: MailId, options: tuple[str, ...], option: str, choice: Intent, facts: Facts
) -> Iterator[tuple[IntentKind, dict[str, SlotValue]]]:
    asked = _OF_THREE if len(options) > len(_OF_TWO) else _OF_TWO
    kind = (asked if mail is MailId.P24 else _MEANINGS.get(mail, {})).get(option)
    if kind is None:
        return
    until = choice.day("until")
    dated: dict[str, SlotValue] = {} if until is None else {"until": until}
    yield kind, dated if kind is _K.PAUSE else {}
    late = until is not None and bool(facts.owed) and until > facts.owed[0].due_at.date()
    if kind is _K.STILL_HERE and late:
        yield _K.EXTENSION, dated

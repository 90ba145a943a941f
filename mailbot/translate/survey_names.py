"""Read out of one answer of a survey whom somebody would rather not be paired with (B4)."""

import re
from collections.abc import Iterator

from mailbot.core.matching.arrangements import OWN_WORKPLACE, SOMEBODY
from mailbot.core.people import TITLES

_LONGEST = 300
_MOST_NAMES = 8
_NOBODY = re.compile(
    r"(?:no|none|nope|nobody|no ?one|n/?a|nil|not? (?:really|preference|that i know of|at present|currently)|no,? thanks?"
    r"|anyone (?:is )?fine|i do(?:n['\u2019]t| not) mind|happy with any(?:one|body)|[-.\u2013]+)[.!]?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;/&\n]|\bor\b|\band\b)\s*", re.IGNORECASE)
_ABOVE = re.compile(
    r"\b(?:line |clinical |educational )?(?:manager|supervisor|boss|consultant|tutor|appraiser|matron)s?\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:please )?(?:not |with |my |own |old |former |current )+", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")


def refused_in(answer: str) -> tuple[str, ...]:
    """Give the names without titles; OWN_WORKPLACE for a supervisor and SOMEBODY for whoever was not named."""
    text = " ".join(answer[:_LONGEST].replace("\n", ";").split())
    if not text or _NOBODY.fullmatch(text):
        return ()
    return tuple(dict.fromkeys(_each(text)))[:_MOST_NAMES]


def _each(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(_BRACKETS.sub(" ", text)):
        above = _ABOVE.search(part)
        name = _name(_ABOVE.sub(" ", part))
        if name:
            yield name
        elif above:
            yield OWN_WORKPLACE
        elif part.strip(" .-"):
            yield SOMEBODY


def _name(part: str) -> str:
    """Give what is written as a name: a few words with capitals, and nothing said about them."""
    words = _LEADING.sub("", " ".join(part.split())).strip(" .-").split()
    bare = [one for one in words if one.lower().rstrip(".") not in TITLES | {"doctor"}]
    is_name = 0 < len(bare) <= 4 and all(one[:1].isupper() for one in bare)
    return " ".join(bare) if is_name else ""

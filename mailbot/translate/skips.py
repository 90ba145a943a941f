"""Read a coordinator's order to leave a stage or a task out: what is left out, and for whom (C18)."""

import re
from collections.abc import Iterator

from mailbot.core.reading import SlotValue
from mailbot.translate.named import names_in

_WHAT = (
    r"(?:the\s+)?(?:(?:first|second|third|last|next|whole|entire)\s+)?"
    r"(?:task|stage|step|part|letters?|answers?|responses?|diar(?:y|ies)|day|cases?|experts?|lists?|shadowing|consortium)\b"
    r"(?:\s+(?:\d{1,2}|one|two|three|four|five|six)\b)?(?:\s+(?:of|in))?"
)
_SKIPS = re.compile(
    r"^(?:skip|omit|bypass|jump over|leave out|miss out|leave|let|have)\b\s*", re.IGNORECASE
)
_WHAT_IS_LEFT_OUT = re.compile(rf"(?:\s*{_WHAT})+", re.IGNORECASE)
_BETWEEN = re.compile(r"^[\s,]*(?:(?:for|with|skip|miss|leave|sit|out|off|of|please)\b[\s,]*)+|(?:\s+(?:skip|miss|sit out|leave out))?[.!\s]+$|\s+(?:skip|miss|sit out|leave out)$", re.IGNORECASE)  # fmt: skip


def skip_slots(said: str) -> Iterator[tuple[str, SlotValue]]:
    """Give `text`, the words for what is left out, and `who`, the people or groups it is for.

    "skip stage 2 for trios", "skip task 2 for sam", "leave out the diary", "let Sam skip task 2".
    """
    rest = _SKIPS.sub("", said.strip(), count=1)
    found = _WHAT_IS_LEFT_OUT.search(rest)
    what = " ".join(found.group().split()) if found else ""
    around = rest if found is None else f"{rest[: found.start()]} {rest[found.end() :]}"
    who = names_in(_BETWEEN.sub("", around.strip()).strip())
    if who:
        yield "who", who
    if what:
        yield "text", what

"""Tell whom "him", "her" and "them" mean: the people named before, where that is certain."""

import re

_NAME = re.compile(
    r"(?P<opens>(?:^|[.!?;:,\n]|\band)\s*)?\b(?P<name>[A-Z\u00c0-\u00de][a-z\u00df-\u024f'\u2019-]+(?: [A-Z\u00c0-\u00de][a-z\u00df-\u024f-]+)?)(?P<tail>['\u2019]s|\s(?:has|is|wants|needs|would|will|was|rang|asked|says|said|deserves|and|works)\b)?"
)
_NO_NAMES = frozenset(
    [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January",
        "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December", "Task", "Hi", "Hello", "Dear", "Thanks", "Please", "The", "It",
        "That", "This", "There", "He", "She", "They", "We", "You", "What", "Who", "And", "But",
        "Christmas", "Easter", "Trust", "Morning", "Sorry", "Ok", "Yes", "No", "Everyone",
    ]
)  # fmt: skip
_LONGEST = 2000


def named_before(text: str) -> tuple[str, ...]:
    """Give the people named in a text, in order; a capital that only opens a sentence is no name."""
    found: list[str] = []
    for match in _NAME.finditer(text[-_LONGEST:]):
        name = re.sub(r"['\u2019]s?$", "", match["name"])
        opens = match["opens"] is not None or match.start("name") == 0
        told = match["tail"] is not None or not opens or match["name"] != name
        if told and name.split()[0] not in _NO_NAMES and len(name) > 1:
            found.append(name)
    return tuple(dict.fromkeys(found))


def meant_by(said: str, before: str) -> tuple[str, ...]:
    """Give whom a pronoun means; nothing where there is none, or more people than it can mean."""
    pronoun = re.search(r"\b(?:him|her|them)\b", said, re.IGNORECASE)
    if pronoun is None:
        return ()
    named = named_before(before)
    most = 3 if pronoun.group().lower() == "them" else 1
    return named if len(named) <= most else ()

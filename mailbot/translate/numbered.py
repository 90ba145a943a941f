"""Tell what each number in a mail to coordinators stands for, and which numbers only count something."""

import re

_LINE = re.compile(r"^(?P<number>\d{1,9})[.)]? (?P<text>\S[^\n]*)$", re.MULTILINE)
# "7 of 9 on track" and "3 things need you" count; "7 Ana Field asks ..." is item 7.
_COUNTS = re.compile(
    r"(?:of \d|things? needs?\b|pairs? (?:is |are )?ready\b|rows?\b|(?:more )?mails?\b|emails?\b|nudges?\b"
    r"|people\b|(?:new )?clinicians?\b|(?:new )?managers?\b|trios?\b|are\b|were\b|days?\b|working\b)"
)
_CHOICES = re.compile(
    r"(?:^|[.?!\"\u201d:)] )(?P<choices>[^.?!/()]{1,40}(?: / [^.?!/()]{1,40}){1,5})$"
)
_CHOICE = re.compile(r"[a-z][^.?!]{0,40}$")


def items_shown(text: str) -> dict[int, str]:
    """Give the numbered items of a mail of ours, each with its line; what merely counts is none."""
    found: dict[int, str] = {}
    for match in _LINE.finditer(text):
        if not _COUNTS.match(match["text"]):
            found.setdefault(int(match["number"]), match["text"].strip())
    return found


def choices_of(line: str) -> tuple[str, ...]:
    """Give the words that decide an item, as they stand at the end of its line: "OK / no / wait"."""
    match = _CHOICES.search(line.strip().removesuffix("."))
    if match is None:
        return ()
    return tuple(one.strip().lower() for one in match["choices"].split(" / "))


def asks_by_choice(text: str) -> tuple[str, ...]:
    """Give the choices of a mail that asks one thing with "1 chase", "2 hold", one to a line."""
    lines = items_shown(text)
    counted = list(lines) == list(range(1, len(lines) + 1)) and len(lines) > 1
    if not counted or not all(_CHOICE.fullmatch(one) for one in lines.values()):
        return ()
    return tuple(lines.values())

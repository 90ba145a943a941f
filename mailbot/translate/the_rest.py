"""Read what a coordinator says of many items at once: "ok all but 6", "2 no, the rest ok", "swap 2 and 4"."""

import re
from collections.abc import Iterator

from mailbot.core.answers import LATER, NO, YES

_NUMBERS = r"\d{1,4}(?:\s?(?:,|&|\+|/|-|\u2013|and|or|\s)\s?\d{1,4}){0,30}"
_ALL_BUT = re.compile(
    r"\b(?:all|everything|everyone|both|them all|the lot|any|each|every one)\b(?P<before>[^\d\n.;]{0,30}?)"
    r"\b(?:but|except(?:ing)?(?: for)?|bar|apart from|other than|minus|save|not)\s+(?:number|no\.?|item|for)?\s?"
    rf"#?(?P<numbers>{_NUMBERS})(?P<after>[^\n;]{{0,60}})",
    re.IGNORECASE,
)
_DECIDING = "|".join(sorted((re.escape(one) for one in YES | NO | LATER), key=len, reverse=True))
_REST = r"(?:all )?(?:the )?(?:rest|others?|other ones|remaining ones|remainder)\b|everything else\b|all else\b"
_OF_THE_REST = re.compile(
    rf"(?:\b(?P<first>{_DECIDING})\s+(?:to|for|with|on)?\s?(?:{_REST})"
    rf"|(?:{_REST})\s?(?:is|are|all|can be|:|=|-)?\s?(?:all )?(?P<last>{_DECIDING}))(?=\W|$)",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"\bswap\s+(?P<one>\d{1,4})\s?(?:and|with|&|\+|,|/|for)\s?(?P<other>\d{1,4})\b", re.IGNORECASE
)
_BUT_NOT = re.compile(
    rf"\s?,?\s?\bbut (?:not|no)\s+(?:to |for )?(?:number |item |no\.? )?(?P<numbers>{_NUMBERS})(?=\W|$)",
    re.IGNORECASE,
)
_FOR_ONE = re.compile(
    r"(?P<start>^|[.!;,\n])(?P<space>\s*)(?:for|on|re|as for|as to|and|number|item)\s+(?=\d{1,4}\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\d.,;:!?()]+")
_IN_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SPELT = re.compile(
    rf"(?P<start>^|[.;,\n])(?P<space>\s*)(?:number |item )?(?P<word>{'|'.join(_IN_WORDS)})(?=\s?[:,-]|\s(?:is|can|{_DECIDING})\b)",
    re.IGNORECASE,
)
_FEW_WORDS = 4
_RANGE = re.compile(r"(\d{1,4})(?:\s?[-\u2013]\s?(\d{1,4}))?")


def all_but(text: str, open_numbers: tuple[int, ...], *, ours: bool = True) -> tuple[str, ...]:
    """Read "ok all but 6": every open item but those named, which stay open; empty where not said.

    Where it is not known what is open, "*" stands for all and the exceptions are put off. Below one
    of `ours` a bare "all except 6" agrees.
    """
    match = _ALL_BUT.search(text)
    if match is None:
        return ()
    around = f"{text[: match.start()]} {match['before']} {match['after']}"
    said = [one for one in _WORD.findall(around) if one.lower() in YES | NO | LATER]
    before = _WORD.findall(text[: match.start()])
    if ours and len(before) <= _FEW_WORDS and (not said or match["after"].lstrip()[:1] == "."):
        said = [one for one in before if one.lower() in YES | NO | LATER] or ["ok"]
    if not said:
        return ()
    left_out = each_number(match["numbers"])
    if open_numbers:
        return tuple(f"{one}: {said[0]}" for one in open_numbers if str(one) not in left_out)
    return (f"*: {said[0]}", *(f"{one}: later" for one in left_out))


def without_the_rest(text: str) -> tuple[str, str]:
    """Take "the rest ok" out of a text; give the text that is left and the deciding word, if any."""
    match = _OF_THE_REST.search(text)
    if match is None:
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}", match["first"] or match["last"]


def the_rest(named: tuple[str, ...], word: str, open_numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Give the answers for all open items that were not named."""
    known = {one.partition(":")[0] for one in named}
    return tuple(f"{one}: {word}" for one in open_numbers if str(one) not in known)


def swaps(text: str) -> tuple[str, tuple[str, ...]]:
    """Take "swap 2 and 4" out of a text; give what is left and the answers for both numbers."""
    return _SWAP.sub(" ", text), tuple(_swapped(text))


def but_not(text: str) -> tuple[str, tuple[str, ...]]:
    """Take "1 ok but not 2" apart: give what is left and the answers for what is refused."""
    refused = [one for match in _BUT_NOT.finditer(text) for one in each_number(match["numbers"])]
    return _BUT_NOT.sub(" ", text), tuple(f"{one}: no" for one in refused)


def numbers_in_front(text: str) -> str:
    """Write "For 2 please ask her" as "2 please ask her"."""
    return _FOR_ONE.sub(lambda one: f"{one['start']}{one['space']}", text)


def in_digits(text: str) -> str:
    """Write "One: yes. Two: no" as "1: yes. 2: no"; a number inside a sentence stays as it is."""
    return _SPELT.sub(
        lambda one: f"{one['start']}{one['space']}{_IN_WORDS[one['word'].lower()]}", text
    )


def _swapped(text: str) -> Iterator[str]:
    for match in _SWAP.finditer(text):
        yield f"{match['one']}: swap with {match['other']}"
        yield f"{match['other']}: swap with {match['one']}"


def each_number(numbers: str) -> list[str]:
    """Give every number of a list, the ones inside "3-5" too."""
    found: list[str] = []
    for first, last in _RANGE.findall(numbers):
        low, high = int(first), int(last or first)
        found.extend(str(one) for one in range(low, min(high, low + 50) + 1))
    return found

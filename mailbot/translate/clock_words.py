"""Write times that people put in words as figures: "half past six in the evening" is "6:30pm"."""

import re

from mailbot.translate.phrases import NUMBERS

_HOURS = NUMBERS[1:13]
_HOUR = rf"(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])"
_WHEN = r"(?P<part>in the morning|in the afternoon|in the evening|at night|a\.?m\b\.?|p\.?m\b\.?)"
_PAST = re.compile(
    rf"\b(?P<much>half|quarter|ten|twenty)\s(?P<way>past|to|after)\s{_HOUR}(?:\s{_WHEN})?\b",
    re.IGNORECASE,
)
_OF_THE_DAY = re.compile(
    rf"\b{_HOUR}(?:[:.](?P<minute>[0-5]\d))?(?:\s?o.?clock|[- ]?ish)?\s(?!a\.?m|p\.?m){_WHEN}",
    re.IGNORECASE,
)
_MINUTES = {"half": 30, "quarter": 15, "ten": 10, "twenty": 20}
# Nobody asks to be reminded before that without saying that it is in the morning.
_EARLIEST = 7


def in_figures(words: str) -> str:
    """Give the same words with "8 in the evening" as "8pm", and "quarter to nine" as "8:45am"."""
    return _OF_THE_DAY.sub(_figure, _PAST.sub(_past, words))


def _past(match: re.Match[str]) -> str:
    minute, hour = _MINUTES[match["much"].lower()], _number(match["hour"])
    if match["way"].lower() == "to":
        minute, hour = 60 - minute, (hour - 2) % 12 + 1
    return f"{hour}:{minute:02}{_half(hour, match['part'])}"


def _figure(match: re.Match[str]) -> str:
    hour = _number(match["hour"])
    minute = f":{match['minute']}" if match["minute"] else ""
    return f"{hour}{minute}{_half(hour, match['part'])}"


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _HOURS.index(said.lower()) + 1


def _half(hour: int, part: str | None) -> str:
    said = (part or "").lower()
    if "morning" in said or said.startswith("a"):
        return "am" if not said.startswith("at") else "pm"
    if said:
        return "pm"
    return "am" if _EARLIEST <= hour <= 11 else "pm"

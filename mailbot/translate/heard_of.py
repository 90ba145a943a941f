"""Read where somebody heard of the scheme: "saw this in the deanery email", or the text that was passed on (A1, A8)."""

import re

_LONGEST = 6000
_MOST_CHARACTERS = 60
_WHO = r"(?P<who>(?:(?:my|our|an?|the|your|one of)\s)?[^\W\d_][\w'\u2019 -]{1,50}?)"
_WHAT = r"(?:it|this|that|you|(?:the|your|this) (?:buddy )?(?:scheme|programme|e-?mail|poster|flyer|message|text|notice|link|details|invit\w+))"
_PATTERNS = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"\b(?:saw|seen|spotted|found|noticed|came across|read about|picked up)\s{_WHAT}\s(?:in|on|at|via|through)\s(?P<where>[^.,;:!?\n()]{{3,80}})",
        r"\b(?:saw|seen|spotted|read)\s(?P<where>(?:the|your|an?|our)\s[^.,;:!?\n()]{2,40}?(?:e-?mail|poster|flyer|newsletter|bulletin|tweet|post|notice|advert|leaflet|mailshot))\b",
        rf"\b(?:heard|learn(?:ed|t)|know|found out|read)\s(?:about |of )?{_WHAT}\s(?:from|through|via|at|in|on|by way of)\s(?P<where>[^.,;:!?\n()]{{3,80}})",
        rf"\b{_WHO}\s(?:has |have |kindly |just )*(?:forwarded|passed on|passed|sent|circulated|shared|mentioned|recommended|suggested|told me (?:about|of))\s(?:me |us |round |around |on )?{_WHAT}\b",
        r"\b(?:via|courtesy of|thanks to)\s(?P<where>(?:the|my|our|an?)\s[^.,;:!?\n()]{3,60})",
    )
)
# How the text that coordinators hand out ends; whoever quotes it tells who passed it on (X05).
_PASSED_ON = re.compile(
    r"You have this from (?:the )?(?P<where>[^.\n]{2,60}(?:\n[> \t]*[^.\n]{1,40})?)\."
)
_NO_SOURCE = re.compile(r"^(?:i|he|she|they|we|you|it|who|which|that|this|please)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|our|your|my)\s", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s(?:and|but|so|which|who|that|because|as|today|yesterday|last|this|when|while)\s.*$",
    re.IGNORECASE | re.DOTALL,
)


def heard_of_from(words: str, whole: str) -> str:
    """Give where somebody heard of the scheme, as they say it, else who passed on what they quote; or nothing."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(words[:_LONGEST]):
            said = _source(found.groupdict().get("where") or found.groupdict().get("who") or "")
            if said:
                return said
    quoted = _PASSED_ON.search(whole[: 4 * _LONGEST])
    return _source(quoted["where"].replace(">", " ")) if quoted is not None else ""


def _source(said: str) -> str:
    said = " ".join(_GOES_ON.sub("", f"{' '.join(said.split())} ").split())
    if _NO_SOURCE.match(said):
        return ""
    return _ARTICLE.sub("", said)[:_MOST_CHARACTERS].strip(" -'\u2019")

"""Put the Welsh names of days and months into English, so that one reader of dates is enough."""

import re

_MONTHS = {
    "ionawr": "January", "chwefror": "February", "mawrth": "March", "ebrill": "April", "mai": "May",
    "mehefin": "June", "gorffennaf": "July", "awst": "August", "medi": "September", "hydref": "October",
    "tachwedd": "November", "rhagfyr": "December",
}  # fmt: skip
_DAYS = {
    "llun": "Monday", "mawrth": "Tuesday", "mercher": "Wednesday", "iau": "Thursday", "gwener": "Friday",
    "sadwrn": "Saturday", "sul": "Sunday",
}  # fmt: skip
_WELSH = re.compile(
    r"\b(?:swyddfa|gwyliau|dydd|ddydd|diolch|neges|byddaf|rwyf|tan)\b", re.IGNORECASE
)
_DAY = re.compile(rf"\bdd?ydd ({'|'.join(_DAYS)})\b", re.IGNORECASE)
# A month stands after its day ("21 Mehefin", "1af o Fai"); alone it may be another word.
_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:af|ail|ydd|ed|eg|fed|ain)?(?: o)? ({'|'.join(_MONTHS)})\b", re.IGNORECASE
)


def in_english(text: str) -> str:
    """Give the text with its Welsh days and months in English; other text comes back as it is."""
    if not _WELSH.search(text):
        return text
    days = _DAY.sub(lambda one: _DAYS[one[1].lower()], text)
    return _MONTH.sub(lambda one: f"{one[1]} {_MONTHS[one[2].lower()]}", days)

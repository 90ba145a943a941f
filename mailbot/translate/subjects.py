"""Keep the day in a subject true: a thread keeps its subject, but never with a date that has moved."""

import re
from datetime import date

from mailbot.core.hours import MONTHS
from mailbot.translate.phrases import short

_SHORT_DAY = re.compile(
    rf"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{{1,2}} (?:{'|'.join(one[:3] for one in MONTHS)})\b"
)


def names_a_day(subject: str) -> bool:
    """Say whether a subject names a day as ours do, "by Mon 21 Jun"."""
    return _SHORT_DAY.search(subject) is not None


def dated_anew(subject: str, due: date) -> str:
    """Put another day in the place of the one that a subject names; one without a day stays as it is."""
    return _SHORT_DAY.sub(short(due), subject)

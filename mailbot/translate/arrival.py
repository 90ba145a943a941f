"""Say when a mail in a file arrived, which no file knows for certain."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mailbot.core.mail import ParsedMail


def arrival(mail: ParsedMail) -> datetime | None:
    """Give the moment of the topmost Received, else of Date, in UTC; None where neither says one."""
    for value in mail.all_headers("received")[:1]:
        found = _moment(value.rpartition(";")[2])
        if found is not None:
            return found
    if mail.date is not None and mail.date.tzinfo is not None:
        return mail.date.astimezone(UTC)
    return None


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text.strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else None

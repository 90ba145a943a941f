"""Give coordinators the text that recruits, for the people who forward it; nobody else is written to (A8)."""

import re

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

_FOR_WHOM = re.compile(
    r"\b(?:for|to)\s{1,2}(?:the\s{1,2}|our\s{1,2})?(?P<whom>[^\W\d_][^\n.,;:!?]{1,40})",
    re.IGNORECASE,
)


def send_mailshot(conn: Connection, house: House, case: Case, text: str) -> None:
    """Answer "mailshot for deanery" with a text to forward (X05)."""
    coordinator = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    if coordinator is None:
        return
    letter = Letter(
        MailId.X05,
        "a coordinator asked for a text to forward",
        coordinator=coordinator,
        values={
            "audience": audience(text),
            "scheme": house.scheme.name,
            "address": house.scheme.address,
        },
        answers=case.incoming,
    )
    queue(conn, house, case.now, letter)


def audience(text: str) -> str:
    """Give who is to forward it, as the coordinator said; empty where they did not say."""
    found = _FOR_WHOM.search(text)
    return "" if found is None else found["whom"].strip().removesuffix(" please")

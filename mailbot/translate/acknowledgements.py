"""Know what mail programs send in somebody's name at the press of a button: receipts, recalls, answers
to invitations.
"""

import re

from mailbot.core.mail import MachineKind, ParsedMail

_TEXT = 20_000
_CALENDARS = ("text/calendar", "application/ics")
_METHOD = re.compile(rb"^METHOD:\s?([A-Za-z]{1,30})", re.MULTILINE | re.IGNORECASE)
_ANSWERS = (b"REPLY", b"COUNTER", b"DECLINECOUNTER", b"REFRESH", b"CANCEL")
_RECALL = re.compile(
    r"\s{0,9}(?:recall|zurückrufen|rückruf|rappel)\s?:|\s{0,9}message recall (?:report|success|failure)",
    re.IGNORECASE,
)
_RECALLS = re.compile(
    r"(?<!\bi )would like to recall the message|möchte (?:die|diese) nachricht[^\n]{0,200} zurückrufen|möchte die nachricht zurückrufen|(?:message recall|recall (?:report|success|failure))",
    re.IGNORECASE,
)
_RECEIPT = re.compile(
    r"\s{0,9}(?:(?:not )?read\s?:|gelesen\s?:|lu\s?:|le[íi]do\s?:|(?:return|read|disposition) (?:receipt|notification)|darllenwyd\s?:)",
    re.IGNORECASE,
)
_RECEIPTS = re.compile(
    r"^\s{0,9}your message\s.{0,600}?\bwas (?:read on|deleted without being read|displayed on)\b|(?:this is a |return |read )(?:return |read )?receipt for|was displayed on the recipient|no guarantee that the message has been read",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)


def acknowledged(mail: ParsedMail) -> tuple[MachineKind, str] | None:
    """Say what was sent at the press of a button, and why we think so; None for what was written.

    An invitation is a person's: only the answers to one, and its cancellation, are a calendar's.
    """
    return _calendar(mail) or _recall(mail) or _receipt(mail)


def invites(mail: ParsedMail) -> bool:
    """Say whether a mail carries somebody's invitation to a meeting."""
    return any(
        file.content_type in _CALENDARS and b"BEGIN:VEVENT" in file.content[:_TEXT].upper()
        for file in mail.attachments
    )


def _calendar(mail: ParsedMail) -> tuple[MachineKind, str] | None:
    for file in mail.attachments:
        if file.content_type not in _CALENDARS:
            continue
        method = _METHOD.search(file.content[:_TEXT])
        if method and method[1].upper() in _ANSWERS:
            return (
                MachineKind.CALENDAR_NOISE,
                f"a calendar sent METHOD:{method[1].decode().upper()}",
            )
    return None


def _recall(mail: ParsedMail) -> tuple[MachineKind, str] | None:
    if not _RECALL.match(mail.subject):
        return None
    if not _RECALLS.search(f"{mail.subject}\n{mail.text[:_TEXT]}"):
        return None
    return MachineKind.RECALL, "somebody would like to recall a message"


def _receipt(mail: ParsedMail) -> tuple[MachineKind, str] | None:
    if not _RECEIPT.match(mail.subject) or not _RECEIPTS.search(mail.text[:_TEXT]):
        return None
    return MachineKind.RECEIPT, "it has the words of a read receipt"

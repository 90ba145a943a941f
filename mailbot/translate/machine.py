"""Tell the mails that machines wrote from those that people wrote, and read what they report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from email.message import Message

from mailbot.core.mail import FailedRecipient, MachineKind, MachineMail, ParsedMail
from mailbot.translate.autoreply import automatic
from mailbot.translate.reports import (
    RECEIPT_PARTS,
    Action,
    Group,
    groups_of,
    loose_groups,
    may_hold_a_report,
    message_of,
    original_ids,
    parts_of,
    refused_recipients,
)
from mailbot.translate.undelivered import (
    failed_recipients,
    lasting,
    looks_like_a_notice,
    only_delayed,
    said_by_server,
)

_JUNK_LEVEL = 5
_NOTICE_TEXT = 60_000


def machine_mail(
    mail: ParsedMail, raw: bytes, arrived: datetime, own_addresses: frozenset[str]
) -> MachineMail | None:
    """Say which machine wrote a mail and what it says; None means that a person wrote it.

    Never raises. `arrived` dates what an away message leaves open ("back on Monday");
    `own_addresses` are the scheme's, in lower case: they never failed. Reports come first, so that
    an automatic header on a bounce does not hide it. A mail is taken apart again only where a cheap
    look says that it may be a report.
    """
    return (
        _report(mail, raw, own_addresses)
        or _notice(mail, raw, own_addresses)
        or automatic(mail, arrived, own_addresses)
        or _own_mail(mail, own_addresses)
        or _junk(mail)
    )


def _report(mail: ParsedMail, raw: bytes, own_addresses: frozenset[str]) -> MachineMail | None:
    if not may_hold_a_report(raw):
        return None
    parts = parts_of(message_of(raw))
    kinds = {part.get_content_type() for part in parts}
    groups = groups_of(parts)
    ids = original_ids(parts, raw)
    if groups:
        return _delivery(mail, raw, groups, ids, own_addresses)
    if kinds & RECEIPT_PARTS:
        return _receipt(mail, parts, ids, own_addresses)
    if "message/feedback-report" in kinds:
        because = "it is an abuse report (RFC 5965)"
        return MachineMail(MachineKind.OTHER_AUTOMATIC, because, original_ids=ids)
    return None


def _receipt(
    mail: ParsedMail,
    parts: tuple[Message, ...],
    ids: tuple[str, ...],
    own_addresses: frozenset[str],
) -> MachineMail:
    refused = _named(mail, refused_recipients(parts), own_addresses)
    if refused:
        because = "a receipt says that it was rejected (RFC 5429)"
        return MachineMail(MachineKind.BOUNCE, because, refused, ids)
    return MachineMail(MachineKind.RECEIPT, "it is a receipt (RFC 8098)", original_ids=ids)


def _delivery(
    mail: ParsedMail,
    raw: bytes,
    groups: tuple[Group, ...],
    ids: tuple[str, ...],
    own_addresses: frozenset[str],
) -> MachineMail:
    for action, kind in (
        (Action.FAILED, MachineKind.BOUNCE),
        (Action.DELAYED, MachineKind.DELAYED),
    ):
        found = [one.recipient for one in groups if one.action is action]
        if found:
            named = _named(mail, found, own_addresses)
            if not any(one.address for one in found):
                # Some systems name the recipient in their words and not in the fields.
                named = failed_recipients(mail, raw, own_addresses)
            return MachineMail(kind, f"a delivery report says {action}", named, ids)
    return MachineMail(MachineKind.RECEIPT, "a delivery report says that it arrived", (), ids)


def _named(
    mail: ParsedMail, found: Iterable[FailedRecipient], own_addresses: frozenset[str]
) -> tuple[FailedRecipient, ...]:
    """Give each recipient once; where the fields do not tell whether it lasts, the words may."""
    lasts = lasting(said_by_server(mail))
    by_address = {
        one.address: replace(one, permanent=lasts) if one.permanent is None else one
        for one in found
        if one.address and one.address not in own_addresses
    }
    return tuple(by_address.values())


def _notice(mail: ParsedMail, raw: bytes, own_addresses: frozenset[str]) -> MachineMail | None:
    if not looks_like_a_notice(mail):
        return None
    ids = original_ids(parts_of(message_of(raw)), raw)
    groups = loose_groups(mail.text[:_NOTICE_TEXT])
    if any(one.recipient.address for one in groups):
        return _delivery(mail, raw, groups, ids, own_addresses)
    found = failed_recipients(mail, raw, own_addresses)
    if only_delayed(mail):
        return MachineMail(MachineKind.DELAYED, "a server's notice of a delay", found, ids)
    return MachineMail(MachineKind.BOUNCE, "a server's notice of a failure", found, ids)


def _own_mail(mail: ParsedMail, own_addresses: frozenset[str]) -> MachineMail | None:
    if mail.sender not in own_addresses:
        return None
    return MachineMail(MachineKind.OTHER_AUTOMATIC, "it comes from the scheme's own address")


def _junk(mail: ParsedMail) -> MachineMail | None:
    level = mail.header("x-ms-exchange-organization-scl").strip()
    if level.isdecimal() and int(level[:3]) >= _JUNK_LEVEL:
        return MachineMail(MachineKind.SPAM, "the mail server rates it as junk")
    flagged = mail.header("x-spam-flag").strip().lower() == "yes"
    if flagged or mail.header("x-spam-status").strip().lower().startswith("yes"):
        return MachineMail(MachineKind.SPAM, "the mail server marked it as junk")
    return None

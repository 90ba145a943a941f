"""Name kinds of mail as coordinators call them, and find which of them are meant (F13)."""

import re
from collections.abc import Mapping

from mailbot.core.mails import MailId

READ_BACKS = "read-backs at once"
# What each kind is called, and how it is known in what somebody writes.
_CALLED: Mapping[str, tuple[str, str]] = {
    MailId.P04: ("a no to who asks to join", r"\bno\b.{0,20}\bjoin|refus|turn(?:ing)? .{0,20}down|enquir"),
    MailId.P07: ("offers of a place", r"\boffers?\b|\bplaces? (?:is|are|that)\b|place offers?"),
    MailId.P08: ("introductions", r"\bintro|\bpairs?\b|\bpairing|\bmatch"),
    MailId.P10: ("announcements of tasks", r"\btasks?\b|announce"),
    MailId.P24: ('"count me in, pause or stop"', r"count me in|\bquiet\b|all right|checking (?:in|up)|awol|silent"),
    MailId.P27: ("introductions to a new buddy", r"\bintro|re-?match|new budd"),
    MailId.P28: ("word that a place is paused", r"\bplaces?\b|\bpaused\b|replaced|left behind"),
    MailId.P30: ("letters to stand-ins", r"stand[- ]?ins?|stand[- ]?by|volunteer|bench"),
    MailId.P32: ("introductions to an expert", r"\bexpert"),
    MailId.P34: ("clarifications", r"clarif|clear(?:ing)? up"),
    MailId.P39: ('"changing jobs?"', r"\bjobs?\b|\baugust\b"),
    MailId.P43: ("invitations to events", r"\bevents?\b|invit|drinks"),
    MailId.P45: ("news of events", r"\bevents?\b"),
    MailId.P47: ('"may we quote you?"', r"\bquot"),
    MailId.P54: ("double dates", r"double"),
    MailId.X01: ("letters to experts", r"\bexpert"),
    MailId.X02: ("top fives to experts", r"\bexpert|top fives?"),
    READ_BACKS: ("small things confirmed in the next digest", r"confirm|read[- ]?backs?|reading back|what(?:['\u2019]s| is| was) done"),
}  # fmt: skip
_ALL = re.compile(r"\b(?:everything|anything|all|any of|every (?:mail|email))\b", re.IGNORECASE)


def called(kind: str) -> str:
    """Give what a kind is called."""
    return _CALLED[kind][0] if kind in _CALLED else kind


def kinds_meant(words: str) -> tuple[str, ...]:
    """Give the kinds that words name, all of them for "everything" alone; none where they name none."""
    named = tuple(
        str(kind) for kind, (_, known) in _CALLED.items() if re.search(known, words, re.IGNORECASE)
    )
    if not named and _ALL.search(words):
        return tuple(str(one) for one in _CALLED)
    return named

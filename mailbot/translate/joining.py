"""Tell those who would like to join from those who sell, report or ask for somebody else."""

import re
from collections.abc import Mapping

from mailbot.core.mail import ParsedMail
from mailbot.core.namesakes import may_share_an_address
from mailbot.core.reading import Facts, Intent, IntentKind, SenderKind, SlotValue
from mailbot.translate.evidence import circumstances, with_slots
from mailbot.translate.heard import Heard
from mailbot.translate.names_said import name_said
from mailbot.translate.slots import registration_slots
from mailbot.translate.vocabulary import Vocabulary

_K = IntentKind
# Who says one of these does not write to join, however much they tell of themselves.
_ABOUT_SOMETHING_ELSE = frozenset(
    {_K.STOP, _K.WITHDRAWAL, _K.ERASURE, _K.DATA_REQUEST, _K.RECALL, _K.QUIET_BUDDY, _K.REMATCH}
    | {_K.DISTRESS, _K.CONCERN, _K.COMPLAINT, _K.PATIENT_DETAILS, _K.RSVP, _K.STILL_HERE}
    | {_K.SUBMISSION, _K.CONTACT_CHANGE, _K.PAUSE}
)
_ASKS_FROM_OUTSIDE = ("sells", "reports", "asks after members")
_NO_JOINERS = (*_ASKS_FROM_OUTSIDE, "does not join")
# An address to be used now, where others are kept to fall back on.
_AT_ONCE = re.compile(
    r"\b(?:from (?:now|today) on|from today|instead|straight away|right away|only use|already (?:gone|closed|dead)"
    r"|(?:not|\w{2,6}n['\u2019]t) work any ?more|no longer works?)\b",
    re.IGNORECASE,
)
_TRAINEE = re.compile(
    r"\b(?:i am|i['\u2019]?m|im|as)(?: just| only| currently| now)?(?: an?| the| your)? (?:[\w-]+ ){0,4}(?:trainee|apprentice|student|fy ?\d|f[12]|[cs]t ?\d|sho|registrar|junior)\b",
    re.IGNORECASE,
)
_DETAILS = frozenset({"role", "grade", "specialty", "employer", "town"})


def with_registration(
    sure: dict[IntentKind, Intent],
    found: Mapping[IntentKind, Intent],
    facts: Facts,
    heard: Heard,
    slots: Mapping[str, SlotValue],
) -> None:
    """Count details as a registration where we asked for them, or where a stranger tells enough (A1).

    A stranger's registration carries `senior` where they seem too far on for a scheme of juniors (A5).
    """
    told = sum(name in slots for name in _DETAILS)
    wanted = circumstances(facts)
    joining = sure.pop(_K.REGISTRATION, None)
    if facts.sender.kind is SenderKind.STRANGER:
        if asks_from_outside(heard):
            # A person answers them, and not as one of ours.
            sure.pop(_K.QUERY, None)
            sure.pop(_K.THANKS, None)
        intent = _of_stranger(sure, joining, found.get(_K.REGISTRATION), heard, slots)
        if intent is not None:
            senior = {"senior": True} if _seems_senior(heard) else {}
            sure[_K.REGISTRATION] = with_slots(intent, {**slots, **senior})
        else:
            _without_trade(sure, heard)
    elif heard.says("never mind"):
        return
    elif joining is not None and slots.get("another") is True:
        sure[_K.REGISTRATION] = with_slots(joining, slots)
    elif "answers_details" in wanted and (told or joining or {"email", "called"} & set(slots)):
        sure.update(_answers(facts, heard, slots))
    elif joining is not None and "left" in wanted:
        sure[_K.REGISTRATION] = with_slots(joining, slots)


def _without_trade(sure: dict[IntentKind, Intent], heard: Heard) -> None:
    """Who sells or reports asks in the way of their trade: that is no question about the scheme (A49, A50)."""
    if heard.says("sells") or (heard.says("reports") and not heard.says("does not join")):
        sure.pop(_K.QUERY, None)


def _answers(
    facts: Facts, heard: Heard, slots: Mapping[str, SlotValue]
) -> dict[IntentKind, Intent]:
    """Give what an answer to P01 or P02 tells; an address to be used at once is a change of address."""
    reason = ("answers what we asked about them",)
    told = _not_renamed(facts, slots)
    only_address = set(told) <= {"email", "name"}
    if "email" in told and only_address and _AT_ONCE.search(heard.words):
        email = {"email": told["email"]}
        return {_K.CONTACT_CHANGE: Intent(_K.CONTACT_CHANGE, 0.9, reason, email)}
    return {_K.REGISTRATION: Intent(_K.REGISTRATION, 0.9, reason, told)}


def details_of_another(
    words: str, signature: str, mail: ParsedMail, facts: Facts, vocabulary: Vocabulary
) -> dict[str, SlotValue]:
    """Give what somebody else tells who writes from a known address, with the slot `another` (A6).

    Nothing where no other name is said, or where the From line names the one who is known.
    """
    name = name_said(words, signature)
    shown = mail.senders[0].name if len(mail.senders) == 1 else ""
    known = [one.name for one in facts.sender.people]
    if not name or any(
        not may_share_an_address(name, one) or (shown and not may_share_an_address(shown, one))
        for one in known
    ):
        return {}
    told = registration_slots(words, signature, mail, facts.sender.address, vocabulary)
    return {**told, "name": name, "another": True}


def asks_from_outside(heard: Heard) -> bool:
    """Say whether a stranger sells, reports, or asks who takes part (G14)."""
    return any(heard.says(one) for one in _ASKS_FROM_OUTSIDE)


def _seems_senior(heard: Heard) -> bool:
    """Who says that they are a trainee themselves only speaks of somebody senior."""
    return heard.says("senior") and not _TRAINEE.search(heard.words)


def _of_stranger(
    sure: Mapping[IntentKind, Intent],
    joining: Intent | None,
    hint: Intent | None,
    heard: Heard,
    slots: Mapping[str, SlotValue],
) -> Intent | None:
    if any(heard.says(one) for one in _NO_JOINERS):
        return None
    if joining is not None:
        return joining
    told = sum(name in slots for name in _DETAILS)
    is_somebody = bool({"role", "grade"} & set(slots))
    if is_somebody and (told >= 3 or hint is not None) and not set(sure) & _ABOUT_SOMETHING_ELSE:
        return Intent(_K.REGISTRATION, 0.78, ("a stranger says what they are and where",))
    return None


def _not_renamed(facts: Facts, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """A line that looks like a name does not rename somebody whose name we know."""
    known = set() if facts.sender.person is None else _words_of(facts.sender.person.name)
    told = dict(slots)
    if known and not known & _words_of(str(told.get("name", ""))):
        told.pop("name", None)
    return told


def _words_of(name: str) -> set[str]:
    return set(name.casefold().split())

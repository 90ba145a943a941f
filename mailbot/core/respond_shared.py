"""Decide what to do about a mail from an address that several people share (A6)."""

from collections.abc import Iterator

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.reading import Facts, Intent, IntentKind, Reading

SERIOUS = frozenset(
    {IntentKind.DISTRESS, IntentKind.CONCERN, IntentKind.PATIENT_DETAILS, IntentKind.COMPLAINT}
)
WHY = "several people share this address"


def serious(reading: Reading) -> bool:
    """Say whether a mail speaks of something that a person must see before anything else is done."""
    return any(one.kind in SERIOUS for one in reading.intents)


def to_shared(facts: Facts, reading: Reading) -> Iterator[do.Action]:
    """Ask by name who wrote it; what is serious goes to a person at once, whoever it was."""
    if reading.intent(IntentKind.SPAM) is not None:
        yield do.Ignore("spam by the mail server's verdict")
    elif reading.intent(IntentKind.DISTRESS) or reading.intent(IntentKind.CONCERN):
        yield do.TellLeadUrgently("somebody at a shared address may need a person today")
        yield do.Hold(WHY)
    elif serious(reading) or _asked_before(facts):
        yield do.TellCoordinator(f"wrote something I can't place ({WHY})")
        yield do.Hold(WHY)
    elif all(one.kind in QUIET for one in reading.intents):
        yield do.Ignore("a sign of life from a shared address")
    else:
        yield do.AskSender(MailId.P15, why=WHY)
        yield do.Hold(WHY)


QUIET = frozenset({IntentKind.THANKS, IntentKind.BUDDY_CHAT, IntentKind.BLANK})


def settles_whose(facts: Facts) -> Iterator[do.Action]:
    """Take the word of somebody who gave a name when asked "which of you was it?"."""
    person, answered = facts.sender.person_id, facts.answered
    if _asked_before(facts) and person is not None and answered is not None:
        yield do.LinkAnswer(answered.promise_id or 0, confirmed=True, person=person)


def left_to_answer(facts: Facts, reading: Reading) -> tuple[Intent, ...]:
    """Give the intents to answer; a name that was asked for says nothing besides.

    What an option means is done with the option.
    """
    intents = tuple(one for one in reading.intents if not one.slots.get("by_choice"))
    if _takes_a_choice(facts, reading):
        # Why they take it is said with it, and no reason to put the same choices again (D7).
        intents = tuple(one for one in intents if one.kind is not IntentKind.QUIET_BUDDY)
    if not _asked_before(facts):
        return intents
    return tuple(one for one in intents if one.kind not in {IntentKind.OTHER, IntentKind.BLANK})


def _takes_a_choice(facts: Facts, reading: Reading) -> bool:
    waits = any(one.mail is MailId.P25 for one in facts.offers)
    return waits and reading.intent(IntentKind.CHOICE) is not None


def _asked_before(facts: Facts) -> bool:
    answered = facts.answered
    return answered is not None and answered.mail is MailId.P15 and answered.offers == ("name",)

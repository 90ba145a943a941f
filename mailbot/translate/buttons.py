"""Read the mail that a calendar's button sends: the answer, and what somebody wrote beside it."""

import re
from dataclasses import dataclass

from mailbot.core.mail import ParsedMail
from mailbot.core.reading import Facts, Intent, IntentKind, SlotValue
from mailbot.translate.calendar_answers import subject_answer
from mailbot.translate.event_names import named_in
from mailbot.translate.evidence import EVENT_MAILS
from mailbot.translate.rsvps import needs_in

# What calendars write by themselves, in front of or around what somebody adds.
_BY_CALENDAR = re.compile(
    r"^.{0,80}?\bhas (?:tentatively )?(?:accepted|declined|replied\b.{0,40}?\bto) this invitation\b"
    r"|^.{0,80}?\b(?:accepted|declined|tentatively accepted) (?:this|the|your) (?:invitation|meeting|event)\b"
    r"|^\W*(?:accepted|declined|tentative)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERED = ("accepted", "declined", "replied", "tentative")
_WITH_A_NOTE = re.compile(
    r"\b(?:with this note|note|comment|message)s?\s?:\s*[\"\u201c]?(?P<note>[^\"\u201d\n]{2,400})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button says, and the words of the person beside it."""

    intent: Intent
    words: str


def answered_by_button(words: str, facts: Facts, mail: ParsedMail) -> Pressed | None:
    """Give the answer of a calendar to an invitation of ours; None where no button was pressed.

    Some mail systems leave nothing of it but the subject, in the language of whoever pressed.
    """
    own = _own(words) or (facts.calendar.comment if facts.calendar is not None else "")
    if facts.calendar is not None:
        return Pressed(
            _intent(facts.calendar.event_id, facts.calendar.answer, "a calendar answered", own), own
        )
    said = None if own else subject_answer(mail.subject)
    event = _meant(said[1], facts) if said else None
    if said is None or event is None:
        return None
    return Pressed(_intent(event, said[0].value, "a calendar's subject answers", own), own)


def _own(words: str) -> str:
    """Take off what the calendar wrote by itself; only a note is somebody's."""
    folded = words.casefold()
    if not any(one in folded for one in _ANSWERED) or not _BY_CALENDAR.search(words):
        return words.strip()
    note = _WITH_A_NOTE.search(words)
    return note["note"].strip() if note else ""


def _meant(about: str, facts: Facts) -> int | None:
    """Find the event by the mail that is answered, else by its title."""
    answered = facts.answered
    if answered is not None and answered.mail in EVENT_MAILS and answered.agrees:
        return answered.event_id
    named = named_in(about, [one.title for one in facts.events])
    return facts.events[named[0]].event_id if len(named) == 1 else None


def _intent(event: int, answer: str, because: str, words: str) -> Intent:
    slots: dict[str, SlotValue] = {"answer": answer, "event": event, "pressed": True}
    if needs := needs_in(words):
        slots["needs"] = needs
    return Intent(IntentKind.RSVP, 0.97, (because,), slots)

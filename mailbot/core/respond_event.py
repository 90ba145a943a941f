"""Decide what to do about an answer to an invitation: in words, or by a calendar's own buttons (E4)."""

from collections.abc import Iterator
from datetime import date

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.reading import CalendarReply, Facts, Intent


def to_rsvp(facts: Facts, intent: Intent, person: int) -> Iterator[do.Action]:
    """Keep an answer; who answers for another calendar, or may mean another day, is asked."""
    answer, event = str(intent.slots.get("answer", "")), intent.slots.get("event")
    instead = intent.slots.get("instead")
    if intent.slots.get("pressed") and facts.calendar is not None:
        yield from _pressed(facts.calendar, person, str(intent.slots.get("needs", "")))
    elif isinstance(instead, date) and isinstance(event, int):
        why = "an event, or the day of a task"
        yield do.AskSender(MailId.P35, person, why, event=event, answer=answer, day=instead)
    else:
        yield do.RecordRsvp(
            person,
            answer,
            event if isinstance(event, int) else None,
            str(intent.slots.get("needs", "")),
            pressed=bool(intent.slots.get("pressed")),
        )


def _pressed(said: CalendarReply, person: int, needs: str) -> Iterator[do.Action]:
    """A calendar answers for the one it was sent to, and for the newest invitation (RFC 5546 section 3.2.3).

    Of two answers the one that was given later counts, whichever came first (section 2.1.5).
    """
    if why := _counts_no_more(said):
        yield do.Ignore(why)
        return
    if said.passed_on:
        yield do.TellCoordinator(_passed_on(said), person)
        return
    if said.proposes:
        yield do.TellCoordinator(f"proposes another time for {said.title}: {said.proposes}", person)
    if said.invited is None and said.answer:
        why = "an answer from another calendar"
        yield do.AskSender(MailId.P35, person, why, event=said.event_id, answer=said.answer)
    elif said.invited not in {None, person}:
        yield do.TellCoordinator(f"answered somebody else's invitation to {said.title}", person)
    elif said.answer:
        yield do.RecordRsvp(
            person, said.answer, said.event_id, needs, pressed=True, said_at=said.said_at
        )
    elif not said.proposes:
        yield do.TellCoordinator(_passed_on(said), person)


def _counts_no_more(said: CalendarReply) -> str:
    if not said.current:
        return "a calendar answered an invitation that has changed since"
    late = said.overtaken and not said.passed_on
    return "a calendar's answer came after a newer one" if late else ""


def _passed_on(said: CalendarReply) -> str:
    if said.answer:
        return (
            f'answers "{said.answer}" to the invitation to {said.title} that was passed on to them'
        )
    return f"passed the invitation to {said.title} on to somebody"


def from_elsewhere(facts: Facts, said: CalendarReply) -> Iterator[do.Action]:
    """Ask the one who was invited, where their calendar answers from an address we don't know (G1).

    Whoever was passed an invitation, or presses for somebody, is told nothing: who is a member is
    never confirmed to anybody (G14). What becomes of it is for a person to say.
    """
    if why := _counts_no_more(said):
        yield do.Ignore(why)
        return
    answer = f'answered "{said.answer}" to' if said.answer else "answered"
    if said.passed_on:
        who = "Somebody we don't know, to whom it was passed on,"
        yield do.TellCoordinator(f"{who} {answer} the invitation to {said.title}")
        return
    if said.by_another:
        yield do.TellCoordinator(
            f"Somebody we don't know {answer} the invitation to {said.title} on their behalf",
            said.invited,
        )
        return
    if said.invited is None:
        yield do.TellCoordinator(f"Somebody we don't know answered the invitation to {said.title}")
        return
    yield do.AskKnownAddress(said.invited, facts.sender.address)
    yield do.Hold("somebody's invitation, answered from an address that is not theirs")

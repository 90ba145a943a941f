"""Decide who comes to an event: who has a place, who waits for one, and who is let in next (E4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from mailbot.core.people import Person, Role

# Where nobody says when it ends, a calendar has to show something.
USUAL_LENGTH = timedelta(hours=2)


class EventState(StrEnum):
    """The life of an event; PLANNED ones have not been announced to anybody."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
    OVER = "over"


class Coming(StrEnum):
    """What somebody said to an invitation."""

    YES = "yes"
    PROBABLY = "probably"
    NO = "no"

    @property
    def places(self) -> float:
        """Give how many places it takes: a "probably" counts as half a person."""
        return {Coming.YES: 1.0, Coming.PROBABLY: 0.5, Coming.NO: 0.0}[self]


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting; times are aware UTC. No `roles` means everybody, no `capacity` room for all.

    `sequence` is that of its calendar entry (RFC 5545 section 3.8.7.4): each change of ours adds one.
    """

    id: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime | None = None
    capacity: int | None = None
    roles: tuple[Role, ...] = ()
    sequence: int = 0
    state: EventState = EventState.ANNOUNCED
    next_look_at: datetime | None = None

    @property
    def over_at(self) -> datetime:
        """Give when it ends, or when it has probably ended."""
        return self.ends_at or self.starts_at + USUAL_LENGTH

    def is_for(self, person: Person) -> bool:
        """Say whether somebody is of those whom it is for; experts only where they are named."""
        if self.roles:
            return person.role in self.roles
        return person.role not in {Role.EXPERT, Role.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's invitation; `waits` is true for who would come and has no place so far.

    `needs` are their own words about food or access, kept until the event is over.
    """

    id: int
    event_id: int
    person_id: int
    answer: Coming | None = None
    answered_at: datetime | None = None
    waits: bool = False
    needs: str = ""

    @property
    def has_place(self) -> bool:
        """Say whether they are expected."""
        return self.answer in {Coming.YES, Coming.PROBABLY} and not self.waits


@dataclass(frozen=True, slots=True)
class Seated:
    """What an answer changes: the answerer's invitation as it is now, and who is let in by it.

    `news` is false where the same was said before.
    """

    mine: Invitation
    let_in: tuple[Invitation, ...] = ()
    news: bool = True


def places_taken(invitations: Sequence[Invitation]) -> float:
    """Count the places that are taken, a "probably" as half of one."""
    return sum(one.answer.places for one in invitations if one.answer and one.has_place)


def seat(
    event: Event, everybody: Sequence[Invitation], mine: Invitation, answer: Coming, now: datetime
) -> Seated:
    """Give somebody their place or their place in the queue; whoever frees one lets the next in.

    Who has a place keeps it when a "probably" becomes a "yes", and who waits keeps their turn.
    """
    others = [one for one in everybody if one.id != mine.id]
    said_when = mine.answered_at if mine.waits and answer is not Coming.NO else now
    waits = answer is not Coming.NO and not mine.has_place and not _room(event, others, answer)
    seated = replace(mine, answer=answer, waits=waits, answered_at=said_when)
    return Seated(seated, let_in(event, [*others, seated]), news=mine.answer is not answer)


def _room(event: Event, others: Sequence[Invitation], answer: Coming) -> bool:
    """Say whether there is room, and nobody was there before."""
    if event.capacity is None:
        return True
    if any(one.waits for one in others):
        return False
    return places_taken(others) + answer.places <= event.capacity


def let_in(event: Event, everybody: Sequence[Invitation]) -> tuple[Invitation, ...]:
    """Give those who wait and fit in now, strictly in the order in which they said they would come."""
    waiting = sorted((one for one in everybody if one.waits), key=_since)
    taken = places_taken(everybody)
    inside: list[Invitation] = []
    for one in waiting:
        taken += one.answer.places if one.answer else 0
        if event.capacity is not None and taken > event.capacity:
            break
        inside.append(replace(one, waits=False))
    return tuple(inside)


def turn(everybody: Sequence[Invitation], mine: Invitation) -> int:
    """Give somebody's place in the queue, from 1; 0 for who does not wait."""
    if not mine.waits:
        return 0
    others = (one for one in everybody if one.waits and one.id != mine.id)
    return 1 + sum(_since(one) < _since(mine) for one in others)


def _since(waiting: Invitation) -> tuple[datetime, int]:
    assert waiting.answered_at is not None, "who waits has answered"
    return waiting.answered_at, waiting.id


def in_figures(event: Event, invitations: Sequence[Invitation]) -> str:
    """Say who comes, in figures: "3 yes, 2 probably (half each), 1 no, 1 waiting; 4 of 20 places"."""
    seated = [one for one in invitations if one.has_place]
    figures = {
        "yes": sum(one.answer is Coming.YES for one in seated),
        "probably (half each)": sum(one.answer is Coming.PROBABLY for one in seated),
        "no": sum(one.answer is Coming.NO for one in invitations),
        "waiting for a place": sum(one.waits for one in invitations),
        "yet to answer": sum(one.answer is None for one in invitations),
    }
    told = ", ".join(f"{count} {what}" for what, count in figures.items() if count)
    if event.capacity is None:
        return told or "nobody was asked"
    return f"{told or 'nobody was asked'}; {places_taken(invitations):g} of {event.capacity} places"

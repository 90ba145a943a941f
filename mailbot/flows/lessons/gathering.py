"""Gather what a round of a task has taught: who took part, what people said, and what may be quoted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.learned import Quote, quotes_from, repeats
from mailbot.core.people import Person, PersonState, Role
from mailbot.core.remarks import Permission, Remark
from mailbot.core.small_groups import LEAST, hidden, shown_part
from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import people, promises, remarks, rounds, tasks
from mailbot.flows.house import House
from mailbot.translate.likeness import alike
from mailbot.translate.safety import patient_details

READERS = (PersonState.ACTIVE, PersonState.WAITING)
PLURALS = {
    Role.CLINICIAN: "clinicians",
    Role.GENERAL_MANAGER: "general managers",
    Role.SPECIALTY_MANAGER: "specialty managers",
}
ONE = {
    Role.CLINICIAN: "Clinician",
    Role.GENERAL_MANAGER: "Manager",
    Role.SPECIALTY_MANAGER: "Manager",
    Role.UNKNOWN: "Somebody",
}


@dataclass(frozen=True, slots=True)
class Lessons:
    """What one round has taught: `said` are all remarks, `quotes` what may be shown of them.

    `groups` are the remarks that say much the same, two or more, as numbers of remarks.
    `asked` and `took_part` count people by role, `finished` those who did the last stage.
    """

    task: TaskDefinition
    asked: Counter[Role]
    took_part: Counter[Role]
    finished: int
    said: tuple[Remark, ...]
    quotes: tuple[Quote, ...]
    groups: tuple[tuple[int, ...], ...]

    def quote(self, number: int) -> Quote | None:
        """Give the quote of a remark, if it may be quoted."""
        return next((one for one in self.quotes if one.number == number), None)


def readers_of(conn: Connection, house: House) -> list[Person]:
    """Give everybody whom learning points are for: who takes part or waits to."""
    found = people.people_in_state(conn, house.scheme_id, *READERS)
    return [one for one in found if one.takes_mail and one.role is not Role.EXPERT]


def lessons_of(conn: Connection, house: House, round_id: int, task: str) -> Lessons:
    """Gather everything about one round."""
    definition = house.task(task)
    done = rounds.done_in_round(conn, round_id)
    everybody = people.people_by_id(conn, {person for person, _, _ in done})
    took = {person for person, _, came in done if came}
    last = definition.stages[-1].name
    said = remarks_of(conn, house, round_id, task)
    asked = Counter(one.role for one in everybody.values())
    large = [role for role, count in asked.items() if count >= LEAST]
    quotes = quotes_from(_may_show(conn, house, said), large, names_of_the_scheme(conn, house))
    groups = alike([one.text for one in said])
    return Lessons(
        task=definition,
        asked=asked,
        took_part=Counter(everybody[one].role for one in took),
        finished=len({person for person, stage, came in done if came and stage == last}),
        said=said,
        quotes=quotes,
        groups=tuple(tuple(said[at].id for at in one) for one in groups if len(one) > 1),
    )


def remarks_of(conn: Connection, house: House, round_id: int, task: str) -> tuple[Remark, ...]:
    """Give what was said about a task from the beginning of one of its rounds to that of the next."""
    began = sorted(
        (at, one) for one, name, at in tasks.rounds_of(conn, house.scheme_id) if name == task
    )
    starts = next(at for at, one in began if one == round_id)
    ends: datetime | None = next((at for at, _ in began if at > starts), None)
    return tuple(
        one
        for one in remarks.feedback_on(conn, house.scheme_id, task)
        if one.at >= starts and (ends is None or one.at < ends)
    )


def _may_show(conn: Connection, house: House, said: Sequence[Remark]) -> list[Remark]:
    """Leave out what a person is to look at first, and whose writers are not well (H1, H2, H3).

    Words that one writer doesn't want quoted are quoted from nobody: who said no would see their own.
    """
    refused = [one.text for one in said if one.permission is Permission.NO]
    writers = people.people_by_id(conn, {one.person_id for one in said if one.person_id})
    held = {
        one.received_id
        for matter in (do.Matter.HELD, do.Matter.URGENT)
        for one in promises.open_promises(conn, house.scheme_id, matter.value)
    }
    return [
        one
        for one in said
        if one.permission is not Permission.NO
        and one.received_id not in held - {None}
        and not (one.person_id in writers and writers[one.person_id].held)
        and not patient_details(one.text)
        and not any(repeats(one.text, words) for words in refused)
    ]


def names_of_the_scheme(conn: Connection, house: House) -> frozenset[str]:
    """Give the words by which its people and their places are known, in lower case."""
    everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
    known = [f"{one.name} {one.town} {one.employer}" for one in everybody]
    known += [one.name for one in house.scheme.coordinators]
    return frozenset(word for one in known for word in one.casefold().split() if len(word) > 2)


def counted(lessons: Lessons) -> str:
    """Say for a coordinator how many took part, by role, so that no small group is told apart."""
    small = hidden(lessons.asked)
    gone = hidden({role: lessons.took_part[role] for role in lessons.asked}) | hidden(
        {role: lessons.asked[role] - lessons.took_part[role] for role in lessons.asked}
    )
    parts = [
        f"{shown_part(lessons.took_part[role], lessons.asked[role], is_hidden=role in gone)} {word}"
        for role, word in PLURALS.items()
        if lessons.asked[role] and role not in small
    ]
    lines = "a line" if len(lessons.said) == 1 else "a line each"
    few = len(lessons.said) < LEAST
    heard = f"Fewer than {LEAST} people" if few else f"{len(lessons.said)} people"
    told = f"Task {lessons.task.number} is over. "
    told += f"Took part: {', '.join(parts)}. " if parts else ""
    return told + (f"{heard} sent {lines}." if lessons.said else "Nobody sent a line.")


def told(lessons: Lessons) -> str:
    """Say for everybody how many took part and finished; no sum that gives a small role away."""
    took = sum(lessons.took_part.values())
    if hidden(lessons.asked) or hidden({one: lessons.took_part[one] for one in lessons.asked}):
        return (
            "Most of you took part."
            if 2 * took > sum(lessons.asked.values())
            else "Some of you took part."
        )
    if lessons.finished < LEAST or took - lessons.finished < LEAST:
        return f"{took} of you took part."
    return f"{took} of you took part and {lessons.finished} finished."

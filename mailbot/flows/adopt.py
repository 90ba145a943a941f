"""Take over a scheme that was run by hand: people, pairs, tasks under way, questions, all or nothing."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.adoption import (
    AdoptedDebt,
    AdoptedPair,
    AdoptedPerson,
    AdoptedQuestion,
    AdoptedRound,
    Adoption,
)
from mailbot.core.people import PartnershipState, PersonState
from mailbot.core.tasks import NAMED_TASKS, StageKind
from mailbot.edges.db import adopted, journal, partnerships, people, tasks
from mailbot.flows import adopt_mail, adopt_notes, stages
from mailbot.flows.adopt_notes import CannotAdopt
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House

WHY = "taken over from a file"
BY = "the installer"
DETAILS_MISSING_AFTER = timedelta(days=7)
_SHOWN_LETTERS = 140


@dataclass(frozen=True, slots=True)
class Adopted:
    """How much was new and has been taken over."""

    people: int
    partnerships: int
    rounds: int
    owed: int
    questions: int
    sent: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Our numbers for the ids of the file; `stages` are by round and name."""

    people: dict[str, int]
    pairs: dict[str, int]
    rounds: dict[str, int]
    stages: dict[tuple[str, str], int] = field(default_factory=dict)


def known_stages(house: House) -> dict[str, Mapping[str, StageKind]]:
    """Give the stages of every task that a round may be of; the bank's word counts."""
    bank = {
        name: {stage.name: stage.kind for stage in task.stages} for name, task in house.bank.items()
    }
    return {**NAMED_TASKS, **bank}


def adopt(conn: Connection, house: House, adoption: Adoption, now: datetime) -> Adopted:
    """Take over what is new in the caller's transaction; what was taken over before stays as it is.

    Nothing is sent. Raises CannotAdopt when an address or a partner belongs to somebody who was in
    the record before, with the place in the file.
    """
    numbers = Numbers(
        adopted.people_adopted(conn, house.scheme_id),
        adopted.pairs_adopted(conn, house.scheme_id),
        adopted.rounds_adopted(conn, house.scheme_id),
    )
    return Adopted(
        people=_people(conn, house, adoption, numbers, now),
        partnerships=_pairs(conn, house, adoption, numbers, now),
        rounds=_rounds(conn, house, adoption, numbers),
        owed=sum(_owed(conn, house, one, numbers, now) for one in adoption.owed),
        questions=_questions(conn, house, adoption, numbers),
        sent=sum(
            adopt_mail.take_over(conn, house, one, numbers.people, numbers.stages)
            for one in adoption.sent
        ),
    )


def _people(
    conn: Connection, house: House, adoption: Adoption, numbers: Numbers, now: datetime
) -> int:
    new = [one for one in adoption.people if one.id not in numbers.people]
    for one in new:
        _refuse_known_address(conn, house, one, numbers)
        numbers.people[one.id] = _add_person(conn, house, one, now)
    return len(new)


def _refuse_known_address(
    conn: Connection, house: House, one: AdoptedPerson, numbers: Numbers
) -> None:
    ours = set(numbers.people.values())
    for address in one.addresses:
        if house.is_ours(address):
            raise CannotAdopt(f"{one.path}.address is the scheme's own; give the person's.")
        known = people.who_has_address(conn, house.scheme_id, address)
        if any(person.id not in ours for person in known):
            raise CannotAdopt(
                f"{one.path}.address belongs to somebody who is in the scheme already: take them out"
                " of the file, or remove them from the scheme first."
            )


def _add_person(conn: Connection, house: House, one: AdoptedPerson, now: datetime) -> int:
    paused = one.state is PersonState.PAUSED
    missing = one.state is PersonState.REGISTERED
    person_id = people.add_person(
        conn,
        house.scheme_id,
        one.state,
        now,
        name=one.name,
        role=one.role,
        specialty=one.specialty,
        grade=one.grade,
        employer=one.employer,
        town=one.town,
        phone=one.phone,
        waiting_since=now if one.state is PersonState.WAITING else None,
        paused_until=one.until if paused else None,
        away_until=None if paused else one.until,
        next_look_at=now + DETAILS_MISSING_AFTER if missing else one.until if paused else None,
        imported_id=one.id,
    )
    for address in one.addresses:
        people.add_address(conn, house.scheme_id, person_id, address)
    note(conn, house, journal.Entry(now, "register", WHY, BY, person_id=person_id))
    return person_id


def _pairs(
    conn: Connection, house: House, adoption: Adoption, numbers: Numbers, now: datetime
) -> int:
    new = [one for one in adoption.pairs if one.id not in numbers.pairs]
    for one in new:
        numbers.pairs[one.id] = _add_pair(conn, house, one, numbers, now)
    return len(new)


def _add_pair(
    conn: Connection, house: House, one: AdoptedPair, numbers: Numbers, now: datetime
) -> int:
    members = [numbers.people[name] for name in one.members]
    for position, person_id in enumerate(members):
        if partnerships.current_partnership(conn, person_id) is not None:
            raise CannotAdopt(f"{one.path}.members[{position}] is in another pair already.")
    look = one.since + timedelta(days=house.chasing.quiet.introduction_days)
    pair_id = partnerships.add_partnership(
        conn,
        house.scheme_id,
        members,
        PartnershipState.ACTIVE,
        one.since,
        imported_id=one.id,
        next_look_at=look if look > now else None,
    )
    for person_id in members:
        note(
            conn,
            house,
            journal.Entry(
                now, "record_pair", WHY, BY, person_id=person_id, details={"partnership": pair_id}
            ),
        )
    return pair_id


def _rounds(conn: Connection, house: House, adoption: Adoption, numbers: Numbers) -> int:
    new = [one for one in adoption.rounds if one.id not in numbers.rounds]
    for one in new:
        numbers.rounds[one.id] = _add_round(conn, house, one)
    for one in adoption.rounds:
        for stage in tasks.stages_of(conn, numbers.rounds[one.id]):
            numbers.stages[one.id, stage.name] = stage.id
    return len(new)


def _add_round(conn: Connection, house: House, one: AdoptedRound) -> int:
    begins = min(stage.opens for stage in one.stages)
    round_id = tasks.add_round(conn, house.scheme_id, one.task, begins, imported_id=one.id)
    planned = [(stage.name, stage.kind, stage.opens, stage.due) for stage in one.stages]
    for position, (name, kind, opens, due) in enumerate([*planned, *_to_come(house, one)]):
        tasks.add_stage(conn, round_id, position, name=name, kind=kind, opens_at=opens, due_at=due)
    return round_id


def _to_come(house: House, one: AdoptedRound) -> list[tuple[str, StageKind, datetime, datetime]]:
    """Plan the stages that follow the last one the file names, as if the task had been started here."""
    if one.task not in house.bank:
        return []
    last = one.stages[-1]
    begins, following = last.due, house.bank[one.task].next_stage(last.name)
    named = {stage.name for stage in one.stages}
    planned = []
    while following is not None:
        days = timedelta(days=following.window_days)
        due = house.hours.deadline_on(house.hours.today(begins) + days)
        if following.name not in named:
            planned.append((following.name, following.kind, begins, due))
        begins, following = due, house.bank[one.task].next_stage(following.name)
    return planned


def _owed(conn: Connection, house: House, one: AdoptedDebt, numbers: Numbers, now: datetime) -> int:
    """Let each owe the stage by its own date; joint ones too are owed by every person."""
    round_id, stage_id = numbers.rounds[one.round], numbers.stages[one.round, one.stage]
    stage = next(each for each in tasks.stages_of(conn, round_id) if each.id == stage_id)
    added = 0
    for name in one.by:
        person_id = numbers.people[name]
        there = tasks.assignments_of_round(conn, round_id, (person_id,))
        if any(each.stage_id == stage_id for each in there):
            continue
        pair = partnerships.current_partnership(conn, person_id)
        assignment_id = tasks.add_assignment(
            conn,
            stage_id=stage_id,
            person_id=person_id,
            partnership_id=None if pair is None else pair.id,
            opened_at=stage.opens_at,
            due_at=stage.due_at,
            done_at=now if one.done else None,
            nudges=[],
        )
        if not one.done:
            look = stages.first_look(conn, house, tasks.assignment_by_id(conn, assignment_id))
            tasks.change_assignment(conn, assignment_id, next_look_at=look)
        added += 1
    return added


def _questions(conn: Connection, house: House, adoption: Adoption, numbers: Numbers) -> int:
    """Open the questions, each under the number by which coordinators have read of it, if they have."""
    known = adopted.questions_adopted(conn, house.scheme_id)
    new = [one for one in adoption.questions if one.id not in known]
    shown = adopt_notes.numbers_shown(adoption)
    named = adopt_notes.questions_shown(new, adoption.people, shown)
    for one in new:
        if one.id in named:
            number = named[one.id]
            _open_question(conn, house, one, numbers, number, shown[number].line)
    adopt_notes.open_items(conn, house, adoption, shown, numbers.people)
    for one in new:
        if one.id not in named:
            _open_question(conn, house, one, numbers)
    return len(new)


def _open_question(
    conn: Connection,
    house: House,
    one: AdoptedQuestion,
    numbers: Numbers,
    number: int = 0,
    shown: str = "",
) -> None:
    if number:
        adopt_notes.refuse_number_in_use(conn, house, number, one.id)
    offered = adopt_notes.suggested_in(shown)
    near = {"suggest": offered} if offered else {}
    asked = put_before_coordinators(
        conn,
        house,
        Case(one.at, WHY, BY),
        Matter.QUESTION,
        f"asks: {textwrap.shorten(one.text, _SHOWN_LETTERS, placeholder=' ...')}",
        ("OK", "your words") if near else ("your answer",),
        person=numbers.people[one.sender],
        details={"text": one.text, "imported_id": one.id, **near},
        number=number,
    )
    entry = journal.Entry(
        one.at, "open_question", WHY, BY, person_id=asked.person_id, promise_id=asked.id
    )
    note(conn, house, entry)


def note(conn: Connection, house: House, entry: journal.Entry) -> None:
    """Write one line of the journal of this scheme."""
    journal.note(conn, house.scheme_id, entry)

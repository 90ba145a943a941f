"""Compare a list of people with the record, and take them on once a coordinator has agreed (A3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.importing import (
    DETAILS,
    Change,
    Fault,
    ImportPlan,
    Problem,
    SignUp,
    Verdict,
    plan,
)
from mailbot.core.mails import MailId
from mailbot.core.namesakes import acquaintances
from mailbot.core.people import Person, PersonState, called, missing_details
from mailbot.core.scheme import Mode, Pacing
from mailbot.edges.db import journal, people, promises
from mailbot.edges.db.addresses import owners_of_addresses
from mailbot.edges.erased import marks as kept_marks
from mailbot.flows.case import Case
from mailbot.flows.doing.joining import LOOK_AGAIN, asks_of, enlist, note_source
from mailbot.flows.doing.preferring import prefer, refuse, refused_by
from mailbot.flows.house import House
from mailbot.flows.marked import is_marked
from mailbot.flows.writing import Letter, queue
from mailbot.translate.surveys import Survey, sign_ups


@dataclass(frozen=True, slots=True)
class Compared:
    """A list beside the record: what an OK would do, and the mark by which the same list is known again."""

    survey: Survey
    plan: ImportPlan
    mark: str
    taken_before: datetime | None


def compare(
    conn: Connection, house: House, survey: Survey, verdicts: Mapping[int, Verdict]
) -> Compared:
    """Say what taking on a list would change now; what was taken on once changes nothing again.

    What people told since stands against the older answers of the same list.
    """
    rows, erased = _not_erased(house, sign_ups(survey, house.rules.vocabulary))
    mark = sha256(repr((rows, sorted(verdicts.items()))).encode()).hexdigest()[:32]
    before = _taken_before(conn, house, mark)
    owners = owners_of_addresses(conn, house.scheme_id)
    known = people.people_by_id(conn, {one for ids in owners.values() for one in ids})
    by_address = {text: [known[one] for one in ids] for text, ids in owners.items()}
    refused = refused_by(conn, house.scheme_id, known)
    found = plan(rows, acquaintances(by_address, refused), house.own_addresses, verdicts)
    found = replace(found, problems=(*found.problems, *erased))
    return Compared(survey, found, mark, before)


def _not_erased(
    house: House, rows: Sequence[SignUp]
) -> tuple[tuple[SignUp, ...], tuple[Problem, ...]]:
    """Leave out who asked to be deleted and has not joined anew at their own word (H5)."""
    marks = kept_marks(house.home)
    gone = [one for one in rows if is_marked(house, marks, one.address.lower(), one.name)]
    numbers = {one.row for one in gone}
    kept = tuple(one for one in rows if one.row not in numbers)
    return kept, tuple(Problem(one.row, Fault.ERASED) for one in gone)


def _taken_before(conn: Connection, house: House, mark: str) -> datetime | None:
    for one in promises.of_kind(conn, house.scheme_id, Matter.IMPORT.value):
        if one.state == "kept" and one.details.get("mark") == mark:
            return one.closed_at
    return None


def take_on(conn: Connection, house: House, case: Case, compared: Compared) -> str:
    """Add who is new and note what is changed, in the caller's transaction; say so in a line.

    Everybody new gets one mail (P01, or P02 where details are missing), paced and in hours.
    """
    found = compared.plan
    if compared.taken_before is not None:
        return "this very list was taken on before; nothing is changed."
    times = departures(case.now, house, len(found.new))
    by = Case(case.now, f"imported from {compared.survey.name}", case.by)
    for one, leaves in zip(found.new, times, strict=True):
        _add(conn, house, by, one, leaves)
    for change in found.changed:
        _change(conn, house, by, change)
    told = f"{len(found.new)} added and {len(found.changed)} updated."
    if not found.new:
        return told
    begins = house.hours.local(next(iter(times)))
    if house.scheme.mode is Mode.LISTEN:
        return f"{told} While the scheme only listens, nobody is written to."
    return f"{told} Their mails leave from {begins:%A %H:%M}."


def take_on_at_once(conn: Connection, house: House, case: Case, compared: Compared) -> str:
    """Take on a list that nobody need agree to by mail, and keep that it was."""
    told = take_on(conn, house, case, compared)
    if compared.taken_before is not None:
        return told
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        Matter.IMPORT.value,
        f"{compared.survey.name} was imported",
        case.now,
        asks_coordinator=False,
        details={"mark": compared.mark},
    )
    promises.close_promise(conn, kept.id, case.now, case.by, "ok")
    return told


def departures(now: datetime, house: House, count: int) -> tuple[datetime, ...]:
    """Spread mails over the hours in which people are written to, within half of what may leave."""
    pace: Pacing = house.scheme.pacing
    each_minute = max(1, pace.per_minute // 2)
    each_day = max(1, pace.per_day // 2)
    found: list[datetime] = []
    moment, today = house.hours.next_open(now), 0
    for number in range(count):
        if number and number % each_minute == 0:
            later = house.hours.next_open(moment + timedelta(minutes=1))
            today = today if house.hours.today(later) == house.hours.today(moment) else 0
            moment = later
        if today >= each_day:
            tomorrow = house.hours.today(moment) + timedelta(days=1)
            moment = house.hours.next_open(house.hours.at(tomorrow, house.hours.opens))
            today = 0
        found.append(moment)
        today += 1
    return tuple(found)


def _add(conn: Connection, house: House, case: Case, one: SignUp, leaves: datetime) -> None:
    details = {name: getattr(one, name) for name in DETAILS}
    details["name"] = called(one.name, one.called)
    identity = people.add_person(conn, house.scheme_id, PersonState.REGISTERED, case.now, **details)
    people.add_address(conn, house.scheme_id, identity, one.address)
    if one.other_address:
        people.add_address(conn, house.scheme_id, identity, one.other_address)
    _note(conn, house, case, "register", identity)
    if one.heard_from:
        note_source(conn, house, case, identity, one.heard_from)
    prefer(conn, house, case, identity, (), one.not_with)
    _welcome(conn, house, case, people.person_by_id(conn, identity), leaves)


def _welcome(conn: Connection, house: House, case: Case, person: Person, leaves: datetime) -> None:
    """Put who is complete on the list; ask the others once for what is missing (A2)."""
    missing = missing_of(person)
    if not missing:
        enlist(conn, house, case, person, not_before=leaves)
        return
    people.change_person(conn, person.id, next_look_at=leaves + LOOK_AGAIN)
    letter = Letter(
        MailId.P02,
        "details are missing in the list",
        to=(person,),
        values={"asks": asks_of(person, missing)},
        in_reply=False,
        not_before=leaves,
        once_key=f"P02:{person.id}",
    )
    queue(conn, house, case.now, letter)


def missing_of(person: Person | SignUp) -> tuple[str, ...]:
    """List what somebody has not told, as phrases to ask for."""
    fields = ("name", "role", "employer", "town")
    return missing_details({name: str(getattr(person, name)) for name in fields})


def _change(conn: Connection, house: House, case: Case, change: Change) -> None:
    """Keep what is new of somebody; whoever rests or has left stays so."""
    if change.details:
        people.change_person(conn, change.person.id, **change.details)
    for address in change.addresses:
        people.add_address(conn, house.scheme_id, change.person.id, address)
    _note(conn, house, case, "update_registration", change.person.id)
    for name in change.not_with:
        refuse(conn, house, case, change.person, name)
    person = people.person_by_id(conn, change.person.id)
    if person.state is PersonState.REGISTERED and not missing_of(person):
        enlist(conn, house, case, person, not_before=house.hours.next_open(case.now))


def _note(conn: Connection, house: House, case: Case, action: str, person: int) -> None:
    entry = journal.Entry(case.now, action, case.because, case.by, person_id=person)
    journal.note(conn, house.scheme_id, entry)


def changes_told(found: ImportPlan) -> Iterator[str]:
    """Say what is changed of whom: "Sam Patel: workplace"."""
    for one in found.changed:
        words = [_WORDS.get(name, name) for name in one.details]
        words.extend("a further email" for _ in one.addresses)
        words.extend(["whom they'd rather not be with"] if one.not_with else [])
        yield f"{one.person.name} ({' and '.join(words)})"


_WORDS = {"employer": "workplace", "role": "job"}

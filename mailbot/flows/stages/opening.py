"""Start a round of a task, and let people owe a stage of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.hours import Hours
from mailbot.core.mail import Attachment
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, PartnershipState, Person
from mailbot.core.tasks import Assignment, StageDefinition, StageKind, TaskDefinition
from mailbot.edges.db import partnerships, people, submissions, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.pictures import pictures_of
from mailbot.flows.stages.planning import first_look
from mailbot.flows.stages.regrouping import without_leavers
from mailbot.flows.stages.telling import (
    of_pair,
    option_of_pair,
    reader_of,
    stage_values,
    thread_of,
)
from mailbot.flows.writing import BULK_HOLD, Letter, queue
from mailbot.translate.templates import Value

ANNOUNCED_AT_HOUR = 10
# Between the last word on a day and the week it lies in: the grace, and a day to plan.
BEFORE_THE_WEEK = timedelta(days=3)


def plan_stages(
    task: TaskDefinition, opens: date, hours: Hours
) -> tuple[tuple[StageDefinition, datetime, datetime], ...]:
    """Lay out the stages of a task from a day on: (stage, opens, due), each after the one before.

    What follows on a day being agreed opens with the week that the day lies in.
    """
    planned: list[tuple[StageDefinition, datetime, datetime]] = []
    begins = hours.next_open(hours.at(opens, hours.opens.replace(hour=ANNOUNCED_AT_HOUR, minute=0)))
    for stage in task.stages:
        due = hours.deadline_on(hours.today(begins) + timedelta(days=stage.window_days))
        planned.append((stage, begins, due))
        begins = _next_week(due, hours) if stage.kind is StageKind.DAY else due
    return tuple(planned)


def _next_week(due: datetime, hours: Hours) -> datetime:
    earliest = hours.today(due) + BEFORE_THE_WEEK
    monday = earliest + timedelta(days=-earliest.weekday() % 7)
    return hours.at(monday, hours.opens)


def start_round(conn: Connection, house: House, case: Case, task: str, opens: date) -> int:
    """Start a task for every pair and trio: stages, what each owes, and the announcements (C3).

    Raises KeyError for a task that is not in the bank.
    """
    planned = plan_stages(house.bank[task], opens, house.hours)
    round_id = tasks.add_round(conn, house.scheme_id, task, case.now)
    stage_ids = [
        tasks.add_stage(
            conn, round_id, position, name=stage.name, kind=stage.kind, opens_at=begins, due_at=due
        )
        for position, (stage, begins, due) in enumerate(planned)
    ]
    _, begins, due = planned[0]
    for found in partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE):
        pair = without_leavers(conn, house, case, found)
        if pair is None:
            continue
        for person in people.people_by_id(conn, pair.members).values():
            if person.takes_mail:
                open_assignment(conn, house, case, person, pair, stage_ids[0], begins, due)
    return round_id


def open_assignment(
    conn: Connection,
    house: House,
    case: Case,
    person: Person,
    pair: Partnership,
    stage_id: int,
    begins: datetime,
    due: datetime,
) -> Assignment:
    """Let somebody owe a stage, and announce it (P10) after a quarter of an hour for second thoughts."""
    assignment_id = owe(conn, house, person, pair, stage_id, begins, due)
    assignment = tasks.assignment_by_id(conn, assignment_id)
    key = f"P10:{stage_id}:{person.id}"
    announce(conn, house, case, assignment, max(begins, case.now + BULK_HOLD), once_key=key)
    return assignment


def owe(
    conn: Connection,
    house: House,
    person: Person,
    pair: Partnership,
    stage_id: int,
    begins: datetime,
    due: datetime,
) -> int:
    """Let somebody owe a stage and set when to look at it first.

    A date that is a bank holiday where they work moves behind it (I4).
    """
    hours = house.hours_of(person)
    assignment_id = tasks.add_assignment(
        conn,
        stage_id=stage_id,
        person_id=person.id,
        partnership_id=pair.id,
        opened_at=begins,
        due_at=hours.on_working_day(due),
        nudges=[],
    )
    assignment = tasks.assignment_by_id(conn, assignment_id)
    look = first_look(conn, house, assignment)
    tasks.change_assignment(conn, assignment_id, next_look_at=look)
    return assignment_id


@dataclass(frozen=True, slots=True)
class Announcement:
    """How a stage begins for somebody: by which mail, and what that says beside the usual.

    `caused_by` is the mail whose words are passed on with it.
    """

    mail: MailId
    because: str
    values: dict[str, Value]
    caused_by: int | None = None
    files: tuple[Attachment, ...] = ()


def announce(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    not_before: datetime,
    *,
    once_key: str | None = None,
) -> None:
    """Queue the mail with which a stage begins for somebody, from the record as it stands now."""
    if assignment.partnership_id is None:
        return
    pair = partnerships.partnership_by_id(conn, assignment.partnership_id)
    person = people.person_by_id(conn, assignment.person_id)
    found = _announcement(conn, house, assignment, pair, person)
    queue(
        conn,
        house,
        case.now,
        Letter(
            found.mail,
            found.because,
            to=(person,),
            template=f"tasks/{assignment.task}/{assignment.stage}",
            values=stage_values(conn, house, person, pair, assignment) | found.values,
            not_before=not_before,
            expires_at=assignment.due_at if found.mail is MailId.P10 else None,
            once_key=once_key,
            thread=thread_of(assignment),
            received_id=found.caused_by,
            assignment_id=assignment.id,
            stage_id=assignment.stage_id,
            needs_open=found.mail is MailId.P10,
            approved=True,
            files=found.files,
        ),
    )


def _announcement(
    conn: Connection, house: House, assignment: Assignment, pair: Partnership, person: Person
) -> Announcement:
    definition = house.task(assignment.task)
    stage = definition.stage(assignment.stage)
    before = definition.stage_before(assignment.stage)
    if stage.opens_on_relay and before is not None:
        return _with_their_words(conn, assignment, pair, person, stage, before)
    if before is not None and before.kind is StageKind.SEALED:
        return _all_sides(conn, assignment, pair, before)
    values: dict[str, Value] = {}
    if before is not None and before.kind is StageKind.CHOICE:
        values["option"] = option_of_pair(conn, assignment.round_id, before, pair)
    return Announcement(MailId.P10, f"task {definition.number} goes on", values)


def _with_their_words(
    conn: Connection,
    assignment: Assignment,
    pair: Partnership,
    person: Person,
    stage: StageDefinition,
    before: StageDefinition,
) -> Announcement:
    writer = reader_of(conn, pair, person, stage)
    theirs = [
        submissions.standing_submission(conn, one.id)
        for one in of_pair(conn, assignment.round_id, before.name, pair)
        if one.person_id == writer.id
    ]
    words = theirs[0] if theirs else None
    values: dict[str, Value] = {"buddy": writer.first_name, "what": before.what}
    values["words"] = words.text if words is not None else None
    cause = words.received_id if words is not None else None
    files = pictures_of(conn, [(writer.first_name, words)])
    return Announcement(MailId.P11, "their buddy's letter is in", values, cause, files)


def _all_sides(
    conn: Connection, assignment: Assignment, pair: Partnership, before: StageDefinition
) -> Announcement:
    names, texts = sides(conn, assignment.round_id, before.name, pair)
    values: dict[str, Value] = {"writers": names, "texts": texts}
    files = pictures_of_sides(conn, assignment.round_id, before.name, pair)
    return Announcement(MailId.P17, "everybody's part is in", values, files=files)


def sides(
    conn: Connection, round_id: int, stage: str, pair: Partnership
) -> tuple[list[str], list[str]]:
    """Give the first names and the words of everybody whose part of a stage stands."""
    names, texts = [], []
    for one in of_pair(conn, round_id, stage, pair):
        standing = submissions.standing_submission(conn, one.id)
        if standing is not None:
            names.append(people.person_by_id(conn, one.person_id).first_name)
            texts.append(standing.text)
    return names, texts


def pictures_of_sides(
    conn: Connection, round_id: int, stage: str, pair: Partnership
) -> tuple[Attachment, ...]:
    """Give the pictures that stand for somebody's words in a stage."""
    work = of_pair(conn, round_id, stage, pair)
    names = people.people_by_id(conn, [one.person_id for one in work])
    return pictures_of(
        conn,
        [
            (names[one.person_id].first_name, submissions.standing_submission(conn, one.id))
            for one in work
        ],
    )

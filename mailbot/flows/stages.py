"""Run a task: start a round, let people owe their part, pass their words on."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.hours import Hours
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, PartnershipState, Person, Role, listed
from mailbot.core.silence import schedule
from mailbot.core.tasks import Assignment, StageDefinition, TaskDefinition
from mailbot.edges.db import outbox, partnerships, people, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import BULK_HOLD, Letter, queue

SECOND_THOUGHTS = timedelta(minutes=5)
ANNOUNCED_AT_HOUR = 10


def plan_stages(
    task: TaskDefinition, opens: date, hours: Hours
) -> tuple[tuple[StageDefinition, datetime, datetime], ...]:
    """Lay out the stages of a task from a day on: (stage, opens, due), each after the one before."""
    planned: list[tuple[StageDefinition, datetime, datetime]] = []
    begins = hours.next_open(hours.at(opens, hours.opens.replace(hour=ANNOUNCED_AT_HOUR, minute=0)))
    for stage in task.stages:
        due = hours.deadline_on(hours.today(begins) + timedelta(days=stage.window_days))
        planned.append((stage, begins, due))
        begins = due
    return tuple(planned)


def start_round(conn: Connection, house: House, case: Case, task: str, opens: date) -> int:
    """Start a task for every pair and trio: stages, what each owes, and the announcements (C3).

    Raises KeyError for a task that is not in the bank.
    """
    definition = house.bank[task]
    planned = plan_stages(definition, opens, house.hours)
    round_id = tasks.add_round(conn, house.scheme_id, task, case.now)
    stage_ids = [
        tasks.add_stage(
            conn, round_id, position, name=stage.name, kind=stage.kind, opens_at=begins, due_at=due
        )
        for position, (stage, begins, due) in enumerate(planned)
    ]
    _, begins, due = planned[0]
    for pair in partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE):
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
) -> None:
    """Let somebody owe the first stage of a round, and announce it (P10)."""
    assignment_id = owe(conn, house, person, pair, stage_id, begins, due)
    assignment = tasks.assignment_by_id(conn, assignment_id)
    definition = house.task(assignment.task)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P10,
            f"task {definition.number} begins",
            to=(person,),
            template=f"tasks/{definition.name}/{assignment.stage}",
            values=stage_values(conn, house, person, pair, assignment),
            not_before=max(begins, case.now + BULK_HOLD),
            expires_at=due,
            once_key=f"P10:{stage_id}:{person.id}",
            thread=thread_of(assignment),
            assignment_id=assignment_id,
            stage_id=stage_id,
            needs_open=True,
            approved=True,
        ),
    )


def owe(
    conn: Connection,
    house: House,
    person: Person,
    pair: Partnership,
    stage_id: int,
    begins: datetime,
    due: datetime,
) -> int:
    """Let somebody owe a stage and set when to look at it first."""
    assignment_id = tasks.add_assignment(
        conn,
        stage_id=stage_id,
        person_id=person.id,
        partnership_id=pair.id,
        opened_at=begins,
        due_at=due,
        nudges=[],
    )
    assignment = tasks.assignment_by_id(conn, assignment_id)
    tasks.change_assignment(conn, assignment_id, next_look_at=first_look(house, assignment))
    return assignment_id


def first_look(house: House, assignment: Assignment) -> datetime:
    """Give when the chase of an assignment begins, a few hours ahead of its first mail."""
    plan = schedule(assignment, house.hours, house.chasing)
    steps = [plan.midway, plan.last_day, plan.grace, plan.quiet]
    return min(one for one in steps if one is not None)


def thread_of(assignment: Assignment) -> str:
    """Name the thread of one person's stage: one subject for its whole life (I2)."""
    return thread_of_stage(assignment.stage_id, assignment.person_id)


def thread_of_stage(stage_id: int, person_id: int) -> str:
    """Name the same thread for somebody who owes nothing in the stage so far."""
    return f"stage:{stage_id}:{person_id}"


def stage_values(
    conn: Connection, house: House, person: Person, pair: Partnership, assignment: Assignment
) -> dict[str, str | int | datetime]:
    """Give what the mails about one stage say of it."""
    definition = house.task(assignment.task)
    stage = definition.stage(assignment.stage)
    partner = reader_of(conn, pair, person, stage)
    values: dict[str, str | int | datetime] = {
        "task": f"Task {definition.number}",
        "what": stage.what,
        "minutes": stage.minutes,
        "limit": stage.limit_words,
        "due": house.hours.local(assignment.due_at),
        "until": house.hours.local(schedule(assignment, house.hours, house.chasing).until),
        "buddy": partner.first_name,
        "counterpart": "manager" if person.role is Role.CLINICIAN else "doctor",
    }
    following = definition.next_stage(assignment.stage)
    if following is not None:
        days = timedelta(days=following.window_days)
        values["answer_due"] = house.hours.local(
            house.hours.deadline_on(house.hours.today(assignment.due_at) + days)
        )
    return values


def reader_of(
    conn: Connection, pair: Partnership, writer: Person, stage: StageDefinition
) -> Person:
    """Give who reads somebody's words: in a ring, each writes to the next and answers the one before."""
    members = list(pair.members)
    step = -1 if stage.opens_on_relay else 1
    position = (members.index(writer.id) + step) % len(members)
    return people.person_by_id(conn, members[position])


def names_of_buddies(conn: Connection, pair: Partnership, person: Person) -> str:
    """Give the first names of everybody else in a pair or trio."""
    others = [one for one in pair.members if one != person.id]
    found = people.people_by_id(conn, others)
    return listed([found[one].first_name for one in others])


def relay(
    conn: Connection, house: House, case: Case, assignment: Assignment, *, delivered: bool
) -> None:
    """Pass somebody's words on, clean, to the one who is to read them (C4); open their answer."""
    words = tasks.standing_submission(conn, assignment.id)
    pair = _still_together(conn, assignment)
    if words is None or pair is None:
        return
    writer = people.person_by_id(conn, assignment.person_id)
    definition = house.task(assignment.task)
    stage = definition.stage(assignment.stage)
    reader = reader_of(conn, pair, writer, stage)
    if stage.opens_on_relay:
        _bring_answer(conn, house, case, assignment, writer, reader, words.text, delivered)
    else:
        _bring_letter(conn, house, case, assignment, pair, writer, reader, words.text, delivered)
    tasks.mark_relayed(conn, words.id)


def _still_together(conn: Connection, assignment: Assignment) -> Partnership | None:
    """A letter is never passed to somebody who has moved on (D8)."""
    if assignment.partnership_id is None:
        return None
    pair = partnerships.partnership_by_id(conn, assignment.partnership_id)
    return pair if pair.state is PartnershipState.ACTIVE else None


def _passes_on_at(case: Case) -> datetime:
    """Wait a little: "ignore that, wrong version" comes within minutes."""
    arrived = case.incoming.arrived if case.incoming is not None else case.now
    return max(case.now, arrived + SECOND_THOUGHTS)


def _bring_letter(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    pair: Partnership,
    writer: Person,
    reader: Person,
    text: str,
    delivered: bool,  # noqa: FBT001
) -> None:
    definition = house.task(assignment.task)
    written = definition.stage(assignment.stage)
    following = definition.next_stage(assignment.stage)
    if following is None or not following.opens_on_relay:
        return
    later = [
        one for one in tasks.stages_of(conn, assignment.round_id) if one.name == following.name
    ]
    if not later:
        return
    stage = later[0]
    existing = [
        one
        for one in tasks.assignments_of_round(conn, assignment.round_id, (reader.id,))
        if one.stage == following.name
    ]
    begins = house.hours.next_open(_passes_on_at(case))
    shortest = house.hours.today(begins) + timedelta(days=following.window_days)
    due = max(stage.due_at, house.hours.deadline_on(shortest))
    owed_id = existing[0].id if existing else owe(conn, house, reader, pair, stage.id, begins, due)
    if delivered:
        return
    owed = tasks.assignment_by_id(conn, owed_id)
    values = stage_values(conn, house, reader, pair, owed)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P11,
            "their buddy's letter is in",
            to=(reader,),
            template=f"tasks/{definition.name}/{following.name}",
            values=values | {"buddy": writer.first_name, "what": written.what, "words": text},
            not_before=_passes_on_at(case),
            thread=thread_of(owed),
            received_id=case.received_id,
            assignment_id=owed_id,
            stage_id=stage.id,
            once_key=f"P11:{assignment.id}:{case.received_id or 0}",
        ),
    )


def _bring_answer(
    conn: Connection,
    house: House,
    case: Case,
    assignment: Assignment,
    writer: Person,
    reader: Person,
    text: str,
    delivered: bool,  # noqa: FBT001
) -> None:
    """Bring the answer together with the letter it answers, and ask one question (C6)."""
    definition = house.task(assignment.task)
    first = definition.stages[0].name
    own = [
        one
        for one in tasks.assignments_of_round(conn, assignment.round_id, (reader.id,))
        if one.stage == first
    ]
    letter = tasks.standing_submission(conn, own[0].id) if own else None
    if delivered or letter is None:
        return
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P17,
            "their letter is answered",
            to=(reader,),
            template=f"tasks/{definition.name}/answered",
            values={"buddy": writer.first_name, "letter": letter.text, "answer": text},
            not_before=_passes_on_at(case),
            received_id=case.received_id,
            assignment_id=own[0].id,
            stage_id=own[0].stage_id,
            once_key=f"P17:{assignment.id}:{case.received_id or 0}",
        ),
    )


def replace_words(conn: Connection, house: House, case: Case, assignment: Assignment) -> bool:
    """Let newer words take the place of older ones; False when those have been passed on already."""
    versions = tasks.submissions_of(conn, assignment.id)
    older = [one.received_id for one in versions[:-1] if one.received_id is not None]
    passed_on = [one for one in versions[:-1] if one.state == "relayed"]
    taken_back = sum(
        outbox.withdraw_queued(
            conn, house.scheme_id, "a newer version came", mails=("P11", "P17"), received_id=one
        )
        for one in older
    )
    return taken_back > 0 or not passed_on

"""What the mails about one stage say of it: names, dates, and what came before."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.agreeing import settled_option
from mailbot.core.people import Partnership, PartnershipState, Person, Role, listed, still_here
from mailbot.core.tasks import Assignment, StageDefinition, StageKind, TaskDefinition
from mailbot.edges.db import partnerships, people, rounds, submissions, tasks
from mailbot.flows.house import House
from mailbot.flows.stages.planning import plan_of
from mailbot.translate.templates import Value

WORKING_WEEK = 5
SATURDAY = 5


def thread_of(assignment: Assignment) -> str:
    """Name the thread of one person's stage: one subject for its whole life (I2)."""
    return thread_of_stage(assignment.stage_id, assignment.person_id)


def thread_of_stage(stage_id: int, person_id: int) -> str:
    """Name the same thread for somebody who owes nothing in the stage so far."""
    return f"stage:{stage_id}:{person_id}"


def thread_of_meeting(stage_id: int, partnership_id: int) -> str:
    """Name the thread that begins with the introduction of a pair to their expert (P32)."""
    return thread_of_stage(stage_id, partnership_id) + ":met"


def moved_date(house: House, owed: Assignment, due: datetime) -> dict[str, Value]:
    """Give what each mail about a new date says (P33): of what, and until when by the scheme's clock."""
    return {
        "what": house.task(owed.task).stage(owed.stage).what,
        "due": house.hours.local(due),
    }


def stage_values(
    conn: Connection, house: House, person: Person, pair: Partnership, assignment: Assignment
) -> dict[str, Value]:
    """Give what the mails about one stage say of it."""
    definition = house.task(assignment.task)
    stage = definition.stage(assignment.stage)
    values: dict[str, Value] = {
        "task": f"Task {definition.number}",
        "what": stage.what,
        "minutes": stage.minutes,
        "limit": stage.limit_words or None,
        "due": house.hours.local(assignment.due_at),
        "until": house.hours.local(plan_of(conn, house, assignment).until),
        "buddy": whom_it_is_for(conn, pair, person, stage),
        "stand_in": _is_answered_in_any_case(definition, stage),
        "counterpart": "manager" if person.role is Role.CLINICIAN else "doctor",
        "trio": len(_others_here(conn, pair, person)) > 1,
        "competences": house.frameworks.in_order(stage.competences),
        "commissioner": house.scheme.commissioner,
    }
    following = definition.next_stage(assignment.stage)
    if following is not None and stage.kind is StageKind.LETTER:
        days = timedelta(days=following.window_days)
        values["answer_due"] = house.hours.local(
            house.hours.deadline_on(house.hours.today(assignment.due_at) + days)
        )
    return values | _of_the_days(conn, house, assignment, stage)


def values_of_own(house: House, assignment: Assignment) -> dict[str, Value]:
    """Give what mails say of work outside a pair: that of a stand-in, or begun by hand."""
    stage = house.task(assignment.task).stage(assignment.stage)
    limit = stage.limit_words or None
    return {"what": stage.what, "limit": limit, "due": house.hours.local(assignment.due_at)}


def whom_it_is_for(
    conn: Connection, pair: Partnership, person: Person, stage: StageDefinition
) -> str:
    """Give the first names of who reads somebody's part: one reader of a letter, else all the others."""
    if stage.kind is StageKind.LETTER:
        return reader_of(conn, pair, person, stage).first_name
    return names_of_buddies(conn, pair, person)


def _is_answered_in_any_case(task: TaskDefinition, stage: StageDefinition) -> bool:
    """Whoever writes a letter is told beforehand that somebody else may read and answer it (law 5)."""
    following = task.next_stage(stage.name)
    return stage.kind is StageKind.LETTER and following is not None and following.opens_on_relay


def _of_the_days(
    conn: Connection, house: House, assignment: Assignment, stage: StageDefinition
) -> dict[str, Value]:
    """Give the week that is asked about, or the day that a diary is about."""
    if stage.kind is StageKind.DAY:
        days = week_asked_about(conn, house, assignment.round_id)
        return {"first_day": days[0], "last_day": days[-1]} if days else {}
    before = house.task(assignment.task).stage_before(stage.name)
    if before is not None and before.kind is StageKind.DAY:
        return {"on": house.hours.today(assignment.opened_at)}
    return {}


def week_asked_about(conn: Connection, house: House, round_id: int) -> tuple[date, ...]:
    """Give the working days that people choose from: those of the week in which the next stage opens.

    A stage that opens when that week is as good as over means the week after.
    """
    stages = tasks.stages_of(conn, round_id)
    kinds = [one.kind for one in stages]
    after = stages[kinds.index(StageKind.DAY) + 1 :] if StageKind.DAY in kinds else ()
    if not after:
        return ()
    opens = house.hours.local(after[0].opens_at)
    monday = opens.date() - timedelta(days=opens.weekday())
    if opens.weekday() >= SATURDAY or opens.timetz() >= house.hours.deadline.replace(
        tzinfo=opens.tzinfo
    ):
        monday += timedelta(days=7)
    week = tuple(monday + timedelta(days=shift) for shift in range(WORKING_WEEK))
    return tuple(one for one in week if house.hours.is_working(one)) or week


def reader_of(
    conn: Connection, pair: Partnership, writer: Person, stage: StageDefinition
) -> Person:
    """Give who reads somebody's words: in a ring, each writes to the next and answers the one before."""
    members = list(pair.members)
    step = -1 if stage.opens_on_relay else 1
    position = (members.index(writer.id) + step) % len(members)
    return people.person_by_id(conn, members[position])


def names_of_buddies(conn: Connection, pair: Partnership, person: Person) -> str:
    """Give the first names of everybody else in a pair or trio who is still there; of one left alone, who was."""
    return listed([one.first_name for one in _others_here(conn, pair, person)])


def _others_here(conn: Connection, pair: Partnership, person: Person) -> tuple[Person, ...]:
    others = [one for one in pair.members if one != person.id]
    found = people.people_by_id(conn, others)
    return still_here([found[one] for one in others])


def still_together(conn: Connection, assignment: Assignment) -> Partnership | None:
    """Give the pair or trio of a piece of work; None where they have moved on (D8)."""
    if assignment.partnership_id is None:
        return None
    pair = partnerships.partnership_by_id(conn, assignment.partnership_id)
    return pair if pair.state is PartnershipState.ACTIVE else None


def of_pair(
    conn: Connection, round_id: int, stage: str, pair: Partnership
) -> tuple[Assignment, ...]:
    """Give what each of a pair or trio owes or did in a stage of a round."""
    found = tasks.assignments_of_round(conn, round_id, pair.members)
    return tuple(one for one in found if one.stage == stage and one.partnership_id == pair.id)


def is_waited_for(conn: Connection, assignment: Assignment, pair: Partnership | None) -> bool:
    """Say whether what somebody gave stays sealed because another's part is still open (C12)."""
    if assignment.kind is not StageKind.SEALED or pair is None:
        return False
    work = of_pair(conn, assignment.round_id, assignment.stage, pair)
    return any(one.is_open for one in work if one.id != assignment.id)


def option_of_pair(
    conn: Connection, round_id: int, stage: StageDefinition, pair: Partnership
) -> str:
    """Give the option that a pair or trio ended up with in a stage; empty for none."""
    taken = []
    for one in of_pair(conn, round_id, stage.name, pair):
        versions = submissions.submissions_of(conn, one.id)
        standing = submissions.standing_submission(conn, one.id)
        if standing is not None:
            taken.append((versions[0].at, versions[0].id, standing.said.option))
    said = [option for _, _, option in sorted(taken)]
    return settled_option(said, stage.choices, time_is_up=True) or ""


def is_off(conn: Connection, house: House, assignment: Assignment) -> bool:
    """Say whether its task was called off, so that nothing follows from it; an answer to a letter is still welcome."""
    answers = house.task(assignment.task).stage(assignment.stage).opens_on_relay
    return not answers and rounds.is_called_off(conn, house.scheme_id, assignment.round_id)

"""A pair or trio in one stage: who has done what, and who goes on to the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.agreeing import Said
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, Person
from mailbot.core.stages import Part
from mailbot.core.tasks import Assignment, StageDefinition
from mailbot.edges.db import outbox, people, submissions, tasks
from mailbot.edges.db.tasks import Stage
from mailbot.flows import portfolio
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.opening import announce, owe, pictures_of_sides, sides
from mailbot.flows.stages.planning import plan_of
from mailbot.flows.stages.telling import of_pair, thread_of_stage
from mailbot.flows.writing import Letter, queue

# "Ignore that, wrong version" comes within minutes.
SECOND_THOUGHTS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Group:
    """A pair or trio in a stage of a round; `parts` and `work` are in the order of its members."""

    pair: Partnership
    task: str
    stage: StageDefinition
    round_id: int
    stage_id: int
    work: tuple[Assignment, ...]
    parts: tuple[Part, ...]
    people: dict[int, Person]

    @property
    def came(self) -> tuple[Part, ...]:
        """Give the parts that came, in the order in which they came."""
        found = [one for one in self.parts if one.came and one.at is not None]
        return tuple(sorted(found, key=lambda one: (one.at, one.assignment)))

    @property
    def members(self) -> tuple[Person, ...]:
        """Give the people who can be written to, in their order."""
        found = (self.people[one] for one in self.pair.members)
        return tuple(one for one in found if one.takes_mail)

    def name(self, person_id: int) -> str:
        """Give the first name of one of them."""
        return self.people[person_id].first_name


def group_in_stage(
    conn: Connection, house: House, assignment: Assignment, pair: Partnership
) -> Group:
    """Gather what everybody of a pair or trio has done in the stage of an assignment."""
    work = of_pair(conn, assignment.round_id, assignment.stage, pair)
    return Group(
        pair=pair,
        task=assignment.task,
        stage=house.task(assignment.task).stage(assignment.stage),
        round_id=assignment.round_id,
        stage_id=assignment.stage_id,
        work=work,
        parts=tuple(_part(conn, house, one) for one in work),
        people=dict(people.people_by_id(conn, pair.members)),
    )


def _part(conn: Connection, house: House, one: Assignment) -> Part:
    versions = submissions.submissions_of(conn, one.id)
    standing = submissions.standing_submission(conn, one.id)
    said = standing.said if standing is not None else Said()
    # Who can do none of the days has told us something, and has still to name one.
    none_of_them = bool(said.refused) and not (said.suits or said.any_day) and one.is_open
    return Part(
        person=one.person_id,
        assignment=one.id,
        is_open=one.is_open,
        grace_until=plan_of(conn, house, one).until,
        words=None if standing is None or none_of_them else standing.text,
        said=said,
        at=versions[0].at if versions else None,
    )


def goes_on_at(case: Case) -> datetime:
    """Give when what follows from a mail may leave: a little later, for second thoughts."""
    arrived = case.incoming.arrived if case.incoming is not None else case.now
    return max(case.now, arrived + SECOND_THOUGHTS)


def following_stage(conn: Connection, house: House, group: Group) -> Stage | None:
    """Give the next stage of the round, as it was planned; None after the last."""
    following = house.task(group.task).next_stage(group.stage.name)
    if following is None:
        return None
    found = tasks.stages_of(conn, group.round_id)
    return next((one for one in found if one.name == following.name), None)


def open_next(
    conn: Connection, house: House, case: Case, group: Group, whom: Iterable[Person]
) -> bool:
    """Let people owe the stage that follows and announce it; False where nothing was to be opened.

    It stays open for its whole window, also where the stage before took longer than planned.
    """
    following = following_stage(conn, house, group)
    if following is None:
        return False
    definition = house.task(group.task).stage(following.name)
    begins = house.hours.next_open(goes_on_at(case))
    days = timedelta(days=definition.window_days)
    due = max(following.due_at, house.hours.deadline_on(house.hours.today(begins) + days))
    theirs = tasks.assignments_of_round(conn, group.round_id, group.pair.members)
    there = {one.person_id for one in theirs if one.stage == following.name}
    opened = False
    for person in whom:
        if person.takes_mail and person.id not in there:
            owed = owe(conn, house, person, group.pair, following.id, begins, due)
            assignment = tasks.assignment_by_id(conn, owed)
            announce(conn, house, case, assignment, begins)
            opened = True
    return opened


def show_all_sides(
    conn: Connection, house: House, case: Case, group: Group, whom: Iterable[Person]
) -> None:
    """Show everybody's words to those who gave theirs, where nothing follows them (P17, C12)."""
    names, texts = sides(conn, group.round_id, group.stage.name, group.pair)
    files = pictures_of_sides(conn, group.round_id, group.stage.name, group.pair)
    for person in whom:
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P17,
                "everybody's part is in",
                to=(person,),
                values={
                    "task": f"Task {house.task(group.task).number}",
                    "what": group.stage.what,
                    "writers": names,
                    "texts": texts,
                },
                not_before=goes_on_at(case),
                once_key=f"P17:{group.stage_id}:{group.pair.id}:{person.id}",
                thread=thread_of_stage(group.stage_id, person.id),
                stage_id=group.stage_id,
                files=files,
            ),
        )


def end_quietly(
    conn: Connection, house: House, case: Case, assignments: Iterable[Assignment]
) -> None:
    """End what is still open because the others have gone on; its reminders are taken back."""
    for one in assignments:
        if one.is_open:
            came = submissions.standing_submission(conn, one.id) is not None
            tasks.end_assignment(conn, one.id, case.now, came=came)
            withdraw_reminders(conn, house, one.id, "the others have gone on")
            portfolio.send_when_done(conn, house, case, one)


REMINDERS = ("P10", "P20", "P21", "P22", "P23", "P24")


def withdraw_reminders(conn: Connection, house: House, assignment_id: int, why: str) -> None:
    """Take back what would remind somebody of work that is in or over."""
    outbox.withdraw_queued(conn, house.scheme_id, why, mails=REMINDERS, assignment_id=assignment_id)

"""Call a running task off at a coordinator's word: who is still in it hears so once, and nobody else (C18)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.tasks import Assignment, TaskDefinition
from mailbot.edges.db import outbox, partnerships, people, promises, rounds, submissions, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages.dates import BEGINNINGS
from mailbot.flows.stages.skipping import NEEDNT_BE_DONE
from mailbot.flows.writing import BULK_HOLD, Letter, queue

# What coordinators are asked about work that is open: with it these questions end.
_ABOUT_OPEN_WORK = (
    do.Matter.EXTENSION,
    do.Matter.TOO_MANY_LATE,
    do.Matter.CLARIFY,
    do.Matter.STAND_IN,
    do.Matter.EXPERT,
)


@dataclass(frozen=True, slots=True)
class Still:
    """Who is still in a round: what they owe, or nothing where only their buddy does; `heard` of it or not."""

    person: Person
    owed: tuple[Assignment, ...]
    heard: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class Round:
    """The newest round of a task: what is open in it, who is in it still, and how many have finished."""

    id: int
    owed: tuple[Assignment, ...]
    still: tuple[Still, ...]
    finished: int

    @property
    def told(self) -> tuple[Still, ...]:
        """Give those who get a line: they have heard of the task and may get mail."""
        return tuple(one for one in self.still if one.heard and one.person.takes_mail)


def newest_round(conn: Connection, house: House, task: TaskDefinition) -> Round:
    """Give who is in the newest round of a task, and how far they are; raises LookupError where it never ran."""
    known = [one for one, name, _ in tasks.rounds_of(conn, house.scheme_id) if name == task.name]
    if not known:
        raise LookupError(f"{task.name} has never run")
    stages = tasks.stages_of(conn, known[0])
    work = [one for stage in stages for one in tasks.in_stage(conn, stage.id)]
    heard = {
        one.assignment_id
        for stage in stages
        for one in outbox.beginnings(
            conn, house.scheme_id, stage.id, [mail.value for mail in BEGINNINGS]
        )
        if one.waits is None
    }
    owed = tuple(one for one in work if one.is_open)
    ids = _still_in(conn, work, owed)
    everybody = people.people_by_id(conn, sorted({one.person_id for one in work}))
    still = tuple(
        Still(
            everybody[person],
            tuple(one for one in owed if one.person_id == person),
            any(one.id in heard for one in work if one.person_id == person),
            any(_sent(conn, one) for one in work if one.person_id == person),
        )
        for person in ids
    )
    return Round(known[0], owed, still, len(everybody) - len(ids))


def _still_in(
    conn: Connection, work: Iterable[Assignment], owed: Iterable[Assignment]
) -> list[int]:
    """Give who owes something, or waits for a buddy who does."""
    waiting = {one.partnership_id for one in owed if one.partnership_id is not None}
    members = {one: set(partnerships.partnership_by_id(conn, one).members) for one in waiting}
    owes = {one.person_id for one in owed}
    return sorted(
        {
            one.person_id
            for one in work
            if one.person_id in owes or one.person_id in members.get(one.partnership_id or 0, ())
        }
    )


def _sent(conn: Connection, one: Assignment) -> bool:
    return submissions.standing_submission(conn, one.id) is not None


def would(conn: Connection, house: House, task: TaskDefinition) -> tuple[str, int]:
    """Say what calling a task off would do, and to how many people it writes."""
    found = newest_round(conn, house, task)
    told = len(found.told)
    if not found.owed:
        return f"Nobody owes anything for task {task.number}; it would only be closed.", 0
    if not told:
        return (
            f"Task {task.number} would be called off. Nobody has heard of it so far, so nobody is written to.",
            0,
        )
    who = "1 person still has" if told == 1 else f"{told} people still have"
    line = (
        f"Task {task.number} would be called off. {who} it open, and one line would tell each of "
        f"them.{_spared(found)} What people have sent stays theirs, in their portfolio."
    )
    return line, told


def _spared(found: Round) -> str:
    if not found.finished:
        return ""
    have = "1 has" if found.finished == 1 else f"{found.finished} have"
    return f" {have} finished and {'is' if found.finished == 1 else 'are'} not mailed."


def call_off(conn: Connection, house: House, case: Case, task: TaskDefinition) -> str:
    """Call a task off: what is open ends, what waits to leave stays here, and a line tells who is in it still."""
    found = newest_round(conn, house, task)
    why = f"{case.by} called it off"
    for one in found.owed:
        tasks.end_assignment(conn, one.id, case.now, came=False)
        outbox.withdraw_queued(conn, house.scheme_id, why, assignment_id=one.id)
    _ask_no_more(conn, house, case, found)
    rounds.end_rounds_of(conn, house.scheme_id, task.name, case.now)
    for each in found.told:
        _tell(conn, house, case, task, found, each)
    told = len(found.told)
    ended = f"Task {task.number} is called off."
    if not told:
        return f"{ended} Nobody had heard of it, so nobody is written to."
    whom = "1 person who was" if told == 1 else f"each of the {told} people who were"
    return f"{ended} In 15 minutes, in hours, one line tells {whom} still in it.{_spared(found)}"


def _ask_no_more(conn: Connection, house: House, case: Case, found: Round) -> None:
    """Close what coordinators were asked about work that has ended."""
    ended = {one.id for one in found.owed}
    stages = {one.id for one in tasks.stages_of(conn, found.id)}
    people_in_it = {one.person.id for one in found.still}
    for matter in _ABOUT_OPEN_WORK:
        for asked in promises.open_promises(conn, house.scheme_id, matter.value):
            stage = asked.details.get("stage_id")
            of_letter = matter is do.Matter.STAND_IN and asked.person_id in people_in_it
            if asked.assignment_id in ended or stage in stages or of_letter:
                promises.close_promise(conn, asked.id, case.now, case.by, "called off", kept=False)


def _tell(
    conn: Connection, house: House, case: Case, task: TaskDefinition, found: Round, each: Still
) -> None:
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P33,
            NEEDNT_BE_DONE,
            to=(each.person,),
            values={"line": _line(task, each)},
            not_before=house.hours.next_open(case.now + BULK_HOLD),
            in_reply=False,
            once_key=rounds.off_key(found.id, each.person.id),
        ),
    )


def _line(task: TaskDefinition, each: Still) -> str:
    """Say in a sentence or two what has ended, and what becomes of what they sent or were sent."""
    ended = f"Task {task.number} has been called off"
    kept = " What you sent stays in your portfolio." if each.sent else ""
    if any(task.stage(one.stage).opens_on_relay for one in each.owed):
        # Whoever wrote that letter would be glad of an answer all the same, and it is passed on.
        return f"{ended}, so you needn't answer the letter you have; if you'd like to, just reply to it."
    if each.owed:
        return f"{ended}, so your {task.stage(each.owed[0].stage).what} needn't be done.{kept}"
    return f"{ended}, so please don't wait for more.{kept}"

"""Move the date of one person or of a whole task, or call a task off, at a coordinator's word (C18)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment, TaskDefinition
from mailbot.edges.db import outbox, people, tasks
from mailbot.flows import stages
from mailbot.flows.case import Case
from mailbot.flows.doing import absences, work
from mailbot.flows.house import House
from mailbot.flows.ordering.naming import person_named
from mailbot.flows.writing import BULK_HOLD, Letter, queue

NOBODY_TO_MOVE = "Everybody who is still open has that day already; nothing was done."


def find_task(house: House, text: str) -> TaskDefinition | None:
    """Find a task of the bank by its number or a word of its name."""
    words = text.casefold().replace(":", " ").split()
    for one in house.bank.values():
        title = one.title.casefold().split()
        if str(one.number) in words or one.name in words or (title and title[0] in words):
            return one
    return None


def running_task(conn: Connection, house: House, text: str) -> TaskDefinition | None:
    """Find the task that is meant among those that have run; without a word it is the newest."""
    ran = [name for _, name, _ in tasks.rounds_of(conn, house.scheme_id) if name in house.bank]
    found = find_task(house, text)
    if found is None and ran and not text.strip():
        return house.bank[ran[0]]
    return found if found is not None and found.name in ran else None


def extend_person(conn: Connection, house: House, case: Case, name: str, until: date | None) -> str:
    """Give one person more time for what they owe first; their buddies hear the new date."""
    person = person_named(conn, house, name)
    if isinstance(person, str):
        return person
    owed = tasks.owed_by(conn, person.id)
    if until is None:
        return "Until when? Say for example: extend sam to friday. Nothing was done."
    if not owed:
        return f"{person.name} owes nothing just now; nothing was done."
    if until < house.hours.today(case.now):
        return f"{until.day} {until:%B} has passed; nothing was done."
    bare = Case(case.now, case.because, case.by)
    work.grant_extension(conn, house, bare, do.GrantExtension(owed[0].id, until))
    absences.tell_buddies(conn, house, bare, do.TellBuddy(person.id, "later", until, owed[0].id))
    due = house.hours.local(tasks.assignment_by_id(conn, owed[0].id).due_at)
    return f"{person.name} has until {due:%A} {due.day} {due:%B}; they and their buddy are told."


def open_in_task(
    conn: Connection, house: House, task: TaskDefinition
) -> tuple[tuple[Assignment, ...], int]:
    """Give what is open in the newest round of a task, and how many parts of it are done."""
    rounds = [one for one, name, _ in tasks.rounds_of(conn, house.scheme_id) if name == task.name]
    if not rounds:
        return (), 0
    owed = [one for one in tasks.all_owed(conn, house.scheme_id) if one.round_id == rounds[0]]
    staged = {one.stage_id for one in owed}
    return tuple(owed), sum(tasks.progress(conn, one)[0] for one in staged)


def to_move(house: House, owed: Sequence[Assignment], until: date) -> tuple[Assignment, ...]:
    """Give which open parts a date for everybody is about; nobody loses time that they have (C18).

    Where somebody is due before the day, it gives more time, and who has more already keeps it. Where
    nobody is, the date is brought forward for the step that is due first.
    """
    due = house.hours.deadline_on(until)
    sooner = tuple(one for one in owed if one.due_at < due)
    first = min(owed, key=lambda one: one.due_at).stage_id if owed else 0
    return sooner or tuple(one for one in owed if one.stage_id == first and one.due_at > due)


def move_date(
    conn: Connection, house: House, case: Case, owed: Assignment, until: date
) -> datetime | None:
    """Move one date and give it; an announcement that has not left is written again with the new one.

    Gives None where it was: then nobody need be told of the change.
    """
    waits = outbox.earliest_queued(conn, house.scheme_id, owed.id, ("P10",))
    due = stages.move_deadline(conn, house, case, owed, until)
    return due if waits is None else None


def extend_task(
    conn: Connection, house: House, case: Case, task: TaskDefinition, until: date
) -> str:
    """Move the date of everybody who is still open in a task; one line to each of them (P33)."""
    still_open, done = open_in_task(conn, house, task)
    owed = to_move(house, still_open, until)
    if not owed:
        return NOBODY_TO_MOVE
    for one in owed:
        person = people.person_by_id(conn, one.person_id)
        due = move_date(conn, house, case, one, until)
        if due is None or not person.takes_mail:
            continue
        letter = Letter(
            MailId.P33,
            f"{case.by} gave everybody more time",
            to=(person,),
            values={
                **stages.moved_date(house, one, due),
                "everybody": True,
                "sooner": due < one.due_at,
            },
            assignment_id=one.id,
            needs_open=True,
            not_before=house.hours.next_open(case.now + BULK_HOLD),
            in_reply=False,
        )
        queue(conn, house, case.now, letter)
    for stage in {one.stage_id for one in owed}:
        tasks.change_stage(conn, stage, due_at=house.hours.deadline_on(until))
    day = house.hours.local(house.hours.deadline_on(until))
    parts = "1 open part is" if len(owed) == 1 else f"{len(owed)} open parts are"
    spared = "; who has sent theirs doesn't hear" if done else ""
    return (
        f"Task {task.number}: {parts} due {day:%A} {day.day} {day:%B}. One line leaves in 15 "
        f"minutes, unless you reply STOP{spared}."
    )

"""Give people who are named in one order more time, with one line to each: buddies who move together hear it at once."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, listed
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people, tasks
from mailbot.flows.case import Case
from mailbot.flows.doing import absences, work
from mailbot.flows.house import House
from mailbot.flows.ordering.dates import extend_person
from mailbot.flows.ordering.naming import people_named
from mailbot.flows.stages.telling import moved_date, still_together
from mailbot.flows.writing import Letter, queue


def extend_people(
    conn: Connection, house: House, case: Case, names: Sequence[str], until: date | None
) -> str:
    """Move what each of some people owes first to a day; their buddies hear of it, once.

    Nothing is done where one of them owes nothing, is not known, or the day has passed. Raises WhichOne.
    """
    if len(names) == 1:
        return extend_person(conn, house, case, names[0], until)
    found = people_named(conn, house, tuple(names))
    problem = found if isinstance(found, str) else _why_not(conn, house, case, found, until)
    if problem or until is None or isinstance(found, str):
        return problem
    bare = Case(case.now, case.because, case.by)
    first = {one.id: tasks.owed_by(conn, one.id)[0] for one in found}
    for owed in first.values():
        work.move_date(conn, house, bare, owed, until)
    moved = {one: tasks.assignment_by_id(conn, owed.id) for one, owed in first.items()}
    for one in found:
        _tell(conn, house, bare, one, moved)
        absences.tell_buddies(
            conn, house, bare, do.TellBuddy(one.id, "later", until, moved[one.id].id), but=moved
        )
    due = house.hours.local(max(one.due_at for one in moved.values()))
    who = listed([one.name for one in found])
    return f"{who} have until {due:%A} {due.day} {due:%B}; each of them is told, and so is a buddy whose date stays."


def why_not(conn: Connection, house: House, case: Case, names: Sequence[str], until: date) -> str:
    """Say why some people's dates can't be moved to a day; empty where they can. Raises WhichOne."""
    found = people_named(conn, house, tuple(names))
    return found if isinstance(found, str) else _why_not(conn, house, case, found, until)


def _why_not(
    conn: Connection, house: House, case: Case, found: Sequence[Person], until: date | None
) -> str:
    if until is None:
        return "Until when? Say for example: extend sam to friday. Nothing was done."
    if until < house.hours.today(case.now):
        return f"{until.day} {until:%B} has passed; nothing was done."
    idle = [one.name for one in found if not tasks.owed_by(conn, one.id)]
    owe = "owes" if len(idle) == 1 else "owe"
    return f"{listed(idle)} {owe} nothing just now; nothing was done." if idle else ""


def _tell(
    conn: Connection, house: House, case: Case, person: Person, moved: dict[int, Assignment]
) -> None:
    owed = moved[person.id]
    pair = still_together(conn, owed)
    known = people.people_by_id(
        conn, [one for one in pair.members if one != person.id] if pair else []
    )
    same = [one for one in known.values() if _has_same_date(moved.get(one.id), owed.due_at)]
    others = [one for one in known.values() if one not in same and one.takes_mail]
    letter = Letter(
        MailId.P33,
        f"{case.by} gave them more time",
        to=(person,),
        values={
            **moved_date(house, owed, owed.due_at),
            "given": True,
            "too": listed([one.first_name for one in same]),
            "buddy": listed([one.first_name for one in others]),
        },
        assignment_id=owed.id,
        in_reply=False,
    )
    queue(conn, house, case.now, letter)


def _has_same_date(other: Assignment | None, due: datetime) -> bool:
    return other is not None and other.due_at == due

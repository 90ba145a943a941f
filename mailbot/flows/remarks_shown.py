"""Show coordinators what people said: by role and task, with what may be quoted, and the ideas (E3, C17)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core.people import Person, Role
from mailbot.core.remarks import Permission, Remark
from mailbot.edges.db import people, remarks
from mailbot.flows.house import House
from mailbot.flows.ordering.dates import find_task

MOST_SHOWN = 20
HEADINGS = {
    "Managers": (Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER),
    "Clinicians": (Role.CLINICIAN,),
    "Others": (Role.EXPERT, Role.UNKNOWN),
}
SAID_OF = {
    "Managers": ("manager",),
    "Clinicians": ("clinician", "doctor", "registrar"),
}


def feedback_lines(conn: Connection, house: House, words: str) -> list[str]:
    """Give what was said about a task, or all of them, under Managers and Clinicians.

    Names stand nowhere in it. What may not be quoted is listed apart, and says so.
    """
    task = find_task(house, words)
    said = remarks.feedback_on(conn, house.scheme_id, task.name if task is not None else "")
    wanted = _headings(words)
    about = f"task {task.number}" if task is not None else "all tasks"
    lines: list[str] = []
    for heading in wanted:
        theirs = [one for one in said if one.role in HEADINGS[heading]]
        lines += _under(f"{heading}, {about}:", [one for one in theirs if _may(one)])
        lines += _under(f"{heading}, not to be quoted:", [one for one in theirs if not _may(one)])
    return lines or [f"Nobody has said anything about {about} so far."]


def _may(one: Remark) -> bool:
    return one.permission is not Permission.NO


def _headings(words: str) -> list[str]:
    asked = words.casefold()
    named = [one for one, said in SAID_OF.items() if any(word in asked for word in said)]
    return named or list(HEADINGS)


def _under(heading: str, said: Sequence[Remark]) -> list[str]:
    if not said:
        return []
    lines = [f'- "{" ".join(one.text.split())}"{_mark(one)}' for one in said[-MOST_SHOWN:]]
    more = len(said) - len(lines)
    return [heading, *lines, *([f"and {more} earlier ones"] if more else [])]


def _mark(one: Remark) -> str:
    if one.permission is Permission.NO:
        return ""
    outside = ", also outside the group" if one.permission is Permission.ANYWHERE else ""
    return f" (quote {one.id}{outside})"


def idea_lines(conn: Connection, house: House) -> list[str]:
    """Give the ideas for tasks with who gave them and when, the newest first."""
    found = remarks.ideas(conn, house.scheme_id)[::-1]
    names = people.people_by_id(conn, {one.person_id for one in found if one.person_id})
    lines = [
        f"- {_giver(one, names)}, {_day(house, one.at)}: {' '.join(one.text.split())}"
        for one in found[:MOST_SHOWN]
    ]
    more = len(found) - len(lines)
    return [*lines, *([f"and {more} earlier ones"] if more else [])] or ["No ideas so far."]


def _giver(one: Remark, names: dict[int, Person]) -> str:
    return names[one.person_id].name if one.person_id in names else "Somebody"


def _day(house: House, at: datetime) -> str:
    day = house.hours.today(at)
    return f"{day.day} {day:%B}"


def new_ideas_line(conn: Connection, house: House, now: datetime) -> list[str]:
    """Give one line a month for the digest, on its first working day: how many ideas have come (C17)."""
    today = house.hours.today(now)
    first = today.replace(day=1)
    if house.hours.working_day_from(first) != today:
        return []
    last_month = (first - timedelta(days=1)).replace(day=1)
    since, until = house.hours.at(last_month, time(0)), house.hours.at(first, time(0))
    came = [one for one in remarks.ideas(conn, house.scheme_id, since) if one.at < until]
    if not came:
        return []
    many = "1 idea" if len(came) == 1 else f"{len(came)} ideas"
    return [
        f'{many} for tasks came in {last_month:%B}: reply "ideas" to read {"it" if len(came) == 1 else "them"}.'
    ]

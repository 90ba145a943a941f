"""Write to people because a coordinator says so: a reminder, or the coordinator's own words (F3)."""

from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.respond_coordinator import GROUPS
from mailbot.core.tasks import Assignment
from mailbot.edges.db import partnerships, people, tasks
from mailbot.flows import stages
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.naming import group_named, person_named
from mailbot.flows.writing import BULK_HOLD, Letter, queue

WAITS_FOR = timedelta(days=5)


def is_person(names: tuple[str, ...]) -> bool:
    """Say whether names are of people and not of a group."""
    return not any(set(one.casefold().split()) & GROUPS for one in names)


def remind_person(conn: Connection, house: House, case: Case, name: str) -> str:
    """Remind one person of what they owe, at the next hour in which people are written to."""
    person = person_named(conn, house, name)
    if isinstance(person, str):
        return person
    if not person.takes_mail:
        return f"{person.name} is paused, held or has left, so I don't write; nothing was done."
    owed = tasks.owed_by(conn, person.id)
    if not owed:
        return f"{person.name} owes nothing just now; nothing was done."
    if not _remind(conn, house, case, person, owed[0]):
        return f"{person.name} has been reminded today already; nothing was done."
    return f"{person.name} is reminded, as soon as they may get a mail they didn't ask for."


def to_remind(conn: Connection, house: House, case: Case, words: str) -> list[Assignment]:
    """Give what a reminder to a group would be about: each one's earliest, the late by default."""
    group = group_named(conn, house, case, words or "late") or []
    first = [next(iter(tasks.owed_by(conn, one.id)), None) for one in group]
    return [one for one in first if one is not None and one.opened_at <= case.now]


def remind_group(conn: Connection, house: House, case: Case, words: str) -> str:
    """Remind everybody in a group who owes something."""
    owed = to_remind(conn, house, case, words)
    readers = people.people_by_id(conn, [one.person_id for one in owed])
    told = sum(_remind(conn, house, case, readers[one.person_id], one) for one in owed)
    return f"{told} reminders leave in 15 minutes, in hours; reply STOP and they don't."


def _remind(conn: Connection, house: House, case: Case, person: Person, owed: Assignment) -> bool:
    """Queue the nudge that fits the date; never two of them on one day."""
    if owed.partnership_id is None:
        return False
    pair = partnerships.partnership_by_id(conn, owed.partnership_id)
    late = owed.due_at < case.now
    mail = MailId.P23 if late else MailId.P21
    values = stages.stage_values(conn, house, person, pair, owed)
    if late:
        values |= {"until": _door(house, case)}
    day = house.hours.today(case.now)
    letter = Letter(
        mail,
        f"{case.by} wants them reminded",
        to=(person,),
        values=values,
        thread=stages.thread_of(owed),
        assignment_id=owed.id,
        stage_id=owed.stage_id,
        needs_open=True,
        not_before=case.now + BULK_HOLD,
        expires_at=case.now + WAITS_FOR,
        once_key=f"remind:{owed.id}:{day}",
    )
    if queue(conn, house, case.now, letter) is None:
        return False
    # The chase counts it, and doesn't send the same once more.
    tasks.change_assignment(conn, owed.id, nudges=[*owed.nudges, mail.value])
    return True


def _door(house: House, case: Case) -> datetime:
    day = house.hours.add_working_days(house.hours.today(case.now), 2)
    return house.hours.local(house.hours.at(day, time(23, 59)))


def readers_of(
    conn: Connection, house: House, case: Case, names: tuple[str, ...]
) -> list[Person] | str:
    """Give who "send NAMES: ..." is for: groups and people, each once; or why that is unclear."""
    found: dict[int, Person] = {}
    for name in names:
        group = group_named(conn, house, case, name)
        if group is None:
            one = person_named(conn, house, name)
            if isinstance(one, str):
                return one
            group = [one]
        found |= {one.id: one for one in group if one.takes_mail}
    return list(found.values()) or "There is nobody to write to; nothing was done."


def send_words(
    conn: Connection, house: House, case: Case, names: tuple[str, ...], words: str
) -> str:
    """Pass a coordinator's words on, a mail to each; they are held for a while first (law 8)."""
    readers = readers_of(conn, house, case, names)
    if isinstance(readers, str):
        return readers
    for one in readers:
        letter = Letter(
            MailId.P34,
            f"{case.by} wrote to a group",
            to=(one,),
            values={"line": words, "writer": case.by},
            not_before=case.now + BULK_HOLD,
            expires_at=case.now + WAITS_FOR,
            approved=True,
        )
        queue(conn, house, case.now, letter)
    leaves = house.hours.local(house.hours.next_open(case.now + BULK_HOLD))
    many = "1 mail leaves" if len(readers) == 1 else f"{len(readers)} mails leave"
    return f"{many} from {leaves:%A} {leaves:%H:%M} on. Reply STOP and they don't."

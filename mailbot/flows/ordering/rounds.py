"""Start a task for everybody in a pair or trio, at a coordinator's word (C1)."""

from datetime import date

from sqlalchemy import Connection

from mailbot.core.people import PartnershipState
from mailbot.edges.db import partnerships
from mailbot.flows import stages
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.dates import find_task


def start_would(
    conn: Connection, house: House, case: Case, text: str, until: date | None
) -> tuple[str, int, str]:
    """Say what starting a task would do, to how many, or why it cannot be started."""
    task = find_task(house, text)
    if task is None:
        known = ", ".join(f"{one.number} {one.title}" for one in house.bank.values())
        return "", 0, f"I don't know that task. There is: {known}."
    opens = until or house.hours.today(case.now)
    active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
    _, begins, due = stages.plan_stages(task, opens, house.hours)[0]
    day, last = house.hours.local(begins), house.hours.local(due)
    effect = (
        f"On {day:%A} {day.day} {day:%B} everybody in a pair or trio gets the task mail; "
        f"it is due {last:%A} {last.day} {last:%B}."
    )
    return effect, sum(len(one.members) for one in active), ""


def start(conn: Connection, house: House, case: Case, text: str, until: date | None) -> str:
    """Start a task on a day, today at the earliest."""
    task = find_task(house, text)
    assert task is not None, "it was found when the command was read"
    opens = max(until or house.hours.today(case.now), house.hours.today(case.now))
    stages.start_round(conn, house, case, task.name, opens)
    return f"Task {task.number} starts on {opens:%A} {opens.day} {opens:%B}."

"""Come back after days off: what is out of date has lapsed, and a person says whether dates move (J8)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages import move_deadline, moved_date
from mailbot.flows.writing import BULK_HOLD, Letter, queue


def come_back(conn: Connection, house: House, now: datetime) -> None:
    """Ask once what becomes of the dates that fell in a gap of several nights.

    Nobody is chased about them until somebody has answered, or some working days have gone.
    """
    done_for = people.nightly_done_for(conn, house.scheme_id)
    today = house.hours.today(now)
    days = (today - date.fromisoformat(done_for)).days - 1 if done_for else 0
    if days < house.chasing.downtime.days:
        return
    since = house.hours.at(date.fromisoformat(done_for), time(0))
    fell = tasks.fell_due(conn, house.scheme_id, since, now)
    if not fell:
        return
    asked = _ask(conn, house, now, days, since, fell)
    wait = house.chasing.downtime.wait_working_days
    again = house.hours.nudge_on(house.hours.add_working_days(today, wait))
    for one in fell:
        tasks.change_assignment(conn, one.id, next_look_at=again)
    _tell(conn, house, now, days, len({one.person_id for one in fell}), asked)


def _ask(
    conn: Connection,
    house: House,
    now: datetime,
    days: int,
    since: datetime,
    fell: Sequence[Assignment],
) -> Promise:
    many = len({one.person_id for one in fell})
    return put_before_coordinators(
        conn,
        house,
        Case(now, "back after days off"),
        Matter.DOWNTIME,
        f"I was off for {days} days, and what {many} {'people' if many > 1 else 'person'} owed fell"
        f" due in them. Move those dates by {days} days?",
        ("extend", "leave"),
        details={"days": days, "since": since.isoformat(), "until": now.isoformat()},
    )


def _tell(
    conn: Connection, house: House, now: datetime, days: int, many: int, asked: Promise
) -> None:
    scheme = house.scheme
    for coordinator in dict.fromkeys((scheme.duty, scheme.lead)):
        queue(
            conn,
            house,
            now,
            Letter(
                MailId.N18,
                "back after days off",
                coordinator=coordinator,
                values={
                    "days": days,
                    "fell": many,
                    "choices": [
                        f"{asked.number} extend - move those dates by {days} days, and tell them",
                        f"{asked.number} leave - keep the dates, and chase as usual",
                    ],
                },
                promise_id=asked.id,
                once_key=f"N18:{asked.id}:{coordinator.address}",
            ),
        )


def dates_that_fell(conn: Connection, house: House, asked: Promise) -> tuple[Assignment, ...]:
    """Give what is still open of the dates that a question about days off was about."""
    since, until = (datetime.fromisoformat(str(asked.details[one])) for one in ("since", "until"))
    return tasks.fell_due(conn, house.scheme_id, since, until)


def give_more_time(
    conn: Connection, house: House, case: Case, owed: Sequence[Assignment], days: int
) -> int:
    """Move open deadlines by some days, to the day after tomorrow at least; tell each person once.

    Gives how many people were told.
    """
    soonest = house.hours.add_working_days(house.hours.today(case.now), 2)
    told: set[int] = set()
    for one in owed:
        day = max(house.hours.today(one.due_at) + timedelta(days=days), soonest)
        due = move_deadline(conn, house, case, one, day)
        person = people.person_by_id(conn, one.person_id)
        if not person.takes_mail or person.id in told:
            continue
        told.add(person.id)
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P33,
                "everybody has more time",
                to=(person,),
                values={
                    **moved_date(house, one, due),
                    "everybody": True,
                },
                not_before=house.hours.next_open(case.now + BULK_HOLD),
                assignment_id=one.id,
                needs_open=True,
                once_key=f"P33:all:{one.id}:{due:%Y-%m-%d}",
            ),
        )
    return len(told)


def chase_again(conn: Connection, owed: Sequence[Assignment], now: datetime) -> None:
    """Look at what was left alone in the next round."""
    for one in owed:
        tasks.change_assignment(conn, one.id, next_look_at=now)

"""Ask once a year who changes jobs in August, when a coordinator has agreed to it (G11, P39)."""

from datetime import date, datetime, time

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.moving import asks_about_jobs_on, who_may_move
from mailbot.core.people import Person, PersonState
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.writing import BULK_HOLD, Letter, queue


def suggest(conn: Connection, house: House, now: datetime) -> None:
    """Put the question before the coordinators in the weeks before the changeover, once a year."""
    day = asks_about_jobs_on(house.hours.today(now), house.chasing.jobs)
    if day is None:
        return
    asked = promises.of_kind(conn, house.scheme_id, Matter.JOBS.value)
    many = len(_whom(conn, house))
    if not many or any(one.details.get("changeover") == day.isoformat() for one in asked):
        return
    put_before_coordinators(
        conn,
        house,
        Case(now, "many change jobs in August"),
        Matter.JOBS,
        f"Ask {many} {'people' if many > 1 else 'person'} whether they change jobs on"
        f" {day.day} {day:%B}?",
        ("ok", "no"),
        details={"changeover": day.isoformat()},
    )


def _whom(conn: Connection, house: House) -> list[Person]:
    states = (PersonState.ACTIVE, PersonState.WAITING)
    return who_may_move(people.people_in_state(conn, house.scheme_id, *states))


def ask_everybody(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    """Queue the question to everybody who may move, and say so; too late it is asked of nobody."""
    day = date.fromisoformat(str(asked.details["changeover"]))
    if house.hours.today(case.now) >= day:
        return "too late: the day has come."
    moment = house.hours.local(house.hours.at(day, time(0)))
    asks = [
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P39,
                "many change jobs in August",
                to=(one,),
                values={"changeover": moment},
                not_before=house.hours_of(one).next_open(case.now + BULK_HOLD),
                expires_at=moment,
                approved=True,
                in_reply=False,
                once_key=f"P39:{day.year}:{one.id}",
            ),
        )
        for one in _whom(conn, house)
    ]
    many = sum(one is not None for one in asks)
    return f"done: {many} {'people are' if many != 1 else 'person is'} asked."

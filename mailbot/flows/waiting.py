"""Tell those who wait for a buddy their honest place: once at first, and then at most monthly (A7)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Role
from mailbot.edges.db import people
from mailbot.edges.db.waiting import Waiting, waiting_list
from mailbot.flows.doing.first_answers import unanswered
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

# Tonight's matching may yet find them somebody, and a coordinator has a day to agree.
FIRST_TOLD_AFTER = timedelta(days=1)


def tell_places(conn: Connection, house: House, now: datetime) -> None:
    """Queue P05 for who has never heard about their place, and P06 for who heard long ago."""
    ahead = {True: 0, False: 0}
    long_ago = now - timedelta(days=house.chasing.waiting.update_days)
    silent = unanswered(conn, house.scheme_id)
    for one in waiting_list(conn, house.scheme_id):
        if one.person_id in silent:
            continue
        clinician = one.role is Role.CLINICIAN
        if one.told_at is None or one.told_at <= long_ago:
            _tell(conn, house, now, one, ahead[clinician])
        ahead[clinician] += 1


def _tell(conn: Connection, house: House, now: datetime, one: Waiting, ahead: int) -> None:
    person = people.person_by_id(conn, one.person_id)
    clinician = one.role is Role.CLINICIAN
    first = one.told_at is None
    values = {"peer": "clinician" if clinician else "manager", "ahead": ahead}
    if first:
        values["scarce"] = "managers" if clinician else "clinicians"
    day = house.hours.today(now)
    queue(
        conn,
        house,
        now,
        Letter(
            MailId.P05 if first else MailId.P06,
            "no match so far" if first else "they wait for another month",
            to=(person,),
            values=values,
            not_before=now + FIRST_TOLD_AFTER if first else house.hours.nudge_on(day),
            once_key=f"P05:{person.id}" if first else f"P06:{person.id}:{day}",
        ),
    )

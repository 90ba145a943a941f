"""Start the clock when somebody asks for their data, or asks to be deleted (H4, H5)."""

from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.writing import Letter, queue

DATA_REQUEST_DAYS = 28
ERASURE_OPTIONS = ("1", "2")


def start_data_request(
    conn: Connection, house: House, case: Case, action: do.StartDataRequest
) -> None:
    """Start the clock: 28 days are shown, a calendar month is the law (H4)."""
    _data(conn, house, case, action.person, "asks for a copy of their data", "asked")


def start_erasure(conn: Connection, house: House, case: Case, action: do.StartErasure) -> None:
    """Start the clock and offer the choice before anything is deleted (H5)."""
    for one in offers_by(conn, house, MailId.P48, action.person, only_open=True):
        promises.close_promise(conn, one.id, case.now, case.by, "asked again", kept=False)
    choice = open_offer(
        conn,
        house,
        case.now,
        action.person,
        MailId.P48,
        "is asked how to be deleted",
        ERASURE_OPTIONS,
        received_id=case.received_id,
    )
    _data(conn, house, case, action.person, "asks to be deleted", "erase", choice)


def _data(
    conn: Connection,
    house: House,
    case: Case,
    person_id: int,
    title: str,
    about: str,
    choice: Promise | None = None,
) -> None:
    by = case.now + timedelta(days=DATA_REQUEST_DAYS)
    asked = put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.DATA,
        f"{title}: due {house.hours.local(by):%d %B}",
        ("done",),
        person=person_id,
    )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P48,
            title,
            to=(people.person_by_id(conn, person_id),),
            values={
                "about": about,
                "by": house.hours.local(by),
                "reader": house.scheme.lead.first_name,
            },
            answers=case.incoming,
            promise_id=choice.id if choice else asked.id,
            offers=choice.options if choice else (),
            once_key=f"P48:{choice.id if choice else asked.id}",
        ),
    )

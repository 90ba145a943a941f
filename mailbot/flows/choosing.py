"""Keep the word given to who thinks of leaving: nothing more until they choose, and nobody is forgotten (G9)."""

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by

LEAVING = "leaving"


def is_choosing(conn: Connection, house: House, person: Person) -> bool:
    """Say whether somebody was asked "stop, or pause?" and has not said a word since."""
    asked = offers_by(conn, house, MailId.P24, person.id, only_open=True)
    return any(_is_unanswered(one, person) for one in asked)


def _is_unanswered(asked: Promise, person: Person) -> bool:
    silent = person.last_sign_at is None or person.last_sign_at <= asked.opened_at
    return bool(asked.details.get(LEAVING)) and silent


def nobody_chose(conn: Connection, house: House, case: Case, asked: Promise) -> None:
    """Put before a coordinator who has not chosen for some days: silence neither stops nor pauses anybody."""
    promises.change_promise(conn, asked.id, next_look_at=None)
    person = people.person_by_id(conn, asked.person_id or 0)
    if not person.takes_mail or not _is_unanswered(asked, person):
        return
    put_before_coordinators(
        conn,
        house,
        case,
        Matter.LOOK,
        "thinks of leaving and has not chosen yet; they hear nothing from me until they do",
        ("done",),
        person=person.id,
    )

"""Let somebody go at their own word: less mail, or none, and their buddies choose."""

from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.edges.db import outbox, people
from mailbot.flows import pairs
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of
from mailbot.flows.doing.meeting import give_up_places
from mailbot.flows.doing.silence import offer_choices
from mailbot.flows.house import House
from mailbot.flows.rematching import drop_wish
from mailbot.flows.stages.stood_in import see_to_letters
from mailbot.flows.writing import Letter, queue

STAY_DAYS = 14


def stop_mail(conn: Connection, house: House, case: Case, action: do.StopMail) -> None:
    """Take back everything they did not ask for, at once (G9)."""
    outbox.withdraw_unasked(conn, action.person, "they asked for no more mail")


def withdraw(conn: Connection, house: House, case: Case, action: do.Withdraw) -> None:
    """Take somebody off at their own word, with a way back; their buddies get their choices."""
    person = people.person_by_id(conn, action.person)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P37,
            "they asked to leave",
            to=(person,),
            values={"undo_until": house.hours.local(case.now + timedelta(days=STAY_DAYS))},
            answers=case.incoming,
            in_reply=True,
        ),
    )
    part(conn, house, case, action.person)


def part(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """Let somebody be gone: what they owed and had a place in is seen to, and their buddies choose."""
    people.change_person(
        conn, person_id, state=PersonState.LEFT, next_look_at=None, quiet_since=None
    )
    give_up_places(conn, house, case, person_id)
    drop_wish(conn, house, case, person_id, "they have left")
    if not pairs.not_introduced_after_all(conn, house, case, person_id):
        for buddy in buddies_of(conn, person_id):
            offer_choices(
                conn, house, case, do.OfferChoices(buddy.id, MailId.P25, "their buddy has left")
            )
    see_to_letters(conn, house, case, person_id, gone=True)

"""Let somebody go at their own word: less mail, or none, and their buddies choose."""

from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState
from mailbot.edges.db import outbox, people, promises, tasks
from mailbot.flows import pairs
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of
from mailbot.flows.doing.meeting import give_up_places
from mailbot.flows.doing.not_begun import begin_without
from mailbot.flows.doing.silence import offer_choices
from mailbot.flows.house import House
from mailbot.flows.rematching import drop_wish
from mailbot.flows.stages.group import withdraw_reminders
from mailbot.flows.stages.stood_in import see_to_letters
from mailbot.flows.stages.unanswered import gone_reader
from mailbot.flows.writing import Letter, queue

STAY_DAYS = 14
GONE = "they have left"
ASKS_FOR_IT = (MailId.P10.value, MailId.P11.value)


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
        leaver = people.person_by_id(conn, person_id)
        _tell_who_stays(conn, house, case, leaver)
        begin_without(conn, house, case, leaver)
    see_to_letters(conn, house, case, person_id, gone=True)
    for one in promises.open_promises(
        conn, house.scheme_id, do.Matter.STAND_IN.value, person_id
    ):  # nobody is looked for to answer a letter whose writer is not written to any more
        promises.close_promise(conn, one.id, case.now, case.by, GONE, kept=False)


def _tell_who_stays(conn: Connection, house: House, case: Case, leaver: Person) -> None:
    """Give their choices to those who stay, and remind them of nothing that was for who has left."""
    for buddy in buddies_of(conn, leaver.id):
        if buddy.state is PersonState.LEFT:
            continue
        choices = do.OfferChoices(buddy.id, MailId.P25, "their buddy has left")
        offer_choices(conn, house, case, choices, leaver)
        for one in tasks.owed_by(conn, buddy.id):
            if gone_reader(conn, house, one) is not None:
                withdraw_reminders(conn, house, one.id, GONE)
                outbox.make_room(conn, house.scheme_id, GONE, ASKS_FOR_IT, assignment_id=one.id)

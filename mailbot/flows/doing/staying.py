"""Put back what somebody's leaving took away, when they stay after all and their pair or trio still stands (G9)."""

from datetime import timedelta

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, promises, tasks
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of
from mailbot.flows.doing.leaving import STAY_DAYS
from mailbot.flows.doing.not_begun import announce_again
from mailbot.flows.doing.silence import HAS_LEFT
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by
from mailbot.flows.stages.planning import first_look, plan_of
from mailbot.flows.stages.standing_in import drop_question
from mailbot.flows.stages.stood_in import had_a_stand_in
from mailbot.flows.stages.telling import is_off
from mailbot.flows.stages.unanswered import letter_behind, sits_out
from mailbot.flows.writing import Letter, queue

WHY = "they stay after all"


def stay(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Let somebody owe again what still has time, and tell the buddies who were told that they had left."""
    for one in tasks.ended_for(conn, person.id):
        if _ended_by_leaving(conn, house, case, one):
            tasks.reopen_assignment(conn, one.id)
            again = tasks.assignment_by_id(conn, one.id)
            tasks.change_assignment(conn, one.id, next_look_at=first_look(conn, house, again))
            announce_again(conn, house, case, again)
            letter = letter_behind(conn, house, one)
            if letter is not None:
                drop_question(conn, house, case, letter, WHY)
    for buddy in buddies_of(conn, person.id):
        _tell(conn, house, case, person, buddy)
        for owed in tasks.owed_by(conn, buddy.id):
            tasks.change_assignment(conn, owed.id, next_look_at=first_look(conn, house, owed))
            announce_again(conn, house, case, owed)


def _ended_by_leaving(conn: Connection, house: House, case: Case, one: Assignment) -> bool:
    """Say whether something is over only because they had left, and there is time for it still."""
    if one.done_at is not None or one.closed_at is None or one.partnership_id is None:
        return False
    lately = one.closed_at > case.now - timedelta(days=STAY_DAYS)
    in_time = case.now < plan_of(conn, house, one).until
    if not lately or not in_time or is_off(conn, house, one):
        return False
    theirs = not sits_out(conn, house, one.person_id, one.round_id)
    return theirs and had_a_stand_in(conn, house, one) is None


def _tell(conn: Connection, house: House, case: Case, person: Person, buddy: Person) -> None:
    """Take back the choices that nobody has taken; who has seen them hears that they are not needed."""
    for asked in offers_by(conn, house, MailId.P25, buddy.id, only_open=True):
        if not asked.details.get(HAS_LEFT):
            continue
        promises.close_promise(conn, asked.id, case.now, case.by, WHY, kept=False)
        if outbox.withdraw_queued(conn, house.scheme_id, WHY, promise_id=asked.id):
            continue
        name = "Your buddy" if len(buddies_of(conn, buddy.id)) == 1 else person.first_name
        answer = (
            f"Good news: {person.first_name} is staying after all, so you carry on together. "
            "There's nothing you need to do."
        )
        letter = Letter(
            MailId.P35,
            "their buddy stays after all",
            to=(buddy,),
            values={"answer": answer, "noted": True, "thread": f"{name} has left: what now?"},
            once_key=f"P35:stays:{asked.id}",
        )
        queue(conn, house, case.now, letter)

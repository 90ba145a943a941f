"""Look at a break whose end comes near."""

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.edges.db import people, promises, tasks
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import day_of
from mailbot.flows.doing.joining import join_waiting_list
from mailbot.flows.doing.silence import offer_choices
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by


def look_at_pause(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Ask before a long pause ends whether they come back; without a yes they stay paused (G10).

    A pause of two weeks or less ends on the day they named themselves.
    """
    until = person.paused_until
    if until is None:
        return
    if house.hours.today(until) > house.hours.today(case.now):
        people.change_person(conn, person.id, next_look_at=until)
        offer_choices(
            conn, house, case, do.OfferChoices(person.id, MailId.P36, "their pause ends soon")
        )
        return
    asked = [
        one
        for one in offers_by(conn, house, MailId.P36, person.id)
        if one.details.get("until") == day_of(until)
    ]
    if asked and asked[-1].outcome != "yes":
        people.change_person(conn, person.id, paused_until=None)
        promises.close_promise(conn, asked[-1].id, case.now, case.by, "stays paused", kept=False)
        return
    join_waiting_list(conn, house, case, do.JoinWaitingList(person.id))
    tasks.wake_assignments(conn, person.id, case.now)

"""Keep that somebody is away or takes a break, and tell their buddies when to expect what."""

from collections.abc import Container
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import CATALOGUE, MailId
from mailbot.core.people import PartnershipState, Person, PersonState
from mailbot.core.sending import KEPT_FOR_LATER
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, partnerships, people, tasks
from mailbot.flows import stages
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of
from mailbot.flows.house import House
from mailbot.flows.stages.stood_in import see_to_letters
from mailbot.flows.writing import Letter, queue

LAPSING = tuple(mail.value for mail, kind in CATALOGUE.items() if kind.lapses)
ASKED_BEFORE_THE_END = timedelta(days=14)


def note_away(conn: Connection, house: House, case: Case, action: do.NoteAway) -> None:
    """Move a person's own dates past their absence (D4); nothing is ever sent to them for it."""
    back_on = _back_on(house, case, action.until)
    back = house.hours.at(back_on, house.hours.opens)
    if back <= case.now:
        return
    person = people.person_by_id(conn, action.person)
    if person.away_until is not None and person.away_until >= back:
        return
    people.change_person(conn, action.person, away_until=back)
    days = house.chasing.away.own_deadline_working_days
    for assignment in tasks.owed_by(conn, action.person):
        later = house.hours.add_working_days(back_on, days)
        if house.hours.deadline_on(back_on) >= assignment.due_at:
            stages.move_deadline(conn, house, case, assignment, later)
        else:
            tasks.change_assignment(conn, assignment.id, next_look_at=back)
    see_to_letters(conn, house, case, action.person, gone=False)
    # A letter or an introduction that waits is nobody's to lose: it is there when they are back.
    outbox.withdraw_queued(
        conn, house.scheme_id, "they are away", mails=LAPSING, person_id=action.person
    )


def _back_on(house: House, case: Case, until: date | None) -> date:
    if until is not None:
        return house.hours.working_day_from(until)
    arrived = case.incoming.arrived if case.incoming else case.now
    return house.hours.add_working_days(
        house.hours.today(arrived), house.chasing.away.days_without_date
    )


def pause(conn: Connection, house: House, case: Case, action: do.Pause) -> None:
    """Let somebody rest; no reason is stored, because none is known to this function (G10)."""
    until = house.hours.at(action.until, house.hours.opens) if action.until else None
    people.change_person(
        conn,
        action.person,
        state=PersonState.PAUSED,
        paused_until=until,
        quiet_since=None,
        next_look_at=_asked_about_the_end(case.now, until),
    )
    outbox.withdraw_unasked(conn, action.person, "they are taking a break", keeping=KEPT_FOR_LATER)
    person = people.person_by_id(conn, action.person)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P36,
            "they asked for a break",
            to=(person,),
            values={"until": house.hours.local(until) if until else None},
            answers=case.incoming,
            in_reply=True,
        ),
    )
    see_to_letters(conn, house, case, action.person, gone=False)
    tell_buddies(conn, house, case, do.TellBuddy(action.person, "resting", action.until))


def _asked_about_the_end(now: datetime, until: datetime | None) -> datetime | None:
    """Give when to look at a pause: a fortnight before a long one ends, else at its end (G10)."""
    if until is None or until - ASKED_BEFORE_THE_END <= now:
        return until
    return until - ASKED_BEFORE_THE_END


def tell_buddies(
    conn: Connection,
    house: House,
    case: Case,
    action: do.TellBuddy,
    *,
    but: Container[int] = frozenset(),
) -> None:
    """Tell the buddies in kind words when to expect what, or that somebody rests (D4, G10).

    An absence that moves no date is nobody's business. Those in `but` hear of it otherwise.
    """
    person = people.person_by_id(conn, action.person)
    if action.what == "resting":
        _tell_of_a_break(conn, house, case, person, action.until)
        return
    owed = [one for one in tasks.owed_by(conn, action.person) if one.partnership_id is not None]
    away = action.what == "away"
    moved = [one for one in owed if _is_told_of(house, person, one, action)]
    if not moved:
        return
    assignment = moved[0]
    for buddy in buddies_of(conn, action.person):
        if not buddy.takes_mail or buddy.id in but:
            continue
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P33,
                "the buddy has a new date",
                to=(buddy,),
                values={
                    "whose": person.first_name,
                    **stages.moved_date(house, assignment, assignment.due_at),
                    "away_until": _shown_day(house, action.until) if away else None,
                },
                in_reply=False,
                once_key=f"P33:{buddy.id}:{assignment.id}:{assignment.due_at:%Y-%m-%d}",
                thread=stages.thread_of(assignment) + ":buddy",
            ),
        )


def _is_told_of(house: House, person: Person, owed: Assignment, action: do.TellBuddy) -> bool:
    if action.what != "away":
        return action.assignment in {None, owed.id}
    if person.away_until is None:
        return False
    hours, days = house.hours_of(person), house.chasing.away.own_deadline_working_days
    moved_to = hours.add_working_days(house.hours.today(person.away_until), days)
    return owed.due_at == hours.deadline_on(moved_to)


def _tell_of_a_break(
    conn: Connection, house: House, case: Case, person: Person, until: date | None
) -> None:
    pair = partnerships.current_partnership(conn, person.id)
    if pair is None or pair.state is not PartnershipState.ACTIVE:
        return
    for buddy in buddies_of(conn, person.id):
        if buddy.takes_mail:
            letter = Letter(
                MailId.P33,
                "their buddy takes a break",
                to=(buddy,),
                values={
                    "whose": person.first_name,
                    "resting": True,
                    "rests_until": _shown_day(house, until),
                },
                in_reply=False,
                once_key=f"P33:rests:{buddy.id}:{person.id}:{case.now:%Y-%m-%d}",
            )
            queue(conn, house, case.now, letter)


def _shown_day(house: House, until: date | None) -> datetime | None:
    return None if until is None else house.hours.local(house.hours.at(until, house.hours.opens))

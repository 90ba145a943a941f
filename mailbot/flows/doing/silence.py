"""Carry out what concerns silence: away, resting, quiet, jilted, leaving."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import CATALOGUE, MailId
from mailbot.core.people import PartnershipState, Person, PersonState, listed
from mailbot.core.sending import KEPT_FOR_LATER
from mailbot.core.tasks import Assignment
from mailbot.edges.db import outbox, partnerships, people, promises, tasks
from mailbot.flows import pairs, stages
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of, choice_values, day_of, returned
from mailbot.flows.doing.meeting import give_up_places
from mailbot.flows.house import House
from mailbot.flows.stages.stood_in import see_to_letters
from mailbot.flows.writing import Letter, queue

STAY_DAYS = 14
LAPSING = tuple(mail.value for mail, kind in CATALOGUE.items() if kind.lapses)
OPTIONS = {
    MailId.P07: ("yes", "later"),
    MailId.P24: ("1", "2", "3"),
    MailId.P25: ("1", "2", "3", "4"),
    MailId.P29: ("yes", "later"),
    MailId.P36: ("yes", "later", "stop"),
}
ASKED_BEFORE_THE_END = timedelta(days=14)
# Somebody who came back has waited long enough: they go before everybody newer (D8).
FIRST_IN_LINE = timedelta(days=365)


def note_alive(conn: Connection, house: House, case: Case, action: do.NoteAlive) -> None:
    """Keep the sign of life; questions whether they are all right are answered by it (D3)."""
    arrived = case.incoming.arrived if case.incoming else case.now
    people.change_person(conn, action.person, last_sign_at=arrived, quiet_since=None)
    pair = partnerships.current_partnership(conn, action.person)
    if pair is not None:
        outbox.withdraw_queued(
            conn, house.scheme_id, "a sign of life came", mails=("P09",), person_id=action.person
        )


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
    if not pairs.not_introduced_after_all(conn, house, case, person_id):
        for buddy in buddies_of(conn, person_id):
            offer_choices(
                conn, house, case, do.OfferChoices(buddy.id, MailId.P25, "their buddy has left")
            )
    see_to_letters(conn, house, case, person_id, gone=True)


def offer_choices(conn: Connection, house: House, case: Case, action: do.OfferChoices) -> None:
    """Put numbered choices to somebody: one open question of a kind at a time."""
    person = people.person_by_id(conn, action.person)
    if _open_offer(conn, house, case, action.person, action.mail):
        return
    if action.mail is MailId.P29 and person.state not in {PersonState.PAUSED, PersonState.LEFT}:
        _welcome(conn, house, case, person)
        return
    leaving = action.mail is MailId.P24 and case.incoming is not None
    if leaving:
        _hold_back(conn, house, case, action.person)
    if action.mail is MailId.P29:
        _first_in_line(conn, case, person)
    values = choice_values(conn, house, case, person, action.mail)
    options = ("1", "2") if leaving else OPTIONS[action.mail]
    if values.get("left"):
        options = options[:-1]  # nobody is to be waited for
    promise = promises.open_promise(
        conn,
        house.scheme_id,
        do.Matter.OFFER.value,
        action.why,
        case.now,
        asks_coordinator=False,
        person_id=action.person,
        options=list(options),
        details={
            "mail": action.mail.value,
            "leaving": leaving,
            "until": day_of(person.paused_until) if action.mail is MailId.P36 else "",
        },
        received_id=case.received_id,
    )
    queue(
        conn,
        house,
        case.now,
        Letter(
            action.mail,
            action.why,
            to=(person,),
            values=values | {"leaving": leaving},
            answers=case.incoming,
            in_reply=case.incoming is not None,
            promise_id=promise.id,
            offers=options,
            once_key=f"{action.mail.value}:{promise.id}",
            not_before=_at_midday(house, case.now) if action.mail is MailId.P36 else None,
        ),
    )
    if action.mail is MailId.P25:
        _try_the_quiet_one(conn, house, case, person)


def _welcome(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Welcome somebody who is back already: on the list, or with the buddy they had (D8)."""
    together = [one.first_name for one in buddies_of(conn, person.id)]
    if not together:
        _first_in_line(conn, case, person)
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.P29,
            "they are back",
            to=(person,),
            values=returned(conn, house, person) | {"together": listed(together), "front": True},
            answers=case.incoming,
            in_reply=case.incoming is not None,
        ),
    )


def _first_in_line(conn: Connection, case: Case, person: Person) -> None:
    if partnerships.had_a_buddy(conn, person.id):
        first = case.now - FIRST_IN_LINE
        people.change_person(conn, person.id, waiting_since=first, quiet_since=None)


def _at_midday(house: House, now: datetime) -> datetime:
    return house.hours.nudge_on(house.hours.today(now))


def _hold_back(conn: Connection, house: House, case: Case, person_id: int) -> None:
    """Send nothing until they have chosen; a letter is not lost for it, it waits some days (G9)."""
    outbox.withdraw_unasked(conn, person_id, "they are thinking of leaving", keeping=KEPT_FOR_LATER)
    days = house.chasing.quiet.answer_working_days
    later = house.hours.add_working_days(house.hours.today(case.now), days)
    outbox.put_off_unasked(conn, person_id, house.hours.nudge_on(later), "they have a choice open")
    people.change_person(conn, person_id, held=False)


def _open_offer(conn: Connection, house: House, case: Case, person_id: int, mail: MailId) -> bool:
    """Say whether the same question is open; one whose mail never arrived is dropped."""
    open_now = False
    for one in promises.open_promises(conn, house.scheme_id, do.Matter.OFFER.value, person_id):
        if one.details.get("mail") != mail.value:
            continue
        if outbox.is_dead(conn, one.id):
            promises.close_promise(
                conn, one.id, case.now, case.by, "the mail never left", kept=False
            )
        else:
            open_now = True
    return open_now


def _try_the_quiet_one(conn: Connection, house: House, case: Case, waiting: Person) -> None:
    for buddy in buddies_of(conn, waiting.id):
        if buddy.takes_mail and buddy.state is PersonState.ACTIVE and not _seems_alive(buddy, case):
            ask_quiet_person(
                conn,
                house,
                case,
                do.AskQuietPerson(buddy.id, buddy.last_sign_at or case.now, "their buddy waits"),
            )


def _seems_alive(person: Person, case: Case) -> bool:
    lately = case.now - timedelta(days=2)
    away = person.away_until is not None and person.away_until > case.now
    return away or (person.last_sign_at is not None and person.last_sign_at > lately)


def ask_quiet_person(conn: Connection, house: House, case: Case, action: do.AskQuietPerson) -> None:
    """Ask whether they are all right; what is kept is a date and nothing else (law 6)."""
    person = people.person_by_id(conn, action.person)
    span = timedelta(days=house.chasing.quiet.ask_again_days)
    people.change_person(conn, action.person, quiet_since=person.quiet_since or action.since)
    if outbox.last_sent(conn, action.person, MailId.P24.value, case.now - span) is not None:
        return
    quiet_case = Case(case.now, case.because, case.by)
    offer_choices(conn, house, quiet_case, do.OfferChoices(action.person, MailId.P24, action.why))


def note_quiet_buddy(conn: Connection, house: House, case: Case, action: do.NoteQuietBuddy) -> None:
    """Look at what the silent buddies owe in the next round, for somebody waits."""
    for buddy in buddies_of(conn, action.person):
        tasks.wake_assignments(conn, buddy.id, case.now)


def propose_rematch(conn: Connection, house: House, case: Case, action: do.ProposeRematch) -> None:
    """Look for a new buddy; a private wish is confirmed to nobody but the one who wrote (B6)."""
    person = people.person_by_id(conn, action.person)
    pairs.wish_rematch(conn, house, case, person, action.why)
    if action.private:
        answer = (
            f"Of course. I won't say why to anybody. {house.scheme.duty.first_name} will sort it "
            "within two working days."
        )
        queue(
            conn,
            house,
            case.now,
            Letter(
                MailId.P35,
                "they asked for another buddy",
                to=(person,),
                values={"answer": answer, "noted": True},
                answers=case.incoming,
            ),
        )


def cancel_rematch(conn: Connection, house: House, case: Case, action: do.CancelRematch) -> None:
    """Stop looking: they would rather wait."""
    for promise in promises.open_promises(
        conn, house.scheme_id, do.Matter.REMATCH.value, action.person
    ):
        promises.close_promise(conn, promise.id, case.now, case.by, "would rather wait", kept=False)


def tell_buddies(conn: Connection, house: House, case: Case, action: do.TellBuddy) -> None:
    """Tell the buddies in kind words when to expect what, or that somebody rests (D4, G10).

    An absence that moves no date is nobody's business.
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
        if not buddy.takes_mail:
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
                    "what": house.task(assignment.task).stage(assignment.stage).what,
                    "due": house.hours.local(assignment.due_at),
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

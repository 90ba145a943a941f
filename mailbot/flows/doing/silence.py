"""Carry out what concerns silence: away, resting, quiet, jilted, leaving."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import CATALOGUE, MailId
from mailbot.core.people import Person, PersonState, listed
from mailbot.core.sending import KEPT_FOR_LATER
from mailbot.edges.db import outbox, partnerships, people, promises, submissions, tasks
from mailbot.flows import pairs, stages
from mailbot.flows.case import Case
from mailbot.flows.doing.joining import join_waiting_list
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

STAY_DAYS = 14
LAPSING = tuple(mail.value for mail, kind in CATALOGUE.items() if kind.lapses)
OPTIONS = {
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
    tell_buddies(conn, house, case, do.TellBuddy(action.person, "resting", action.until))


def _asked_about_the_end(now: datetime, until: datetime | None) -> datetime | None:
    """Give when to look at a pause: a fortnight before a long one ends, else at its end (G10)."""
    if until is None or until - ASKED_BEFORE_THE_END <= now:
        return until
    return until - ASKED_BEFORE_THE_END


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
        for one in promises.of_kind(conn, house.scheme_id, do.Matter.OFFER.value, person.id)
        if one.details.get("mail") == MailId.P36.value and one.details.get("until") == _day(until)
    ]
    if asked and asked[-1].outcome != "yes":
        people.change_person(conn, person.id, paused_until=None)
        promises.close_promise(conn, asked[-1].id, case.now, case.by, "stays paused", kept=False)
        return
    join_waiting_list(conn, house, case, do.JoinWaitingList(person.id))
    tasks.wake_assignments(conn, person.id, case.now)


def _day(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()


def stop_mail(conn: Connection, house: House, case: Case, action: do.StopMail) -> None:
    """Take back everything they did not ask for, at once (G9)."""
    outbox.withdraw_unasked(conn, action.person, "they asked for no more mail")


def withdraw(conn: Connection, house: House, case: Case, action: do.Withdraw) -> None:
    """Take somebody off at their own word, with a way back; their buddies get their choices."""
    people.change_person(
        conn, action.person, state=PersonState.LEFT, next_look_at=None, quiet_since=None
    )
    for assignment in tasks.owed_by(conn, action.person):
        tasks.end_assignment(conn, assignment.id, case.now, came=False)
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
    for buddy in _buddies(conn, action.person):
        offer_choices(
            conn, house, case, do.OfferChoices(buddy.id, MailId.P25, "their buddy has left")
        )


def _buddies(conn: Connection, person_id: int) -> tuple[Person, ...]:
    pair = partnerships.current_partnership(conn, person_id)
    if pair is None:
        return ()
    found = people.people_by_id(conn, pair.members)
    return tuple(found[one] for one in pair.members if one != person_id)


def offer_choices(conn: Connection, house: House, case: Case, action: do.OfferChoices) -> None:
    """Put numbered choices to somebody: one open question of a kind at a time."""
    person = people.person_by_id(conn, action.person)
    if _open_offer(conn, house, case, action.person, action.mail):
        return
    leaving = action.mail is MailId.P24 and case.incoming is not None
    if leaving:
        _hold_back(conn, house, case, action.person)
    if action.mail is MailId.P29:
        first = case.now - FIRST_IN_LINE
        people.change_person(conn, action.person, waiting_since=first, quiet_since=None)
    options = ("1", "2") if leaving else OPTIONS[action.mail]
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
            "until": _day(person.paused_until) if action.mail is MailId.P36 else "",
        },
        received_id=case.received_id,
    )
    values = _choice_values(conn, house, case, person, action.mail)
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


def _choice_values(
    conn: Connection, house: House, case: Case, person: Person, mail: MailId
) -> dict[str, str | bool | datetime]:
    if mail is MailId.P29:
        return _returned(conn, house, person)
    if mail is MailId.P36 and person.paused_until is not None:
        return {"back_soon": True, "until": house.hours.local(person.paused_until)}
    if mail is not MailId.P25:
        return {}
    buddies = _buddies(conn, person.id)
    quiet = [one for one in buddies if one.quiet_since is not None] or list(buddies)
    in_a_week = house.hours.working_day_from(house.hours.today(case.now) + timedelta(days=7))
    values: dict[str, str | bool | datetime] = {
        "buddy": quiet[0].first_name if quiet else "",
        "tried": bool(quiet) and _asked_lately(conn, house, quiet[0], case.now),
        "trio": len(buddies) > 1,
        "wait_until": house.hours.local(house.hours.deadline_on(in_a_week)),
    }
    done = [one for one in tasks.ended_for(conn, person.id, 1) if one.done_at is not None]
    if done:
        values["what"] = house.task(done[0].task).stage(done[0].stage).what
    return values


def _returned(conn: Connection, house: House, person: Person) -> dict[str, str | bool | datetime]:
    """Give what has changed for somebody who is back: with whom they were, and what they sent."""
    ended = [one for one in tasks.ended_for(conn, person.id) if one.partnership_id is not None]
    if not ended or ended[0].partnership_id is None:
        return {}
    pair = partnerships.partnership_by_id(conn, ended[0].partnership_id)
    former = people.people_by_id(conn, [one for one in pair.members if one != person.id])
    kept = [one for one in ended if submissions.standing_submission(conn, one.id) is not None]
    return {
        "buddy": listed([one.first_name for one in former.values()]),
        "trio": len(former) > 1,
        "what": house.task(kept[0].task).stage(kept[0].stage).what if kept else "",
    }


def _asked_lately(conn: Connection, house: House, person: Person, now: datetime) -> bool:
    """Say whether we have tried to reach somebody who has not answered."""
    since = max(person.last_sign_at or now - timedelta(days=60), now - timedelta(days=60))
    return outbox.unasked_sent(conn, person.id, (since,))[0] > 0


def _try_the_quiet_one(conn: Connection, house: House, case: Case, waiting: Person) -> None:
    for buddy in _buddies(conn, waiting.id):
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
    for buddy in _buddies(conn, action.person):
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
                values={"answer": answer, "coordinator": house.scheme.duty.first_name},
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
    """Tell the buddies in kind words when to expect what (D4, G10)."""
    person = people.person_by_id(conn, action.person)
    owed = [one for one in tasks.owed_by(conn, action.person) if one.partnership_id is not None]
    if not owed:
        return
    assignment = owed[0]
    away = action.what == "away" and action.until is not None
    for buddy in _buddies(conn, action.person):
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


def _shown_day(house: House, until: date | None) -> datetime | None:
    return None if until is None else house.hours.local(house.hours.at(until, house.hours.opens))

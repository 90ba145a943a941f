"""Hear signs of life, and put choices to the quiet and to who waits for them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState, listed
from mailbot.core.sending import KEPT_FOR_LATER
from mailbot.edges.db import outbox, partnerships, people, promises
from mailbot.flows.case import Case
from mailbot.flows.doing.asked_already import still_waits
from mailbot.flows.doing.choices import (
    buddies_of,
    choice_values,
    day_of,
    is_unexplained,
    returned,
    silent_ones,
)
from mailbot.flows.house import House
from mailbot.flows.offers import open_offer
from mailbot.flows.writing import Letter, queue

OPTIONS = {
    MailId.P07: ("yes", "later"),
    MailId.P24: ("1", "2", "3"),
    MailId.P25: ("1", "2", "3", "4"),
    MailId.P29: ("yes", "later"),
    MailId.P36: ("yes", "later", "stop"),
}
# Kept with a question that was put because a buddy has left.
HAS_LEFT = "buddy_has_left"
# Somebody who came back has waited long enough: they go before everybody newer (D8).
FIRST_IN_LINE = timedelta(days=365)


def note_alive(conn: Connection, house: House, case: Case, action: do.NoteAlive) -> None:
    """Keep the sign of life; what was to ask whether they are there, or all right, is not asked (D3)."""
    arrived = case.incoming.arrived if case.incoming else case.now
    people.change_person(conn, action.person, last_sign_at=arrived, quiet_since=None)
    outbox.withdraw_queued(
        conn,
        house.scheme_id,
        "a sign of life came",
        mails=(MailId.P09.value, MailId.P24.value),
        person_id=action.person,
        unsolicited=True,
    )


def offer_choices(
    conn: Connection,
    house: House,
    case: Case,
    action: do.OfferChoices,
    gone: Person | None = None,
) -> None:
    """Put numbered choices to somebody: one open question of a kind at a time; `gone` has just left them."""
    person = people.person_by_id(conn, action.person)
    leaving = action.mail is MailId.P24 and case.incoming is not None
    if still_waits(conn, house, case, action, leaving=leaving):
        return
    if action.mail is MailId.P29 and person.state not in {PersonState.PAUSED, PersonState.LEFT}:
        _welcome(conn, house, case, person)
        return
    if leaving:
        _hold_back(conn, house, case, action.person)
    if action.mail is MailId.P29:
        _first_in_line(conn, case, person)
        # The welcome says who has moved on; that the place is paused is not to follow it (D8).
        outbox.withdraw_queued(
            conn, house.scheme_id, "they are back", mails=(MailId.P28.value,), person_id=person.id
        )
    if action.mail is MailId.P25:
        _is_not_the_quiet_one(conn, house, case, person)
    values = choice_values(conn, house, case, person, action.mail, gone)
    options = ("1", "2") if leaving else OPTIONS[action.mail]
    alone = bool(values.get("left") and not values.get("still"))
    if alone:
        options = options[:-1]  # nobody is to be waited for
    promise = open_offer(
        conn,
        house,
        case.now,
        action.person,
        action.mail,
        action.why,
        options,
        about={
            "leaving": leaving,
            "until": day_of(person.paused_until) if action.mail is MailId.P36 else "",
            "wait_until": str(values.get("wait_until") or ""),
            HAS_LEFT: bool(values.get("left")),
        },
        until=_when_nobody_chose(house, case.now) if alone or leaving else None,
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
    if action.mail is MailId.P25 and not values.get("left"):
        _try_the_quiet_ones(conn, house, case, person)


def _when_nobody_chose(house: House, now: datetime) -> datetime:
    days = house.chasing.quiet.answer_working_days
    return house.hours.nudge_on(house.hours.add_working_days(house.hours.today(now), days))


def _is_not_the_quiet_one(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Whoever waits for a buddy themselves is not asked, in the same hour, whether they are still there.

    Nor is their place paused when the buddy, who waits for them as well, moves on.
    """
    if not outbox.withdraw_queued(
        conn,
        house.scheme_id,
        "they wait for their buddy themselves",
        mails=(MailId.P24.value,),
        person_id=person.id,
        unsolicited=True,
    ):
        return
    people.change_person(conn, person.id, quiet_since=None)
    for one in _open_offers(conn, house, person.id, MailId.P24):
        promises.close_promise(conn, one.id, case.now, case.by, "they wait themselves", kept=False)


def _open_offers(
    conn: Connection, house: House, person_id: int, mail: MailId
) -> tuple[promises.Promise, ...]:
    offers = promises.open_promises(conn, house.scheme_id, do.Matter.OFFER.value, person_id)
    return tuple(one for one in offers if one.details.get("mail") == mail.value)


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


def _try_the_quiet_ones(conn: Connection, house: House, case: Case, waiting: Person) -> None:
    """Ask those of whom nothing else explains the silence; the others of a trio are left in peace."""
    for buddy in silent_ones(conn, buddies_of(conn, waiting.id), case.now):
        if is_unexplained(buddy, case.now) and not _open_offers(conn, house, buddy.id, MailId.P25):
            since = buddy.last_sign_at or case.now
            why = do.AskQuietPerson(buddy.id, since, "their buddy waits")
            ask_quiet_person(conn, house, case, why)


def ask_quiet_person(conn: Connection, house: House, case: Case, action: do.AskQuietPerson) -> None:
    """Ask whether they are all right; what is kept is a date and nothing else (law 6)."""
    person = people.person_by_id(conn, action.person)
    span = timedelta(days=house.chasing.quiet.ask_again_days)
    people.change_person(conn, action.person, quiet_since=person.quiet_since or action.since)
    if outbox.last_sent(conn, action.person, MailId.P24.value, case.now - span) is not None:
        return
    quiet_case = Case(case.now, case.because, case.by)
    offer_choices(conn, house, quiet_case, do.OfferChoices(action.person, MailId.P24, action.why))

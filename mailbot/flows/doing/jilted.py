"""See to who waits for a silent buddy: whom they wait for is looked at, and a wait that they chose ends."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState
from mailbot.edges.db import people, promises, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of
from mailbot.flows.doing.silence import HAS_LEFT, OPTIONS, offer_choices
from mailbot.flows.house import House
from mailbot.flows.offers import offers_by, open_offer
from mailbot.flows.rematching import drop_wish

WAITS = "4"


def note_quiet_buddy(conn: Connection, house: House, case: Case, action: do.NoteQuietBuddy) -> None:
    """Look at what the silent buddies owe in the next round, for somebody waits."""
    for buddy in buddies_of(conn, action.person):
        tasks.wake_assignments(conn, buddy.id, case.now)


def cancel_rematch(conn: Connection, house: House, case: Case, action: do.CancelRematch) -> None:
    """Stop looking: they would rather wait, until the day that was named, and are not left there (D7)."""
    drop_wish(conn, house, case, action.person, "would rather wait")
    if _carries_on(conn, house, action.person):
        return
    until = _named_day(conn, house, case, action.person)
    open_offer(
        conn,
        house,
        case.now,
        action.person,
        MailId.P25,
        "waits for their buddy until a day",
        OPTIONS[MailId.P25],
        about={"wait_until": until.isoformat()},
        received_id=case.received_id,
        until=house.hours.nudge_on(house.hours.today(until) + timedelta(days=1)),
    )


def _carries_on(conn: Connection, house: House, person_id: int) -> bool:
    """Say whether their 4 was to go on with who stays of a trio, so that there is nobody to wait for."""
    asked = offers_by(conn, house, MailId.P25, person_id)
    return bool(asked and asked[-1].outcome == WAITS and asked[-1].details.get(HAS_LEFT))


def _named_day(conn: Connection, house: House, case: Case, person_id: int) -> datetime:
    """Give until when our mail said that they could wait."""
    asked = offers_by(conn, house, MailId.P25, person_id)
    said = [str(one.details.get("wait_until") or "") for one in asked if one.outcome == WAITS]
    if said and said[-1]:
        return datetime.fromisoformat(said[-1])
    in_a_week = house.hours.working_day_from(house.hours.today(case.now) + timedelta(days=7))
    return house.hours.deadline_on(in_a_week)


def wait_is_over(conn: Connection, house: House, case: Case, waited: Promise) -> None:
    """Put the choices again to who waited in vain; who has heard of their buddy since is left in peace."""
    person = people.person_by_id(conn, waited.person_id or 0)
    if waited.details.get(HAS_LEFT):
        promises.change_promise(conn, waited.id, next_look_at=None)  # a late word is welcome
        _nobody_chose(conn, house, case, person)
        return
    promises.close_promise(conn, waited.id, case.now, case.by, "the day has come", kept=False)
    if not person.takes_mail or person.state is not PersonState.ACTIVE:
        return
    silent = [
        one
        for one in buddies_of(conn, person.id)
        if (one.last_sign_at is None or one.last_sign_at < waited.opened_at)
        and tasks.owed_by(conn, one.id)
    ]
    if silent:
        why = "they waited until the day, and their buddy is silent still"
        offer_choices(conn, house, case, do.OfferChoices(person.id, MailId.P25, why))


def _nobody_chose(conn: Connection, house: House, case: Case, person: Person) -> None:
    """Silence finds nobody a new buddy (law 9): who is alone and has not said is put before a coordinator."""
    buddies = buddies_of(conn, person.id)
    if buddies and all(one.state is PersonState.LEFT for one in buddies) and person.takes_mail:
        put_before_coordinators(
            conn,
            house,
            case,
            do.Matter.LOOK,
            "has no buddy since theirs left, and hasn't said what they would like",
            ("done",),
            person=person.id,
        )

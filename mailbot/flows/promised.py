"""Look at what somebody was promised and still waits for: say so honestly, and ask everybody (F9)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows import choosing, interrupting, kept_answers
from mailbot.flows.candidates import name_candidates, show_candidate
from mailbot.flows.case import Case
from mailbot.flows.doing import first_answers, jilted
from mailbot.flows.house import House
from mailbot.flows.offering import is_offer, look_at_offer
from mailbot.flows.ordering import across_schemes, double_dates, handing_over, inviting
from mailbot.flows.stages.another_side import no_word_from_volunteer
from mailbot.flows.stages.experts import look_at_invitation
from mailbot.flows.stages.standing_in import look_at_question
from mailbot.flows.writing import Letter, queue


def look_at_promise(
    conn: Connection, house: House, promise_id: int, now: datetime, until: datetime
) -> None:
    """Look at what is promised to somebody, by its kind, or say that they are still waiting (D7, F9)."""
    promise = promises.promise_by_id(conn, promise_id)
    own = LOOKS.get(str(promise.details.get("mail"))) or LOOKS.get(promise.kind)
    if own is not None:
        own(conn, house, Case(now, "nobody has answered"), promise)
    elif promise.kind == do.Matter.FAQ.value:
        kept_answers.let_go_of(conn, promise, Case(now, "nobody said whether to keep the answer"))
    elif is_offer(promise):
        look_at_offer(conn, house, promise, now)
    elif promise.kind == do.Matter.FIRST_ANSWER:
        first_answers.look_at(conn, house, promise, now)
    elif not look_at_question(conn, house, Case(now, "nobody was free to stand in"), promise):
        _say_sorry(conn, house, promise, now)


def _say_sorry(conn: Connection, house: House, promise: Promise, now: datetime) -> None:
    """Ask everybody, say honestly to whoever waits that they still do, and look again after some days."""
    days = house.chasing.promise.sorry_working_days
    hours = house.hours.at_work
    today = hours.today(now)
    again = hours.nudge_on(hours.add_working_days(today, days))
    promises.change_promise(conn, promise.id, next_look_at=again)
    if promise.person_id is None or promise.kind not in {*WAITED_FOR, *UNSEEN}:
        return
    said_on = str(promise.details.get(SORRY_ON) or "")
    if said_on and hours.working_days_between(date.fromisoformat(said_on), today) < days:
        return  # it was put off meanwhile
    person = people.person_by_id(conn, promise.person_id)
    case = Case(now, "nobody has decided it yet")
    title = _title(conn, house, promise, person, now)
    interrupting.ask_everybody(conn, house, case, promise, person.name, title)
    kept = promises.promise_by_id(conn, promise.id).details
    promises.change_promise(conn, promise.id, details=kept | {SORRY_ON: today.isoformat()})
    if person.takes_mail and promise.kind not in UNSEEN:
        _apologise(conn, house, promise, person, now, again=bool(said_on))


def _title(conn: Connection, house: House, promise: Promise, person: Person, now: datetime) -> str:
    """Tell what is asked, and of a wish for another buddy who is free: an OK introduces who is named."""
    title = promise.title if person.name in promise.title else f"{person.name} {promise.title}"
    ended = title if title.endswith(("?", ".")) else f"{title}."
    if promise.kind != do.Matter.REMATCH:
        return ended
    name_candidates(conn, house, now)
    return f"{ended} {show_candidate(conn, house, promise, now)}."


def _apologise(
    conn: Connection, house: House, promise: Promise, person: Person, now: datetime, *, again: bool
) -> None:
    letter = Letter(
        MailId.P26,
        "we have not answered yet",
        to=(person,),
        values={
            "asked": WAITED_FOR[promise.kind],
            "since": house.hours.local(promise.opened_at),
            "again": again,
        },
        promise_id=promise.id,
        once_key=f"P26:{promise.id}:{house.hours.today(now)}",
    )
    queue(conn, house, now, letter)


SORRY_ON = "sorry_on"
WAITED_FOR = {
    do.Matter.QUESTION.value: "your question",
    do.Matter.REMATCH.value: "a new buddy",
    do.Matter.EXTENSION.value: "more time",
    do.Matter.STAND_IN.value: "an answer to your letter",
}
# Of these too everybody hears in the end (F9), and no machine writes to the one it is about.
UNSEEN = frozenset({do.Matter.URGENT.value, do.Matter.HELD.value})

# What is looked at in a way of its own when nobody answers, by the mail that asked or by kind.
LOOKS: Mapping[str, Callable[[Connection, House, Case, promises.Promise], None]] = {
    MailId.X01.value: inviting.lapse,
    MailId.X02.value: look_at_invitation,
    MailId.P24.value: choosing.nobody_chose,
    MailId.P25.value: jilted.wait_is_over,
    MailId.P47.value: no_word_from_volunteer,
    do.Matter.COMMAND.value: handing_over.no_word,
    double_dates.ASKED: double_dates.look_at,
    across_schemes.ACROSS: across_schemes.look_at,
}

"""Put the whole scheme on hold for a strike, an outage or mourning, and let it go on (D9, P52)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.edges.db import outbox, people, promises, tasks
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.dates import move_date
from mailbot.flows.writing import BULK_HOLD, Letter, queue

ON_HOLD = "on_hold"


def is_on_hold(conn: Connection, house: House) -> bool:
    """Say whether a coordinator has put everything on hold."""
    return bool(promises.open_promises(conn, house.scheme_id, ON_HOLD))


def pause_everything(conn: Connection, house: House, case: Case) -> list[str]:
    """Hold all mail that nobody asked for, and all chasing, from now on; tell who takes part."""
    if is_on_hold(conn, house):
        return ["Everything is on hold already. To go on, say: resume everything."]
    promises.open_promise(
        conn,
        house.scheme_id,
        ON_HOLD,
        f"{case.by} put everything on hold",
        case.now,
        asks_coordinator=False,
        received_id=case.received_id,
    )
    told = _tell(conn, house, case, 0, resumed=False)
    owed = len(tasks.all_owed(conn, house.scheme_id))
    return [
        "Everything is on hold: no task, nudge, introduction or letter leaves, and nobody is chased.",
        f"{_many(told)} one line that says so in 15 minutes, unless you reply STOP.",
        "What people ask me is still answered, and urgent mail still reaches you.",
        f"Resuming moves every open date ({owed} now) by the days we were on hold, lets go what "
        "waited, and tells the same people. Say: resume everything.",
    ]


def resume_everything(conn: Connection, house: House, case: Case) -> list[str]:
    """Go on: every open date moves by the days on hold, and what was announced says the new one."""
    held = promises.open_promises(conn, house.scheme_id, ON_HOLD)
    if not held:
        return ["Nothing is on hold; nothing was done."]
    began = min(one.opened_at for one in held)
    days = (house.hours.today(case.now) - house.hours.today(began)).days
    for one in held:
        promises.close_promise(conn, one.id, case.now, case.by, "resumed")
    outbox.withdraw_queued(conn, house.scheme_id, "the scheme goes on", mails=("P52",))
    moved = _move_dates(conn, house, case, timedelta(days=days)) if days else 0
    told = _tell(conn, house, case, days, resumed=True, since=began - BULK_HOLD)
    told_so = f"{_many(told)} one line that says so in 15 minutes, unless you reply STOP."
    return [
        f"We go on. {_moved(moved, days)}",
        told_so if told else "Nobody had heard of the pause yet, so nobody hears of this either.",
    ]


def _moved(dates: int, days: int) -> str:
    by = "a day" if days == 1 else f"{days} days"
    if not dates:
        return "No date has moved."
    return f"1 open date moved by {by}." if dates == 1 else f"{dates} open dates moved by {by}."


def _many(told: int) -> str:
    return "1 person gets" if told == 1 else f"{told} people get"


def _tell(
    conn: Connection,
    house: House,
    case: Case,
    days: int,
    *,
    resumed: bool,
    since: datetime | None = None,
) -> int:
    """Write one line to everybody who takes part; that we go on, to those who heard since then of the pause."""
    active = people.people_in_state(conn, house.scheme_id, PersonState.ACTIVE)
    readers = [
        one
        for one in active
        if one.takes_mail
        and (since is None or outbox.last_sent(conn, one.id, MailId.P52.value, since) is not None)
    ]
    for one in readers:
        letter = Letter(
            MailId.P52,
            "everything was put on hold" if not resumed else "everything goes on",
            to=(one,),
            values={"resumed": resumed, "extra_days": days},
            not_before=case.now + BULK_HOLD,
            expires_at=case.now + timedelta(days=4),
            approved=True,
        )
        queue(conn, house, case.now, letter)
    return len(readers)


def _move_dates(conn: Connection, house: House, case: Case, by: timedelta) -> int:
    """Move stages and what is owed."""
    owed = tasks.all_owed(conn, house.scheme_id)
    for round_id in {one.round_id for one in owed}:
        for stage in tasks.stages_of(conn, round_id):
            due = house.hours.local(stage.due_at)  # by days of the calendar: six stays six
            moved = house.hours.at(due.date() + by, due.time())
            tasks.change_stage(conn, stage.id, due_at=moved)
    for one in owed:
        move_date(conn, house, case, one, house.hours.today(one.due_at) + by)
    return len(owed)

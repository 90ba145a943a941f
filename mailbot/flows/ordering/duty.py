"""Who is on duty today: who is away has no duty, and who took the scheme over has it (F12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core.scheme import Coordinator
from mailbot.edges.db import promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.handing_over import HANDED_OVER, handed_over
from mailbot.flows.ordering.undoing import commander
from mailbot.translate.dates import dates_in

AWAY = "away"


def with_todays_duty(house: House, now: datetime) -> House:
    """Give the house as it is run today: who is away has no duty, and who took over has it."""
    with reading(house.engine) as conn:
        away = promises.open_promises(conn, house.scheme_id, AWAY)
        handed = promises.open_promises(conn, house.scheme_id, HANDED_OVER)
    if not away and not handed:
        return house
    today = house.hours.today(now)
    people_now = list(house.scheme.coordinators)
    for one in handed:
        people_now = handed_over(people_now, one, today)
    gone = {str(one.details["coordinator"]) for one in away if _covers(one, today)}
    coordinators = tuple(_on_duty(people_now, gone))
    return replace(house, scheme=replace(house.scheme, coordinators=coordinators))


def _covers(away: Promise, today: date) -> bool:
    begins, ends = (date.fromisoformat(str(away.details[one])) for one in ("from", "until"))
    return begins <= today <= ends


def _on_duty(everybody: Sequence[Coordinator], gone: set[str]) -> list[Coordinator]:
    """Pass the duty on to the first who is there; with nobody there it stays where it is."""
    duty = next((one for one in everybody if one.duty), everybody[0])
    here = [one for one in everybody if one.address not in gone]
    if duty.address not in gone or not here:
        return list(everybody)
    return [replace(one, duty=one is here[0]) for one in everybody]


def away(conn: Connection, house: House, case: Case, action_text: str, until: date | None) -> str:
    """Note that this coordinator is away; the duty goes to the next one for those days."""
    today = house.hours.today(case.now)
    named = [one.day for one in dates_in(action_text, today) if until and today <= one.day <= until]
    endless = len(named) < 2 and "from" in action_text.casefold().split()
    if until is None or until < today or endless:
        return "Until when? Say for example: away 3-17 aug. Nothing was done."
    begins = min(named) if len(named) > 1 else today
    me = commander(house, case)
    promises.open_promise(
        conn,
        house.scheme_id,
        AWAY,
        f"{case.by} is away",
        case.now,
        asks_coordinator=False,
        details={"coordinator": me, "from": begins.isoformat(), "until": until.isoformat()},
    )
    cover = next((one for one in house.scheme.coordinators if one.address != me), None)
    days = f"{begins.day} {begins:%B} to {until.day} {until:%B}"
    if cover is None:
        return f"Noted: away {days}. There is no other coordinator, so everything waits for you."
    return f"Noted: away {days}. {cover.first_name} has the duty on those days."

"""Who is on duty on a day: who is away has no duty, and who took the scheme over has it (F12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection

from mailbot.core.people import listed
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.handing_over import HANDED_OVER, handed_over
from mailbot.flows.ordering.undoing import commander
from mailbot.translate.leave import Leave, is_back, leave_in, stands_in

AWAY = "away"
SAID_ANEW = "said anew"
UNTIL_WHEN = "Until when? Say for example: away 3-17 aug. Nothing was done."
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Rota:
    """Who coordinates by the settings and handovers, and who of them said that they are away."""

    named: tuple[Coordinator, ...]
    handed: tuple[Promise, ...]
    away: tuple[Promise, ...]

    def coordinators(self, day: date) -> list[Coordinator]:
        """Give the coordinators of a day, who is there before who is away; duty and lead are with the former."""
        everybody = list(self.named)
        for one in self.handed:
            everybody = handed_over(everybody, one, day)
        gone = self.gone(day)
        here = [one for one in everybody if one.address not in gone]
        if not here or len(here) == len(everybody):
            return everybody
        usual = next((one for one in everybody if one.duty), everybody[0])
        leads = next((one for one in everybody if one.lead), everybody[0])
        duty = _instead_of(usual, gone, here, here[0])
        lead = _instead_of(leads, gone, here, duty)
        there = [replace(one, duty=one is duty, lead=one is lead) for one in here]
        away = [one for one in everybody if one.address in gone]
        return [*there, *(replace(one, duty=False, lead=False) for one in away)]

    def gone(self, day: date) -> dict[str, str]:
        """Give the addresses of those who are away on a day, each with that of whoever they named."""
        return {
            str(one.details["coordinator"]): str(one.details.get("cover") or "")
            for one in self.away
            if _leave(one).first <= day <= _leave(one).last
        }

    def on_duty(self, day: date) -> Coordinator | None:
        """Give who has the duty on a day; None when nobody is there."""
        found = self.coordinators(day)
        duty = next((one for one in found if one.duty), found[0])
        return None if duty.address in self.gone(day) else duty

    def nobody_until(self, day: date) -> date | None:
        """Give the first day on which somebody is there again; None while somebody is."""
        if self.on_duty(day) is not None:
            return None
        while self.on_duty(day) is None:
            day += _ONE_DAY
        return day


def _instead_of(
    one: Coordinator, gone: dict[str, str], here: Sequence[Coordinator], otherwise: Coordinator
) -> Coordinator:
    if one.address not in gone:
        return one
    return next((other for other in here if other.address == gone[one.address]), otherwise)


def _leave(away: Promise) -> Leave:
    return Leave(*(date.fromisoformat(str(away.details[one])) for one in ("from", "until")))


def _rota(conn: Connection, house: House) -> _Rota:
    return _Rota(
        house.scheme.named or house.scheme.coordinators,
        promises.open_promises(conn, house.scheme_id, HANDED_OVER),
        promises.open_promises(conn, house.scheme_id, AWAY),
    )


def with_todays_duty(house: House, now: datetime) -> House:
    """Give the house as it is run today: who is away has no duty, and who took over has it."""
    with reading(house.engine) as conn:
        rota = _rota(conn, house)
    if not rota.away and not rota.handed:
        return house
    today = house.hours.today(now)
    return replace(
        house,
        scheme=replace(
            house.scheme,
            coordinators=tuple(rota.coordinators(today)),
            named=rota.named,
            nobody_until=rota.nobody_until(today),
        ),
    )


def who_is_away(conn: Connection, house: House, now: datetime) -> tuple[Coordinator, ...]:
    """Give the coordinators who said that they are away today."""
    gone = _rota(conn, house).gone(house.hours.today(now))
    return tuple(one for one in house.scheme.coordinators if one.address in gone)


def away(
    conn: Connection, house: House, case: Case, words: str, said_on: date | None = None
) -> str:
    """Note on which days this coordinator is away, and who has the duty then; "I'm back" ends it.

    Days are counted from the one on which it was said. What they said before of the same days is
    replaced.
    """
    today = house.hours.today(case.now)
    me = commander(house, case)
    if is_back(words, said_on or today):
        return _back(conn, house, case, me, today)
    leave = leave_in(words, said_on or today)
    if leave is None or leave.last < today:
        return UNTIL_WHEN
    _close_overlapping(conn, house, case, me, leave)
    others = [one for one in _rota(conn, house).coordinators(leave.first) if one.address != me]
    cover = stands_in(words, [one.first_name for one in others])
    promises.open_promise(
        conn,
        house.scheme_id,
        AWAY,
        f"{case.by} is away",
        case.now,
        asks_coordinator=False,
        details={
            "coordinator": me,
            "from": leave.first.isoformat(),
            "until": leave.last.isoformat(),
            "cover": next((one.address for one in others if one.first_name == cover), ""),
        },
    )
    return f"Noted: away {_days(leave, today)}. {_who_then(_rota(conn, house), leave, today)}"


def would(conn: Connection, house: House, case: Case, words: str) -> tuple[str, str]:
    """Say what an away order would do, or else the problem with it, before it is confirmed."""
    today = house.hours.today(case.now)
    if is_back(words, today):
        return "Your days away would end today.", ""
    leave = leave_in(words, today)
    if leave is None:
        return "", UNTIL_WHEN
    return f"You would be away {_days(leave, today)}.", ""


def away_line(conn: Connection, house: House, now: datetime) -> str:
    """Tell in the digest who is away today, and who has the duty instead; empty when all are there."""
    rota, today = _rota(conn, house), house.hours.today(now)
    everybody = rota.coordinators(today)
    said = [
        f"{one.first_name} is away until {_day(max(_leave(gone).last for gone in theirs), today)}"
        for one in everybody
        if (theirs := [gone for gone in rota.away if _is_of(gone, one.address, today)])
    ]
    if not said or len(everybody) == 1:
        return ""
    duty = rota.on_duty(today)
    has_it = f"{duty.first_name} has the duty" if duty else "nobody has the duty"
    return f"{listed(said)}; {has_it}."


def _is_of(away: Promise, address: str, day: date) -> bool:
    leave = _leave(away)
    return away.details["coordinator"] == address and leave.first <= day <= leave.last


def _back(conn: Connection, house: House, case: Case, me: str, today: date) -> str:
    mine = [one for one in _rota(conn, house).away if _is_of(one, me, today)]
    for one in mine:
        promises.close_promise(conn, one.id, case.now, case.by, "back")
    if not mine:
        return "I had no days away of yours for today. Nothing was done."
    duty = _rota(conn, house).on_duty(today)
    yours = duty is not None and duty.address == me
    has_it = "you have" if yours else f"{duty.first_name if duty else 'nobody'} has"
    return f"Noted: you're back, and {has_it} the duty."


def _close_overlapping(conn: Connection, house: House, case: Case, me: str, leave: Leave) -> None:
    for one in _rota(conn, house).away:
        said = _leave(one)
        overlaps = said.first <= leave.last and leave.first <= said.last
        if one.details["coordinator"] == me and overlaps:
            promises.close_promise(conn, one.id, case.now, case.by, SAID_ANEW)


def _who_then(rota: _Rota, leave: Leave, today: date) -> str:
    """Say who has the duty on those days, and since when where it changes hands."""
    if len(rota.coordinators(leave.first)) == 1:
        return (
            "There is no other coordinator, so everything waits for you, and whoever waits is told."
        )
    parts = list(_by_turns(rota, leave))
    if len(parts) == 1:
        who, _ = parts[0]
        return f"{who} has the duty then." if who else f"Nobody else is there: {_HELD}"
    told = [f"{who or 'nobody'} from {_days(days, today)}" for who, days in parts]
    held = "" if all(who for who, _ in parts) else f" While nobody is there, {_HELD}"
    return f"The duty is with {listed(told)}.{held}"


_HELD = "what needs an OK waits, and whoever waits is told."


def _by_turns(rota: _Rota, leave: Leave) -> Iterator[tuple[str, Leave]]:
    """Give who has the duty in turn over the days of an absence; an empty name for nobody."""
    days = [leave.first + _ONE_DAY * one for one in range((leave.last - leave.first).days + 1)]
    holders = ((duty.first_name if (duty := rota.on_duty(day)) else "", day) for day in days)
    for who, group in groupby(holders, key=lambda one: one[0]):
        turn = [day for _, day in group]
        yield who, Leave(turn[0], turn[-1])


def _days(leave: Leave, today: date) -> str:
    first = _day(leave.first, today)
    return first if leave.first == leave.last else f"{first} to {_day(leave.last, today)}"


def _day(day: date, today: date) -> str:
    year = f" {day.year}" if (day - today).days > _MONTHS_AHEAD else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


# From here on a day needs its year.
_MONTHS_AHEAD = 200

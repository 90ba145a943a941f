"""Decide on more time that somebody asked for, or that a coordinator gave them in a mail of their own."""

from datetime import date

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.edges.db import promises, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.doing import work
from mailbot.flows.house import House
from mailbot.translate.dates import dates_in


def decide_more_time(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """Move the date as agreed, to the day they name where none was asked for; give what is read back."""
    if means is Meaning.NO:
        promises.close_promise(conn, asked.id, case.now, case.by, "no")
        return "not done: the date stays."
    day = _day_named(house, case, words) or _day_asked(asked)
    if day is None:
        return f"until which day? Say for example: {asked.number} Friday 25 June."
    if means is not Meaning.YES and _day_named(house, case, words) is None:
        return "left open: ok, no or another day?"
    owed = asked.assignment_id or _first_owed(conn, asked)
    if owed is None:
        promises.close_promise(conn, asked.id, case.now, case.by, "nothing is owed")
        return "closed: they owe nothing any more."
    promises.close_promise(conn, asked.id, case.now, case.by, "ok")
    bare = Case(case.now, case.because, case.by)
    work.grant_extension(conn, house, bare, do.GrantExtension(owed, day))
    return f"done: due {day.day} {day:%B}."


def _day_asked(asked: Promise) -> date | None:
    until = str(asked.details.get("until") or "")
    return date.fromisoformat(until) if until else None


def _day_named(house: House, case: Case, words: str) -> date | None:
    today = house.hours.today(case.now)
    named = [one.day for one in dates_in(words, today) if one.day > today]
    return named[-1] if named else None


def _first_owed(conn: Connection, asked: Promise) -> int | None:
    owed = tasks.owed_by(conn, asked.person_id) if asked.person_id is not None else ()
    return owed[0].id if owed else None

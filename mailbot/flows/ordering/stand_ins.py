"""Decide by mail who stands in for a silent reader, and list who would (C7)."""

import re
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.answers import Meaning
from mailbot.core.mails import MailId
from mailbot.core.people import Person
from mailbot.core.sending import is_let_out
from mailbot.core.tasks import Assignment
from mailbot.edges.db import people, promises, standby, tasks
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.naming import WhichOne, person_named
from mailbot.flows.stages.standing_in import ROLE_WORDS, close_letter, find_stand_in
from mailbot.flows.stages.unanswered import REFUSED, answer_to, is_answered, pair_of
from mailbot.flows.stages.volunteers import ask_volunteer

_SOMEBODY_ELSE = re.compile(
    r"(?:(?:no|ask|try|please|rather|instead|and|or|somebody|someone|anybody|anyone|else|another"
    r"(?: one)?|different|the next(?: one)?|next)\b[\s,:;.!-]*)+",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"[\s,.!-]*\b(?:please|pls|thanks|thank you|instead|would do it|could do it|will do it)\b[\s.!]*$",
    re.IGNORECASE,
)
MOST_LISTED = 12


def decide_stand_in(
    conn: Connection, house: House, case: Case, asked: Promise, means: Meaning, words: str
) -> str:
    """Do what a coordinator says about a stand-in: ok, no, somebody else, or a name of their own."""
    assert asked.assignment_id is not None, "a stand-in is asked for a letter"
    letter = tasks.assignment_by_id(conn, asked.assignment_id)
    if is_answered(conn, house, letter):
        promises.close_promise(conn, asked.id, case.now, case.by, "answered meanwhile")
        return "has its answer by now; nobody else is asked."
    if means is Meaning.YES:
        return _ask(conn, house, case, asked, letter)
    if means is Meaning.NO:
        return _ask_nobody(conn, house, case, asked, letter)
    return _somebody_else(conn, house, case, asked, letter, words)


def _volunteer(asked: Promise) -> int:
    return int(str(asked.details.get("volunteer") or 0))


def _ask(conn: Connection, house: House, case: Case, asked: Promise, letter: Assignment) -> str:
    if not _volunteer(asked):
        return "left open: who shall answer it? Reply with a name, or no."
    volunteer = people.person_by_id(conn, _volunteer(asked))
    if not volunteer.takes_mail:
        return _next(conn, house, case, asked, letter, f"{volunteer.name} rests by now")
    return _ask_this_one(conn, house, case, asked, letter, volunteer)


def _ask_this_one(
    conn: Connection, house: House, case: Case, asked: Promise, letter: Assignment, one: Person
) -> str:
    if not is_let_out(MailId.P30, house.scheme.mode):
        return "left open: I only listen at the moment and write to nobody."
    promises.close_promise(conn, asked.id, case.now, case.by, "ok")
    ask_volunteer(conn, house, Case(case.now, case.because, case.by), letter, one)
    return f"done: {one.name} gets the letter, without a name."


def _ask_nobody(
    conn: Connection, house: House, case: Case, asked: Promise, letter: Assignment
) -> str:
    promises.close_promise(conn, asked.id, case.now, case.by, REFUSED)
    own = answer_to(conn, house, letter)
    if own is None or not own.is_open:
        close_letter(conn, house, Case(case.now, case.because, case.by), letter)
        return "not asked; the letter is closed kindly for its writer."
    return "not asked; it is closed kindly for its writer if the buddy stays silent."


def _somebody_else(
    conn: Connection, house: House, case: Case, asked: Promise, letter: Assignment, words: str
) -> str:
    name = _POLITE.sub("", _SOMEBODY_ELSE.sub("", words.strip(), count=1)).strip(" .!,")
    if not name:
        return _next(conn, house, case, asked, letter, "not asked")
    try:
        found = person_named(conn, house, name)
    except WhichOne as several:
        return f"left open: which one? {', '.join(several.labels.values())}"
    if isinstance(found, str):
        return f"left open. {found}"
    why_not = _why_not(conn, letter, found)
    return why_not or _ask_this_one(conn, house, case, asked, letter, found)


def _why_not(conn: Connection, letter: Assignment, named: Person) -> str:
    pair = pair_of(conn, letter)
    if pair is not None and named.id in pair.members:
        return f"left open: {named.name} is in that very group. Who else?"
    return "" if named.takes_mail else f"left open: {named.name} rests or has left. Who else?"


def _next(
    conn: Connection, house: House, case: Case, asked: Promise, letter: Assignment, why: str
) -> str:
    """Pass over whoever was suggested, and suggest the next one."""
    before = asked.details.get("passed_over")
    over = [int(str(one)) for one in before] if isinstance(before, list) else []
    promises.close_promise(conn, asked.id, case.now, case.by, "somebody else")
    bare = Case(case.now, case.because, case.by)
    find_stand_in(conn, house, bare, letter, [*over, _volunteer(asked)])
    waiting = [
        one.title
        for one in promises.open_promises(
            conn, house.scheme_id, asked.kind, letter.person_id, asks_coordinator=True
        )
        if one.assignment_id == letter.id
    ]
    return f"{why}. Next: {waiting[0]}" if waiting else f"{why}; the next one is asked."


def bench_lines(conn: Connection, house: House, now: datetime) -> list[str]:
    """List who would answer a letter for somebody's silent buddy, who joined first in front."""
    on_bench = standby.bench(conn, house.scheme_id)
    known = people.people_by_id(conn, [one.person_id for one in on_bench])
    lines = [
        ", ".join(filter(None, (_who(known[one.person_id]), _asked(house, one.last_asked_at))))
        for one in on_bench[:MOST_LISTED]
    ]
    hidden = len(on_bench) - len(lines)
    if hidden:
        lines.append(f"and {hidden} more")
    return lines or ["Nobody has offered to stand in so far."]


def _who(person: Person) -> str:
    place = f", {person.town}" if person.town else ""
    resting = "" if person.takes_mail else ", resting"
    return f"{person.name} ({ROLE_WORDS.get(person.role, 'member')}{place}{resting})"


def _asked(house: House, at: datetime | None) -> str:
    return "" if at is None else f"asked {house.hours.local(at).day} {house.hours.local(at):%B}"

"""One answer of a coordinator, as the functions that carry it out take it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.answers import Meaning
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.doing import questions
from mailbot.flows.house import House


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a coordinator: to what, what it comes to, and their own words."""

    case: Case
    asked: Promise
    means: Meaning
    option: str
    words: str


Answer = Callable[[Connection, House, Said], str]


def close(conn: Connection, case: Case, asked: Promise, outcome: str) -> None:
    """Settle what was asked, and by whom."""
    promises.close_promise(conn, asked.id, case.now, case.by, outcome)


def done(conn: Connection, house: House, said: Said) -> str:
    """Close what needs nothing but a look; words beside it go to whoever it is about."""
    case, asked = said.case, said.asked
    if said.means is Meaning.WORDS and asked.person_id is not None and asked.kind == do.Matter.LOOK:
        questions.send_answer(conn, house, case, asked, said.words)
        return "answered in your words."
    close(conn, case, asked, said.option or said.means.value)
    return "closed."

"""Keep what is fixed for matching: who never, who together, who takes two, who asked what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection

from mailbot.core.errors import Trouble
from mailbot.core.matching.arrangements import OWN_WORKPLACE
from mailbot.core.people import Person, Role
from mailbot.edges.db import journal, partnerships
from mailbot.flows import summary
from mailbot.flows.case import Case
from mailbot.flows.house import House

NEVER, PIN, TAKES, WISH, FORGET = "never", "pin", "takes", "wish", "forget"
OPPOSITE = {NEVER: PIN, PIN: NEVER}


class NotArranged(Trouble):
    """Nobody, or more than one, has the name that was given; nothing was kept."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to keep by names: never, pin, takes or wish; or to forget all of them for somebody."""

    kind: str
    who: str
    other: str = ""
    value: str = ""


def arrange(
    conn: Connection, house: House, case: Case, wanted: Sequence[Wanted]
) -> tuple[str, ...]:
    """Keep all of it and say so, a sentence each; raises NotArranged before anything is kept."""
    found = [
        (one, _person(conn, house, one.who), _person(conn, house, one.other) if one.other else None)
        for one in wanted
    ]
    return tuple(
        keep(conn, house, case, one.kind, who, other=other, value=one.value)
        for one, who, other in found
    )


def _person(conn: Connection, house: House, name: str) -> Person:
    found = summary.find_people(conn, house, name)
    exact = [one for one in found if one.name.casefold() == name.casefold()] or found
    if len(exact) != 1:
        names = ", ".join(f"{one.name} ({one.town or one.employer})" for one in exact[:4])
        raise NotArranged(
            f'"{name}" could be {names}: add the town or employer.'
            if names
            else f'Nobody here is called "{name}": see `mailbot people` for the names.'
        )
    return exact[0]


def keep(
    conn: Connection,
    house: House,
    case: Case,
    kind: str,
    who: Person,
    *,
    other: Person | None = None,
    value: str = "",
) -> str:
    """Keep one thing and say it in a sentence; the newest word about two, or about seats, counts.

    The journal says that something was fixed and by whom; why two must not meet is nobody's to read (B4).
    """
    if kind == FORGET:
        count = _forget(conn, who, other)
        whom = f"{who.name} and {other.name}" if other else who.name
        said = f"Forgot what was fixed for {whom}: {count}."
    else:
        _make_way(conn, kind, who, other, value)
        other_id = other.id if other else None
        partnerships.arrange(conn, house.scheme_id, kind, who.id, other_id, value)
        said = _said(kind, who, other, value)
    journal.note(
        conn,
        house.scheme_id,
        journal.Entry(case.now, "decide", case.because, case.by, details={"fixed": kind}),
    )
    return said


def _forget(conn: Connection, who: Person, other: Person | None) -> int:
    if other is None:
        return partnerships.forget_arrangements(conn, who.id)
    return sum(partnerships.forget_between(conn, one, who.id, other.id) for one in (NEVER, PIN))


def _make_way(conn: Connection, kind: str, who: Person, other: Person | None, value: str) -> None:
    """Drop what this takes the place of, and what says the same already."""
    if other is not None:
        for one in (kind, OPPOSITE[kind]):
            partnerships.forget_between(conn, one, who.id, other.id)
    elif kind == TAKES:
        partnerships.forget_kind(conn, kind, who.id)
    else:
        partnerships.forget_kind(conn, kind, who.id, value)


def _said(kind: str, who: Person, other: Person | None, value: str) -> str:
    if other is not None:
        how = "will never be matched" if kind == NEVER else "are matched when both are free"
        return f"{who.name} and {other.name} {how}."
    if kind == NEVER:
        whom = f"anybody at {who.employer}" if value == OWN_WORKPLACE else f"anybody called {value}"
        return f"{who.name} will never be matched with {whom}."
    if kind == TAKES:
        what = "pair" if who.role is Role.EXPERT else "clinician"
        return f"{who.name} takes {value} {what}{'' if value == '1' else 's'} at a time."
    return f"{who.name} asked for: {value}."

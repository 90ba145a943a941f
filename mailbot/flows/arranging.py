"""Keep what a coordinator fixes for matching: who never, who together, who takes two, who asked what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection

from mailbot.core.errors import Trouble
from mailbot.core.people import Person
from mailbot.edges.db import journal, partnerships
from mailbot.flows import summary
from mailbot.flows.case import Case
from mailbot.flows.house import House


class NotArranged(Trouble):
    """Nobody, or more than one, has the name that was given; nothing was kept."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to keep: never, pin, takes or wish; or to forget all of them for somebody."""

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
    return tuple(_keep(conn, house, case, one, who, other) for one, who, other in found)


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


def _keep(
    conn: Connection, house: House, case: Case, one: Wanted, who: Person, other: Person | None
) -> str:
    if one.kind == "forget":
        count = partnerships.forget_arrangements(conn, who.id)
        said = f"Forgot what was fixed for {who.name}: {count}."
    else:
        other_id = other.id if other else None
        partnerships.arrange(conn, house.scheme_id, one.kind, who.id, other_id, one.value)
        said = _said(one, who, other)
    # The journal says that it was fixed and by whom; why two must not meet is nobody's to read (B4).
    journal.note(
        conn,
        house.scheme_id,
        journal.Entry(case.now, "decide", case.because, case.by, details={"fixed": one.kind}),
    )
    return said


def _said(one: Wanted, who: Person, other: Person | None) -> str:
    if other is not None:
        how = "will never be matched" if one.kind == "never" else "are matched when both are free"
        return f"{who.name} and {other.name} {how}."
    if one.kind == "takes":
        return f"{who.name} takes {one.value} clinician{'' if one.value == '1' else 's'} at a time."
    return f"{who.name} asked for: {one.value}."

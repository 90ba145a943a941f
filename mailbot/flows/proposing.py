"""Put proposed pairs and trios before a coordinator, each in a line that can be said yes to (B1, N10)."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection

from mailbot.core.mails import MailId
from mailbot.core.people import Person, listed
from mailbot.edges.db.promises import Promise
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.writing import Letter, queue

MOST_LINES = 12
_MOST_NAMES = 5


def proposal_line(names: str, reasons: Sequence[str], first: str = "", second: str = "") -> str:
    """Say in one line who is to be together, why, and who would have been next best for the first."""
    instead = f"; next best for {first}: {second}" if second else ""
    return f"{names}: {', '.join(reasons)}{instead}"


def put_proposals(
    conn: Connection,
    house: House,
    case: Case,
    asked: Sequence[Promise],
    left: Sequence[tuple[Person, str]],
) -> None:
    """Mail the proposals to who is on duty, at most once a week, and who stays on the list and why."""
    shown = [f"{one.number} {one.title}" for one in asked[:MOST_LINES]]
    if len(asked) > MOST_LINES:
        shown.append(f"and {len(asked) - MOST_LINES} more, in tomorrow's digest")
    names = known_as_all(conn, house, [one for one, _ in left])
    letter = Letter(
        MailId.N10,
        "people are free",
        coordinator=house.scheme.duty,
        values={
            "count": len(asked),
            "proposals": shown,
            "left": "; ".join(_left([(names[one.id], why) for one, why in left])),
            "example": example([one.number for one in asked[:MOST_LINES]]),
        },
        once_key=f"N10:{house.hours.today(case.now):%G-%V}",
    )
    queue(conn, house, case.now, letter)


def _left(people: Sequence[tuple[str, str]]) -> list[str]:
    """Say of everybody who stays on the list why, those of one reason together.

    What is particular to one of them, they are asked about one by one (flows/left_over.py).
    """
    told = sorted(((why.partition(";")[0], name) for name, why in people), key=lambda one: one[0])
    lines = []
    for why, group in groupby(told, key=lambda one: one[0]):
        names = [name for _, name in group]
        more = len(names) - _MOST_NAMES
        shown = [*names[:_MOST_NAMES], f"{more} more"] if more > 0 else names
        lines.append(f"{listed(shown)} ({why})")
    return lines


def example(numbers: Sequence[int]) -> str:
    """Show how to answer, with numbers that stand above: 'ok 1 3, swap 2 and 4, hold 6'."""
    match list(numbers):
        case [one, two, three, four, five, *_]:
            return f"ok {one} {three}, swap {two} and {four}, hold {five}"
        case [one, two, three, *_]:
            return f"ok {one} {three}, hold {two}"
        case [one, two]:
            return f"ok {one}, hold {two}"
        case [one]:
            return f"ok {one}"
        case _:
            return "ok"

"""Do what a coordinator fixes for matching in words, and say what it comes to (B1, B3, B4)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.matching.fit import Fit
from mailbot.core.people import PartnershipState, Person, PersonState, Role
from mailbot.edges.db import partnerships, people
from mailbot.flows import arranging
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.naming import people_named
from mailbot.flows.ordering.pairing import drop_proposal
from mailbot.translate.arranging import EACH_OTHER

MOST_SEATS = 2
SEVERAL = 2


def fix(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Keep what was said of the people named, a line for each thing; one unclear name keeps nothing."""
    found = people_named(conn, house, said.who)
    if isinstance(found, str):
        return [found]
    if said.verb in {"never", "keep"} and len(found) < SEVERAL:
        return ["Whom with whom? Say for example: never match alex with priya. Nothing was done."]
    return FIXES[said.verb](conn, house, case, found, said)


def in_words(verb: str, who: Sequence[str], number: int, text: str) -> str:
    """Name what is to be fixed, or who brought in, as one would say it; empty for another verb."""
    names = " + ".join(one.partition(" #")[0] for one in who)
    return {
        "never": f"never match {names}",
        "keep": f"keep {names} together",
        "takes": f"{names} takes {number}",
        "wish": f"{names} would like: {text}",
        "unfix": f"forget what was fixed for {names}",
        "ask_expert": f"ask {names} to be an expert",
        "double_date": f"double date task {text}, {names}".rstrip(", "),
    }.get(verb, "")


def _apart(
    conn: Connection, house: House, case: Case, found: list[Person], said: do.RunCommand
) -> list[str]:
    each = said.text == EACH_OTHER
    pairs = combinations(found, 2) if each else product(found[:1], found[1:])
    return _never(conn, house, case, pairs)


def _never(
    conn: Connection, house: House, case: Case, pairs: Iterable[tuple[Person, Person]]
) -> list[str]:
    lines = []
    for one, other in pairs:
        line = arranging.keep(conn, house, case, arranging.NEVER, one, other=other)
        lines.append(f"{line}{_what_stands(conn, house, case, one, other)}")
    return lines


def _what_stands(conn: Connection, house: House, case: Case, one: Person, other: Person) -> str:
    """Drop a proposal of two who must not meet; a pair at work is for the coordinator to part."""
    pair = partnerships.current_partnership(conn, one.id)
    if pair is None or other.id not in pair.members:
        return ""
    if pair.state is PartnershipState.PROPOSED:
        drop_proposal(conn, house, case, one)
        return " The proposal that had them together is dropped."
    return f" They are together now, and stay so: say rematch {one.first_name} to part them."


def _together(
    conn: Connection, house: House, case: Case, found: list[Person], _: do.RunCommand
) -> list[str]:
    return [
        arranging.keep(conn, house, case, arranging.PIN, one, other=other)
        for one, other in combinations(found, 2)
        if one.role.is_manager is not other.role.is_manager
        or {one.role, other.role} == {Role.GENERAL_MANAGER, Role.SPECIALTY_MANAGER}
    ] or ["A pair has a clinician and a manager, so these can't be one. Nothing was done."]


def _takes(
    conn: Connection, house: House, case: Case, found: list[Person], said: do.RunCommand
) -> list[str]:
    return [_seats(conn, house, case, found[0], said.number)]


def _seats(conn: Connection, house: House, case: Case, who: Person, count: int) -> str:
    if who.role is Role.EXPERT:
        return arranging.keep(conn, house, case, arranging.TAKES, who, value=str(count))
    if who.role is not Role.GENERAL_MANAGER:
        return f"Only a general manager takes two, and {who.name} is none. Nothing was done."
    if count > MOST_SEATS:
        return "A group has three people at most: say two. Nothing was done."
    return arranging.keep(conn, house, case, arranging.TAKES, who, value=str(count))


def _wish(
    conn: Connection, house: House, case: Case, found: list[Person], said: do.RunCommand
) -> list[str]:
    who, wish = found[0], canonical(house, said.text)
    kept = arranging.keep(conn, house, case, arranging.WISH, who, value=wish)
    return [f"{kept} {_who_would_do(conn, house, who, wish)}"]


def canonical(house: House, wish: str) -> str:
    """Give a wish by the word that people's own details are kept with: "psych" is psychiatry."""
    known = house.rules.vocabulary
    seen = [one.term for said in (wish, wish.title()) for one in known.terms_in(said)]
    kinds = {"specialty", "job", "employer", "town"}
    return next((one.say for one in seen if one.kind in kinds and one.say), wish)


def _who_would_do(conn: Connection, house: House, who: Person, wish: str) -> str:
    """Say how many on the list fit a wish, so that a slip of the thumb shows."""
    waiting = people.people_in_state(conn, house.scheme_id, PersonState.WAITING)
    others = [one for one in waiting if one.role.is_manager is not who.role.is_manager]
    fit = Fit(house.matching, {who.id: (wish,)})
    pairs = [(who, one) if one.role.is_manager else (one, who) for one in others]
    fitting = sum(any(part.wish == "asked for" for part in fit.parts(*pair)) for pair in pairs)
    kind = "clinician" if who.role.is_manager else "manager"
    many = "s" if fitting != 1 else ""
    return f"{fitting or 'No'} {kind}{many} on the list would fit. Nobody else reads it."


def _forget(
    conn: Connection, house: House, case: Case, found: list[Person], _: do.RunCommand
) -> list[str]:
    first, *others = found
    for other in others:
        arranging.keep(conn, house, case, arranging.FORGET, first, other=other)
        partnerships.forget_parting(conn, first.id, other.id)
    if others:
        names = " and ".join(one.name for one in found)
        return [f"{names} may be matched again, as anybody may."]
    return [arranging.keep(conn, house, case, arranging.FORGET, first)]


Fix = Callable[[Connection, House, Case, list[Person], do.RunCommand], list[str]]
FIXES: Mapping[str, Fix] = {
    "never": _apart,
    "keep": _together,
    "takes": _takes,
    "wish": _wish,
    "unfix": _forget,
}

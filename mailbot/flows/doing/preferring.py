"""Keep whom somebody would like as a buddy, and whom not, between them and the coordinators (B4)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.matching.arrangements import AT, OWN_WORKPLACE, SOMEBODY
from mailbot.core.people import Person, PersonState, listed
from mailbot.edges.db import partnerships, people
from mailbot.flows import summary
from mailbot.flows.arranging import NEVER, WISH, keep
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.ordering.fixing import canonical
from mailbot.flows.writing import Letter, queue


def prefer(
    conn: Connection,
    house: House,
    case: Case,
    person_id: int,
    wishes: Sequence[str],
    not_with: Sequence[str],
) -> None:
    """Keep it for every matching, ask a coordinator who is meant where nobody was named, and say so once.

    Who registers just now hears of it in the welcome, anybody else in a line of their own.
    """
    if not wishes and not not_with:
        return
    person = people.person_by_id(conn, person_id)
    for wish in wishes:
        keep(conn, house, case, WISH, person, value=canonical(house, wish))
    for name in not_with:
        refuse(conn, house, case, person, name)
    if person.state is not PersonState.REGISTERED:
        _say_so(conn, house, case, person)


def refuse(conn: Connection, house: House, case: Case, person: Person, name: str) -> None:
    """Keep that somebody would rather not be with one of that name; who has no name, a coordinator is asked about."""
    if name.startswith(AT):
        keep(conn, house, case, NEVER, person, value=name)
        return
    known = [one for one in summary.find_people(conn, house, name) if one.id != person.id]
    named = name not in {OWN_WORKPLACE, SOMEBODY}
    if named and len(known) == 1:
        keep(conn, house, case, NEVER, person, other=known[0])
        return
    if name != SOMEBODY:
        # Whoever has that name may join later, and several may have it: nobody of them will do.
        keep(conn, house, case, NEVER, person, value=name)
    if not named:
        until = (
            f", so nobody at {person.employer}" if name == OWN_WORKPLACE and person.employer else ""
        )
        title = (
            f"{person.name or person.address} asks not to be matched with somebody they didn't name{until}. "
            f"When you know who: never match {person.first_name if person.name else person.address} with NAME"
        )
        put_before_coordinators(conn, house, case, Matter.LOOK, title, ("done",), person=person.id)


def _say_so(conn: Connection, house: House, case: Case, person: Person) -> None:
    readers = listed([one.first_name for one in house.scheme.coordinators])
    letter = Letter(
        MailId.P35,
        "they said whom they would rather be with",
        to=(person,),
        values={
            "answer": f"Noted, and kept between you, {readers} and me. I'll go by it whenever I match you.",
            "noted": True,
        },
        answers=case.incoming,
    )
    queue(conn, house, case.now, letter)


def preferences_of(conn: Connection, scheme_id: int, person_id: int) -> list[str]:
    """Give what somebody asked for in a buddy, as the welcome repeats it to them."""
    own = [one for one in partnerships.arrangements(conn, scheme_id) if one[1] == person_id]
    wishes = [value for kind, _, _, value in own if kind == WISH]
    told = [f"for a buddy: {', '.join(wishes)} if I can"] if wishes else []
    refused = any(kind == NEVER for kind, _, _, _ in own)
    return [*told, "and whom you'd rather not be with"] if refused else told


def refused_by(
    conn: Connection, scheme_id: int, people_by_id: Mapping[int, Person]
) -> dict[int, tuple[str, ...]]:
    """Give, by id, the names of those whom people would rather not be with."""
    found: dict[int, tuple[str, ...]] = {}
    for kind, one, other, value in partnerships.arrangements(conn, scheme_id):
        if kind != NEVER:
            continue
        known = people_by_id.get(other) if other is not None else None
        name = known.name if known is not None else value
        found[one] = (*found.get(one, ()), name)
    return found

"""Let two pairs do one task together, where each of the four has said yes for themselves (B7)."""

from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.double_dates import near_pairs
from mailbot.core.mails import MailId
from mailbot.core.people import Partnership, PartnershipState, Person, listed
from mailbot.core.tasks import TaskDefinition
from mailbot.edges.db import partnerships, people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.introductions import introduction_of
from mailbot.flows.ordering import across_schemes
from mailbot.flows.ordering.asking_pairs import (
    DAYS_TO_ANSWER,
    ask_one,
    call_off,
    may_be_asked,
    offers_of,
    tell_one,
)
from mailbot.flows.ordering.dates import find_task
from mailbot.flows.ordering.naming import people_named
from mailbot.flows.writing import Letter, queue

ASKED = "double_date_asked"
MOST_PROPOSED = 8


def order(conn: Connection, house: House, case: Case, said: do.RunCommand) -> list[str]:
    """Ask the four who are named, or propose pairs that are near each other where nobody is."""
    task = find_task(house, said.text) if said.text else None
    if task is None:
        known = ", ".join(str(one.number) for one in house.bank.values())
        return [f"Which task? Say for example: double date task 1. There is: {known}."]
    if not said.who:
        return _propose(conn, house, case, task)
    elsewhere = across_schemes.propose(conn, house, case, task, said)
    if elsewhere is not None:
        return [elsewhere]
    pairs = _pairs_named(conn, house, said.who)
    return [pairs if isinstance(pairs, str) else _ask(conn, house, case, task, pairs, said.until)]


def _pairs_named(
    conn: Connection, house: House, names: tuple[str, ...]
) -> tuple[Partnership, ...] | str:
    """Give the two pairs that people are in, however many of each are named; else what is wrong."""
    found = people_named(conn, house, names)
    if isinstance(found, str):
        return found
    pairs: dict[int, Partnership] = {}
    for one in found:
        pair = partnerships.current_partnership(conn, one.id)
        if pair is None or pair.state is not PartnershipState.ACTIVE:
            return f"{one.name} has no buddy just now; nothing was done."
        pairs[pair.id] = pair
    if len(pairs) != 2:
        return "A double date is for two pairs: name one or both of each. Nothing was done."
    return tuple(pairs.values())


def _propose(conn: Connection, house: House, case: Case, task: TaskDefinition) -> list[str]:
    """Put pairs that are near each other before the coordinators, a number each (N10)."""
    busy = {pair for one in _running(conn, house, task.name) for pair in _pairs_of(one)}
    pairs = [
        one
        for one in partnerships.partnerships_in_state(
            conn, house.scheme_id, PartnershipState.ACTIVE
        )
        if one.id not in busy
    ]
    who = people.people_by_id(conn, {member for pair in pairs for member in pair.members})
    here = [one for one in pairs if all(may_be_asked(who[member]) for member in one.members)]
    lines = []
    for found in near_pairs([[who[one] for one in pair.members] for pair in here])[:MOST_PROPOSED]:
        first, second = here[found.first], here[found.second]
        asked = put_before_coordinators(
            conn,
            house,
            case,
            do.Matter.DOUBLE_DATE,
            f"Task {task.number}: {_told(first, who)} with {_told(second, who)}, both in {found.town}",
            ("ok", "no"),
            partnership=first.id,
            details={"task": task.name, "pairs": [first.id, second.id]},
        )
        lines.append(f"{asked.number} {asked.title}")
    if not lines:
        return ["I find no two pairs in one town at different trusts. Name them, if you like."]
    letter = Letter(
        MailId.N10,
        "double dates were asked for",
        coordinator=house.scheme.coordinator(case.incoming.sender if case.incoming else "")
        or house.scheme.duty,
        values={
            "count": len(lines),
            "proposals": lines,
            "example": f"ok {lines[0].split()[0]}",
            "double": True,
        },
        answers=case.incoming,
    )
    queue(conn, house, case.now, letter)
    return []


def _told(pair: Partnership, who: dict[int, Person]) -> str:
    return " + ".join(who[one].name for one in pair.members)


def decided(conn: Connection, house: House, case: Case, asked: Promise, *, ask: bool) -> str:
    """Ask the four of a proposed double date, or let it be."""
    if across_schemes.comes_from_elsewhere(asked):
        return across_schemes.decided(conn, house, case, asked, ask=ask)
    promises.close_promise(conn, asked.id, case.now, case.by, "ok" if ask else "no")
    if not ask:
        return "not done: nobody was asked."
    pairs = [partnerships.partnership_by_id(conn, one) for one in _pairs_of(asked)]
    if any(one.state is not PartnershipState.ACTIVE for one in pairs):
        return "can't be done any more: one of the pairs has ended."
    task = house.task(str(asked.details["task"]))
    return f"done: {_ask(conn, house, case, task, tuple(pairs), None)}"


def _pairs_of(promise: Promise) -> tuple[int, ...]:
    pairs = promise.details.get("pairs")
    return tuple(int(one) for one in pairs) if isinstance(pairs, list) else ()


def _running(conn: Connection, house: House, task: str) -> list[Promise]:
    found = promises.open_promises(conn, house.scheme_id, ASKED)
    return [one for one in found if one.details.get("task") == task]


def _ask(
    conn: Connection,
    house: House,
    case: Case,
    task: TaskDefinition,
    pairs: tuple[Partnership, ...],
    until: date | None,
) -> str:
    """Ask each of the four alone; who the others are is told in a word, and where to write to never."""
    who = people.people_by_id(conn, {member for pair in pairs for member in pair.members})
    out = next((one.name for one in who.values() if not may_be_asked(one)), "")
    ids = {one.id for one in pairs}
    if out:
        return f"{out} can't be asked just now, so nothing was done."
    if any(ids & set(_pairs_of(one)) for one in _running(conn, house, task.name)):
        return "One of them is being asked about a double date already; nothing was done."
    today = house.hours.today(case.now)
    day = until if until and until > today else house.hours.add_working_days(today, DAYS_TO_ANSWER)
    due = house.hours.deadline_on(day)
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        ASKED,
        "four are asked about a double date",
        case.now,
        asks_coordinator=False,
        details={"task": task.name, "pairs": sorted(ids), "until": due.isoformat()},
        next_look_at=due,
    )
    for pair, other in (pairs, pairs[::-1]):
        others = [who[one] for one in other.members]
        for one in pair.members:
            ask_one(conn, house, case, kept, who[one], pair, others, task, due)
    names = listed([who[one].first_name for pair in pairs for one in pair.members])
    last = house.hours.local(due)
    return (
        f"{names} are each asked about task {task.number}, until {last:%A} {last.day} {last:%B}. "
        "Addresses are shown only when all have said yes."
    )


def answered(conn: Connection, house: House, case: Case, offer: Promise, option: str) -> None:
    """Keep one answer: a no ends it for all, kindly and without a name; the fourth yes introduces them."""
    kept = promises.promise_by_id(conn, int(str(offer.details["double"])))
    if kept.kind == across_schemes.ACROSS:
        across_schemes.answered(conn, house, case, offer, option)
        return
    assert offer.person_id is not None, "each was asked alone"
    person = people.person_by_id(conn, offer.person_id)
    offers = offers_of(conn, house, kept)
    if kept.state != "open":
        tell_one(conn, house, case, person, "That one is over already. Nothing changes for you.")
    elif option != "yes":
        tell_one(
            conn,
            house,
            case,
            person,
            "Noted, and nobody hears who said no. Nothing changes for you.",
        )
        call_off(conn, house, case, kept, but=person.id)
    elif all(one.outcome == "yes" for one in offers):
        _introduce(conn, house, case, kept)
    else:
        until = house.hours.local(datetime.fromisoformat(str(kept.details["until"])))
        by = f"{until:%A} {until.day} {until:%B}"
        tell_one(
            conn, house, case, person, f"Lovely. You'll hear when everybody has answered, by {by}."
        )


def _introduce(conn: Connection, house: House, case: Case, kept: Promise) -> None:
    """Show the four to each other, if both pairs are still the pairs that were asked (P54)."""
    pairs = [partnerships.partnership_by_id(conn, one) for one in _pairs_of(kept)]
    who = people.people_by_id(conn, {member for pair in pairs for member in pair.members})
    asked = {one.person_id for one in offers_of(conn, house, kept)}
    together = all(one.state is PartnershipState.ACTIVE for one in pairs) and asked == set(who)
    if not together or not all(one.takes_mail for one in who.values()):
        call_off(conn, house, case, kept)
        return
    promises.close_promise(conn, kept.id, case.now, case.by, "yes")
    task = house.task(str(kept.details["task"]))
    members = [who[one] for pair in pairs for one in pair.members]
    first = [who[one].first_name for one in pairs[0].members]
    second = [who[one].first_name for one in pairs[1].members]
    letter = Letter(
        MailId.P54,
        "all have said yes",
        to=tuple(members),
        values={
            "task": f"task {task.number}",
            "first_pair": first,
            "second_pair": second,
            "intros": introduction_of(members, pairs[0])["intros"],
        },
        approved=True,
        in_reply=False,
        once_key=f"P54:{kept.id}",
    )
    queue(conn, house, case.now, letter)
    put_before_coordinators(
        conn,
        house,
        case,
        do.Matter.LOOK,
        f"{listed([*first, *second])} all said yes to a double date for task {task.number}",
        ("done",),
        partnership=pairs[0].id,
    )


def look_at(conn: Connection, house: House, case: Case, kept: Promise) -> None:
    """When the date has passed, silence is a no, and everybody hears so kindly."""
    until = datetime.fromisoformat(str(kept.details["until"]))
    if case.now < until:
        promises.change_promise(conn, kept.id, next_look_at=until)
        return
    call_off(conn, house, case, kept)

"""Who is on duty while a coordinator is away, and how a scheme changes hands (F12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import MailId
from mailbot.core.people import PersonState
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import people, promises, tasks
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows import open_items
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all
from mailbot.flows.ordering.undoing import commander
from mailbot.flows.writing import Letter, queue
from mailbot.translate.dates import dates_in

AWAY = "away"
HANDED_OVER = "handed_over"
MOST_ITEMS = 8


def with_todays_duty(house: House, now: datetime) -> House:
    """Give the house as it is run today: who is away has no duty, and who took over has it."""
    with reading(house.engine) as conn:
        away = promises.open_promises(conn, house.scheme_id, AWAY)
        handed = promises.open_promises(conn, house.scheme_id, HANDED_OVER)
    if not away and not handed:
        return house
    today = house.hours.today(now)
    people_now = list(house.scheme.coordinators)
    for one in handed:
        people_now = _handed_over(people_now, one, today)
    gone = {str(one.details["coordinator"]) for one in away if _covers(one, today)}
    coordinators = tuple(_on_duty(people_now, gone))
    return replace(house, scheme=replace(house.scheme, coordinators=coordinators))


def _covers(away: Promise, today: date) -> bool:
    begins, ends = (date.fromisoformat(str(away.details[one])) for one in ("from", "until"))
    return begins <= today <= ends


def _on_duty(everybody: Sequence[Coordinator], gone: set[str]) -> list[Coordinator]:
    """Pass the duty on to the first who is there; with nobody there it stays where it is."""
    duty = next((one for one in everybody if one.duty), everybody[0])
    here = [one for one in everybody if one.address not in gone]
    if duty.address not in gone or not here:
        return list(everybody)
    return [replace(one, duty=one is here[0]) for one in everybody]


def _handed_over(everybody: list[Coordinator], handed: Promise, today: date) -> list[Coordinator]:
    """From the day on, the successor has what the leaver had, and the leaver has no say."""
    if date.fromisoformat(str(handed.details["from"])) > today:
        return everybody
    leaver = next((one for one in everybody if one.address == handed.details["leaver"]), None)
    if leaver is None:
        return everybody
    return [
        replace(one, duty=one.duty or leaver.duty, lead=one.lead or leaver.lead)
        if one.address == handed.details["successor"]
        else one
        for one in everybody
        if one is not leaver
    ]


def away(conn: Connection, house: House, case: Case, action_text: str, until: date | None) -> str:
    """Note that this coordinator is away; the duty goes to the next one for those days."""
    today = house.hours.today(case.now)
    named = [one.day for one in dates_in(action_text, today) if until and today <= one.day <= until]
    endless = len(named) < 2 and "from" in action_text.casefold().split()
    if until is None or until < today or endless:
        return "Until when? Say for example: away 3-17 aug. Nothing was done."
    begins = min(named) if len(named) > 1 else today
    me = commander(house, case)
    promises.open_promise(
        conn,
        house.scheme_id,
        AWAY,
        f"{case.by} is away",
        case.now,
        asks_coordinator=False,
        details={"coordinator": me, "from": begins.isoformat(), "until": until.isoformat()},
    )
    cover = next((one for one in house.scheme.coordinators if one.address != me), None)
    days = f"{begins.day} {begins:%B} to {until.day} {until:%B}"
    if cover is None:
        return f"Noted: away {days}. There is no other coordinator, so everything waits for you."
    return f"Noted: away {days}. {cover.first_name} has the duty on those days."


def successor(house: House, case: Case, words: Sequence[str]) -> Coordinator | str:
    """Give the coordinator who is to take over, or say in a sentence why nobody can."""
    said = " ".join(words).casefold()
    others = [one for one in house.scheme.coordinators if one.address != commander(house, case)]
    fits = [
        one for one in others if one.address in said or one.first_name.casefold() in said.split()
    ]
    if len(fits) == 1:
        return fits[0]
    names = ", ".join(one.name for one in others) or "nobody else so far"
    return (
        f"To whom? Coordinators are: {names}. Whoever installed me adds somebody new to "
        "mailbot.toml first. Nothing was done."
    )


def ask_successor(
    conn: Connection, house: House, case: Case, words: Sequence[str], on: date | None
) -> str:
    """Ask whoever is to take over for their own YES; the leaver has said theirs."""
    found = successor(house, case, words)
    if isinstance(found, str):
        return found
    day = on or house.hours.today(case.now)
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        Matter.COMMAND.value,
        f"{case.by} hands over to {found.first_name}",
        case.now,
        asks_coordinator=False,
        options=["yes"],
        details={
            "verb": "take_over",
            "text": commander(house, case),
            "until": day.isoformat(),
            "coordinator": found.address,
        },
    )
    letter = Letter(
        MailId.N05,
        "a handover needs two YES",
        coordinator=found,
        values={
            "asker": case.by,
            "asked": f"hand the scheme over to you on {day:%A} {day.day} {day:%B}",
            "effect": "You would decide what waits and get what is urgent.",
        },
        promise_id=kept.id,
        offers=("yes",),
    )
    queue(conn, house, case.now, letter)
    return f"{found.first_name} is asked for a YES too; until then nothing changes."


def hand_over(
    conn: Connection, house: House, case: Case, leaver_address: str, on: date | None
) -> str:
    """Let the scheme change hands on a day, after both have said YES; both get the one page (N14)."""
    leaver = house.scheme.coordinator(leaver_address)
    to = house.scheme.coordinator(commander(house, case))
    assert to is not None, "only the successor's own YES brings us here"
    if leaver is None:
        return "The scheme has changed hands already; nothing was done."
    on = max(on or house.hours.today(case.now), house.hours.today(case.now))
    promises.open_promise(
        conn,
        house.scheme_id,
        HANDED_OVER,
        f"{leaver.first_name} hands over to {to.first_name}",
        case.now,
        asks_coordinator=False,
        details={"leaver": leaver.address, "successor": to.address, "from": on.isoformat()},
    )
    for one in (leaver, to):
        letter = Letter(
            MailId.N14,
            "the scheme changes hands",
            coordinator=one,
            values={
                "leaving": one is leaver,
                "successor": to.first_name,
                "until": house.hours.local(house.hours.at(on, house.hours.opens)),
                "items": _items(conn, house, case),
                "care": _care(conn, house),
                "dates": _dates(conn, house, case),
            },
            approved=True,
        )
        queue(conn, house, case.now, letter)
    return (
        f"{to.first_name} has the scheme from {on:%A} {on.day} {on:%B}; both of you get one page."
    )


def _items(conn: Connection, house: House, case: Case) -> list[str]:
    waiting = open_items.open_decisions(conn, house, case.now)
    about = people.people_by_id(conn, [one.person_id for one in waiting if one.person_id])
    names = known_as_all(conn, house, about.values())
    today = house.hours.today(case.now)
    return [
        f"{one.number} {names[one.person_id] + ' ' if one.person_id else ''}{one.title} "
        f"({(today - house.hours.today(one.opened_at)).days} days)"
        for one in waiting[:MOST_ITEMS]
    ]


def _care(conn: Connection, house: House) -> list[str]:
    everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
    held = [one for one in everybody if one.held][:MOST_ITEMS]
    return list(known_as_all(conn, house, held).values())


def _dates(conn: Connection, house: House, case: Case) -> list[str]:
    stages = [
        stage
        for round_id, _, _ in tasks.rounds_of(conn, house.scheme_id)[:2]
        for stage in tasks.stages_of(conn, round_id)
        if stage.due_at > case.now and stage.task in house.bank
    ]
    return [
        f"Task {house.bank[one.task].number}, {house.bank[one.task].stage(one.name).what}: due "
        f"{house.hours.local(one.due_at):%d %B}"
        for one in stages
    ]

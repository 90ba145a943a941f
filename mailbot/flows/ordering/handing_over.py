"""Hand a scheme over to somebody, whether a coordinator already or not, after both have said YES (F12, N14)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mail import takes_answers
from mailbot.core.mails import MailId
from mailbot.core.scheme import Coordinator
from mailbot.edges.db import promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.open_items import PUT_OFF
from mailbot.flows.ordering.handover_page import page_values
from mailbot.flows.ordering.undoing import commander
from mailbot.flows.writing import Letter, queue
from mailbot.translate.contact import emails_in, name_before

HANDED_OVER = "handed_over"
TAKE_OVER = "take_over"
DAYS_TO_ANSWER = 2
YES_TO_TAKE_OVER_WITHIN = timedelta(days=7)


def handed_over(everybody: list[Coordinator], handed: Promise, today: date) -> list[Coordinator]:
    """Give the coordinators once a scheme has changed hands: the leaver has no say, the successor has theirs.

    A successor whom the settings don't name is a coordinator from the day on all the same, and stays one
    when the leaver is taken out of the settings.
    """
    if date.fromisoformat(str(handed.details["from"])) > today:
        return everybody
    details = {key: str(value) for key, value in handed.details.items()}
    leaver = next((one for one in everybody if one.address == details["leaver"]), None)
    known = next((one for one in everybody if one.address == details["successor"]), None)
    if known is not None and leaver is None:
        return everybody
    comes = known or Coordinator(details.get("name") or details["successor"], details["successor"])
    if leaver is not None:
        comes = replace(comes, duty=comes.duty or leaver.duty, lead=comes.lead or leaver.lead)
    stay = [one for one in everybody if one not in (leaver, known)]
    return [comes, *stay] if comes.duty or not stay else [*stay, comes]


def successor(house: House, case: Case, words: Sequence[str]) -> Coordinator | str:
    """Give who is to take over, or say in a sentence why nobody can.

    Somebody who is no coordinator is named by an address, and may be called by a name before it.
    """
    said = " ".join(words)
    me = commander(house, case)
    others = [one for one in house.scheme.coordinators if one.address != me]
    spoken = said.casefold()
    fits = [
        one
        for one in others
        if one.address in spoken or one.first_name.casefold() in spoken.split()
    ]
    if len(fits) == 1:
        return fits[0]
    new = [one for one in dict.fromkeys(emails_in(said)) if one != me and not house.is_ours(one)]
    if len(new) == 1 and takes_answers(new[0]):
        return Coordinator(name_before(new[0], said), new[0])
    names = ", ".join(one.name for one in others) or "nobody else so far"
    return (
        f"To whom? Coordinators are: {names}. For somebody new say their address: handover to "
        "lee@example.org from 1 sept. Nothing was done."
    )


def ask_successor(
    conn: Connection, house: House, case: Case, words: Sequence[str], on: date | None
) -> str:
    """Ask whoever is to take over for their own YES, at their own address; the leaver has said theirs."""
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
        received_id=case.received_id,
        details={
            "verb": TAKE_OVER,
            "text": commander(house, case),
            "who": [found.name],
            "until": day.isoformat(),
            "coordinator": found.address,
        },
        next_look_at=_asked_again(house, case),
    )
    letter = Letter(
        MailId.N05,
        "a handover needs two YES",
        coordinator=found,
        values={
            "asker": case.by,
            "asked": f"hand {house.scheme.name} over to you on {day:%A} {day.day} {day:%B}",
            "effect": "You would decide what waits and get what is urgent.",
        },
        promise_id=kept.id,
        offers=("yes",),
    )
    queue(conn, house, case.now, letter)
    return f"{found.first_name} is asked for a YES too; until then nothing changes."


def not_taken(conn: Connection, house: House, case: Case, asked: Promise, why: str) -> None:
    """Tell the coordinators what came of asking somebody who is none of them yet, and hears nothing of it."""
    named = asked.details.get("who")
    name = str(named[0]) if isinstance(named, list) and named else "Somebody"
    title = f"{name} was asked to take the scheme over: {why[0].lower()}{why[1:]}"
    put_before_coordinators(conn, house, case, Matter.LOOK, title, ("done",))


def no_word(conn: Connection, house: House, case: Case, asked: Promise) -> None:
    """Tell the coordinators once that whoever is to take over has not answered; their YES still counts."""
    promises.change_promise(conn, asked.id, next_look_at=None)
    if asked.details.get("verb") != TAKE_OVER:
        return
    named = asked.details.get("who")
    name = str(named[0]) if isinstance(named, list) and named else "Whoever you asked"
    put_before_coordinators(
        conn,
        house,
        case,
        Matter.LOOK,
        f"{name} hasn't answered about taking the scheme over: until their YES it stays with you",
        ("done",),
        details={TAKE_OVER: asked.details.get("coordinator")},
    )


def _asked_again(house: House, case: Case) -> datetime:
    hours = house.hours.at_work
    return hours.nudge_on(hours.add_working_days(hours.today(case.now), DAYS_TO_ANSWER))


def _forget_silence(conn: Connection, house: House, case: Case, to: Coordinator) -> None:
    """Let go of what said that they had not answered: they have."""
    for one in promises.open_promises(conn, house.scheme_id, Matter.LOOK.value):
        if one.details.get(TAKE_OVER) == to.address:
            promises.close_promise(conn, one.id, case.now, case.by, "they said yes")


def hand_over(
    conn: Connection,
    house: House,
    case: Case,
    leaver_address: str,
    name: str,
    on: date | None,
) -> str:
    """Let the scheme change hands on a day, after both have said YES; both get the one page (N14)."""
    leaver = house.scheme.coordinator(leaver_address)
    assert case.incoming is not None, "only the successor's own YES brings us here"
    address = case.incoming.sender
    to = house.scheme.coordinator(address) or Coordinator(name or address, address)
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
        details={
            "leaver": leaver.address,
            "successor": to.address,
            "name": to.name,
            "from": on.isoformat(),
        },
    )
    _forget_silence(conn, house, case, to)
    for one in (leaver, to):
        letter = Letter(
            MailId.N14,
            "the scheme changes hands",
            coordinator=one,
            values={
                "leaving": one is leaver,
                "successor": to.first_name,
                "leaver": leaver.first_name,
                "until": house.hours.local(house.hours.at(on, house.hours.opens)),
                **page_values(conn, house, case.now, leaver),
            },
            approved=True,
        )
        queue(conn, house, case.now, letter)
    _have_locks_changed(conn, house, case, leaver, on)
    return (
        f"{to.first_name} has the scheme from {on:%A} {on.day} {on:%B}; both of you get one page."
    )


def _have_locks_changed(
    conn: Connection, house: House, case: Case, leaver: Coordinator, on: date
) -> None:
    """Ask on the day whether the mailbox has a new password: whoever left knows the old one."""
    on_the_day = replace(case, now=max(case.now, house.hours.at(on, time(0))))
    put_before_coordinators(
        conn,
        house,
        on_the_day,
        Matter.LOOK,
        f"{leaver.first_name} has handed over: is the mailbox's password a new one, and mailbot.toml up to date?",
        ("done",),
        details={PUT_OFF: on.isoformat()},
    )

"""Put many decisions of one kind as one, so that the digest of a large scheme still fits a phone (K2)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.edges.db import people, promises
from mailbot.edges.db.promises import Promise
from mailbot.flows.candidates import candidate
from mailbot.flows.house import House
from mailbot.flows.names import known_as_all

# A handful stays as single things; each of these can be decided without words of one's own.
SINGLE_UP_TO = 3
MOST_NAMED = 10
LIST = "list"
IN_GROUPS = {
    Matter.PAIR: "pairs are ready",
    Matter.SEND: "mails wait for an OK",
    Matter.QUIET: "people have been quiet",
    Matter.EXTENSION: "people ask for more time",
    Matter.REMATCH: "people need a new buddy",
    Matter.REGISTRATION: "registrations lack something",
    Matter.FIRST_ANSWER: "people never answered my first mail",
    Matter.STAND_IN: "letters have no answer",
    Matter.LOOK: "things are to be looked at",
    Matter.UNCERTAIN_SEND: "mails may not have arrived",
    Matter.LEFT_OVER: "people are one too many for the pairs",
    Matter.FAQ: "answers may be kept for whoever asks next",
}


def grouped(
    conn: Connection, house: House, waiting: Sequence[Promise], most: int, now: datetime
) -> list[Promise]:
    """Give what the digest lists: everything singly where that is few, else one for each large kind.

    A group gets a number of its own that is never used again; what is single keeps its own.
    """
    single = [one for one in waiting if one.kind != Matter.GROUP]
    groups = {str(one.details.get("of")): one for one in waiting if one.kind == Matter.GROUP}
    shown: list[Promise] = []
    for matter, title in IN_GROUPS.items():
        members = [one for one in single if one.kind == matter]
        known = groups.get(matter.value)
        if len(single) <= most or len(members) <= SINGLE_UP_TO:
            _drop(conn, known, now)
            continue
        shown.append(_group(conn, house, known, matter, title, members, now))
        single = [one for one in single if one.kind != matter]
    urgent = [one for one in single if one.kind == Matter.URGENT]
    return [*urgent, *shown, *(one for one in single if one.kind != Matter.URGENT)]


def _drop(conn: Connection, known: Promise | None, now: datetime) -> None:
    if known is not None:
        promises.close_promise(conn, known.id, now, "mailbot", "few enough", kept=False)


def _group(
    conn: Connection,
    house: House,
    known: Promise | None,
    matter: Matter,
    title: str,
    members: Sequence[Promise],
    now: datetime,
) -> Promise:
    about = people.people_by_id(conn, [one.person_id for one in members if one.person_id])
    names = known_as_all(conn, house, about.values())
    told = [
        names[one.person_id] if one.person_id else one.title.partition(":")[0]
        for one in members[:MOST_NAMED]
    ]
    if matter is Matter.REMATCH:
        found = [candidate(conn, house, one, now) for one in members[:MOST_NAMED]]
        told = [f"{name} {whom}" for name, whom in zip(told, found, strict=True)]
    more = len(members) - len(told)
    words = f"{len(members)} {title}: {'; '.join(told)}" + (f"; and {more} more" if more else "")
    details = {"of": matter.value, "numbers": [one.number for one in members]}
    if known is not None:
        promises.change_promise(conn, known.id, title=words, details=details)
        return promises.promise_by_id(conn, known.id)
    shared = [one for one in members[0].options if all(one in each.options for each in members)]
    return promises.open_promise(
        conn,
        house.scheme_id,
        Matter.GROUP.value,
        words,
        now,
        asks_coordinator=True,
        options=[*shared, LIST],
        details=details,
    )


def members_of(conn: Connection, house: House, group: Promise) -> list[Promise]:
    """Give what is still open of a group."""
    numbers = group.details.get("numbers")
    found = [
        promises.promise_by_number(conn, house.scheme_id, int(one))
        for one in (numbers if isinstance(numbers, list) else ())
    ]
    return [one for one in found if one is not None and one.state == "open"]

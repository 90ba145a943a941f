"""Delete somebody who asked for it and chose how: their record, texts, mails, and the mailbox's copies (H5)."""

import re
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core import actions as do
from mailbot.core.mails import MailId
from mailbot.core.people import Person, PersonState, listed
from mailbot.edges import erased
from mailbot.edges.collection import forget_case
from mailbot.edges.db import erasing, outbox, people, promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows import portfolio
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.doing.choices import buddies_of
from mailbot.flows.doing.leaving import part
from mailbot.flows.house import House
from mailbot.flows.marked import is_marked, mark
from mailbot.flows.purging import Where, ask_for_purge, where_kept
from mailbot.flows.writing import Letter, queue

WORDS_FIRST = "2"
FAREWELL = "farewell"


def chosen(conn: Connection, house: House, case: Case, asked: Promise, option: str) -> None:
    """Delete who chose it in answer to the very mail that asked; their own words go to them first.

    Their buddies get their choices as when anybody leaves. The mails of this very moment are deleted
    once they have left.
    """
    assert asked.person_id is not None, "the choice was put to a person"
    person = people.person_by_id(conn, asked.person_id)
    names, addresses = _names(conn, house, person), _own_addresses(conn, house, person)
    came = () if case.received_id is None else (case.received_id,)
    traces = erasing.traces_of(conn, house.scheme_id, person.id, names, addresses, came)
    if option == WORDS_FIRST:
        portfolio.send_everything(conn, house, case, person)
    farewell = Letter(
        MailId.P48,
        "they are deleted at their wish",
        to=(person,),
        values={"about": "erased"},
        # Not as an answer: however many they had today, this one is owed to them.
        in_reply=True,
    )
    queue(conn, house, case.now, farewell)
    part(conn, house, case, person.id)
    since = erasing.traces_of(conn, house.scheme_id, person.id, names, addresses, came)
    last = {*since.outbox, *since.later} - set(traces.outbox)
    mark(house, person, addresses)
    _delete(conn, house, case.now, person, names, addresses, traces)
    _see_off(conn, house, case.now, sorted(last))


def _delete(
    conn: Connection,
    house: House,
    now: datetime,
    person: Person,
    names: list[str],
    addresses: list[str],
    traces: erasing.Traces,
) -> None:
    where = where_kept(conn, traces.received)
    for one in traces.received:
        forget_case(house.cases, str(one))
    erasing.erase(conn, house.scheme_id, person.id, names, addresses, traces)
    ask_for_purge(conn, house, now, where, traces.message_ids)


def _names(conn: Connection, house: House, person: Person) -> list[str]:
    """Give the whole name in each form that mails have it; none where it is somebody else's as well.

    A first name alone is many people's.
    """
    plain = re.sub(r" \([^()]*\)", "", person.name)
    last = plain.split()[-1:]
    forms = {person.name, plain, " ".join([person.first_name, *last])}
    whole = sorted(one for one in forms if " " in one.strip())
    shared = any(
        one.id != person.id
        for form in whole
        for one in people.people_called(conn, house.scheme_id, form)
    )
    return [] if shared else whole


def _own_addresses(conn: Connection, house: House, person: Person) -> list[str]:
    """Give the addresses that nobody else in the scheme has."""
    return [
        one
        for one in person.addresses
        if len(people.who_has_address(conn, house.scheme_id, one)) == 1
    ]


def _see_off(conn: Connection, house: House, now: datetime, mails: list[int]) -> None:
    if mails:
        promises.open_promise(
            conn,
            house.scheme_id,
            FAREWELL,
            "what went to somebody last is deleted once it has left",
            now,
            asks_coordinator=False,
            details={"outbox": mails},
        )


def finish(house: House, now: datetime) -> None:
    """Delete the last mails to those who are deleted, once these have left."""
    with reading(house.engine) as conn:
        waiting = promises.open_promises(conn, house.scheme_id, FAREWELL)
    for one in waiting:
        with house.engine.begin() as conn:
            kept = one.details.get("outbox")
            ids = [int(each) for each in kept] if isinstance(kept, list) else []
            left = [row for each in ids if (row := outbox.outgoing_by_id(conn, each))]
            gone = [row for row in left if row.state in erasing.SETTLED]
            if gone:
                erasing.erase_mails(conn, [row.id for row in gone])
                ask_for_purge(conn, house, now, Where(), [row.message_id for row in gone])
            still = [row.id for row in left if row.state not in erasing.SETTLED]
            promises.change_promise(conn, one.id, details={"outbox": still})
            if not still:
                promises.close_promise(conn, one.id, now, FAREWELL, "deleted")


def erase_again(conn: Connection, house: House, now: datetime) -> int:
    """Delete whom a copy of the record has brought back, and name their buddies; give how many."""
    marks = erased.marks(house.home)
    if not marks:
        return 0
    count = 0
    for person in people.people_in_state(conn, house.scheme_id, *PersonState):
        if any(is_marked(house, marks, one, person.name) for one in person.addresses):
            buddies = [one.name for one in buddies_of(conn, person.id)]
            names, addresses = _names(conn, house, person), _own_addresses(conn, house, person)
            traces = erasing.traces_of(conn, house.scheme_id, person.id, names, addresses)
            _delete(conn, house, now, person, names, addresses, traces)
            _see_off(conn, house, now, sorted(traces.later))
            count += 1
            if buddies:
                put_before_coordinators(
                    conn,
                    house,
                    Case(now, "the record was put back from a copy"),
                    do.Matter.LOOK,
                    f"The buddy of {listed(buddies)} was deleted at their wish, as before the copy",
                    ("done",),
                )
    return count

"""Keep what each thing a coordinator does has changed, and go back when they say UNDO (F5, law 8)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from mailbot.core import actions as do
from mailbot.core.events import EventState
from mailbot.core.mails import CATALOGUE, Audience, MailId
from mailbot.core.people import Person
from mailbot.edges.db import events, outbox, partnerships, people, promises, tasks
from mailbot.edges.db.changes import (
    Changes,
    MovedOn,
    changes_from,
    restore,
    take_back_mails,
    unmake,
    watched,
)
from mailbot.edges.db.outbox import Outgoing
from mailbot.edges.db.promises import Promise
from mailbot.flows import kept_answers, suggested
from mailbot.flows.asking import put_before_coordinators
from mailbot.flows.case import Case
from mailbot.flows.events import putting_right
from mailbot.flows.house import House
from mailbot.flows.ordering.colleagues import tell, who_heard
from mailbot.flows.stages.dates import remind_anew, take_back_dated
from mailbot.flows.stages.skipping import NEEDNT_BE_DONE
from mailbot.flows.writing import Letter, queue

UNDONE_WITHIN = timedelta(days=14)
DONE = "done"
UNDONE = "undone"
MOST_SHOWN = 4


@dataclass(slots=True)
class Doing:
    """One thing being done: `said` names it when it is undone, `until` is when that ends.

    `told` are the lines that the next digest reads back, where nothing else does.
    """

    said: str = ""
    until: datetime | None = None
    told: list[str] = field(default_factory=list)


@contextmanager
def undoable(
    conn: Connection,
    house: House,
    case: Case,
    said: str,
    *,
    also: str = "",
    asked_in: int | None = None,
) -> Iterator[Doing]:
    """Do something for a coordinator so that it can be undone; `until` stays None if nothing changed.

    `also` is the address of another coordinator who began it, by their mail `asked_in`, and may undo
    it as well.
    """
    doing = Doing(said)
    with watched(conn) as watch:
        yield doing
    changes = watch.changes(conn)
    if not _matters(conn, changes):
        return
    doing.until = case.now + UNDONE_WITHIN
    kept = promises.open_promise(
        conn,
        house.scheme_id,
        DONE,
        doing.said,
        case.now,
        asks_coordinator=False,
        received_id=case.received_id,
        details={
            "coordinator": commander(house, case),
            "told": doing.told,
            "also": also,
            "asked_in": asked_in,
            **changes.as_details(),
        },
    )
    promises.close_promise(conn, kept.id, case.now, case.by, DONE)


def _matters(conn: Connection, changes: Changes) -> bool:
    """Say whether more was done than to write to coordinators."""
    if changes.changed or any(table != "outbox" for table, _ in changes.made):
        return True
    return any(_is_to_people(conn, one) for one in changes.ids_made("outbox"))


def commander(house: House, case: Case) -> str:
    """Give the address of the coordinator whose mail this is; empty for anybody else."""
    found = house.scheme.coordinator(case.incoming.sender) if case.incoming else None
    return found.address if found is not None else ""


def undo(conn: Connection, house: House, case: Case, mail: int) -> list[str]:
    """Undo what the mail with this id brought about, else the newest thing of this coordinator.

    Gives lines to read back where nothing was undone; what was undone is told in a mail of its own (N06).
    """
    done = _to_undo(conn, house, case, mail)
    if done is None:
        days = UNDONE_WITHIN.days
        return [f"I find nothing of yours from the last {days} days to undo; nothing was done."]
    changes = changes_from(done.details)
    try:
        colleagues = who_heard(conn, house, changes, commander(house, case))
        left = _go_back(conn, house, case, changes)
    except (MovedOn, IntegrityError):
        return [f"Too much has changed since to undo that ({done.title}); nothing was done."]
    promises.change_promise(conn, done.id, outcome=UNDONE)
    _tell(conn, house, case, done, left)
    for one in colleagues:
        tell(conn, house, case, done, one)
    return []


def _to_undo(conn: Connection, house: House, case: Case, mail: int) -> Promise | None:
    me = commander(house, case)
    mine = [
        one
        for one in promises.closed_since(conn, house.scheme_id, DONE, case.now - UNDONE_WITHIN)
        if me in {one.details.get("coordinator"), one.details.get("also")} and one.outcome == DONE
    ]
    named = [one for one in mine if mail and mail in {one.received_id, one.details.get("asked_in")}]
    return next(iter(reversed(named or ([] if _was_ours(conn, house, mail) else mine))), None)


def _was_ours(conn: Connection, house: House, mail: int) -> bool:
    """Say whether the mail brought something about at all: then nothing else is meant by UNDO."""
    done = promises.of_kind(conn, house.scheme_id, DONE) if mail else ()
    return any(one.received_id == mail for one in done)


def _go_back(conn: Connection, house: House, case: Case, changes: Changes) -> list[int]:
    """Take back and restore all of it or nothing; give the mails to people that had left."""
    with conn.begin_nested():
        why = f"{case.by} said undo"
        dated = changes.rows_changed("assignment", "due_at")
        for one in dated:
            take_back_dated(conn, house, tasks.assignment_by_id(conn, one))
        left = [one for one in take_back_mails(conn, changes, why) if _is_to_people(conn, one)]
        for asked in changes.ids_made("promise"):
            promises.close_promise(conn, asked, case.now, case.by, UNDONE, kept=False)
        kept_answers.take_out(conn, house, changes.ids_made("promise"))
        suggested.take_out(conn, house, changes.rows_changed("promise", "outcome"))
        if left:
            _end_what_was_begun(conn, case, changes)
        else:
            unmake(conn, changes)
        restore(conn, changes)
        for one in dated:
            remind_anew(conn, house, one)
    return left


def _end_what_was_begun(conn: Connection, case: Case, changes: Changes) -> None:
    """What people have heard of is ended, and not made as if it had never been."""
    for one in changes.ids_made("assignment"):
        tasks.end_assignment(conn, one, case.now, came=False)
    for one in changes.ids_made("partnership"):
        partnerships.end_partnership(conn, one, case.now)
    for one in changes.ids_made("event"):
        events.change_event(conn, one, state=EventState.CANCELLED.value)


def _is_to_people(conn: Connection, outbox_id: int) -> bool:
    sent = outbox.outgoing_by_id(conn, outbox_id)
    return sent is not None and CATALOGUE[MailId(sent.mail)].audience is not Audience.COORDINATOR


def _tell(conn: Connection, house: House, case: Case, done: Promise, left: list[int]) -> None:
    gone = [_gone(conn, house, one) for one in left[:MOST_SHOWN]]
    if len(left) > MOST_SHOWN:
        gone.append(f"{len(left) - MOST_SHOWN} more")
    asked = None
    if left:
        count = f"{len(left)} {'mail' if len(left) == 1 else 'mails'}"
        asked = put_before_coordinators(
            conn,
            house,
            case,
            do.Matter.CORRECTION,
            f"Send a correction of {count} that had left ({done.title})?",
            ("ok", "no"),
            details={"outbox": left},
        )
    queue(
        conn,
        house,
        case.now,
        Letter(
            MailId.N06,
            "it was undone",
            coordinator=house.scheme.coordinator(commander(house, case)),
            values={
                "thread": case.incoming.subject if case.incoming else "Undone",
                "undone": [done.title],
                "left": gone,
                "correction": asked is not None,
            },
            answers=case.incoming,
            promise_id=asked.id if asked else None,
        ),
    )


def _gone(conn: Connection, house: House, outbox_id: int) -> str:
    sent = outbox.outgoing_by_id(conn, outbox_id)
    assert sent is not None, "it was found a moment ago"
    names = ", ".join(one.first_name for one in _readers(conn, house, outbox_id))
    return f'"{sent.subject}" to {names}' if names else f'"{sent.subject}"'


def _readers(conn: Connection, house: House, outbox_id: int) -> list[Person]:
    sent = outbox.outgoing_by_id(conn, outbox_id)
    if sent is None:
        return []
    if len(sent.recipients) == 1 and sent.person_id is not None:
        return [people.person_by_id(conn, sent.person_id)]
    found = [people.who_has_address(conn, house.scheme_id, one) for one in sent.recipients]
    return [known[0] for known in found if known]


def correct_mails(conn: Connection, house: House, case: Case, asked: Promise) -> str:
    """Tell everybody who had the undone mails that they were a mistake, once each (P55)."""
    sent = asked.details.get("outbox")
    readers: dict[int, tuple[Person, Outgoing]] = {}
    for one in sent if isinstance(sent, list) else []:
        row = outbox.outgoing_by_id(conn, int(one))
        if row is not None:
            known = _readers(conn, house, row.id)
            readers = {one.id: (one, row) for one in known} | readers
    putting_right.grow(conn, [row for _, row in readers.values()])
    for person, row in readers.values():
        event = putting_right.as_it_is(conn, house, case, row, person)
        said = event.words if event else _mistake(row)
        letter = Letter(
            MailId.P55,
            f"{case.by} undid what the last mail told them",
            to=(person,),
            values={"mistake": said, "owes": row.reason == NEEDNT_BE_DONE},
            approved=True,
            once_key=f"P55:{asked.id}:{person.id}",
            calendar=event.entry if event else None,
        )
        queue(conn, house, case.now, letter)
    return f"done: {len(readers)} get a line that says so."


def _mistake(row: Outgoing) -> str:
    if row.reason == NEEDNT_BE_DONE:
        return "The task goes on after all, with the date it had."
    return MISTAKES.get(MailId(row.mail), READ_AS_UNSENT)


READ_AS_UNSENT = "Please read it as if it had not been sent."
MISTAKES = {
    MailId.P08: "You have no new buddy after all; I'll write when you do.",
    MailId.P27: "You have no new buddy after all; I'll write when you do.",
    MailId.P10: "That task hasn't started, and you owe nothing for it.",
    MailId.P30: "There's no letter for you to answer after all.",
    MailId.P33: "Your date is what it was before.",
    MailId.P36: "You haven't been paused.",
    MailId.P37: "You are still on the list.",
    MailId.P52: "The scheme is running as it did before.",
}

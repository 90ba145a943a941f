"""Say why a mail was sent or what became of one that came: rule, time, cause, who approved; never its words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from mailbot.core.mails import CATALOGUE, MailId
from mailbot.core.tasks import Assignment
from mailbot.edges.db import inbound, journal, people, promises, tasks, tracing
from mailbot.edges.db.inbound import Received
from mailbot.edges.db.outbox import Outgoing
from mailbot.edges.db.promises import Promise
from mailbot.flows.house import House


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal."""

    at: datetime
    action: str
    because: str
    by: str
    person: str


@dataclass(frozen=True, slots=True)
class Approved:
    """The decision that let a mail go; `by` is empty while nobody has decided."""

    number: int
    by: str
    at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Came:
    """A mail that arrived, and its one outcome; `sender` is a name, empty for nobody we know."""

    ref: str
    arrived_at: datetime
    sender: str
    state: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class About:
    """The assignment that a mail is about."""

    id: int
    name: str
    task: str
    stage: str
    due_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Went:
    """A mail of ours: what kind, to whom by name, when, in which state, and why."""

    id: int
    ref: str
    mail: str
    purpose: str
    to: tuple[str, ...]
    state: str
    queued_at: datetime
    not_before: datetime
    sent_at: datetime | None
    attempts: int
    reason: str
    reply: str


@dataclass(frozen=True, slots=True)
class Traced:
    """Everything that explains one mail, ours or theirs."""

    went: Went | None
    came: Came | None
    approved: Approved | None
    about: About | None
    caused: tuple[Went, ...]
    journal: tuple[Line, ...]


def trace_sent(conn: Connection, house: House, outbox_id: int) -> Traced | None:
    """Explain a mail of ours; None when the scheme has none of that number."""
    row = tracing.outgoing_of_scheme(conn, house.scheme_id, outbox_id)
    if row is None:
        return None
    about = {"outbox_id": row.id}
    if row.assignment_id is not None:
        about["assignment_id"] = row.assignment_id
    if row.received_id is not None:
        about["received_id"] = row.received_id
    return Traced(
        went=went(conn, house, row),
        came=None if row.received_id is None else _came(conn, row.received_id),
        approved=_approved(conn, house, row),
        about=None if row.assignment_id is None else _about(conn, row.assignment_id),
        caused=(),
        journal=_journal(conn, house, **about),
    )


def trace_received(conn: Connection, house: House, received_id: int) -> Traced | None:
    """Explain a mail that came; None when the scheme has none of that number."""
    if not tracing.came_to_scheme(conn, house.scheme_id, received_id):
        return None
    return Traced(
        went=None,
        came=_came(conn, received_id),
        approved=None,
        about=None,
        caused=tuple(went(conn, house, one) for one in tracing.caused_by(conn, received_id)),
        journal=_journal(conn, house, received_id=received_id),
    )


def went(conn: Connection, house: House, row: Outgoing) -> Went:
    """Give a mail of the outbox with names in the place of addresses."""
    return Went(
        id=row.id,
        ref=house.tokens.ref(row.id),
        mail=row.mail,
        purpose=CATALOGUE[MailId(row.mail)].purpose,
        to=tuple(_name(conn, house, one, row.person_id) for one in row.recipients),
        state=row.state,
        queued_at=row.queued_at,
        not_before=row.not_before,
        sent_at=row.sent_at,
        attempts=row.attempts,
        reason=row.reason,
        reply=row.reply,
    )


def _name(conn: Connection, house: House, address: str, person_id: int | None) -> str:
    coordinator = house.scheme.coordinator(address)
    if coordinator is not None:
        return coordinator.name
    known = people.who_has_address(conn, house.scheme_id, address)
    meant = [one for one in known if one.id == person_id] or list(known)
    return meant[0].name or f"person {meant[0].id}" if meant else "somebody outside the scheme"


def came(conn: Connection, row: Received) -> Came:
    """Give a mail that arrived with the sender's name."""
    sender = "" if row.person_id is None else people.person_by_id(conn, row.person_id).name
    if row.from_sent:
        sender = "somebody at the scheme's own mailbox"
    return Came(f"m{row.id}", row.arrived_at, sender, row.state, row.outcome, row.reason)


def _came(conn: Connection, received_id: int) -> Came:
    return came(conn, inbound.mail_by_id(conn, received_id))


def _about(conn: Connection, assignment_id: int) -> About:
    one = tasks.assignment_by_id(conn, assignment_id)
    name = people.person_by_id(conn, one.person_id).name
    return About(one.id, name, one.task, one.stage, one.due_at, _state(one))


def _state(one: Assignment) -> str:
    if one.is_open:
        return "open"
    return "done" if one.done_at is not None else "ended without"


def _approved(conn: Connection, house: House, row: Outgoing) -> Approved | None:
    asked = tracing.permission_for(conn, house.scheme_id, row.id)
    if asked is None and row.partnership_id is not None:
        decided = tracing.decided_about_pair(conn, house.scheme_id, row.partnership_id)
        asked = None if decided is None else promises.promise_by_id(conn, decided)
    return None if asked is None else _decision(asked)


def _decision(asked: Promise) -> Approved:
    return Approved(asked.number, asked.closed_by, asked.closed_at, asked.outcome)


def _journal(conn: Connection, house: House, **about: int) -> tuple[Line, ...]:
    entries = journal.entries_about(conn, house.scheme_id, **about)
    who = people.people_by_id(conn, {one.person_id for one in entries if one.person_id is not None})
    return tuple(
        Line(
            one.at,
            one.action,
            one.because,
            one.by,
            "" if one.person_id is None else who[one.person_id].name,
        )
        for one in entries
    )

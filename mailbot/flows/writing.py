"""Queue a mail: compose its final bytes at once and put them in the outbox, in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mail import Address, Attachment, CalendarPart, takes_answers
from mailbot.core.mails import CATALOGUE, Approval, Audience, MailId, MailKind
from mailbot.core.people import Person, PersonState, listed
from mailbot.core.scheme import Coordinator, Mode
from mailbot.core.sending import KEPT_FOR_LATER, is_let_out
from mailbot.edges.db import journal, outbox, people, promises, tasks
from mailbot.flows.house import House
from mailbot.flows.incoming import Incoming, kept_mail
from mailbot.flows.names import known_as_all
from mailbot.translate.compose import Envelope, compose
from mailbot.translate.subjects import dated_anew, names_a_day
from mailbot.translate.templates import Value, Wording

ANSWER_SPAN = timedelta(hours=24)
LAPSES_AFTER = timedelta(hours=24)
BULK_HOLD = timedelta(minutes=15)
# These two wait for the hours in which people are at work, although they answer a mail.
IN_HOURS = frozenset({MailId.P25, MailId.P50})
# Enough for a day of orders one by one; two programs that answer each other still stop (RFC 3834).
MOST_ANSWERS_TO_A_COORDINATOR = 40


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to queue; times are aware.

    `to` are the people it goes to (several only for introductions) and `address` overrides where.
    `once_key` makes it exist once for ever. `needs_open` withdraws it when its assignment has ended
    by the time it would leave. `approved` says that a coordinator has agreed to it already. `files` go
    with it, and `calendar` as what a calendar shows. `asked_for` takes it out of the contact budget,
    and `at_any_hour` out of the hours in which people are written to. `about` names what an automatic
    answer says, where one that says something else may follow on the same day.
    """

    mail: MailId
    reason: str
    to: tuple[Person, ...] = ()
    coordinator: Coordinator | None = None
    address: str = ""
    template: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    not_before: datetime | None = None
    expires_at: datetime | None = None
    once_key: str | None = None
    thread: str = ""
    answers: Incoming | None = None
    received_id: int | None = None
    assignment_id: int | None = None
    promise_id: int | None = None
    partnership_id: int | None = None
    stage_id: int | None = None
    offers: tuple[str, ...] = ()
    needs_open: bool = False
    approved: bool = False
    in_reply: bool | None = None
    files: tuple[Attachment, ...] = ()
    calendar: CalendarPart | None = None
    asked_for: bool = False
    at_any_hour: bool = False
    about: str = ""

    @property
    def cause(self) -> int | None:
        """Give the inbound mail that it comes from, if it comes from one."""
        if self.received_id is not None or self.answers is None:
            return self.received_id
        return self.answers.received_id


def queue(conn: Connection, house: House, now: datetime, letter: Letter) -> int | None:
    """Put a mail in the outbox and give its id; None when it may not or need not exist.

    It is not made a second time under the same `once_key`, not for people whose mail is held, and
    automatic answers stop after one a day of a kind and a few in all (RFC 3834 section 2, G13).
    """
    kind = CATALOGUE[letter.mail]
    recipients = _recipients(letter)
    why_not = _why_not(conn, house, now, letter, kind, recipients)
    if why_not:
        _note(conn, house, now, letter, None, why_not)
        return None
    leaves = _leaves(house, kind, letter, now)
    outbox_id = outbox.put(
        conn,
        scheme_id=house.scheme_id,
        mail=letter.mail.value,
        person_id=letter.to[0].id if letter.to else None,
        recipients=list(recipients),
        message_id="being composed",
        subject="",
        text="",
        raw=b"",
        state=_state(house, kind, letter),
        priority=int(kind.priority),
        unsolicited=kind.unsolicited and letter.in_reply is not True and not letter.asked_for,
        queued_at=now,
        not_before=leaves,
        expires_at=letter.expires_at or (leaves + LAPSES_AFTER if kind.lapses else None),
        reason=letter.reason,
        once_key=letter.once_key,
        answer_key=_answer_key(letter, kind, recipients),
        thread=letter.thread,
        received_id=letter.cause,
        assignment_id=letter.assignment_id,
        promise_id=letter.promise_id,
        partnership_id=letter.partnership_id,
        stage_id=letter.stage_id,
        offers=list(letter.offers),
        needs_assignment_open=letter.needs_open,
    )
    _fix(conn, house, leaves, letter, kind, outbox_id, recipients)
    _note(conn, house, now, letter, outbox_id, letter.reason)
    if _state(house, kind, letter) == "approval":
        _ask_to_send(conn, house, now, letter, outbox_id)
    return outbox_id


def _recipients(letter: Letter) -> tuple[str, ...]:
    if letter.address:
        return (letter.address,)
    if letter.coordinator is not None:
        return (letter.coordinator.address,)
    return tuple(one.address for one in letter.to if one.address)


def _why_not(
    conn: Connection,
    house: House,
    now: datetime,
    letter: Letter,
    kind: MailKind,
    recipients: tuple[str, ...],
) -> str:
    if not recipients:
        return "there is no address to write to"
    if not all(map(takes_answers, recipients)):
        return "nobody reads what is sent to that address"
    if letter.once_key and outbox.is_queued(conn, house.scheme_id, letter.once_key):
        return "it was queued before"
    kept = letter.mail in KEPT_FOR_LATER
    if kind.unsolicited and not kept and any(one.held for one in letter.to):
        return "automatic mail to this person is held"
    key = _answer_key(letter, kind, recipients)
    return "" if key is None else _braked(conn, house, now, kind, recipients[0], key)


def _braked(
    conn: Connection, house: House, now: datetime, kind: MailKind, address: str, key: str
) -> str:
    """Say why an address gets no further automatic answer now; empty when it may have one."""
    since = now - ANSWER_SPAN
    if kind.audience is Audience.COORDINATOR:
        most, each = MOST_ANSWERS_TO_A_COORDINATOR, MOST_ANSWERS_TO_A_COORDINATOR
    else:
        readers = len(people.who_has_address(conn, house.scheme_id, address))
        most, each = house.chasing.budget.automatic_answers_per_day * max(1, readers), 1
    if outbox.answers_since(conn, key, since) >= each:
        return "an answer of this kind went to this address within a day"
    if outbox.automatic_answers_since(conn, house.scheme_id, f"{address}|", since) >= most:
        return "enough automatic answers went to this address within a day"
    return ""


def _answer_key(letter: Letter, kind: MailKind, recipients: tuple[str, ...]) -> str | None:
    """Name what may be answered once a day; safety mail is never braked."""
    if letter.answers is None or kind.priority == 0:
        return None
    about = letter.assignment_id or letter.about
    # Who shares a mailbox with somebody is not answered any less for it.
    whose = letter.to[0].id if letter.to else ""
    return f"{recipients[0]}|{letter.mail.value}|{about}|{whose}"


def _leaves(house: House, kind: MailKind, letter: Letter, now: datetime) -> datetime:
    earliest = max(now, letter.not_before or now)
    at_once = kind.approval is Approval.NOW or kind.answers or letter.at_any_hour
    if kind.audience is Audience.COORDINATOR and letter.mail is MailId.N01:
        at_once = True
    if letter.mail in IN_HOURS or not at_once:
        asked_for = letter.mail is MailId.P20
        hours = house.hours_of(letter.to[0]) if letter.to else house.hours
        if kind.audience is Audience.COORDINATOR:
            hours = house.hours.at_work
        return earliest if asked_for else hours.next_open(earliest)
    return earliest


def _state(house: House, kind: MailKind, letter: Letter) -> str:
    mode = house.scheme.mode
    if not is_let_out(letter.mail, mode):
        return "listened"
    asks = kind.approval in {Approval.OK, Approval.OK_ALWAYS}
    if mode is Mode.APPROVE and asks and not letter.approved:
        return "approval"
    return "ready"


def _fix(
    conn: Connection,
    house: House,
    leaves: datetime,
    letter: Letter,
    kind: MailKind,
    outbox_id: int,
    recipients: tuple[str, ...],
) -> None:
    scheme = house.scheme
    letter = _below_what_it_answers(conn, letter)
    first = outbox.first_of_thread(conn, house.scheme_id, letter.thread) if letter.thread else None
    began = first if first is not None and first.id != outbox_id else None
    subject = _subject_now(conn, house, letter, began.subject) if began else ""
    name = _shared_by(conn, house, letter, recipients)
    wording = _wording(house, letter, kind, outbox_id, subject, name)
    parent, references = _parents(letter, began.message_id if began else "")
    message_id = house.tokens.message_id(outbox_id)
    envelope = Envelope(
        sender=Address(scheme.address, scheme.sender_name),
        to=tuple(Address(one, _name(letter, one)) for one in recipients),
        message_id=message_id,
        date=house.hours.local(leaves),
        reply_to=_token_address(house, "m", outbox_id),
        in_reply_to=parent,
        references=references,
        auto_submitted=kind.auto_submitted(in_reply=_in_reply(letter)),
        list_id=_list_id(house) if kind.listed else "",
        list_unsubscribe=_unsubscribe(house, letter) if kind.listed else "",
    )
    raw = compose(
        envelope,
        wording,
        letter.files,
        introduction=kind.several_recipients,
        calendar=letter.calendar,
    )
    outbox.fix_bytes(
        conn,
        outbox_id,
        message_id=message_id,
        subject=wording.subject,
        text=wording.text,
        raw=raw,
        thread=letter.thread or message_id,
    )


def _below_what_it_answers(conn: Connection, letter: Letter) -> Letter:
    """Put an answer that comes later, in somebody's words, into the thread of the mail it answers."""
    later = letter.answers is None and letter.in_reply is True and len(letter.to) == 1
    if not later or letter.received_id is None:
        return letter
    kept = kept_mail(conn, letter.received_id, letter.to[0])
    if kept is None:
        return letter
    thread = {"thread": kept.subject} if kept.subject else {}
    return replace(letter, answers=kept, values={**letter.values, **thread})


def _subject_now(conn: Connection, house: House, letter: Letter, subject: str) -> str:
    """Give a thread's subject with the date as it is now, where it names one that may have moved (C18)."""
    if not names_a_day(subject):
        return subject
    due = letter.values.get("due")
    if letter.assignment_id is not None:
        due = house.hours.local(tasks.assignment_by_id(conn, letter.assignment_id).due_at)
    return dated_anew(subject, due) if isinstance(due, datetime) else subject


def _in_reply(letter: Letter) -> bool:
    return letter.answers is not None if letter.in_reply is None else letter.in_reply


def _shared_by(
    conn: Connection, house: House, letter: Letter, recipients: tuple[str, ...]
) -> str | None:
    """Give whose mail it is where several people read the same mailbox (A6)."""
    if len(letter.to) != 1 or len(recipients) != 1:
        return None
    owners = people.who_has_address(conn, house.scheme_id, recipients[0])
    here = [one for one in owners if one.state is not PersonState.LEFT]
    return letter.to[0].name if len(here) > 1 else None


def _wording(
    house: House, letter: Letter, kind: MailKind, outbox_id: int, thread: str, name: str | None
) -> Wording:
    scheme = house.scheme
    values: dict[str, Value] = {
        "sender_name": scheme.sender_name,
        "coordinators": [one.first_name for one in scheme.coordinators],
        "coordinator": scheme.duty.first_name,
        "reader": scheme.duty.first_name,
        "ref": house.tokens.ref(outbox_id),
        "first": _first(letter),
        "whole_name": name,
    }
    if thread:
        values["thread"] = thread
    elif letter.answers is not None and letter.answers.subject:
        values["thread"] = letter.answers.subject
    wording = house.templates.render(
        letter.template or letter.mail.value, values | dict(letter.values)
    )
    if thread and not kind.several_recipients:
        return replace(wording, subject=_again(thread))
    return wording


def _again(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _first(letter: Letter) -> str:
    if letter.coordinator is not None:
        return letter.coordinator.first_name
    return listed([one.first_name for one in letter.to])


def _parents(letter: Letter, began: str) -> tuple[str, tuple[str, ...]]:
    """Give In-Reply-To and References (RFC 5322 section 3.6.4)."""
    if letter.answers is not None and letter.answers.message_id:
        parent = letter.answers.message_id
        return parent, (*letter.answers.references[-10:], parent)
    return (began, (began,)) if began else ("", ())


def _name(letter: Letter, address: str) -> str:
    if letter.coordinator is not None:
        return letter.coordinator.name
    return next((one.name for one in letter.to if address in one.addresses), "")


def _token_address(house: House, purpose: str, number: int) -> str:
    if not house.scheme.plus_addressing:
        return ""
    return house.tokens.address(house.scheme.address, purpose, number)


def _list_id(house: House) -> str:
    return house.scheme.address.replace("@", ".")


def _unsubscribe(house: House, letter: Letter) -> str:
    who = letter.to[0].id if letter.to else 0
    return _token_address(house, "u", who) or house.scheme.address


def _note(
    conn: Connection,
    house: House,
    now: datetime,
    letter: Letter,
    outbox_id: int | None,
    because: str,
) -> None:
    entry = journal.Entry(
        at=now,
        action="send_mail" if outbox_id is not None else "ignore",
        because=because if outbox_id is not None else f"{letter.mail.value} not sent: {because}",
        person_id=letter.to[0].id if letter.to else None,
        received_id=letter.cause,
        outbox_id=outbox_id,
        promise_id=letter.promise_id,
        assignment_id=letter.assignment_id,
        details={"mail": letter.mail.value},
    )
    journal.note(conn, house.scheme_id, entry)


def _ask_to_send(
    conn: Connection, house: House, now: datetime, letter: Letter, outbox_id: int
) -> None:
    kind = CATALOGUE[letter.mail]
    names = listed(list(known_as_all(conn, house, letter.to).values()))
    asked = promises.open_promise(
        conn,
        house.scheme_id,
        Matter.SEND.value,
        f"Send {names} this: {kind.purpose}?",
        now,
        asks_coordinator=True,
        options=["ok", "no"],
        person_id=letter.to[0].id if letter.to else None,
        details={"outbox_id": outbox_id},
    )
    outbox.fix_bytes(conn, outbox_id, promise_id=letter.promise_id or asked.id)

"""Tell a life from its record: every mail with its reason, week by week and person by person."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from re import sub

from sqlalchemy import Connection, Row, select

from mailbot.core.people import Person, PersonState, Role, listed
from mailbot.edges.db import partnerships, people
from mailbot.edges.db.engine import reading
from mailbot.edges.db.schema import (
    journal,
    outbox,
    person,
    promise,
    received,
    received_bytes,
    submission,
)
from mailbot.translate.parse import parse
from mailbot.world.life import Counted, Life
from mailbot.world.telling import Mail, PersonLine, Telling, Week

NUDGES = frozenset({"P20", "P21", "P22", "P23"})


def tell(life: Life, seed: int) -> Telling:
    """Give the whole story; only what was sent and what arrived is told."""
    house = life.house
    with reading(house.engine) as conn:
        everybody = people.people_in_state(conn, house.scheme_id, *PersonState)
        names = _distinct(everybody)
        mails = tuple(sorted([*_sent(conn, life, names), *_arrived(conn, life, names)], key=_order))
        weeks = tuple(
            _week(conn, life, number, counted) for number, counted in enumerate(life.weeks)
        )
        lines = tuple(_person(conn, one, names, mails) for one in everybody)
    numbered = tuple(_numbered(mails))
    return Telling(
        scheme=house.scheme.name,
        begins=house.hours.today(life.begins),
        ends=house.hours.today(life.ends),
        people=lines,
        weeks=weeks,
        mails=numbered,
        summary=(),
        seed=seed,
    )


def _distinct(everybody: Iterable[Person]) -> dict[int, str]:
    """Give each person a name of their own: namesakes carry where they work (A6)."""
    found = list(everybody)
    count = Counter(one.name for one in found)
    return {
        one.id: one.name
        if count[one.name] == 1 and one.name
        else f"{one.name} ({one.town or one.id})"
        for one in found
    }


def _order(mail: Mail) -> tuple[datetime, str, str, int]:
    return mail.at, mail.direction, mail.person, mail.number


def _numbered(mails: tuple[Mail, ...]) -> Iterable[Mail]:
    for number, one in enumerate(mails, 1):
        yield Mail(
            number,
            one.at,
            one.from_name,
            one.from_address,
            one.to,
            one.subject,
            one.text,
            one.kind,
            one.person,
            one.direction,
            one.outcome,
            one.reason,
        )


def _sent(conn: Connection, life: Life, names: dict[int, str]) -> Iterable[Mail]:
    scheme, hours = life.house.scheme, life.house.hours
    rows = conn.execute(
        select(outbox).where(outbox.c.state == "sent").order_by(outbox.c.sent_at, outbox.c.id)
    )
    for row in rows:
        yield Mail(
            number=row.id,
            at=hours.local(row.sent_at),
            from_name=scheme.sender_name,
            from_address=scheme.address,
            to=tuple(row.recipients),
            subject=row.subject,
            text=row.text,
            kind=row.mail,
            person=names.get(row.person_id, ""),
            direction="out",
            outcome="",
            reason=row.reason,
        )


def _arrived(conn: Connection, life: Life, names: dict[int, str]) -> Iterable[Mail]:
    rows = conn.execute(
        select(received, received_bytes.c.raw)
        .join(received_bytes, received_bytes.c.received_id == received.c.id)
        .order_by(received.c.id)
    )
    for row in rows:
        yield _inbound(row, life, names)


def _inbound(row: Row[tuple[object, ...]], life: Life, names: dict[int, str]) -> Mail:
    mail = parse(row.raw)
    sender = mail.senders[0] if mail.senders else None
    return Mail(
        number=row.id,
        at=life.house.hours.local(row.arrived_at),
        from_name=sender.name if sender else "",
        from_address=sender.address if sender else "",
        to=tuple(one.address for one in (*mail.to, *mail.cc)),
        subject=mail.subject,
        text=mail.text,
        kind="",
        person=names.get(row.person_id, ""),
        direction="in",
        outcome=row.outcome,
        reason=row.reason,
    )


def _person(
    conn: Connection, one: Person, names: dict[int, str], mails: tuple[Mail, ...]
) -> PersonLine:
    own = names[one.id]
    pair = partnerships.current_partnership(conn, one.id)
    buddies = [names[other] for other in pair.members if other != one.id] if pair else []
    theirs = [mail for mail in mails if mail.person == own]
    return PersonLine(
        name=own,
        role=one.role.value or Role.UNKNOWN.value,
        employer=one.employer,
        state=one.state.value,
        buddy=listed(buddies),
        letters=sum("submission" in mail.reason for mail in theirs if mail.direction == "in"),
        nudges=sum(mail.kind in NUDGES for mail in theirs),
        mails=len(theirs),
    )


def _week(conn: Connection, life: Life, number: int, counted: Counted) -> Week:
    begins = life.begins + timedelta(weeks=number)
    ends = begins + timedelta(weeks=1)
    sent = Counter(
        conn.scalars(
            select(outbox.c.mail).where(outbox.c.sent_at >= begins, outbox.c.sent_at < ends)
        )
    )
    came = list(
        conn.scalars(
            select(received.c.reason).where(
                received.c.arrived_at >= begins, received.c.arrived_at < ends
            )
        )
    )
    journalled = Counter(
        conn.scalars(select(journal.c.action).where(journal.c.at >= begins, journal.c.at < ends))
    )
    return Week(
        number=number + 1,
        begins=life.house.hours.today(begins),
        joined=_between(conn, select(person.c.id), person.c.registered_at, begins, ends),
        introduced=sent["P08"],
        letters=_between(conn, select(submission.c.id), submission.c.at, begins, ends),
        reminders=sum(sent[one] for one in NUDGES),
        quiet=journalled["ask_quiet_person"],
        rematched=sent["P27"],
        questions=_between(
            conn,
            select(promise.c.id).where(promise.c.kind == "question"),
            promise.c.opened_at,
            begins,
            ends,
        ),
        touches=sum(_by_coordinator(one) for one in came),
        mails_out=sum(sent.values()),
        mails_in=len(came),
        waiting=counted.waiting,
        sentences=_sentences(sent, journalled, counted),
        states=counted.states,
    )


def _by_coordinator(reason: str) -> bool:
    return any(one in reason for one in ("decision", "command", "coordinator_copy"))


def _between(conn: Connection, asked, column, begins: datetime, ends: datetime) -> int:  # type: ignore[no-untyped-def]
    return len(conn.execute(asked.where(column >= begins, column < ends)).all())


def _sentences(sent: Counter[str], journalled: Counter[str], counted: Counted) -> tuple[str, ...]:
    """Say what a coordinator would tell a colleague about the week."""
    told = [
        (sent["P08"], "{} pair or trio was introduced.", "{} pairs and trios were introduced."),
        (sent["P10"], "The task went to {} person.", "The task went to {} people."),
        (sent["P11"], "{} letter was passed on.", "{} letters were passed on."),
        (sent["P17"], "{} person had their letter answered.", "{} had their letter answered."),
        (sum(sent[one] for one in NUDGES), "{} reminder went out.", "{} reminders went out."),
        (
            journalled["note_away"],
            "{} out-of-office reply moved a date.",
            "{} out-of-office replies moved dates.",
        ),
        (sent["P24"], "{} was asked how things are.", "{} were asked how things are."),
        (sent["P25"], "{} waiting buddy was given choices.", "{} waiting buddies had choices."),
        (sent["P27"], "{} new pair was made.", "{} new pairs were made."),
        (sent["P37"], "{} left, with thanks.", "{} left, with thanks."),
        (sent["P36"], "{} took a break.", "{} took a break."),
        (counted.waiting, "{} waited for a buddy at the end.", "{} waited for a buddy at the end."),
    ]
    return tuple(
        (one if number == 1 else many).format(number) for number, one, many in told if number
    )


def write_mails(life: Life, folder: Path) -> int:
    """Write every mail as .eml by day and person, and give how many there are."""
    house = life.house
    written = 0
    with reading(house.engine) as conn:
        raws = {
            ("out", row.id): row.raw
            for row in conn.execute(
                select(outbox.c.id, outbox.c.raw).where(outbox.c.state == "sent")
            )
        }
        raws |= {("in", row.received_id): row.raw for row in conn.execute(select(received_bytes))}
        names = _distinct(people.people_in_state(conn, house.scheme_id, *PersonState))
        mails = [*_sent(conn, life, names), *_arrived(conn, life, names)]
    for mail in sorted(mails, key=_order):
        who = sub(r"[^a-z0-9]+", "-", (mail.person or "scheme").lower()).strip("-")
        place = folder / f"{mail.at:%Y-%m-%d}" / who
        place.mkdir(parents=True, exist_ok=True)
        kind = mail.kind or "from"
        name = f"{mail.at:%H%M}-{mail.direction}-{kind}-{mail.number}.eml"
        (place / name).write_bytes(raws[mail.direction, mail.number])
        written += 1
    return written

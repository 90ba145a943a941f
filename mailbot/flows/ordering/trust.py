"""Ask less, kind by kind: after ten OKs without a no, the lead may let a kind of mail go unasked (F13, N20)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from mailbot.core.actions import Matter
from mailbot.core.mails import CATALOGUE, Approval, MailId
from mailbot.core.scheme import Mode
from mailbot.edges.db import outbox, promises
from mailbot.edges.db.engine import reading
from mailbot.edges.db.promises import Promise
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue

TRUSTED = "trusted"
IN_A_ROW = 10
OFFERED_EVERY = timedelta(days=14)
LAPSES_AFTER = timedelta(days=1)


def let_go(conn: Connection, house: House, now: datetime, outbox_id: int) -> None:
    """Let a mail leave that waited for an OK, in the next hour in which people are written to."""
    leaves = house.hours.next_open(now)
    queued = outbox.outgoing_by_id(conn, outbox_id)
    lapses = queued is not None and CATALOGUE[MailId(queued.mail)].lapses
    outbox.approve(conn, outbox_id, leaves, leaves + LAPSES_AFTER if lapses else None)


def offer_trust(house: House, now: datetime) -> None:
    """Offer the lead to stop asking about a kind of mail, one kind a fortnight at most."""
    if house.scheme.mode is not Mode.APPROVE:
        return
    with house.engine.begin() as conn:
        offered = promises.of_kind(conn, house.scheme_id, Matter.TRUST.value)
        if any(one.opened_at > now - OFFERED_EVERY for one in offered):
            return
        known = {str(one.details["mail"]) for one in offered}
        ready = next((one for one in _in_a_row(conn, house) if one.value not in known), None)
        if ready is not None:
            kind = f'mails of the kind "{CATALOGUE[ready].purpose}"'
            _offer(conn, house, now, ready, IN_A_ROW, kind)


def _in_a_row(conn: Connection, house: House) -> list[MailId]:
    """Give the kinds whose newest OKs have no "no" among them."""
    decided: dict[str, list[str]] = {}
    for one in promises.of_kind(conn, house.scheme_id, Matter.SEND.value):
        queued = outbox.outgoing_by_id(conn, int(str(one.details["outbox_id"])))
        if one.outcome and queued is not None:
            decided.setdefault(queued.mail, []).append(one.outcome)
    for matter, mail in OKS_TO.items():
        newest = promises.newest_outcomes(conn, house.scheme_id, matter.value, _DECIDED, IN_A_ROW)
        decided[mail.value] = list(newest)
    return [
        MailId(mail)
        for mail, outcomes in decided.items()
        if CATALOGUE[MailId(mail)].approval is Approval.OK
        and outcomes[-IN_A_ROW:] == ["ok"] * IN_A_ROW
    ]


# What else is an OK to a kind of mail, besides the decisions about one mail that waits.
OKS_TO = {Matter.PAIR: MailId.P08, Matter.EXPERT: MailId.X02}
_DECIDED = frozenset({"ok", "no", "swapped"})
UNASKED = "trusted kind"
MOST_TOLD = 6


def is_trusted(conn: Connection, house: House, mail: MailId) -> bool:
    """Say whether a kind of mail goes unasked by now."""
    trusted = promises.open_promises(conn, house.scheme_id, TRUSTED)
    return any(one.details.get("mail") == mail.value for one in trusted)


def offer_stand_ins(house: House, now: datetime) -> None:
    """Offer the lead, after the first letter that went to a stand-in, to stop asking about them (C7)."""
    with house.engine.begin() as conn:
        offered = promises.of_kind(conn, house.scheme_id, Matter.TRUST.value)
        known = {str(one.details["mail"]) for one in offered}
        lately = any(one.opened_at > now - OFFERED_EVERY for one in offered)
        if lately or MailId.P30.value in known:
            return
        agreed = [
            one
            for one in promises.of_kind(conn, house.scheme_id, Matter.STAND_IN.value)
            if one.outcome == "ok"
        ]
        if agreed:
            _offer(conn, house, now, MailId.P30, 1, "letter to a stand-in")


def _offer(
    conn: Connection, house: House, now: datetime, mail: MailId, count: int, kind: str
) -> None:
    asked = promises.open_promise(
        conn,
        house.scheme_id,
        Matter.TRUST.value,
        f"Send without asking from now on: {kind}?",
        now,
        asks_coordinator=False,
        options=["yes", "no"],
        details={"mail": mail.value, "coordinator": house.scheme.lead.address},
    )
    letter = Letter(
        MailId.N20,
        f"{count} in a row were sent as drafted",
        coordinator=house.scheme.lead,
        values={"kind": kind, "count": count},
        promise_id=asked.id,
        offers=("yes", "no"),
    )
    queue(conn, house, now, letter)


def trust(conn: Connection, house: House, now: datetime, asked: Promise) -> str:
    """Keep that a kind of mail goes unasked from now on."""
    promises.open_promise(
        conn,
        house.scheme_id,
        TRUSTED,
        asked.title,
        now,
        asks_coordinator=False,
        details={one: asked.details[one] for one in ("mail", "coordinator")},
    )
    return 'done: I don\'t ask about these any more. "Ask me again" ends that.'


def send_trusted(house: House, now: datetime) -> int:
    """Let mail of trusted kinds go that waits for an OK; give how many that were."""
    if house.scheme.mode is not Mode.APPROVE:
        return 0
    with reading(house.engine) as conn:
        kinds = {
            str(one.details["mail"])
            for one in promises.open_promises(conn, house.scheme_id, TRUSTED)
        }
    if not kinds:
        return 0
    gone = 0
    with house.engine.begin() as conn:
        for asked in promises.open_promises(conn, house.scheme_id, Matter.SEND.value):
            outbox_id = int(str(asked.details["outbox_id"]))
            queued = outbox.outgoing_by_id(conn, outbox_id)
            if queued is not None and queued.mail in kinds:
                let_go(conn, house, now, outbox_id)
                promises.close_promise(conn, asked.id, now, "mailbot", UNASKED)
                gone += 1
    return gone


def unasked_lines(conn: Connection, house: House, since: datetime) -> list[str]:
    """Say in one line of a digest who was introduced, and for whom an expert was asked, with nobody's OK."""
    done = {
        matter: [
            one.title
            for one in promises.closed_since(conn, house.scheme_id, matter.value, since)
            if one.outcome == UNASKED
        ]
        for matter in OKS_TO
    }
    lines = [f"{one.partition(':')[0]} introduced" for one in done[Matter.PAIR]]
    lines += [f"an expert asked for {one.partition(' have ')[0]}" for one in done[Matter.EXPERT]]
    if not lines:
        return []
    more = f"; and {len(lines) - MOST_TOLD} more" if len(lines) > MOST_TOLD else ""
    return [f"Without asking you: {'; '.join(lines[:MOST_TOLD])}{more}."]

"""The commands that look at mail: what leaves, and what became of everything that came; never its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import Connection

from mailbot.cli.look import counted
from mailbot.cli.opening import (
    json_option,
    limit_option,
    open_house,
    scheme_option,
    show,
    shown,
)
from mailbot.edges.db import inbound
from mailbot.edges.db import outbox as queued
from mailbot.edges.db.engine import reading
from mailbot.edges.imap import open_mailbox
from mailbot.edges.trust import trusted
from mailbot.flows.fetch import unaccounted
from mailbot.flows.house import House
from mailbot.flows.looking import outcomes
from mailbot.flows.tracing import Came, Went, came, went

# In the order in which a mail passes through them, the settled ones apart.
UNDER_WAY = ("ready", "approval", "listened", "claimed", "leaving", "uncertain")


@dataclass(frozen=True, slots=True)
class SeenOutbox:
    """What the outbox holds: counts by state, and the mails that are not settled."""

    counts: dict[str, int]
    next_departure: datetime | None
    mails: tuple[Went, ...]


@dataclass(frozen=True, slots=True)
class SeenLedger:
    """What came: counts by outcome, and the newest mails with theirs."""

    counts: dict[str, int]
    mails: tuple[Came, ...]


@click.command()
@limit_option(20)
@scheme_option
@json_option
@click.pass_obj
def outbox(home: Path, /, *, limit: int, scheme: str, in_json: bool) -> None:
    """Count the outbox by state, and list what leaves next and what waits."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        found = _outbox(conn, house, limit)
    show(found, _outbox_lines(house, found), in_json=in_json)


def _outbox(conn: Connection, house: House, limit: int) -> SeenOutbox:
    listed = queued.listed(conn, house.scheme_id, UNDER_WAY, limit)
    return SeenOutbox(
        queued.count_by_state(conn, house.scheme_id),
        queued.next_departure(conn, house.scheme_id),
        tuple(went(conn, house, one) for one in listed),
    )


def _outbox_lines(house: House, found: SeenOutbox) -> Iterator[str]:
    yield f"Mail out: {counted(found.counts)}."
    if found.next_departure is None:
        yield "Nothing is ready to leave."
    else:
        yield f"The next leaves from {shown(house, found.next_departure)} on."
    for one in found.mails:
        to = ", ".join(one.to)
        when = shown(house, one.not_before)
        yield f"{one.id:>5}  {when}  {one.state:<9}  {one.mail} to {to}: {one.reason}"


@click.command()
@limit_option(50)
@click.option(
    "--audit",
    is_flag=True,
    help="Compare with the mailbox: list messages there that the record knows nothing of.",
)
@scheme_option
@json_option
@click.pass_obj
def ledger(home: Path, /, *, limit: int, audit: bool, scheme: str, in_json: bool) -> None:
    """List the newest mails that came, each with its one outcome and the reason.

    With --audit ends with 1 when the mailbox holds a message that was passed over.
    """
    house, _ = open_house(home, scheme, passwords=audit)
    if audit:
        _audit(house, in_json=in_json)
        return
    with reading(house.engine) as conn:
        rows = inbound.ledger(conn, house.scheme_id, limit)
        found = SeenLedger(outcomes(conn, house), tuple(came(conn, one) for one in rows))
    show(found, _ledger_lines(house, found), in_json=in_json)


def _ledger_lines(house: House, found: SeenLedger) -> Iterator[str]:
    yield f"Mail in: {counted(found.counts)}."
    for one in found.mails:
        sender = one.sender or "somebody we don't know"
        when = shown(house, one.arrived_at)
        yield f"{one.ref:>6}  {when}  {one.outcome or 'waiting':<7}  {sender}: {one.reason or one.state}"


def _audit(house: House, *, in_json: bool) -> None:
    login = house.scheme.imap
    with open_mailbox(login, trusted(login)) as mailbox:
        missing = unaccounted(house, mailbox)
    lines = [f"{folder}: {', '.join(map(str, uids))}" for folder, uids in missing.items()]
    told = "UIDs in the folder minus UIDs in the database"
    show(
        {"ok": not missing, "missing": missing},
        [f"{told}:", *lines] if missing else [f"{told}: none."],
        in_json=in_json,
    )
    if missing:
        raise click.exceptions.Exit(1)

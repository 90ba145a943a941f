"""`mailbot why`: say why a mail was sent, or what became of one that came, without a word of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import click
from sqlalchemy import Connection

from mailbot.cli.opening import json_option, open_house, scheme_option, show, shown
from mailbot.core.errors import Trouble
from mailbot.edges.db.engine import reading
from mailbot.flows.house import House
from mailbot.flows.tracing import Approved, Came, Traced, Went, trace_received, trace_sent


class NoSuchMail(Trouble):
    """Nothing in the record is meant by a reference."""

    exit_code: ClassVar[int] = 2


@click.command()
@click.argument("ref")
@scheme_option
@json_option
@click.pass_obj
def why(home: Path, /, *, ref: str, scheme: str, in_json: bool) -> None:
    """Explain the mail REF: rule, time, cause, who approved, and what the journal says about it.

    REF is the six characters in the footer of a mail, the number of a mail in `mailbot outbox`, or m
    and the number of a mail in `mailbot ledger`, as in m12.
    """
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        found = _find(conn, house, ref.strip())
    if found is None:
        raise NoSuchMail(
            f'There is no mail "{ref}": give the Ref of a footer, a number of `mailbot outbox`, or one'
            " of `mailbot ledger`, as in m12."
        )
    show(found, _lines(house, found), in_json=in_json)


def _find(conn: Connection, house: House, ref: str) -> Traced | None:
    if re.fullmatch(r"m\d{1,18}", ref):
        return trace_received(conn, house, int(ref[1:]))
    text = re.sub(r"(?i)^ref\W*", "", ref)
    number = house.tokens.read_ref(f"Ref {text.upper()}")
    # A number may look like a reference; what is in the record decides.
    found = None if number is None else trace_sent(conn, house, number)
    if found is None and re.fullmatch(r"\d{1,18}", text):
        found = trace_sent(conn, house, int(text))
    return found


def _lines(house: House, found: Traced) -> Iterator[str]:
    if found.went is not None:
        yield from _went(house, found.went)
        yield f"Approved: {_approved(house, found.approved)}"
    if found.came is not None:
        yield _came(house, found.came, caused=found.went is not None)
    if found.about is not None:
        one = found.about
        yield f"About: {one.name}'s {one.stage} of {one.task}, {one.state}, due {shown(house, one.due_at)}"
    for one_sent in found.caused:
        yield f"Caused: {one_sent.mail} to {', '.join(one_sent.to)} (Ref {one_sent.ref}, {one_sent.state})"
    if found.journal:
        yield "Journal:"
    for line in found.journal:
        whom = f", {line.person}" if line.person else ""
        yield f"  {shown(house, line.at)}  {line.action}{whom}: {line.because} (by {line.by})"


def _went(house: House, one: Went) -> Iterator[str]:
    yield f"{one.mail}, {one.purpose} (Ref {one.ref}, number {one.id})"
    yield f"To: {', '.join(one.to)}"
    yield f"Why: {one.reason}"
    yield f"Queued: {shown(house, one.queued_at)}"
    if one.sent_at is not None:
        yield f"Sent: {shown(house, one.sent_at)}"
    else:
        yield f"Not before: {shown(house, one.not_before)}"
    tries = f" after {one.attempts} tries" if one.attempts > 1 else ""
    yield f"State: {one.state}{tries}{f' ({one.reply})' if one.reply else ''}"


def _approved(house: House, one: Approved | None) -> str:
    if one is None:
        return "no coordinator was asked"
    if not one.by:
        return f"waits for a coordinator (decision {one.number})"
    return f"{one.outcome} by {one.by}, {shown(house, one.at)} (decision {one.number})"


def _came(house: House, one: Came, *, caused: bool) -> str:
    sender = one.sender or "somebody we don't know"
    became = f"{one.outcome or 'waiting'}{f': {one.reason}' if one.reason else ''}"
    word = "Caused by mail" if caused else "Mail"
    return f"{word} {one.ref} from {sender}, {shown(house, one.arrived_at)}; {one.state}, {became}"

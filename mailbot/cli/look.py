"""The commands that look at people: who is there, who is with whom, who waits, who is late."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from mailbot.cli.clock import now_option
from mailbot.cli.opening import (
    json_option,
    open_house,
    scheme_option,
    show,
    shown_day,
)
from mailbot.core.owing import Owing, line_of
from mailbot.core.people import PersonState
from mailbot.edges.db.engine import reading
from mailbot.flows import looking, owing
from mailbot.flows.house import House
from mailbot.flows.looking import SeenDecision, SeenPair, SeenPerson, SeenStatus
from mailbot.flows.summary import find_people


@click.command()
@click.option(
    "--state",
    type=click.Choice([one.value for one in PersonState]),
    help="Only those in this state.",
)
@click.option("--find", default="", metavar="TEXT", help="Only whose name, workplace or town fits.")
@scheme_option
@json_option
@click.pass_obj
def people(home: Path, /, *, state: str | None, find: str, scheme: str, in_json: bool) -> None:
    """List everybody by name, with role, state, place and buddy."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        found = looking.everybody(conn, house, *([PersonState(state)] if state else []))
        if find:
            fitting = {one.id for one in find_people(conn, house, find)}
            found = tuple(one for one in found if one.id in fitting)
    nobody = "Nobody fits." if find or state else "There is nobody so far."
    lines = [_person(one) for one in found] or [nobody]
    show(found, lines, in_json=in_json)


def _person(one: SeenPerson) -> str:
    job = " ".join(word for word in (one.grade, one.specialty) if word)
    parts = [
        f"{one.id:>4}  {one.name or '(no name yet)'}",
        one.state + (", mail held" if one.held else ""),
        one.role.replace("_", " ") + (f" ({job})" if job else ""),
        ", ".join(word for word in (one.employer, one.town) if word),
        f"with {' and '.join(one.partners)}" if one.partners else "",
        f"owes {one.owes}" if one.owes else "",
    ]
    return "; ".join(part for part in parts if part)


@click.command()
@scheme_option
@json_option
@click.pass_obj
def pairs(home: Path, /, *, scheme: str, in_json: bool) -> None:
    """List pairs and trios at work, and those that are proposed."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        found = looking.seen_pairs(conn, house)
    lines = [_pair(house, one) for one in found] or ["There are no pairs so far."]
    show(found, lines, in_json=in_json)


def _pair(house: House, one: SeenPair) -> str:
    why = f" ({', '.join(one.reasons)})" if one.reasons else ""
    since = f"{one.state} since {shown_day(house, one.since)}"
    return f"{one.id:>4}  {' + '.join(one.members)}; {since}{why}"


@click.command()
@now_option
@scheme_option
@json_option
@click.pass_obj
def waiting(home: Path, /, *, moment: datetime | None, scheme: str, in_json: bool) -> None:
    """List who waits for a buddy, the longest waiting first."""
    house, now = open_house(home, scheme, moment)
    with reading(house.engine) as conn:
        found = looking.waiting(conn, house)
    lines = [f"{_person(one)}; {_waited(one, now)}" for one in found] or ["Nobody is waiting."]
    show(found, lines, in_json=in_json)


def _waited(one: SeenPerson, now: datetime) -> str:
    days = 0 if one.waiting_since is None else (now - one.waiting_since).days
    return f"for {days} day{'' if days == 1 else 's'}"


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also what is not due yet.")
@now_option
@scheme_option
@json_option
@click.pass_obj
def late(
    home: Path, /, *, everything: bool, moment: datetime | None, scheme: str, in_json: bool
) -> None:
    """List who owes what to whom and is late, with the signs of life, the longest first."""
    house, now = open_house(home, scheme, moment)
    with reading(house.engine) as conn:
        found = (owing.ledger if everything else owing.late)(conn, house, now)
    lines = [_late(one) for one in found] or ["Nobody is late."]
    show(found, lines, in_json=in_json)


def _late(one: Owing) -> str:
    reminded = f"; reminded by {', '.join(one.nudges)}" if one.nudges else "; not reminded"
    return f"{line_of(one)}{reminded}"


@click.command()
@now_option
@scheme_option
@json_option
@click.pass_obj
def status(home: Path, /, *, moment: datetime | None, scheme: str, in_json: bool) -> None:
    """Say how the scheme stands: people, the running task, mail, and what waits for a coordinator."""
    house, now = open_house(home, scheme, moment)
    with reading(house.engine) as conn:
        found = looking.status(conn, house, now)
    show(found, _status(house, found), in_json=in_json)


def _status(house: House, found: SeenStatus) -> Iterator[str]:
    yield f'{house.scheme.name}, in the mode "{found.mode}".'
    yield from found.lines
    yield f"Owed: {found.owed}, of these late: {found.late}."
    yield f"Mail in: {counted(found.mail_in)}. Mail out: {counted(found.mail_out)}."
    yield f"The last nightly round was that of {found.nightly_done_for or 'no day so far'}."
    if not found.decisions:
        yield "Nothing waits for a coordinator."
        return
    yield f"Waiting for a coordinator: {len(found.decisions)}."
    yield from (_decision(house, one) for one in found.decisions)


def _decision(house: House, one: SeenDecision) -> str:
    about = f" about {one.person}" if one.person else ""
    kind = one.kind.replace("_", " ")
    return f"{one.number:>4}  {kind}{about}, since {shown_day(house, one.since)}: {' / '.join(one.options)}"


def counted(counts: dict[str, int]) -> str:
    """Write counts as "3 sent, 1 ready"; "none" where there are none."""
    return ", ".join(f"{number} {word}" for word, number in sorted(counts.items())) or "none"

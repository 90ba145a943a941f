"""`mailbot event`: list the events, show who comes to one, and announce one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import click
from sqlalchemy import Connection

from mailbot.cli.clock import now_option
from mailbot.cli.matching import COMMAND_LINE
from mailbot.cli.opening import json_option, open_house, scheme_option, show, shown
from mailbot.core.errors import Trouble
from mailbot.core.events import Event, Invitation, in_figures, places_taken
from mailbot.core.people import Person
from mailbot.core.scheme import Mode
from mailbot.edges.db import events, people
from mailbot.edges.db.engine import reading
from mailbot.flows.case import Case
from mailbot.flows.events import announcing
from mailbot.flows.house import House
from mailbot.translate.event_names import named_in


class NoSuchEvent(Trouble):
    """An event cannot be shown or announced; nothing was changed."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class SeenGuest:
    """One who was asked: the answer, whether they wait for a place, and what they need."""

    name: str
    answer: str
    waits: bool
    needs: str


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """An event and how many come: `taken` counts a "probably" as half."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    capacity: int | None
    taken: float
    state: str
    asked: int


@click.group()
def event() -> None:
    """List the events, show who comes to one, or announce one."""


@event.command("list")
@scheme_option
@json_option
@click.pass_obj
def list_events(home: Path, /, *, scheme: str, in_json: bool) -> None:
    """List every event, the earliest first."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        found = [(one, events.invitations_to(conn, one.id)) for one in _all(conn, house)]
    seen = [_seen(one, asked) for one, asked in found]
    lines = [_line(house, one, asked) for one, asked in found]
    show(seen, lines or ["There are no events so far."], in_json=in_json)


def _all(conn: Connection, house: House) -> tuple[Event, ...]:
    return events.events_of(conn, house.scheme_id)


def _line(house: House, one: Event, asked: tuple[Invitation, ...]) -> str:
    where = f", {one.place}" if one.place else ""
    starts = shown(house, one.starts_at)
    return f"{one.id:>3}  {one.title}, {starts}{where}; {one.state}; {in_figures(one, asked)}"


def _seen(one: Event, asked: tuple[Invitation, ...]) -> SeenEvent:
    return SeenEvent(
        one.id,
        one.title,
        one.starts_at,
        one.ends_at,
        one.place,
        one.capacity,
        places_taken(asked),
        one.state.value,
        len(asked),
    )


@event.command("show")
@click.argument("name")
@scheme_option
@json_option
@click.pass_obj
def show_event(home: Path, /, *, name: str, scheme: str, in_json: bool) -> None:
    """Show the event NAME, by its title or number, with who was asked and what they said."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        one = _named(_all(conn, house), name)
        asked = events.invitations_to(conn, one.id)
        readers = people.people_by_id(conn, [guest.person_id for guest in asked])
    guests = tuple(_guest(guest, readers[guest.person_id]) for guest in asked)
    lines = [_line(house, one, asked), *(_guest_line(guest) for guest in guests)]
    show({"event": _seen(one, asked), "guests": guests}, lines, in_json=in_json)


def _named(every: tuple[Event, ...], name: str) -> Event:
    if name.isdigit():
        found = [one for one in every if one.id == int(name)]
    else:
        found = [every[place] for place in named_in(name, [one.title for one in every])]
    if len(found) != 1:
        known = ", ".join(f"{one.id} {one.title}" for one in found or every) or "none so far"
        what = "several events" if found else "no event"
        raise NoSuchEvent(f'"{name}" names {what}; there is: {known}.')
    return found[0]


def _guest(one: Invitation, person: Person) -> SeenGuest:
    answer = one.answer.value if one.answer else ""
    return SeenGuest(person.name or person.address, answer, one.waits, one.needs)


def _guest_line(one: SeenGuest) -> str:
    said = one.answer or "no answer yet"
    waits = ", waits for a place" if one.waits else ""
    return f"     {one.name}: {said}{waits}{f' ({one.needs})' if one.needs else ''}"


@event.command("add")
@click.argument("line")
@click.option("--preview", is_flag=True, help="Only say what would be announced, to how many.")
@now_option
@scheme_option
@json_option
@click.pass_obj
def add_event(
    home: Path,
    /,
    *,
    line: str,
    preview: bool,
    moment: datetime | None,
    scheme: str,
    in_json: bool,
) -> None:
    """Announce the event that LINE describes, as in "drinks, thu 15 july 6.30pm, The Oast, 20 places"."""
    house, now = open_house(home, scheme, moment)
    today = house.hours.today(now)
    with house.engine.begin() as conn:
        words, count, problem = announcing.would(conn, house, line, today, now)
        if problem:
            raise NoSuchEvent(problem)
        told = [words, f"{count} {'person is' if count == 1 else 'people are'} invited."]
        data: dict[str, object] = {"would": words, "people": count}
        if not preview:
            case = Case(now, "an event was announced", COMMAND_LINE)
            about, line_told = announcing.announce(conn, house, case, line, today)
            assert about is not None, "it was looked at a moment ago"
            told = list(_told(house, words, line_told))
            data |= {"event": _seen(about.event, events.invitations_to(conn, about.event.id))}
    show(data, told, in_json=in_json)


def _told(house: House, words: str, leaves: str) -> Iterator[str]:
    yield words
    yield leaves.removesuffix(" Reply STOP and they don't.")
    if house.scheme.mode is Mode.LISTEN:
        yield 'In the mode "listen" nothing leaves; the mails are kept to be looked at.'

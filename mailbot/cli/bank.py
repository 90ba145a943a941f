"""`mailbot task`: list the tasks of the bank, show one, and start one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import click
from sqlalchemy import Connection

from mailbot.cli.bank_check import lint, preview
from mailbot.cli.clock import now_option
from mailbot.cli.matching import COMMAND_LINE
from mailbot.cli.opening import json_option, open_house, scheme_option, show, shown
from mailbot.core.errors import Trouble
from mailbot.core.people import PartnershipState
from mailbot.core.scheme import Mode
from mailbot.core.tasks import StageDefinition, TaskDefinition
from mailbot.edges.db import partnerships, tasks
from mailbot.edges.db.engine import reading
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.stages import start_round
from mailbot.flows.suggested import suggested_for
from mailbot.translate.competences import not_known
from mailbot.translate.phrases import listed


class NotStarted(Trouble):
    """A task cannot be shown or started; nothing was changed."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class SeenStage:
    """One stage of a round, with how far people have come."""

    name: str
    kind: str
    opens_at: datetime
    due_at: datetime
    done: int
    open: int
    without: int


@dataclass(frozen=True, slots=True)
class SeenRound:
    """One time that a task was started."""

    id: int
    started_at: datetime
    stages: tuple[SeenStage, ...]


@dataclass(frozen=True, slots=True)
class SeenTask:
    """A task of the bank and its rounds, the newest first."""

    name: str
    number: int
    title: str
    minutes: int
    stages: tuple[StageDefinition, ...]
    rounds: tuple[SeenRound, ...]
    suggested: tuple[str, ...]
    own_words: tuple[str, ...] = ()


@click.group()
def task() -> None:
    """List, show, check, preview or start a task of the bank."""


@task.command("list")
@scheme_option
@json_option
@click.pass_obj
def list_tasks(home: Path, /, *, scheme: str, in_json: bool) -> None:
    """List the tasks of the bank, and whether they have been started."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        found = [_seen(conn, house, one) for one in house.bank.values()]
    show(found, [_line(house, one) for one in found], in_json=in_json)


def _line(house: House, one: SeenTask) -> str:
    stages = ", ".join(stage.name for stage in one.stages)
    begun = f"; started {shown(house, one.rounds[0].started_at)}" if one.rounds else ""
    return f"{one.number:>2}  {one.name}: {one.title} ({one.minutes} minutes: {stages}){begun}"


@task.command("show")
@click.argument("name")
@scheme_option
@json_option
@click.pass_obj
def show_task(home: Path, /, *, name: str, scheme: str, in_json: bool) -> None:
    """Show the task NAME, by its name or number: stages, dates, and how far people have come."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        found = _seen(conn, house, _task(house, name))
    show(found, _task_lines(house, found), in_json=in_json)


def _task(house: House, name: str) -> TaskDefinition:
    for one in house.bank.values():
        if name.lower() in {one.name.lower(), str(one.number)}:
            return one
    known = ", ".join(f"{one.number} {one.name}" for one in house.bank.values())
    raise NotStarted(f'There is no task "{name}"; there is: {known}.')


def _seen(conn: Connection, house: House, one: TaskDefinition) -> SeenTask:
    rounds = [
        SeenRound(round_id, started_at, _stages(conn, round_id))
        for round_id, name, started_at in tasks.rounds_of(conn, house.scheme_id)
        if name == one.name
    ]
    return SeenTask(
        one.name,
        one.number,
        one.title,
        one.minutes,
        one.stages,
        tuple(rounds),
        suggested_for(house, one.name),
        _own_words(house, one.name),
    )


def _own_words(house: House, name: str) -> tuple[str, ...]:
    """Give which mails of a task are in the scheme's own words, and which numbers are its own."""
    own = house.own_words.get(name)
    return tuple(file.removesuffix(".md") for file in own.files) or ("numbers",) if own else ()


def _stages(conn: Connection, round_id: int) -> tuple[SeenStage, ...]:
    return tuple(
        SeenStage(
            one.name,
            one.kind.value,
            one.opens_at,
            one.due_at,
            *tasks.progress(conn, one.id),
        )
        for one in tasks.stages_of(conn, round_id)
    )


def _task_lines(house: House, one: SeenTask) -> Iterator[str]:
    yield f"Task {one.number}, {one.name}: {one.title}, about {one.minutes} minutes"
    for stage in one.stages:
        limit = f", {stage.limit_words} words" if stage.limit_words else ""
        opens = ", when the buddy's words arrive" if stage.opens_on_relay else ""
        yield f"  {stage.name} ({stage.kind}): {stage.minutes} minutes{limit}, open {stage.window_days} days{opens}"
        for code in stage.competences:
            name = house.frameworks.competences.get(code.upper())
            yield (
                f"    {name.code} {name.name}"
                if name
                else f"    {not_known(code, house.frameworks)}"
            )
    if one.own_words:
        yield (
            f"In the scheme's own words, agreed by mail: {listed(one.own_words)}. To have the first ones"
            f" back, a coordinator writes: put back task {one.number}'s own words"
        )
    for line in one.suggested:
        yield f"Suggested {line}"
    for begun in one.rounds:
        yield f"Started {shown(house, begun.started_at)}"
        for part in begun.stages:
            yield (
                f"  {part.name}: {shown(house, part.opens_at)} to {shown(house, part.due_at)};"
                f" {part.done} done, {part.open} open, {part.without} ended without"
            )
    if not one.rounds:
        yield "It has not been started."


@task.command("start")
@click.argument("name")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which people get it; today without it.",
)
@now_option
@scheme_option
@json_option
@click.pass_obj
def start_task(
    home: Path,
    /,
    *,
    name: str,
    day: datetime | None,
    moment: datetime | None,
    scheme: str,
    in_json: bool,
) -> None:
    """Start the task NAME, by its name or number, for every pair and trio."""
    house, now = open_house(home, scheme, moment)
    found = _task(house, name)
    opens = house.hours.today(now) if day is None else day.date()
    with house.engine.begin() as conn:
        _refuse(conn, house, found, opens, now)
        case = Case(now, f"task {found.number} was started", COMMAND_LINE)
        round_id = start_round(conn, house, case, found.name, opens)
        first = _stages(conn, round_id)[0]
    data = {"round": round_id, "task": found.name, "people": first.open, "stage": first}
    show(data, _started(house, found, first), in_json=in_json)


def _refuse(
    conn: Connection, house: House, task_found: TaskDefinition, opens: date, now: datetime
) -> None:
    if opens < house.hours.today(now):
        raise NotStarted(f"{opens} is over: name a day from today on.")
    active = partnerships.partnerships_in_state(conn, house.scheme_id, PartnershipState.ACTIVE)
    if not active:
        raise NotStarted("There are no pairs, so nobody would get it: match people first.")
    for one in _seen(conn, house, task_found).rounds:
        if one.stages and one.stages[-1].due_at > now:
            raise NotStarted(
                f"Task {task_found.number} runs already, until {shown(house, one.stages[-1].due_at)};"
                " it is not started a second time."
            )


def _started(house: House, found: TaskDefinition, first: SeenStage) -> Iterator[str]:
    people = f"{first.open} {'person gets' if first.open == 1 else 'people get'}"
    yield (
        f"Task {found.number}, {found.title}: {people} it on {shown(house, first.opens_at)};"
        f" the {first.name} is due {shown(house, first.due_at)}."
    )
    if house.scheme.mode is Mode.LISTEN:
        yield 'In the mode "listen" nothing leaves; the mails are kept to be looked at.'


task.add_command(lint)
task.add_command(preview)

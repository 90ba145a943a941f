"""`mailbot task preview` and `mailbot task lint`: read a task as people will, before anybody gets it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from mailbot.cli.clock import now_option
from mailbot.cli.opening import json_option, open_house, scheme_option, show
from mailbot.flows.house import House
from mailbot.flows.ordering import previewing
from mailbot.flows.ordering.dates import find_task
from mailbot.translate.two_minutes import Check, two_minute_check


@dataclass(frozen=True, slots=True)
class Checked:
    """What the two-minute check found in a task or in a text; nothing means that it can go."""

    name: str
    findings: tuple[str, ...]


@click.command("lint")
@click.argument("name")
@now_option
@scheme_option
@json_option
@click.pass_obj
def lint(home: Path, /, *, name: str, moment: datetime | None, scheme: str, in_json: bool) -> None:
    """Check the task NAME (its name, its number) or the mail in the file NAME; exit 1 when it needs work."""
    house, now = open_house(home, scheme, moment)
    opens = house.hours.working_day_from(house.hours.today(now))
    found = Checked(name, _findings(house, name, opens))
    nothing = ["The two-minute check found nothing."]
    show(found, [f"- {one}" for one in found.findings] or nothing, in_json=in_json)
    if found.findings:
        raise click.exceptions.Exit(1)


@click.command("preview")
@click.argument("name")
@now_option
@scheme_option
@click.pass_obj
def preview(home: Path, /, *, name: str, moment: datetime | None, scheme: str) -> None:
    """Show the mails of the task NAME as somebody would read them, were it started now."""
    house, now = open_house(home, scheme, moment)
    task = find_task(house, name)
    if task is None:
        raise click.UsageError(_unknown(house, name))
    opens = house.hours.working_day_from(house.hours.today(now))
    click.echo(previewing.preview(house, task, opens))


def _findings(house: House, name: str, opens: date) -> tuple[str, ...]:
    task = find_task(house, name)
    if task is not None:
        return tuple(previewing.findings_of_task(house, task, opens))
    file = Path(name)
    if not file.is_file():
        raise click.UsageError(_unknown(house, name))
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{name} can't be read as UTF-8 text: save it again.") from error
    return two_minute_check(Check(text, opens, house.hours))


def _unknown(house: House, name: str) -> str:
    known = ", ".join(f"{one.number} {one.name}" for one in house.bank.values())
    return f'There is no task and no file "{name}"; the tasks are: {known}.'

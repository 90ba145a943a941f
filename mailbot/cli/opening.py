"""What the commands that look and keep have in common: their options, one scheme, what they print."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar, TypeVar

import click
from sqlalchemy.exc import DatabaseError

from mailbot.cli.clock import now as moment_of
from mailbot.cli.wiring import one_house, open_houses
from mailbot.core.errors import Trouble
from mailbot.flows.house import House

Command = TypeVar("Command", bound=Callable[..., object])


class NoDatabase(Trouble):
    """The database that mailbot.toml names cannot be used."""

    exit_code: ClassVar[int] = 2


json_option = click.option("--json", "in_json", is_flag=True, help="Print it as JSON.")
scheme_option = click.option(
    "--scheme",
    "scheme",
    default="",
    metavar="ADDRESS",
    help="Which scheme, by its address, where there are several.",
)


def limit_option(usual: int) -> Callable[[Command], Command]:
    """Make the option that says how many lines there are at most."""
    return click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=usual,
        show_default=True,
        help="How many at most.",
    )


def open_house(
    home: Path, scheme: str, moment: datetime | None = None, *, passwords: bool = False
) -> tuple[House, datetime]:
    """Give one scheme, and now; a moment without a zone is in the scheme's.

    Raises NoSuchScheme, NoDatabase and what the configuration may be wrong in.
    """
    try:
        houses = open_houses(home, os.environ, moment_of(moment, UTC), passwords=passwords)
    except DatabaseError as problem:
        raise NoDatabase(
            f"The database cannot be used ({problem.orig}): check url under [database], and run"
            " `mailbot check`."
        ) from None
    house = one_house(houses, scheme.lower())
    return house, moment_of(moment, house.scheme.timezone)


def show(data: object, lines: Iterable[str], *, in_json: bool) -> None:
    """Print data as JSON, or else the lines; dataclasses become objects and moments ISO 8601 in UTC."""
    if in_json:
        click.echo(json.dumps(data, default=_plain, ensure_ascii=False, indent=2))
        return
    for line in lines:
        click.echo(line)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def shown(house: House, moment: datetime | None) -> str:
    """Show a moment in the scheme's zone; a dash where there is none."""
    return "-" if moment is None else f"{house.hours.local(moment):%a %d %b %Y %H:%M}"


def shown_day(house: House, moment: datetime | None) -> str:
    """Show the date of a moment in the scheme's zone; a dash where there is none."""
    return "-" if moment is None else f"{house.hours.local(moment):%a %d %b %Y}"

"""Open every scheme that mailbot.toml describes, ready to run."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import click

from mailbot.core.errors import Trouble
from mailbot.edges.db.engine import open_database
from mailbot.edges.files import shipped
from mailbot.flows.building import build_house
from mailbot.flows.house import House
from mailbot.flows.steps import Step
from mailbot.flows.upgrading import bring_up_to_date
from mailbot.settings import load, token_key


class NoSuchScheme(Trouble):
    """The scheme that was asked for is not in mailbot.toml."""

    exit_code: ClassVar[int] = 2


def open_houses(
    home: Path, environ: Mapping[str, str], now: datetime, *, passwords: bool = True
) -> tuple[House, ...]:
    """Open the database, bring it up to date, and give every scheme ready to run.

    Where that changes a record, the one before is kept beside it, and stderr says so. Raises BadSettings, BadRule, BadTemplate and their like, each with one sentence.
    """
    settings = load(home, environ, passwords=passwords)
    engine = open_database(settings.database_url)
    kept = bring_up_to_date(engine, shipped("migrations")).kept
    if kept is not None:
        click.echo(f"The database was upgraded; the one before that is kept as {kept}.", err=True)
    at_step = dying_at(environ.get("MAILBOT_DIE_AT", ""))
    return tuple(
        build_house(
            home,
            scheme,
            engine,
            token_key(home, scheme.address, environ),
            now,
            f"{os.getpid()}-{now:%Y%m%d%H%M%S}",
            at_step,
        )
        for scheme in settings.schemes
    )


def dying_at(place: str) -> Callable[[Step], None]:
    """Give what is called at each step: nothing, or a death at STEP or STEP:nth (for tests)."""
    name, _, count = place.partition(":")
    left = [int(count or 1)]

    def at(step: Step) -> None:
        if step.name == name:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return at


def one_house(houses: Sequence[House], address: str) -> House:
    """Pick a scheme by its address; with a single scheme none need be named."""
    for house in houses:
        if address in {house.scheme.address, ""} and (address or len(houses) == 1):
            return house
    known = ", ".join(one.scheme.address for one in houses)
    raise NoSuchScheme(f"Which scheme? Use --scheme with one of: {known}.")

"""`mailbot health`: say whether the daemon did its work lately, for a container or a monitor."""

import os
from datetime import UTC, timedelta
from pathlib import Path

import click

from mailbot.cli.clock import now as moment_of
from mailbot.cli.opening import json_option, show
from mailbot.cli.wiring import open_houses
from mailbot.core.errors import Trouble
from mailbot.edges import heartbeat
from mailbot.flows import alerting
from mailbot.settings import load


class NotWell(Trouble):
    """mailbot has not done its work lately."""


@click.command()
@click.option(
    "--minutes",
    type=click.IntRange(min=1),
    default=15,
    show_default=True,
    help="How old the last pass without trouble may be.",
)
@click.option(
    "--alert", "alerts", is_flag=True, help="Also write to people by the account under [alert]."
)
@json_option
@click.pass_obj
def health(home: Path, /, *, minutes: int, alerts: bool, in_json: bool) -> None:
    """End with 0 when a pass went well in the last minutes, else with 1 and a sentence.

    For cron: --alert also mails the coordinators, once a day, when mailbot itself has stopped.
    """
    age = heartbeat.age(home, moment_of(None, UTC))
    well = age is not None and age < timedelta(minutes=minutes)
    seconds = None if age is None else int(age.total_seconds())
    said = "No pass has gone well yet" if seconds is None else _since(seconds)
    if well or in_json:
        show({"ok": well, "age_seconds": seconds}, [f"{said}."], in_json=in_json)
    if alerts:
        _alert(home, "" if well else said)
    if not well:
        raise NotWell(f"{said}: look at the log of `mailbot run`, or run `mailbot check`.")


def _alert(home: Path, said: str) -> None:
    """Tell people that mailbot has stopped; raises NotWell where there is no second account."""
    now, settings = moment_of(None, UTC), load(home, os.environ)
    if settings.alert is None:
        raise NotWell("There is no [alert] in mailbot.toml, so nobody can be written to.")
    for house in open_houses(home, os.environ, now):
        alerting.watch_from_outside(house, settings.alert, home, said, now)


def _since(seconds: int) -> str:
    minutes = max(seconds, 0) // 60
    return f"The last pass went well {minutes} minute{'' if minutes == 1 else 's'} ago"

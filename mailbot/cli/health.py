"""`mailbot health`: say whether the daemon did its work lately, for a container or a monitor."""

from datetime import UTC, timedelta
from pathlib import Path

import click

from mailbot.cli.clock import now as moment_of
from mailbot.cli.opening import json_option, show
from mailbot.core.errors import Trouble
from mailbot.edges import heartbeat


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
@json_option
@click.pass_obj
def health(home: Path, /, *, minutes: int, in_json: bool) -> None:
    """End with 0 when a pass went well in the last minutes, else with 1 and a sentence."""
    age = heartbeat.age(home, moment_of(None, UTC))
    well = age is not None and age < timedelta(minutes=minutes)
    seconds = None if age is None else int(age.total_seconds())
    said = "No pass has gone well yet" if seconds is None else _since(seconds)
    if well or in_json:
        show({"ok": well, "age_seconds": seconds}, [f"{said}."], in_json=in_json)
    if not well:
        raise NotWell(f"{said}: look at the log of `mailbot run`, or run `mailbot check`.")


def _since(seconds: int) -> str:
    minutes = max(seconds, 0) // 60
    return f"The last pass went well {minutes} minute{'' if minutes == 1 else 's'} ago"

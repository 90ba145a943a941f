"""`mailbot check`: look at everything mailbot needs, one line each, and send nothing."""

import os
from pathlib import Path

import click

from mailbot.cli.checks import CHECKS
from mailbot.cli.findings import as_json, as_lines
from mailbot.settings import load


@click.command()
@click.option("--json", "in_json", is_flag=True, help="Write the findings as JSON.")
@click.pass_obj
def check(home: Path, /, *, in_json: bool) -> None:
    """Look at everything mailbot needs and say what to do about what is not right.

    Logs in to the mail servers, sends nothing and changes nothing. Ends with 1 when something needs
    attention, with 0 when only "!" stands before a line, and with 2 when mailbot.toml cannot be used.
    """
    settings = load(home, os.environ)
    findings = [finding for look in CHECKS for finding in look(settings)]
    click.echo(as_json(findings) if in_json else as_lines(findings))
    if not all(one.ok for one in findings):
        raise click.exceptions.Exit(1)

"""`mailbot report`: the scheme in numbers, without a name; as text, as a page to pass on, or as JSON."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from mailbot.cli.clock import now_option
from mailbot.cli.opening import json_option, open_house, scheme_option, show
from mailbot.core.report import Report, as_lines
from mailbot.edges.db.engine import reading
from mailbot.flows.reporting import report_of
from mailbot.translate.report_page import report_page

OWNER_ONLY = 0o600


@click.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to FILE as an HTML page instead.",
)
@now_option
@scheme_option
@json_option
@click.pass_obj
def report(
    home: Path, /, *, out: Path | None, moment: datetime | None, scheme: str, in_json: bool
) -> None:
    """Say how the scheme does in numbers; groups under five are not told apart."""
    house, now = open_house(home, scheme, moment)
    with reading(house.engine) as conn:
        made = report_of(conn, house, now)
    if out is None:
        show(made, _lines(made), in_json=in_json)
        return
    out.unlink(missing_ok=True)
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as file:
        file.write(report_page(made))
    click.echo(f"Written to {out}.")


def _lines(made: Report) -> Iterator[str]:
    yield f"{made.title}, {made.day}"
    for section in made.sections:
        yield ""
        yield section.heading
        yield from as_lines(section)

"""`mailbot export`: the cohort as a contact book, in files that only you may read."""

import os
from pathlib import Path

import click

from mailbot.cli.opening import open_house, scheme_option
from mailbot.edges.db.engine import reading
from mailbot.flows.contact_book import cohort, files

OWNER_ONLY = 0o600


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@scheme_option
@click.pass_obj
def export(home: Path, /, *, folder: Path, scheme: str) -> None:
    """Write everybody who is with the scheme to DIR: cohort.csv and cohort.vcf."""
    house, _ = open_house(home, scheme)
    with reading(house.engine) as conn:
        people = cohort(conn, house)
        book = files(conn, house, people)
    folder.mkdir(parents=True, exist_ok=True)
    for one in book:
        _write(folder / one.name, one.content)
    click.echo(f"{len(people)} people in {folder}." if book else "There is nobody so far.")


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
        file.write(content)

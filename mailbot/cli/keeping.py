"""The commands that keep the record safe: copy it, put a copy back, bring it up to date."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from mailbot.cli.clock import now as moment_of
from mailbot.cli.clock import now_option
from mailbot.cli.opening import json_option, show
from mailbot.cli.wiring import open_houses
from mailbot.core.errors import Trouble
from mailbot.edges import heartbeat
from mailbot.edges.db.backup import back_up, database_file
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import revision_of
from mailbot.edges.files import shipped
from mailbot.flows.erasing import erase_again
from mailbot.flows.restoring import restore as put_back
from mailbot.flows.upgrading import bring_up_to_date
from mailbot.settings import load

# A daemon leaves a heartbeat with every pass, once a minute.
AT_WORK = timedelta(minutes=2)


class AtWork(Trouble):
    """mailbot seems to be running on the very record that would be replaced."""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
@click.pass_obj
def backup(home: Path, /, *, file: Path, in_json: bool) -> None:
    """Copy the record into FILE while mailbot goes on; FILE must not exist yet."""
    settings = load(home, os.environ, passwords=False)
    back_up(database_file(settings.database_url), file.absolute())
    size = file.stat().st_size
    lines = [
        f"Wrote {file} ({size:,} bytes); only you may read it.",
        "Keep secrets/token_key with it: replies to mails already sent are recognised by that key.",
    ]
    show({"file": str(file.absolute()), "size_bytes": size}, lines, in_json=in_json)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@now_option
@json_option
@click.pass_obj
def restore(home: Path, /, *, file: Path, moment: datetime | None, in_json: bool) -> None:
    """Put the copy FILE in the place of the record, which is kept beside it.

    Mail that had not left when the copy was made is looked for in the Sent folder before it may leave.
    """
    settings = load(home, os.environ, passwords=False)
    database = database_file(settings.database_url)
    now = moment_of(moment, settings.schemes[0].timezone)
    age = heartbeat.age(home, moment_of(None, UTC))
    if age is not None and timedelta(0) <= age < AT_WORK:
        raise AtWork(
            "mailbot did a pass within the last two minutes: stop it, wait two minutes and try again."
        )
    done = put_back(file.absolute(), database, shipped("migrations"), now)
    gone = _erased_again(home, now)
    lines = [f"{database} now holds what {file} held."]
    if done.kept is not None:
        lines.append(f"The record before that is kept as {done.kept.name}.")
    if done.held:
        lines.append(
            f"{done.held} mails wait: the next pass looks in the Sent folder which of them have left."
        )
    if gone:
        lines.append(f"{gone} who asked to be deleted since that copy was made are deleted again.")
    data = {
        "kept": None if done.kept is None else str(done.kept),
        "held": done.held,
        "erased": gone,
    }
    show(data, lines, in_json=in_json)


def _erased_again(home: Path, now: datetime) -> int:
    """Delete anew whom the copy brought back; give how many (H5, J8)."""
    count = 0
    for house in open_houses(home, os.environ, now, passwords=False):
        with house.engine.begin() as conn:
            count += erase_again(conn, house, now)
    return count


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@json_option
@click.pass_obj
def upgrade(home: Path, /, *, in_json: bool) -> None:
    """Bring the database to the newest revision; a SQLite file is copied first."""
    settings = load(home, os.environ, passwords=False)
    engine = open_database(settings.database_url)
    done = bring_up_to_date(engine, shipped("migrations"), copied=True)
    after = revision_of(engine)
    engine.dispose()
    lines = [f"The database is {'now' if done.changed else 'already'} at {after}."]
    if done.kept is not None:
        lines.append(f"The one before that is kept as {done.kept.name}.")
    show({"changed": done.changed, "revision": after}, lines, in_json=in_json)

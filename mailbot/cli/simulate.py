"""`mailbot simulate`: every mail that would be sent from today's real state, into a folder."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from mailbot.cli.clock import now_option
from mailbot.cli.opening import open_house, scheme_option
from mailbot.edges.db import backup
from mailbot.edges.db.engine import open_database
from mailbot.edges.smtp import Accepted, Outcome
from mailbot.flows.deliver import deliver
from mailbot.flows.digest import digest
from mailbot.flows.house import House
from mailbot.flows.round import nightly


class Folder:
    """Takes mails as a submission server does, and writes each into a folder instead."""

    def __init__(self, folder: Path, day: datetime) -> None:
        self._folder = folder
        self._day = day
        self._count = 0

    async def send(
        self,
        envelope_from: str,  # noqa: ARG002  the shape of a pool
        recipients: tuple[str, ...],
        raw: bytes,
        before_data: Callable[[], None],
    ) -> Outcome:
        """Write one mail."""
        before_data()
        self._count += 1
        who = recipients[0].replace("@", "-at-")
        name = f"{self._day:%Y-%m-%d-%H%M}-{self._count:04}-{who}.eml"
        (self._folder / name).write_bytes(raw)
        return Accepted("written to a folder")


@click.command()
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 400))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path))
@scheme_option
@now_option
@click.pass_obj
def simulate(home: Path, /, *, days: int, out: Path, scheme: str, moment: datetime | None) -> None:
    """Write every mail of the next days into a folder, if nobody answered; send and change nothing."""
    house, now = open_house(home, scheme, moment)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        copy = Path(place) / "copy.db"
        backup.back_up(backup.database_file(house.engine.url.render_as_string()), copy)
        engine = open_database(f"sqlite:///{copy}", durable=False)
        count = _live(replace(house, engine=engine), now, days, out)
        engine.dispose()
    click.echo(f"{count} mails in {out}; nothing was sent and nothing was changed.")


def _live(house: House, now: datetime, days: int, out: Path) -> int:
    """Let the days pass hour by hour: the round at night, the digest in the morning."""
    sent = 0
    ends = now + timedelta(days=days)
    while now < ends:
        nightly(house, now)
        digest(house, now)
        delivered = asyncio.run(deliver(house, Folder(out, house.hours.local(now)), now))
        sent += delivered.sent
        now += timedelta(hours=1)
    return sent

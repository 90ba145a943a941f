"""`mailbot demo`: a whole scheme on an embedded mail world, with nothing to configure."""

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from mailbot.core.errors import Trouble
from mailbot.core.scheme import Mode

try:
    from mailbot.world.chronicle import tell, write_mails
    from mailbot.world.life import live
    from mailbot.world.page import page
    from mailbot.world.people import Mix
    from mailbot.world.summary import summary_text
except ImportError as missing:
    raise Trouble(
        f"The demo needs the mail world ({missing.name} is missing): pip install 'mailbot[world]'."
    ) from missing

MARK = ".made-by-mailbot-demo"


class NotOurs(Trouble):
    """The folder to write to holds something else."""

    exit_code: ClassVar[int] = 2


# A whole task and the beginning of the next, in about a minute: time goes into every mail and every look.
TASK_DAYS = (14, 80, 122, 164)
SLOT = timedelta(hours=4)


@click.command()
@click.option("--weeks", default=12, show_default=True, type=click.IntRange(1, 60))
@click.option("--people", "size", default=80, show_default=True, type=click.IntRange(2, 5000))
@click.option("--seed", default=1, show_default=True, help="Another seed, another story.")
@click.option(
    "--mode",
    type=click.Choice(["approve", "auto"]),
    default="approve",
    show_default=True,
    help="Whether the coordinators are asked before pairs are introduced.",
)
@click.option(
    "--out",
    default=Path("demo"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the database, the mails and the page.",
)
def demo(*, weeks: int, size: int, seed: int, mode: str, out: Path) -> None:
    """Let 80 invented people live through 12 weeks of a scheme, in about a minute."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    _empty(out)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(f"{size} people, {weeks} weeks", total=1.0)
        life = live(
            out.absolute(),
            size=size,
            weeks=weeks,
            seed=seed,
            mix=Mix(),
            mode=Mode(mode),
            task_days=TASK_DAYS,
            slot=SLOT,
            progress=lambda share: bar.update(task, completed=share),
        )
    telling = tell(life, seed)
    count = write_mails(life, out / "mails")
    life.house.engine.dispose()
    (out / "index.html").write_text(page(telling), encoding="utf-8")
    click.echo(summary_text(telling))
    for sentence in life.troubles:
        click.echo(sentence, err=True)
    click.echo(f"Read the story: {out / 'index.html'}")
    click.echo(f"{count:,} mails by day and person: {out / 'mails'}")
    click.echo(f"The database: {out / 'mailbot.db'}")


def _empty(out: Path) -> None:
    """Start from an empty folder; one that we did not make is left alone."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).exists():
            raise NotOurs(f"{out} is not empty and not from a demo: choose another with --out.")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).touch()

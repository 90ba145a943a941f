"""The command line: `mailbot`, its options, and the table of its commands."""

from pathlib import Path
from typing import ClassVar

import click

from mailbot import __version__
from mailbot.cli.lazy import Entry, LazyGroup


class Commands(LazyGroup):
    """Every command of mailbot, in the order of `mailbot --help`."""

    entries: ClassVar = {
        "demo": Entry("mailbot.cli.demo:demo", "Live through a whole scheme of invented people."),
        "init": Entry("mailbot.cli.init:init", "Ask a few questions and write mailbot.toml."),
        "check": Entry("mailbot.cli.check:check", "Say whether everything it needs is there."),
        "run": Entry("mailbot.cli.passes:run", "Run until stopped."),
        "once": Entry("mailbot.cli.passes:once", "Do everything that is due, and exit."),
        "nightly": Entry("mailbot.cli.passes:nightly", "Do the nightly round alone."),
        "read": Entry("mailbot.cli.reading:read", "Say what a mail means; change nothing."),
        "evaluate": Entry(
            "mailbot.cli.evaluating:evaluate", "Score the rules against labelled mails."
        ),
        "simulate": Entry(
            "mailbot.cli.simulate:simulate", "Write what would be sent into a folder; send nothing."
        ),
        "backup": Entry("mailbot.cli.keeping:backup", "Copy the record into a file."),
        "restore": Entry("mailbot.cli.keeping:restore", "Put a copy of the record back."),
        "health": Entry("mailbot.cli.health:health", "Say whether the daemon does its work."),
        "db": Entry("mailbot.cli.keeping:db", "Bring the database up to date."),
        "people": Entry("mailbot.cli.look:people", "List everybody, with state and buddy."),
        "pairs": Entry("mailbot.cli.look:pairs", "List pairs and trios."),
        "waiting": Entry("mailbot.cli.look:waiting", "List who waits for a buddy."),
        "late": Entry("mailbot.cli.look:late", "List who is late with what."),
        "status": Entry("mailbot.cli.look:status", "Say how the scheme stands."),
        "outbox": Entry("mailbot.cli.look_mail:outbox", "Say what has left and what leaves next."),
        "ledger": Entry(
            "mailbot.cli.look_mail:ledger", "List the mail that came, and its outcome."
        ),
        "why": Entry("mailbot.cli.why:why", "Say why a mail was sent, or what became of one."),
        "match": Entry("mailbot.cli.matching:match", "Propose pairs for everybody who is free."),
        "task": Entry("mailbot.cli.bank:task", "List, show or start a task of the bank."),
        "event": Entry("mailbot.cli.meetings:event", "List, show or announce events."),
        "import": Entry("mailbot.cli.importing:import_list", "Take on a list of people."),
        "report": Entry("mailbot.cli.report:report", "Say how the scheme does, without a name."),
        "export": Entry("mailbot.cli.exporting:export", "Write the contacts of everybody."),
        "adopt": Entry("mailbot.cli.adopt:adopt", "Take over a scheme that was run by hand."),
    }


@click.group(cls=Commands)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="MAILBOT_HOME",
    default=Path(),
    help="The folder with mailbot.toml; else MAILBOT_HOME, else the current folder.",
)
@click.version_option(__version__, message="mailbot %(version)s")
@click.pass_context
def main(ctx: click.Context, home: Path) -> None:
    """Run a buddy scheme through one shared mailbox.

    Ends with 0 when all is well, 1 when something needs attention, 2 when the command or the
    configuration is wrong.
    """
    ctx.obj = home.absolute()

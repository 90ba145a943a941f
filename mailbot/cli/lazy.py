"""A group of commands that loads each only when it is called, and tells trouble in one sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import ClassVar

import click

from mailbot.core.errors import Trouble


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is, as `module:attribute`, and what `mailbot --help` says about it."""

    target: str
    says: str


class LazyGroup(click.Group):
    """Commands by name from a table; asking for help imports none of them."""

    entries: ClassVar[Mapping[str, Entry]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Give the names in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command; None when there is no such name."""
        if cmd_name not in self.entries:
            return None
        module, _, attribute = self.entries[cmd_name].target.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.entries[cmd_name].target} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.says) for name, entry in self.entries.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a slip of the finger, name the nearest."""
        name = args[0]
        if name not in self.entries and not name.startswith("-"):
            near = get_close_matches(name, self.entries, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else "."
            raise click.UsageError(f'There is no command "{name}"{hint}', ctx)
        return super().resolve_command(ctx, args)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Read the options that stand before the command."""
        with _one_sentence():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _one_sentence():
            return super().invoke(ctx)


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as slip:
        where = slip.ctx.command_path if slip.ctx else "mailbot"
        click.echo(f"{slip.format_message()} See `{where} --help`.", err=True)
        raise click.exceptions.Exit(slip.exit_code) from slip
    except Trouble as trouble:
        click.echo(str(trouble), err=True)
        raise click.exceptions.Exit(trouble.exit_code) from trouble

"""Ask a question once, unless its answer is known already, and take no answer that does not fit."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, TypeVar

import click

from mailbot.core.errors import Trouble

T = TypeVar("T")


class AnswersEnded(Trouble):
    """The answers that were piped in are fewer than the questions."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Questions:
    """How questions are asked; with `take_defaults` nobody is asked anything."""

    take_defaults: bool

    def ask(
        self, words: str, option: str, read: Callable[[object], T], given: str | None, default: str
    ) -> T:
        """Give the answer: from the option, else from the person, who may press Enter.

        `read` raises ValueError with the end of a sentence. Raises click.BadParameter for an option
        that does not fit, and AnswersEnded when nothing more is piped in.
        """

        def fitting(text: str) -> T:
            try:
                return read(text)
            except ValueError as problem:
                raise click.BadParameter(f"the answer {problem}.") from None

        if given is None and not self.take_defaults:
            with _ending():
                return click.prompt(words, default=default, value_proc=fitting)
        try:
            return read(default if given is None else given)
        except ValueError as problem:
            raise click.BadParameter(f"it {problem}.", param_hint=f"'{option}'") from None

    def secret(self, words: str) -> str:
        """Give what was typed, unseen; empty for Enter."""
        if self.take_defaults:
            return ""
        # A hidden prompt reads the terminal, and would miss an answer that is piped in.
        hidden = sys.stdin.isatty()
        with _ending():
            return click.prompt(words, default="", show_default=False, hide_input=hidden)

    def agree(self, words: str) -> bool:
        """Say whether a person agrees; by default nobody does."""
        if self.take_defaults:
            return False
        with _ending():
            return click.confirm(words, default=False)


@contextmanager
def _ending() -> Iterator[None]:
    try:
        yield
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise AnswersEnded(
            "The answers ended before the questions did; give one line for each, empty for the"
            " default, or use --yes."
        ) from None

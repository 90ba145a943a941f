"""`mailbot adopt`: take over a scheme that has been run by hand, from one file, all or nothing."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import click

from mailbot.cli.clock import now_option
from mailbot.cli.opening import json_option, open_house, scheme_option, show
from mailbot.core.errors import Trouble
from mailbot.flows.adopt import Adopted, known_stages
from mailbot.flows.adopt import adopt as take_over
from mailbot.translate.adoption import read_adoption, scheme_named


class NotAdopted(Trouble):
    """The file cannot be read, or is for another scheme; nothing was changed."""

    exit_code: ClassVar[int] = 2


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@now_option
@scheme_option
@json_option
@click.pass_obj
def adopt(
    home: Path, /, *, file: Path, moment: datetime | None, scheme: str, in_json: bool
) -> None:
    """Take over the people, pairs, tasks, questions and mails that FILE describes.

    Nothing is sent. A second time, only what is new in the file is taken over.
    """
    text = _text(file)
    named = scheme_named(file.name, text)
    if scheme and named and scheme.lower() != named:
        raise NotAdopted(f"{file.name} is for another scheme than --scheme: change one of them.")
    house, now = open_house(home, scheme or named, moment)
    adoption = read_adoption(file.name, text, house.hours, known_stages(house))
    with house.engine.begin() as conn:
        done = take_over(conn, house, adoption, now)
    show(done, _lines(done), in_json=in_json)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAdopted(f"{file} is not text in UTF-8; save it again as UTF-8.") from None
    except OSError as problem:
        raise NotAdopted(f"{file} cannot be read ({problem.strerror}).") from None


def _lines(done: Adopted) -> Iterator[str]:
    counts = {
        "people": done.people,
        "pairs or trios": done.partnerships,
        "rounds": done.rounds,
        "parts owed or done": done.owed,
        "open questions": done.questions,
        "mails sent": done.sent,
    }
    new = [f"{number} {what}" for what, number in counts.items() if number]
    yield f"Taken over: {', '.join(new)}." if new else "Everything in the file is here already."

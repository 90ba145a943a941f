"""`mailbot import`: say what a list of people would change, and with --yes take it on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import click
from sqlalchemy import Connection

from mailbot.cli.clock import now_option
from mailbot.cli.opening import json_option, open_house, scheme_option, show
from mailbot.core.errors import Trouble
from mailbot.edges.db.engine import reading
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.importing import namesakes_told, problems_told
from mailbot.flows.taking_on import Compared, changes_told, compare, take_on_at_once
from mailbot.translate.column_words import corrections_of_import, numbered
from mailbot.translate.spreadsheets import read_table
from mailbot.translate.surveys import columns_shown, read_survey

COMMAND_LINE = "the command line"


class NotImported(Trouble):
    """The file cannot be read or used; nothing was changed."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class SeenImport:
    """What a list would change, or has changed; rows are counted as a spreadsheet does."""

    file: str
    done: str
    rows: int
    new: tuple[str, ...]
    changed: tuple[str, ...]
    known: int
    resting: int
    left_out: tuple[str, ...]
    namesakes: tuple[str, ...]
    columns: tuple[str, ...]


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Take it on; else it is only shown.")
@click.option(
    "--correct",
    "corrections",
    multiple=True,
    metavar="TEXT",
    help='What was guessed wrongly, as in "grade is column 5" or "add row 12".',
)
@now_option
@scheme_option
@json_option
@click.pass_obj
def import_list(
    home: Path,
    /,
    *,
    file: Path,
    yes: bool,
    corrections: tuple[str, ...],
    moment: datetime | None,
    scheme: str,
    in_json: bool,
) -> None:
    """Take on the people in FILE, a survey's export as .csv or .xlsx.

    Everybody new gets one mail, paced and in hours. The same list a second time changes nothing.
    """
    content = _content(file)
    house, now = open_house(home, scheme, moment)
    if not yes:
        with reading(house.engine) as conn:
            compared = _compared(conn, house, file.name, content, corrections)
        show(_seen(compared, ""), _lines(compared, ""), in_json=in_json)
        return
    case = Case(now, f"imported from {file.name}", COMMAND_LINE)
    with house.engine.begin() as conn:
        compared = _compared(conn, house, file.name, content, corrections)
        done = take_on_at_once(conn, house, case, compared)
    show(_seen(compared, done), _lines(compared, done), in_json=in_json)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise NotImported(f"{file} cannot be read ({problem.strerror}).") from None


def _compared(
    conn: Connection, house: House, name: str, content: bytes, corrections: tuple[str, ...]
) -> Compared:
    said = corrections_of_import("\n".join(corrections))
    if corrections and not (said.columns or said.verdicts):
        raise NotImported('--correct is not understood: say it as in "grade is column 5".')
    table, vocabulary = read_table(name, content), house.rules.vocabulary
    survey = read_survey(table, vocabulary)
    survey = read_survey(table, vocabulary, numbered(said.columns, survey.labels))
    if not survey.has_addresses:
        raise NotImported(f"{name} holds no email addresses, so there is nobody to add.")
    return compare(conn, house, survey, dict(said.verdicts))


def _seen(compared: Compared, done: str) -> SeenImport:
    found, idle = compared.plan, compared.taken_before is not None
    return SeenImport(
        file=compared.survey.name,
        done=done,
        rows=found.rows,
        new=() if idle else tuple(one.name or f"row {one.row}" for one in found.new),
        changed=() if idle else tuple(changes_told(found)),
        known=found.known,
        resting=len(found.kept),
        left_out=tuple(problems_told(found.problems)),
        namesakes=tuple(namesakes_told(found)),
        columns=tuple(columns_shown(compared.survey)),
    )


def _lines(compared: Compared, done: str) -> Iterator[str]:
    seen = _seen(compared, done)
    yield f"{seen.file}: {seen.rows} rows, {len(seen.new)} new, {seen.known} already with us."
    if compared.taken_before is not None:
        yield "This very list was taken on before."
    yield from (f"Changed: {one}" for one in seen.changed)
    yield from (f"Left out: {one}" for one in seen.left_out)
    yield from (f"Perhaps known under another address: {one}" for one in seen.namesakes)
    yield f"Columns used: {'; '.join(seen.columns)}."
    yield done[:1].upper() + done[1:] if done else "Nothing was changed; --yes takes it on."

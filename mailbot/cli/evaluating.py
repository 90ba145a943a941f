"""`mailbot evaluate`: how well the rules read a collection of labelled mails; changes nothing."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import click

from mailbot.cli.opening import json_option
from mailbot.cli.reading import as_data, as_lines, explained
from mailbot.core.errors import Trouble
from mailbot.core.scheme import Scheme
from mailbot.core.scoring import Count, Verdict, count, count_by_kind
from mailbot.edges.collection import BadCollection, cases_below, collection_text
from mailbot.flows.evaluating import Evaluated, LabelledMail, labelled
from mailbot.flows.evaluating import evaluate as read_all
from mailbot.settings import FILE_NAME, load
from mailbot.translate.labels import read_collection, usual_scheme

_HEAD = ("kind", "right", "asked", "to a person", "WRONG", "all")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@json_option
@click.option(
    "--half",
    type=click.Choice(["odd", "even"]),
    help="Only half of the cases: mend rules on one half, and see on the other if it was no luck.",
)
@click.option(
    "--rules-alone",
    is_flag=True,
    help="Leave out what coordinators corrected: see what rules miss.",
)
@click.option("--markdown", is_flag=True, help="Print only the table, for a page.")
@click.option("--show", metavar="NAME", default="", help="Show all about the cases of that name.")
@click.pass_obj
def evaluate(
    home: Path,
    /,
    *,
    folder: Path,
    in_json: bool,
    half: str | None,
    rules_alone: bool,
    markdown: bool,
    show: str,
) -> None:
    """Score the rules against every labelled mail below DIR.

    Ends with 1 when any mail is read wrongly.
    """
    cases = _chosen(labelled(cases_below(folder)), half, show)
    with TemporaryDirectory(prefix="mailbot-") as scratch:
        found = sorted(
            read_all(home, _scheme(home, folder), cases, Path(scratch), rules_alone=rules_alone),
            key=lambda one: one.case.name,
        )
    if in_json:
        click.echo(json.dumps(_data(found), ensure_ascii=False, indent=2))
    else:
        lines = _shown(found) if show else table(found) if markdown else _lines(found)
        click.echo("\n".join(lines))
    if any(one.judged.verdict is Verdict.WRONG for one in found):
        raise click.exceptions.Exit(Trouble.exit_code)


def _chosen(cases: Sequence[LabelledMail], half: str | None, name: str) -> tuple[LabelledMail, ...]:
    """By the name and not by the place, so that a case stays in its half when others come."""
    wanted = {None: (0, 1), "even": (0,), "odd": (1,)}[half]
    found = tuple(
        one
        for one in cases
        if crc32(one.name.encode()) % 2 in wanted
        and (not name or name in {one.name, one.name.rpartition("/")[2]})
    )
    if name and not found:
        raise BadCollection(f'There is no case "{name}" there; leave out --show for the list.')
    return found


def _scheme(home: Path, folder: Path) -> Scheme:
    """That of collection.json; else that of the home; else an invented one."""
    own: Scheme | None = None
    if (home / FILE_NAME).is_file():
        own = load(home, os.environ, passwords=False).schemes[0]
    file, text = collection_text(folder)
    return read_collection(file, text) if file else own or usual_scheme()


def _lines(found: Sequence[Evaluated]) -> Iterator[str]:
    yield from (_aligned(row) for row in _rows(found))
    for one in (each.judged for each in found):
        if one.verdict is not Verdict.RIGHT:
            shown = "WRONG" if one.verdict is Verdict.WRONG else one.verdict.value
            yield f"{shown:<7} {one.name}: {'; '.join(one.differs)}"


def table(found: Sequence[Evaluated]) -> Iterator[str]:
    """Give the counts of each kind as a table in Markdown."""
    for number, row in enumerate(_rows(found)):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield "|---" + "|--:" * (len(row) - 1) + "|"


def _rows(found: Sequence[Evaluated]) -> Iterator[tuple[str, ...]]:
    judged = [one.judged for one in found]
    total = count(judged)
    yield _HEAD
    for kind, counted in count_by_kind(judged).items():
        yield _row(kind, counted)
    yield _row("total", total)
    yield ("", *(f"{total.percent(one)} %" for one in Verdict), "")


def _row(kind: str, counted: Count) -> tuple[str, ...]:
    numbers = (counted.right, counted.asked, counted.person, counted.wrong, counted.all)
    return (kind, *(str(one) for one in numbers))


def _aligned(cells: Sequence[str]) -> str:
    first, *others = cells
    return f"{first:<18}" + "".join(f"{one:>12}" for one in others)


def _shown(found: Sequence[Evaluated]) -> Iterator[str]:
    for one in found:
        label = one.case.label
        yield f"{one.case.name} ({label.client or 'no client'}; about {label.about or 'nothing'})"
        yield f"verdict: {one.judged.verdict}"
        yield from (f"  {each}" for each in one.judged.differs)
        yield from as_lines(explained(one.understood, one.rules))


def _data(found: Sequence[Evaluated]) -> dict[str, object]:
    judged = [one.judged for one in found]
    return {
        "total": _counted(count(judged)),
        "kinds": {kind: _counted(one) for kind, one in count_by_kind(judged).items()},
        "cases": [
            {
                "name": one.judged.name,
                "kind": one.judged.kind,
                "client": one.case.label.client,
                "about": one.case.label.about,
                "verdict": one.judged.verdict.value,
                "differs": list(one.judged.differs),
                "reading": as_data(one.understood),
            }
            for one in found
        ],
    }


def _counted(counted: Count) -> dict[str, int | float]:
    numbers = {one.value: getattr(counted, one.value) for one in Verdict}
    return {**numbers, "all": counted.all, "percent_right": counted.percent(Verdict.RIGHT)}

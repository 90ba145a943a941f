"""Measure what mailbot reads in sets of mail: python -m benchmarks.reading FOLDER... [--json].

A set is a folder: NAME.in.txt or NAME.in.html with NAME.want.txt (all the visible words) or
NAME.needles.json (`has`, `hasnot`); or mails with truth.json (`bounce`, `recipients`, `perm`, `kind`);
or mails alone, with NAME.json where their truth is known. A folder of sets may have
ordinary-mail.json: path -> whether it is a bounce.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks.reports import alarms, reports
from benchmarks.scored import Scores, Tally, oddities, replies

ALARMS = "ordinary-mail.json"
_LIBRARIES = ("mailbot", "mail-parser", "flufl.bounce")
_SHOWN = {
    "replies": (
        "cases",
        "whole",
        "exact",
        "lose words",
        "lose a person's words",
        "words",
        "words lost",
        "words leaked",
        "leak 5 or more",
        "needles leaked",
        "signatures stay",
    ),
    "reports": (
        "bounces",
        "found",
        "with recipients",
        "recipients right",
        "permanent",
        "permanent right",
        "temporary",
        "temporary right",
        "auto-replies",
        "auto-replies found",
        "false alarms",
    ),
    "alarms": ("mails", "false alarms", "seen as away messages"),
    "oddities": (
        "mails",
        "unreadable",
        *(
            f"{what} {how}"
            for what in ("subject", "sender", "body", "attachments")
            for how in ("agree", "differ")
        ),
    ),
}
_ALWAYS = ("crashes", "time-outs")
_READERS = {"replies": replies, "reports": reports, "alarms": alarms, "oddities": oddities}


def sets_in(folders: list[Path]) -> Iterator[tuple[str, Path]]:
    """Give the kind and the place of every set in the folders, looking one level down."""
    for folder in filter(Path.is_dir, folders):
        kind = _kind(folder)
        if kind:
            yield kind, folder
        else:
            for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
                yield _kind(inner) or "oddities", inner
        if (folder / ALARMS).exists():
            yield "alarms", folder / ALARMS


def _kind(folder: Path) -> str:
    if any(folder.glob("*.in.*")):
        return "replies"
    if (folder / "truth.json").exists():
        return "reports"
    only_folders = all(
        path.is_dir() or path.suffix in (".json", ".md") for path in folder.iterdir()
    )
    return "" if only_folders else "oddities"


def measured(kind: str, place: Path) -> dict[str, object]:
    """Measure one set in this process."""
    tally: Tally = _READERS[kind](place)
    scores: Scores = {what: tally.scores[what] for what in (*_SHOWN[kind], *_ALWAYS)}
    scores["slowest_ms"] = tally.slowest_ms
    scores["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"set": place.name, "kind": kind, "scores": scores, "cases": tally.cases}


def apart(kind: str, place: Path) -> dict[str, object]:
    """Measure one set in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.reading", "--one", kind, "--json", str(place)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    row: dict[str, object] = json.loads(done.stdout)
    return row


def machine() -> str:
    """Say on what this was measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {libraries}"


def table(rows: list[dict[str, object]]) -> Iterator[str]:
    """Show the rows as one table for each kind of set, and name the cases that went wrong."""
    for kind, shown in _SHOWN.items():
        mine = [row for row in rows if row["kind"] == kind]
        if not mine:
            continue
        columns = (*shown, *_ALWAYS, "slowest_ms", "peak_mib")
        yield f"\n{kind:24}" + "".join(f"{name:>{len(name) + 2}}" for name in columns)
        for row in mine:
            scores = row["scores"]
            assert isinstance(scores, dict)
            cells = "".join(f"{scores.get(name, 0):>{len(name) + 2}}" for name in columns)
            yield f"{row['set']:24}{cells}"
        if len(mine) > 1:
            cells = "".join(f"{_pooled(mine, name):>{len(name) + 2}}" for name in columns)
            yield f"{'together':24}{cells}"
    for row in rows:
        cases = row["cases"]
        assert isinstance(cases, dict)
        for what, names in cases.items():
            yield f"{row['set']}, {what}: {', '.join(names)}"


def _pooled(rows: list[dict[str, object]], name: str) -> int | float:
    values: list[int | float] = [
        row["scores"].get(name, 0) for row in rows if isinstance(row["scores"], dict)
    ]
    return max(values) if name in ("slowest_ms", "peak_mib", "signatures stay") else sum(values)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.reading", description=__doc__.partition("\n")[0] if __doc__ else None
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=_READERS, help="one set, as JSON")
    chosen = parser.parse_args()
    missing = [str(folder) for folder in chosen.folders if not folder.exists()]
    if missing:
        parser.error(f"{', '.join(missing)} is not there; name folders that hold sets of mail.")
    if chosen.one:
        print(json.dumps(measured(chosen.one, chosen.folders[0])))
        return
    rows = [apart(kind, place) for kind, place in sets_in(chosen.folders)]
    if chosen.json:
        print(json.dumps({"machine": machine(), "rows": rows}, indent=2))
        return
    print(machine())
    for line in table(rows):
        print(line)


if __name__ == "__main__":
    main()

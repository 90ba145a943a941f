"""Measure matching on this machine: python -m benchmarks.matching [--quick] [--json]."""

import argparse
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.matching_runs import Row, after_silence, many_schemes, one_scheme

LONG = (
    [("scheme", one) for one in (80, 1000, 2000, 10_000, 100_000)]
    + [("schemes", 1250)]
    + [("silence", one) for one in (80, 1000, 10_000, 100_000)]
)
QUICK = [("scheme", 80), ("scheme", 2400), ("schemes", 3), ("silence", 80)]


def measured(what: str, size: int) -> list[Row]:
    """Do one measurement in this process."""
    if what == "scheme":
        return one_scheme(size)
    return many_schemes(size, 80) if what == "schemes" else after_silence(size)


def apart(what: str, size: int) -> list[Row]:
    """Do one measurement in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.matching", "--one", what, str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    rows: list[Row] = json.loads(done.stdout)
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.matching", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small ones, to see that it works")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("WHAT", "SIZE"), help="one measurement, here")
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measured(chosen.one[0], int(chosen.one[1]))))
        return
    rows = [row for what, size in (QUICK if chosen.quick else LONG) for row in apart(what, size)]
    if chosen.json:
        print(json.dumps({"machine": machine(), "rows": rows}, indent=2))
        return
    print(machine())
    for row in rows:
        rest = ", ".join(
            f"{key.replace('_', ' ')} {value}"
            for key, value in row.items()
            if key not in {"what", "people", "seconds"}
        )
        print(f"{row['people']:>7} people  {row['what']:32} {row['seconds']:>7} s  {rest}")


def machine() -> str:
    """Say what this was measured on."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.machine()
    libraries = ", ".join(f"{name} {version(name)}" for name in ("scipy", "ortools", "numpy"))
    return (
        f"{os.cpu_count()} cores, {processor}, Python {platform.python_version()}, {libraries};"
        " invented people at the employers of rules/places.toml; run again with:"
        " python -m benchmarks.matching"
    )


if __name__ == "__main__":
    main()

"""Measure one nightly round alone, as JSON: python -m benchmarks.night PEOPLE."""

import json
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.houses import NOW, fill, house_in
from mailbot.flows.round import nightly


def one_night(count: int) -> dict[str, str | int | float]:
    """Do the round of a scheme of so many people in this process, and give its peak memory."""
    with tempfile.TemporaryDirectory() as home:
        house = house_in(Path(home))
        fill(house, count)
        before = _peak_mib()
        start = perf_counter()
        done = nightly(house, NOW)
        seconds = perf_counter() - start
        house.engine.dispose()
    return {
        "what": f"nightly round, {count} people, 5 % due",
        "count": done.looks,
        "seconds": round(seconds, 3),
        "peak_mib": _peak_mib(),
        "where": f"looks; {before} MiB before the round",
    }


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(one_night(int(sys.argv[1]))))

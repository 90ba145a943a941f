"""The measurements of matching run from a bare checkout."""

import json
import subprocess
import sys


def test_a_quick_measurement_serves_people_close_to_the_bound_and_breaks_few_pairs(root):
    command = [sys.executable, "-m", "benchmarks.matching", "--quick", "--json"]

    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)

    rows = json.loads(done.stdout)["rows"]
    ours = [row for row in rows if row["what"] == "mailbot"]
    rematched = [row for row in rows if "jilted_served_percent" in row]
    assert [80, 2400] == [row["people"] for row in ours]
    assert all(0 <= row["below_bound_percent"] < 0.05 for row in ours)
    assert [80] == [row["people"] for row in rematched]
    assert all(row["broken_percent"] <= 5 for row in rematched)

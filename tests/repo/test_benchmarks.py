"""The measurements run from a bare checkout."""

import json
import subprocess
import sys


def test_a_quick_measurement_handles_every_mail_and_looks_at_everything_that_is_due(root):
    command = [sys.executable, "-m", "benchmarks", "--quick", "--json"]

    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)

    rows = {row["what"]: row["count"] for row in json.loads(done.stdout)["rows"]}
    assert rows == {
        "bare imapclient fetch, 50 a batch": 20,
        "mailbot fetch, each mail durably kept": 20,
        "parse and understand, no database": 20,
        "mailbot handle: understand, act, commit": 20,
        "mailbot fetch and handle": 20,
        "bare aiosmtplib, 1 connection": 20,
        "bare aiosmtplib, 4 connections": 20,
        "mailbot deliver, 4 connections": 20,
        "nightly round, 40 people, 5 % due": 2,
        "mailbot --help, median": 1,
    }

"""Measure mailbot on this machine: python -m benchmarks [--quick] [--json]."""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from imapclient import IMAPClient

from benchmarks.houses import ADDRESS, NOW, fill, house_in
from benchmarks.letters import letters, people
from mailbot.edges.imap import open_mailbox
from mailbot.flows.fetch import fetch
from mailbot.flows.handle import handle
from mailbot.flows.round import nightly
from mailbot.world.mailserver import MailServer

Row = dict[str, str | int | float]


def mail_in(count: int) -> list[Row]:
    """Read the same mailbox bare, then through mailbot down to the committed outcome."""
    with tempfile.TemporaryDirectory() as home, MailServer(lambda: NOW) as server:
        server.add_mailbox(ADDRESS)
        for raw in letters(count, people(count)):
            server.deliver(ADDRESS, raw, "someone@trust.example")
        start = perf_counter()
        with IMAPClient("127.0.0.1", server.imap_port, ssl=False) as client:
            client.login(ADDRESS, "pw")
            client.select_folder("INBOX", readonly=True)
            uids = client.search()
            for at in range(0, len(uids), 50):
                client.fetch(uids[at : at + 50], ["BODY.PEEK[]"])
        bare = perf_counter() - start
        house = house_in(Path(home), server.imap_port, server.smtp_port)
        start = perf_counter()
        with open_mailbox(house.scheme.imap) as mailbox:
            fetch(house, mailbox, NOW)
        kept = perf_counter() - start
        handled = handle(house, NOW)
        every = perf_counter() - start
        house.engine.dispose()
    return [
        {"what": "bare IMAP fetch", "count": len(uids), "seconds": round(bare, 2)},
        {"what": "mailbot fetch, kept", "count": count, "seconds": round(kept, 2)},
        {"what": "mailbot fetch and handle", "count": handled, "seconds": round(every, 2)},
    ]


def one_night(count: int) -> Row:
    """Do the round of a scheme of so many people in this process, and give its peak memory."""
    with tempfile.TemporaryDirectory() as home:
        house = house_in(Path(home))
        fill(house, count)
        start = perf_counter()
        done = nightly(house, NOW)
        seconds = perf_counter() - start
        house.engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "what": f"nightly round, {count} people",
        "count": done.looks,
        "seconds": round(seconds, 2),
        "peak_mib": peak,
    }


def apart(count: int) -> Row:
    """Do one night in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks", "--night", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    row: Row = json.loads(done.stdout)
    return row


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few of each, to see that it works")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--night", type=int, metavar="PEOPLE", help="one night alone, as JSON")
    chosen = parser.parse_args()
    if chosen.night:
        print(json.dumps(one_night(chosen.night)))
        return
    mails, sizes = (20, [40]) if chosen.quick else (1000, [1000, 10_000, 100_000])
    rows = [*mail_in(mails), *(apart(size) for size in sizes)]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    if chosen.json:
        print(json.dumps({"machine": machine, "rows": rows}, indent=2))
        return
    print(machine)
    for row in rows:
        rate = float(row["count"]) / max(float(row["seconds"]), 0.01)
        memory = f", {row['peak_mib']} MiB at most" if "peak_mib" in row else ""
        print(
            f"{row['what']:28} {row['count']:>6} in {row['seconds']:>7} s, {rate:>6.0f}/s{memory}"
        )


if __name__ == "__main__":
    main()

"""Measure mailbot on this machine: python -m benchmarks [--quick] [--json]."""

import argparse
import asyncio
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import aiosmtplib
from imapclient import IMAPClient

from benchmarks.houses import ADDRESS, NOW, fill, house_in
from benchmarks.letters import letters, people
from mailbot.core.mails import MailId
from mailbot.edges.db.outbox import due_to_leave, raw_of
from mailbot.edges.db.people import people_by_id
from mailbot.edges.imap import open_mailbox
from mailbot.edges.smtp import open_pool
from mailbot.flows.deliver import Delivered, deliver
from mailbot.flows.fetch import fetch
from mailbot.flows.handle import handle
from mailbot.flows.house import House
from mailbot.flows.round import nightly
from mailbot.flows.writing import Letter, queue
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


def mail_out(count: int) -> list[Row]:
    """Send the same mails bare over one connection after another, then through the outbox."""
    with tempfile.TemporaryDirectory() as place, MailServer(lambda: NOW, keep_sent=False) as server:
        server.add_mailbox(ADDRESS)
        house = house_in(Path(place), server.imap_port, server.smtp_port)
        fill(house, count)
        with house.engine.begin() as conn:
            for one in people_by_id(conn, range(1, count + 1)).values():
                server.add_person(one.address)
                queue(conn, house, NOW, Letter(MailId.P36, "measured", to=(one,)))
            raws = [
                (row.recipients[0], raw_of(conn, row.id))
                for row in due_to_leave(conn, house.scheme_id, NOW, count)
            ]
        start = perf_counter()
        asyncio.run(_send_bare(server.smtp_port, raws))
        bare = perf_counter() - start
        start = perf_counter()
        sent = asyncio.run(_deliver(house)).sent
        delivered = perf_counter() - start
        house.engine.dispose()
    return [
        {"what": "bare aiosmtplib, 1 connection", "count": len(raws), "seconds": round(bare, 2)},
        {"what": "mailbot deliver, 4 connections", "count": sent, "seconds": round(delivered, 2)},
    ]


async def _send_bare(port: int, raws: list[tuple[str, bytes]]) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as client:
        await client.login(ADDRESS, "pw")
        for recipient, raw in raws:
            await client.sendmail(ADDRESS, [recipient], raw)


async def _deliver(house: House) -> Delivered:
    async with await open_pool(house.scheme.smtp, house.scheme.pacing.connections) as pool:
        return await deliver(house, pool, NOW)


def help_shown(times: int) -> Row:
    """Start the command line and ask for help; the median of so many starts."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        subprocess.run(
            [sys.executable, "-m", "mailbot.cli", "--help"], check=True, capture_output=True
        )
        taken.append(perf_counter() - start)
    return {"what": "mailbot --help, median", "count": 1, "seconds": round(median(taken), 3)}


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
    mails, sends, sizes = (20, 20, [40]) if chosen.quick else (5000, 2000, [1000, 10_000, 100_000])
    rows = [*mail_in(mails), *mail_out(sends), *(apart(size) for size in sizes)]
    rows.append(help_shown(3 if chosen.quick else 10))
    machine = (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; "
        "IMAP and SMTP by mailbot's own mail world in the same process; invented mails of about "
        f"8 kB from {mails} strangers; run again with: python -m benchmarks"
    )
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

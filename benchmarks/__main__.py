"""Measure mailbot on this machine: python -m benchmarks [--quick] [--reading] [--json]."""

import argparse
import asyncio
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Coroutine
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import aiosmtplib
from imapclient import IMAPClient

from benchmarks.houses import ADDRESS, NOW, fill, house_in
from benchmarks.letters import letters
from benchmarks.servers import holding, taking
from mailbot.core.mail import MachineMail, ParsedMail
from mailbot.core.mails import MailId
from mailbot.core.scheme import Login
from mailbot.edges.db.engine import reading as reading_only
from mailbot.edges.db.outbox import due_to_leave, raw_of
from mailbot.edges.db.people import people_by_id
from mailbot.edges.imap import open_mailbox
from mailbot.edges.smtp import open_pool
from mailbot.flows.deliver import Delivered, deliver
from mailbot.flows.facts import gather
from mailbot.flows.fetch import fetch
from mailbot.flows.handle import handle
from mailbot.flows.house import House
from mailbot.flows.writing import Letter, queue
from mailbot.translate.machine import machine_mail
from mailbot.translate.parse import parse
from mailbot.translate.understand import understand
from mailbot.translate.words import own_words

Row = dict[str, str | int | float]


def mail_in(count: int) -> list[Row]:
    """Read the same mailbox bare, then through mailbot down to the committed outcome."""
    raws = tuple(letters(count))
    size = round(sum(map(len, raws)) / count / 1024)
    with tempfile.TemporaryDirectory() as home, holding(raws) as server:
        start = perf_counter()
        uids = _fetch_bare(server.imap_port)
        bare = perf_counter() - start
        house = house_in(Path(home), server.imap_port)
        fill(house, count)
        read = _reading(house, raws)
        start = perf_counter()
        with open_mailbox(house.scheme.imap) as mailbox:
            fetch(house, mailbox, NOW)
        kept = perf_counter() - start
        start = perf_counter()
        handled = handle(house, NOW)
        done = perf_counter() - start
        house.engine.dispose()
    where = f"mails of {size} kB in {server.what}"
    return [
        _row("bare imapclient fetch, 50 a batch", uids, bare, where),
        _row("mailbot fetch, each mail durably kept", count, kept, where),
        _read(count, read),
        _row("mailbot handle: understand, act, commit", handled, done, "from the database"),
        _row("mailbot fetch and handle", handled, kept + done, where),
    ]


def _fetch_bare(port: int) -> int:
    with IMAPClient("127.0.0.1", port, ssl=False) as client:
        client.login(ADDRESS, "pw")
        client.select_folder("INBOX", readonly=True)
        uids = client.search()
        for at in range(0, len(uids), 50):
            client.fetch(uids[at : at + 50], ["BODY.PEEK[]"])
    return len(uids)


def reading_alone(count: int) -> Row:
    """Parse and understand mails three times, and give the best: others may use the machine."""
    raws = tuple(letters(count))
    with tempfile.TemporaryDirectory() as home:
        house = house_in(Path(home))
        fill(house, count)
        taken = [_reading(house, raws) for _ in range(3)]
        house.engine.dispose()
    return _read(count, min(taken))


def _read(count: int, seconds: float) -> Row:
    where = "one process, processor time"
    return _row("parse and understand, no database", count, seconds, where)


def _reading(house: House, raws: tuple[bytes, ...]) -> float:
    """Parse and understand every mail, and give the processor time; what the database knows of it is looked up beforehand."""
    with reading_only(house.engine) as conn:
        known = [gather(conn, house, parse(raw), _machine_in(raw, parse(raw)), NOW) for raw in raws]
    start = process_time()
    for raw, facts in zip(raws, known, strict=True):
        mail = parse(raw)
        words = own_words(mail, ())
        machine = _machine_in(raw, mail)
        understand(words.text, mail.subject, words.signature, facts, mail, machine, house.rules)
    return process_time() - start


def _machine_in(raw: bytes, mail: ParsedMail) -> MachineMail | None:
    return machine_mail(mail, raw, NOW, frozenset({ADDRESS}))


def mail_out(count: int) -> list[Row]:
    """Send the same mails bare, over one connection and over four, then through the outbox."""
    with tempfile.TemporaryDirectory() as place, taking() as server:
        house = house_in(Path(place), smtp_port=server.smtp_port, smtp_user=server.smtp_user)
        fill(house, count)
        with house.engine.begin() as conn:
            for one in people_by_id(conn, range(1, count + 1)).values():
                queue(conn, house, NOW, Letter(MailId.P36, "measured", to=(one,)))
            raws = [
                (row.recipients[0], raw_of(conn, row.id))
                for row in due_to_leave(conn, house.scheme_id, NOW, count)
            ]
        bare = [_seconds(_send_bare(house, raws, connections)) for connections in (1, 4)]
        start = perf_counter()
        sent = asyncio.run(_deliver(house)).sent
        delivered = perf_counter() - start
        house.engine.dispose()
    return [
        _row("bare aiosmtplib, 1 connection", len(raws), bare[0], server.what),
        _row("bare aiosmtplib, 4 connections", len(raws), bare[1], server.what),
        _row("mailbot deliver, 4 connections", sent, delivered, server.what),
    ]


def _row(what: str, count: int, seconds: float, where: str = "") -> Row:
    return {"what": what, "count": count, "seconds": round(seconds, 3), "where": where}


def _seconds(doing: Coroutine[None, None, None]) -> float:
    start = perf_counter()
    asyncio.run(doing)
    return perf_counter() - start


async def _send_bare(house: House, raws: list[tuple[str, bytes]], connections: int) -> None:
    shares = [raws[one::connections] for one in range(connections)]
    await asyncio.gather(*(_send_share(house.scheme.smtp, share) for share in shares))


async def _send_share(login: Login, raws: list[tuple[str, bytes]]) -> None:
    async with aiosmtplib.SMTP(
        hostname=login.host,
        port=login.port,
        start_tls=False,
        username=login.username or None,
        password=login.password if login.username else None,
    ) as client:
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
    return _row("mailbot --help, median", 1, median(taken))


def one_night(count: int) -> Row:
    """Do one night in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.night", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    row: Row = json.loads(done.stdout)
    return row


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few of each, to see that it works")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--reading", action="store_true", help="only how fast mails are understood")
    chosen = parser.parse_args()
    mails, sends, sizes = (20, 20, [40]) if chosen.quick else (5000, 2000, [1000, 10_000, 100_000])
    rows = [reading_alone(min(mails, 500))] if chosen.reading else []
    if not chosen.reading:
        rows = [*mail_in(mails), *mail_out(sends), *(one_night(size) for size in sizes)]
        rows.append(help_shown(3 if chosen.quick else 10))
    if chosen.json:
        print(json.dumps({"machine": _machine(), "rows": rows}, indent=2))
        return
    print(_machine())
    for row in rows:
        rate = float(row["count"]) / max(float(row["seconds"]), 0.001)
        memory = f", {row['peak_mib']} MiB at most" if "peak_mib" in row else ""
        print(
            f"{row['what']:40} {row['count']:>6} in {row['seconds']:>8} s, {rate:>6.0f}/s{memory}"
            f"  {row['where']}"
        )


def _machine() -> str:
    names = ("mail-parser", "imapclient", "aiosmtplib", "sqlalchemy")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version} on disk, {libraries}; run again with: python -m benchmarks"
    )


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main()

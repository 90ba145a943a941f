"""The commands that do the work: run for ever, one pass, or the nightly round alone."""

import json
import logging
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.clock import now as moment_of
from mailbot.cli.clock import now_option
from mailbot.cli.wiring import open_houses
from mailbot.edges import heartbeat
from mailbot.flows.alerting import faults_of, watch
from mailbot.flows.house import House
from mailbot.flows.passing import Passed, one_pass
from mailbot.flows.round import nightly as nightly_round
from mailbot.scheduler import run_for_ever
from mailbot.settings import load

NEEDS_ATTENTION = 1


def _houses(home: Path, moment: datetime | None) -> tuple[tuple[House, ...], datetime]:
    # The zone of a moment without one is the scheme's, which is known only after the settings are read.
    houses = open_houses(home, os.environ, moment_of(moment, UTC))
    return houses, moment_of(moment, houses[0].scheme.timezone)


def _told(passed: Passed) -> str:
    sent = passed.delivered
    parts = [
        f"{passed.fetched.kept} mails came in",
        f"{passed.handled} handled",
        f"{sent.sent} sent",
    ]
    if passed.rounded is not None:
        parts.append(
            f"nightly round: {passed.rounded.looks} looks, {passed.rounded.matches} matches"
        )
    parts.extend(
        f"{count} {word}"
        for count, word in (
            (sent.later, "to be tried again"),
            (sent.refused, "refused"),
            (sent.uncertain, "uncertain"),
            (sent.dropped, "not needed any more"),
        )
        if count
    )
    return ", ".join(parts) + "."


@click.command()
@now_option
@click.option("--json", "in_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def once(home: Path, /, *, moment: datetime | None, in_json: bool) -> None:
    """Fetch, handle, do the round and the digest if due, deliver; then exit."""
    houses, now = _houses(home, moment)
    results = {house.scheme.address: one_pass(house, now) for house in houses}
    if in_json:
        click.echo(json.dumps({name: asdict(one) for name, one in results.items()}, indent=2))
    else:
        for name, passed in results.items():
            click.echo(f"{name}: {_told(passed)}")
    troubles = [sentence for passed in results.values() for sentence in passed.troubles]
    for sentence in troubles:
        click.echo(sentence, err=True)
    # A rehearsal at another time says nothing about whether mailbot is at work today.
    if moment is None:
        alert = load(home, os.environ).alert
        for house in houses:
            watch(house, alert, home, faults_of(house, results[house.scheme.address]), now)
    if not troubles and moment is None:
        heartbeat.write(home, now)
    raise click.exceptions.Exit(NEEDS_ATTENTION if troubles else 0)


@click.command()
@now_option
@click.option("--json", "in_json", is_flag=True, help="Print what was done as JSON.")
@click.pass_obj
def nightly(home: Path, /, *, moment: datetime | None, in_json: bool) -> None:
    """Do the nightly round alone: look at everything that is due, and queue what follows."""
    houses, now = _houses(home, moment)
    results = {house.scheme.address: nightly_round(house, now) for house in houses}
    if in_json:
        click.echo(json.dumps({name: asdict(one) for name, one in results.items()}, indent=2))
        return
    for name, one in results.items():
        click.echo(f"{name}: {one.looks} looks, {one.matches} matches.")


@click.command()
@click.option("--poll", default=60, show_default=True, help="Look at least every so many seconds.")
@click.pass_obj
def run(home: Path, /, *, poll: int) -> None:
    """Run until stopped: listen for mail, deliver, and do the nightly round at its hour."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # Its debug lines carry user names and commands.
    logging.getLogger("imapclient").setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    houses, _ = _houses(home, None)
    run_for_ever(home, houses, load(home, os.environ).alert, poll_seconds=poll)

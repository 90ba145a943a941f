"""Put one scheme together: settings, database, rules, words and keys into a house that runs."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import numpy as np
from scipy.optimize import linear_sum_assignment
from sqlalchemy import Engine

from mailbot.core.errors import Trouble
from mailbot.core.hours import Hours
from mailbot.core.scheme import Scheme
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import upgrade
from mailbot.edges.db.people import scheme_id
from mailbot.edges.files import read_tree, shipped
from mailbot.flows.house import House
from mailbot.flows.steps import Step
from mailbot.settings import Settings, load, token_key
from mailbot.translate.bank import load_bank
from mailbot.translate.free_days import free_days
from mailbot.translate.matching_rules import load_matching
from mailbot.translate.numbers import load_chasing
from mailbot.translate.rules import load_rules
from mailbot.translate.templates import Templates
from mailbot.translate.tokens import Tokens

YEARS_BACK, YEARS_ON = 1, 3


class NoSuchScheme(Trouble):
    """The scheme that was asked for is not in mailbot.toml."""

    exit_code: ClassVar[int] = 2


def solve(costs: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Assign rows to columns at the least cost in all."""
    rows, columns = linear_sum_assignment(np.array(costs, dtype=np.int64))
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def open_houses(
    home: Path, environ: Mapping[str, str], now: datetime, *, passwords: bool = True
) -> tuple[House, ...]:
    """Open the database, bring it up to date, and give every scheme ready to run.

    Raises BadSettings, BadRule, BadTemplate and their like, each with one sentence.
    """
    settings = load(home, environ, passwords=passwords)
    engine = open_database(settings.database_url)
    upgrade(engine, shipped("migrations"))
    return tuple(
        build_house(settings, scheme, engine, now, token_key(home, scheme.address, environ), environ)
        for scheme in settings.schemes
    )


def build_house(
    settings: Settings,
    scheme: Scheme,
    engine: Engine,
    now: datetime,
    key: bytes,
    environ: Mapping[str, str],
) -> House:
    """Wire one scheme."""
    rules = read_tree(shipped("rules"), settings.home / "rules", suffix=".toml")
    own = settings.home / "templates"
    words = read_tree(shipped("templates"), own, suffix=".md")
    tasks = read_tree(shipped("templates") / "tasks", own / "tasks", suffix=".toml")
    with engine.begin() as conn:
        identity = scheme_id(conn, scheme.address)
    years = range(now.year - YEARS_BACK, now.year + YEARS_ON)
    return House(
        scheme=scheme,
        scheme_id=identity,
        engine=engine,
        hours=Hours(scheme.timezone, free_days(scheme.nation, years)),
        chasing=load_chasing(rules["chasing.toml"]),
        matching=load_matching(rules["matching.toml"]),
        rules=load_rules(rules),
        bank=load_bank(tasks),
        templates=Templates(words),
        tokens=Tokens(key, scheme.address),
        solve=solve,
        owner=f"{os.getpid()}-{now:%Y%m%d%H%M%S}",
        at_step=dying_at(environ.get("MAILBOT_DIE_AT", "")),
    )


def dying_at(place: str) -> Callable[[Step], None]:
    """Give what is called at each step: nothing, or a death at STEP_NAME or STEP_NAME:nth (for tests)."""
    name, _, count = place.partition(":")
    left = [int(count or 1)]

    def at(step: Step) -> None:
        if step.name != name:
            return
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return at


def one_house(houses: Sequence[House], address: str) -> House:
    """Pick a scheme by its address; with a single scheme none need be named."""
    for house in houses:
        if address in {house.scheme.address, ""} and (address or len(houses) == 1):
            return house
    known = ", ".join(one.scheme.address for one in houses)
    raise NoSuchScheme(f"Which scheme? Use --scheme with one of: {known}.")

"""Build a house: put one scheme's settings, database, rules, words and key together."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from mailbot.core.hours import Hours
from mailbot.core.nations import Calendars
from mailbot.core.scheme import Scheme
from mailbot.edges.db.people import scheme_id
from mailbot.edges.files import read_tree, shipped
from mailbot.flows.house import House
from mailbot.flows.learning import CASES, with_corrections
from mailbot.flows.own_tasks import with_own_tasks
from mailbot.flows.solving import SOLVE
from mailbot.flows.steps import Step
from mailbot.translate.bank import load_bank
from mailbot.translate.competences import load_competences
from mailbot.translate.free_days import bank_holidays
from mailbot.translate.matching_rules import load_matching, load_places
from mailbot.translate.nations import holidays_by_nation, load_nations
from mailbot.translate.numbers import load_chasing
from mailbot.translate.rules import load_rules
from mailbot.translate.templates import Templates
from mailbot.translate.tokens import Tokens

YEARS_BACK, YEARS_ON = 1, 3


def build_house(
    home: Path,
    scheme: Scheme,
    engine: Engine,
    key: bytes,
    now: datetime,
    owner: str,
    at_step: Callable[[Step], None] | None = None,
) -> House:
    """Wire one scheme; the rules and templates in its home folder take the place of ours.

    Raises BadRule, BadTask and their like, each with one sentence that names the file.
    """
    rules = read_tree(shipped("rules"), home / "rules", suffix=".toml")
    own = home / "templates"
    words = read_tree(shipped("templates"), own, suffix=".md")
    tasks = read_tree(shipped("templates") / "tasks", own / "tasks", suffix=".toml")
    with engine.begin() as conn:
        identity = scheme_id(conn, scheme.address)
    years = range(now.year - YEARS_BACK, now.year + YEARS_ON)
    by_nation = {
        nation: Hours(scheme.timezone, days, bank_holidays=bank_holidays(nation, years))
        for nation, days in holidays_by_nation(years).items()
    }
    hours = by_nation[scheme.nation]
    house = House(
        scheme=scheme,
        scheme_id=identity,
        engine=engine,
        hours=hours,
        calendars=Calendars(hours, load_nations(rules["places.toml"]), by_nation),
        chasing=load_chasing(rules["chasing.toml"]),
        matching=load_matching(rules["matching.toml"], places=load_places(rules["places.toml"])),
        rules=with_corrections(load_rules(rules), home / CASES),
        shelf=load_bank(tasks),
        frameworks=load_competences(rules),
        templates=Templates(words),
        tokens=Tokens(key, scheme.address),
        solve=SOLVE,
        cases=home / CASES,
        own_rules=home / "rules",
        owner=owner,
        at_step=at_step or _go_on,
    )
    return with_own_tasks(house)


def _go_on(step: Step) -> None:
    """Do nothing at a step."""

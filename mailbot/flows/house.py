"""Everything one scheme runs with, wired once: settings, database, words, rules and keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from mailbot.core.chasing import ChasingRules
from mailbot.core.competences import Frameworks
from mailbot.core.hours import Hours
from mailbot.core.matching import MatchingRules, Solve
from mailbot.core.nations import Calendars
from mailbot.core.people import Person
from mailbot.core.scheme import Scheme
from mailbot.core.task_drafts import OwnWords
from mailbot.core.tasks import TaskDefinition, by_name_alone
from mailbot.flows.steps import Step
from mailbot.translate.rules import Rules
from mailbot.translate.templates import Templates
from mailbot.translate.tokens import Tokens


@dataclass(frozen=True, slots=True)
class House:
    """One scheme, ready to run.

    `shelf` holds the tasks of the bank, `own_tasks` those that coordinators wrote by mail, and `own_words` what
    they put in the place of a task's words. `cases` is the
    folder of labelled mails, where corrected ones are kept, and `own_rules` that of the rules in the home
    folder. `owner` names this process
    in its claims. `at_step` is called at the places of Step; a test dies
    there, and everybody else goes on.
    """

    scheme: Scheme
    scheme_id: int
    engine: Engine
    hours: Hours
    calendars: Calendars
    chasing: ChasingRules
    matching: MatchingRules
    rules: Rules
    shelf: Mapping[str, TaskDefinition]
    frameworks: Frameworks
    templates: Templates
    tokens: Tokens
    solve: Solve
    cases: Path
    own_rules: Path
    owner: str
    at_step: Callable[[Step], None]
    own_tasks: Mapping[str, TaskDefinition] = field(default_factory=dict)
    own_words: Mapping[str, OwnWords] = field(default_factory=dict)

    @property
    def bank(self) -> Mapping[str, TaskDefinition]:
        """Give every task that can be started: those on the shelf, then those written by mail."""
        if not self.own_tasks and not self.own_words:
            return self.shelf
        reworded = {name: one.task for name, one in self.own_words.items()}
        return {**self.own_tasks, **self.shelf, **reworded}

    @property
    def own_addresses(self) -> frozenset[str]:
        """Give the scheme's address; plus-addresses of it are ours as well."""
        return frozenset({self.scheme.address})

    @property
    def home(self) -> Path:
        """Give the home folder."""
        return self.cases.parent

    def hours_of(self, person: Person) -> Hours:
        """Give the hours in which somebody is written to, with the bank holidays of where they work."""
        return self.calendars.at(person.employer, person.town)

    def task(self, name: str) -> TaskDefinition:
        """Give a task of the bank, or what is known of one that was begun by hand; raises KeyError."""
        return self.bank.get(name) or by_name_alone(name)

    def is_ours(self, address: str) -> bool:
        """Say whether an address is the scheme's, with or without a plus part."""
        local, _, domain = address.lower().rpartition("@")
        return f"{local.split('+')[0]}@{domain}" == self.scheme.address

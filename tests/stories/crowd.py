"""Many pairs in one task: enough people for what only shows in a crowd."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from mailbot.core.chasing import QuietRules
from mailbot.flows.adopt import adopt, known_stages
from mailbot.flows.case import Case
from mailbot.flows.stages import start_round
from mailbot.translate.adoption import read_adoption
from tests.stories.paper import on_paper
from tests.stories.telling import BEGINS, Telling

PERSON = (
    '{"id": "%s", "name": "%s", "address": "%s@moved.example", "role": "%s", "state": "active"}'
)
GROUP = '{"id": "g%s", "members": ["a%s", "b%s"], "since": "2021-06-01"}'


def named(side: str, pair: int) -> str:
    """Give "Ada Ring" and "Bda Ring" for a pair: names that no date could be read from."""
    return f"{side.upper()}da {chr(ord('A') + pair)}ring"


@contextmanager
def many_pairs(home: Path, count: int, task: str = "letters") -> Iterator[Telling]:
    """Open a task for many pairs, all of whom are silent, which is no reason to stop."""
    with on_paper(home) as stage:
        rules = replace(stage.house.chasing, quiet=QuietRules(most_late_least=10_000))
        stage.house = replace(stage.house, chasing=rules)
        both = (("a", "clinician"), ("b", "general_manager"))
        cast = ", ".join(
            PERSON % (f"{side}{one}", named(side, one), f"{side}{one}", role)
            for one in range(count)
            for side, role in both
        )
        groups = ", ".join(GROUP % (one, one, one) for one in range(count))
        text = (
            f'{{"scheme": "scheme@buddies.test", "people": [{cast}], "partnerships": [{groups}]}}'
        )
        with stage.house.engine.begin() as conn:
            known = known_stages(stage.house)
            adoption = read_adoption("the cast", text, stage.house.hours, known)
            adopt(conn, stage.house, adoption, BEGINS)
            start_round(conn, stage.house, Case(BEGINS, "it begins"), task, date(2021, 6, 10))
        stage.clock.now = datetime(2021, 6, 9, 12, tzinfo=UTC)
        yield stage

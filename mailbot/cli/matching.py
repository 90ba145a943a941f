"""`mailbot match`: propose pairs and trios for everybody who is free."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from mailbot.cli.clock import now_option
from mailbot.cli.opening import json_option, open_house, scheme_option, show
from mailbot.core.matching import Proposal
from mailbot.core.scheme import Mode
from mailbot.edges.db.engine import reading
from mailbot.flows.case import Case
from mailbot.flows.house import House
from mailbot.flows.pairs import match_everybody_free, proposal

COMMAND_LINE = "the command line"


@dataclass(frozen=True, slots=True)
class SeenMatch:
    """One proposed pair or trio, who writes first in front."""

    members: tuple[str, ...]
    member_ids: tuple[int, ...]
    reasons: tuple[str, ...]
    score: int


@dataclass(frozen=True, slots=True)
class SeenLeft:
    """Somebody who stays on the list, and why."""

    id: int
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class SeenProposal:
    """What was proposed, or would be; `changed` is false when nothing was kept."""

    changed: bool
    matches: tuple[SeenMatch, ...]
    left: tuple[SeenLeft, ...]


@click.command()
@click.option("--propose", is_flag=True, help="Only say what would be proposed; change nothing.")
@now_option
@scheme_option
@json_option
@click.pass_obj
def match(
    home: Path, /, *, propose: bool, moment: datetime | None, scheme: str, in_json: bool
) -> None:
    """Match everybody who is free.

    In the mode "auto" they are introduced at once; else each proposal waits for a coordinator.
    """
    house, now = open_house(home, scheme, moment)
    if propose:
        with reading(house.engine) as conn:
            found = proposal(conn, house, now)
    else:
        case = Case(now, "people are free", COMMAND_LINE)
        with house.engine.begin() as conn:
            found = proposal(conn, house, now)
            match_everybody_free(conn, house, case)
    seen = _seen(found, changed=not propose and bool(found.matches))
    show(seen, _lines(house, seen, only_proposed=propose), in_json=in_json)


def _seen(found: Proposal, *, changed: bool) -> SeenProposal:
    return SeenProposal(
        changed,
        tuple(
            SeenMatch(
                tuple(person.name for person in one.members),
                tuple(person.id for person in one.members),
                one.reasons,
                one.score,
            )
            for one in found.matches
        ),
        tuple(SeenLeft(person.id, person.name, why) for person, why in found.left),
    )


def _lines(house: House, seen: SeenProposal, *, only_proposed: bool) -> Iterator[str]:
    for one in seen.matches:
        yield f"{' + '.join(one.members)}: {', '.join(one.reasons)}"
    for person in seen.left:
        yield f"{person.name} stays on the list: {person.because}"
    if not seen.matches:
        yield "Nobody can be matched now."
    elif only_proposed:
        yield "Nothing was changed."
    elif house.scheme.mode is Mode.AUTO:
        yield "They are introduced next."
    else:
        yield "Each waits for a coordinator's OK."

"""`mailbot match`: propose pairs and trios for everybody who is free, and what is fixed for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from mailbot.cli.clock import now_option
from mailbot.cli.matching_replay import replayed
from mailbot.cli.matching_view import SeenPlan, seen_plan
from mailbot.cli.opening import json_option, open_house, scheme_option, show
from mailbot.core.matching import Replan
from mailbot.core.scheme import Mode
from mailbot.edges.db.engine import reading
from mailbot.flows import left_over
from mailbot.flows.arranging import Wanted, arrange
from mailbot.flows.case import Case
from mailbot.flows.free import arranged, free, rematched
from mailbot.flows.house import House
from mailbot.flows.matching import match_everybody_free, proposal

COMMAND_LINE = "the command line"
MOST_NAMED = 8


@click.command()
@click.option("--propose", is_flag=True, help="Only say what would be proposed; change nothing.")
@click.option(
    "--rematch", is_flag=True, help="Only say how the jilted would be served; change nothing."
)
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Make a proposal again from what `--propose --json` printed; change nothing.",
)
@click.option("--never", nargs=2, multiple=True, metavar="WHO WHO", help="Never put them together.")
@click.option("--pin", nargs=2, multiple=True, metavar="WHO WHO", help="Put them together.")
@click.option(
    "--takes",
    nargs=2,
    multiple=True,
    type=(str, click.IntRange(1, 2)),
    metavar="WHO N",
    help="How many clinicians a general manager may have, 1 or 2.",
)
@click.option("--wish", nargs=2, multiple=True, metavar="WHO TEXT", help="What they asked for.")
@click.option("--forget", multiple=True, metavar="WHO", help="Forget all that is fixed for them.")
@now_option
@scheme_option
@json_option
@click.pass_obj
def match(
    home: Path,
    /,
    *,
    propose: bool,
    rematch: bool,
    replay: Path | None,
    never: tuple[tuple[str, str], ...],
    pin: tuple[tuple[str, str], ...],
    takes: tuple[tuple[str, int], ...],
    wish: tuple[tuple[str, str], ...],
    forget: tuple[str, ...],
    moment: datetime | None,
    scheme: str,
    in_json: bool,
) -> None:
    """Match everybody who is free, or fix something for later.

    In the mode "auto" they are introduced at once; else each proposal waits for a coordinator.
    """
    house, now = open_house(home, scheme, moment)
    if replay is not None:
        again = replayed(replay.read_text("utf-8"), replay.name, house)
        show(again, again.lines, in_json=in_json)
        return
    wanted = (
        *(Wanted("forget", one) for one in forget),
        *(Wanted("never", one, other) for one, other in never),
        *(Wanted("pin", one, other) for one, other in pin),
        *(Wanted("takes", one, value=str(count)) for one, count in takes),
        *(Wanted("wish", one, value=text) for one, text in wish),
    )
    if wanted:
        case = Case(now, "a coordinator fixed it", COMMAND_LINE)
        with house.engine.begin() as conn:
            done = arrange(conn, house, case, wanted)
        show(done, done, in_json=in_json)
        return
    seen = _plan(house, now, only_look=propose or rematch, rematch=rematch)
    show(seen, _lines(house, seen, only_look=propose or rematch), in_json=in_json)


def _plan(house: House, now: datetime, *, only_look: bool, rematch: bool) -> SeenPlan:
    if only_look:
        with reading(house.engine) as conn:
            people, known = free(conn, house, now), arranged(conn, house.scheme_id)
            found = rematched(conn, house, now) if rematch else None
            plan = found or Replan(proposal(conn, house, now), ())
        return seen_plan(plan, people, known, house.matching, now)
    with house.engine.begin() as conn:
        people, known = free(conn, house, now), arranged(conn, house.scheme_id)
        plan = Replan(proposal(conn, house, now), ())
        case = Case(now, "people are free", COMMAND_LINE)
        match_everybody_free(conn, house, case)
        left_over.ask(conn, house, case)
    return replace(
        seen_plan(plan, people, known, house.matching, now), changed=bool(plan.proposal.matches)
    )


def _lines(house: House, seen: SeenPlan, *, only_look: bool) -> Iterator[str]:
    for one in (*seen.pairs, *seen.trios):
        yield f"{' + '.join(one.members)}: {', '.join(one.reasons)}"
        if one.next_best:
            yield f"    next best: {one.next_best}"
    for person in seen.left:
        yield f"{person.name} stays on the list: {person.because}"
    yield from _notes(seen)
    if not seen.matches:
        yield "Nobody can be matched now."
    elif only_look:
        yield "Nothing was changed."
    elif house.scheme.mode is Mode.AUTO:
        yield "They are introduced next."
    else:
        yield "Each waits for a coordinator's OK."


def _notes(seen: SeenPlan) -> Iterator[str]:
    for pair in seen.broken:
        yield f"{' + '.join(pair)} would have to part for this."
    yield from seen.unkept
    if seen.off_the_map:
        named, more = ", ".join(seen.off_the_map[:MOST_NAMED]), len(seen.off_the_map) - MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        yield f"Compared by name alone, for rules/places.toml lacks: {named}{rest}."

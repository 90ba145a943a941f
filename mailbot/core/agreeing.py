"""Agree on a day or on one of several cases, from what each of a pair or trio has said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

ANY = "any"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered: days that suit, the best first, days that do not, or a choice.

    `any_day` suits them all. `named` is true for who wants their name shown beside their words.
    """

    suits: tuple[date, ...] = ()
    refused: tuple[date, ...] = ()
    any_day: bool = False
    option: str = ""
    named: bool = False


NOTHING_SAID = Said()


def days_for(said: Said, week: Sequence[date]) -> tuple[date, ...]:
    """Give the days somebody can do, the best first; who only refused some can do the others."""
    if said.suits:
        return tuple(one for one in said.suits if one not in said.refused)
    return tuple(one for one in week if one not in said.refused)


def in_that_week(said: Said, week: Sequence[date]) -> Said:
    """Take a weekday that lies before the week that was asked about for the one in it."""
    if not week:
        return said
    return replace(
        said,
        suits=tuple(_not_before(one, week[0]) for one in said.suits),
        refused=tuple(_not_before(one, week[0]) for one in said.refused),
    )


def _not_before(day: date, first: date) -> date:
    return day + timedelta(weeks=max(0, -((day - first).days // 7)))


def common_day(possible: Mapping[int, Sequence[date]]) -> date | None:
    """Give the day that suits everybody best, the earlier of two equals; None where none does."""
    shared = set.intersection(*(set(days) for days in possible.values())) if possible else set()
    return min(shared, key=lambda one: (_dislike(one, possible), one), default=None)


def _dislike(day: date, possible: Mapping[int, Sequence[date]]) -> int:
    return sum(days.index(day) for days in possible.values())


def nearest_days(possible: Mapping[int, Sequence[date]]) -> dict[int, date]:
    """Give each the day of theirs that lies nearest to the others'; who has none is left out."""
    people = [one for one, days in possible.items() if days]
    together = min(
        product(*(possible[one] for one in people)),
        key=lambda days: ((max(days) - min(days)).days if days else 0, days),
    )
    return dict(zip(people, together, strict=True))


def settled_option(said: Sequence[str], options: Sequence[str], *, time_is_up: bool) -> str | None:
    """Give the option that all agree on; None where they differ and may still talk about it.

    `said` is in the order in which it came: when the time is up, the first in stands (C10).
    """
    wanted = [one for one in said if one != ANY]
    if not wanted:
        return options[0] if said and options else None
    return wanted[0] if len(set(wanted)) == 1 or time_is_up else None

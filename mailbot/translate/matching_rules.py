"""Load rules/matching.toml, with the map of rules/places.toml, into the rules of a match."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import ClassVar

from mailbot.core.errors import Trouble
from mailbot.core.hours import MONTHS
from mailbot.core.matching import Employer, Kind, MatchingRules, Places, Points

Table = Mapping[str, object]

TABLES = ("hard", "points", "rematch", "fits", "kinds", "levels", "words")
POINTS = tuple(field.name for field in fields(Points))
NUMBERS = {
    "hard": ("rounds_apart",),
    "points": (*POINTS, "near_miles"),
    "rematch": ("breaking_a_pair",),
}
LATITUDES, LONGITUDES = (49.0, 61.5), (-9.0, 2.5)


class BadMatchingRules(Trouble):
    """rules/matching.toml or rules/places.toml says something that cannot be meant.

    The sentence names file, table and key.
    """

    exit_code: ClassVar[int] = 2


def load_matching(
    text: str, file: str = "rules/matching.toml", places: Places | None = None
) -> MatchingRules:
    """Read the file's text; raises BadMatchingRules."""
    tables = _tables(text, file, TABLES)
    numbers = {name: _numbers(file, name, tables.get(name, {})) for name in NUMBERS}
    near = {"near_miles": numbers["points"].pop("near_miles", MatchingRules().near_miles)}
    words = {
        key: _words(file, f"[words] {key}", value) for key, value in tables.get("words", {}).items()
    }
    for key in words.keys() - {"no_frontline", "acute", "intakes"}:
        raise BadMatchingRules(
            f"{file}: [words] {key} is not known; use no_frontline, acute or intakes."
        )
    for month in words.get("intakes", ()):
        if month not in MONTHS:
            raise BadMatchingRules(f"{file}: [words] intakes: {month} is no month, like July.")
    return MatchingRules(
        points=Points(**numbers["points"]),
        fits={
            key: _words(file, f"[fits] {key}", value)
            for key, value in tables.get("fits", {}).items()
        },
        kinds={key: _kind(file, key, value) for key, value in tables.get("kinds", {}).items()},
        levels=_levels(file, tables.get("levels", {})),
        places=places or Places(),
        **near,
        **numbers["hard"],
        **numbers["rematch"],
        no_frontline=words.get("no_frontline", ()),
        acute=words.get("acute", ()),
        intakes=words.get("intakes", ()),
    )


def load_places(text: str, file: str = "rules/places.toml") -> Places:
    """Read the map; raises BadMatchingRules."""
    tables = _tables(text, file, ("towns", "employers", "nations"))
    towns = {
        name.casefold(): _point(file, name, value)
        for name, value in tables.get("towns", {}).items()
    }
    employers = {
        name.casefold(): _employer(file, name, value, towns)
        for name, value in tables.get("employers", {}).items()
    }
    return Places(towns, employers)


def _tables(text: str, file: str, known: tuple[str, ...]) -> dict[str, Table]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMatchingRules(f"{file} is not valid TOML: {error}.") from error
    for name, table in tables.items():
        if name not in known or not isinstance(table, dict):
            raise BadMatchingRules(f"{file}: [{name}] is not known; use {', '.join(known)}.")
    return tables


def _numbers(file: str, name: str, table: Table) -> dict[str, int]:
    known = NUMBERS[name]
    found: dict[str, int] = {}
    for key, value in table.items():
        if key not in known:
            raise BadMatchingRules(f"{file}: [{name}] {key} is not known; use {', '.join(known)}.")
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            raise BadMatchingRules(
                f"{file}: [{name}] {key} must be a whole number from 0 to {MOST}."
            )
        found[key] = value
    if found.get("near_miles") == 0:
        raise BadMatchingRules(f"{file}: [points] near_miles must be at least 1.")
    return found


# So that the sum over thousands of people stays a number that every solver holds exactly.
MOST = 1000


def _words(file: str, where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadMatchingRules(f"{file}: {where} must be a list of texts.")
    return tuple(value)


def _kind(file: str, name: str, value: object) -> Kind:
    if not isinstance(value, dict) or value.keys() != {"say", "words"}:
        raise BadMatchingRules(f"{file}: [kinds] {name} needs say and words, and nothing else.")
    if not isinstance(value["say"], str):
        raise BadMatchingRules(f"{file}: [kinds] {name} say must be a text.")
    return Kind(value["say"], _words(file, f"[kinds] {name} words", value["words"]))


def _levels(file: str, table: Table) -> tuple[tuple[str, ...], ...]:
    for key in table.keys() - {"order"}:
        raise BadMatchingRules(f"{file}: [levels] {key} is not known; use order.")
    order = table.get("order", [])
    if not isinstance(order, list):
        raise BadMatchingRules(f"{file}: [levels] order must be a list of lists of texts.")
    return tuple(_words(file, "[levels] order", one) for one in order)


def _point(file: str, name: str, value: object) -> tuple[float, float]:
    match value:
        case [int() | float() as north, int() | float() as east] if (
            LATITUDES[0] <= north <= LATITUDES[1] and LONGITUDES[0] <= east <= LONGITUDES[1]
        ):
            return float(north), float(east)
    raise BadMatchingRules(
        f"{file}: [towns] {name} needs its latitude and longitude in these islands,"
        " such as [53.48, -2.24]."
    )


def _employer(
    file: str, name: str, value: object, towns: Mapping[str, tuple[float, float]]
) -> Employer:
    match value:
        case [str() as kind, str() as town] if town.casefold() in towns:
            return Employer(kind, towns[town.casefold()])
    raise BadMatchingRules(
        f"{file}: [employers] {name} needs its kind and a town of [towns], such as"
        ' ["acute", "Salford"].'
    )

"""Sample values for every template, so that `check` and the tests can show each mail."""

import tomllib
from collections.abc import Mapping
from datetime import datetime

from mailbot.core.errors import Trouble
from mailbot.translate.templates import Value


class BadSamples(Trouble):
    """The samples file cannot be used; the sentence says which table or value is wrong."""

    exit_code = 2


def read_samples(text: str) -> dict[str, dict[str, Value]]:
    """Read templates/samples.toml: table name ("P12" or "P12 sealed") to values, [common] mixed in.

    The template of a table is the first word of its name. Raises BadSamples.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSamples(f"samples.toml is not valid TOML: {error}") from error
    common = _values("common", tables.pop("common", {}))
    return {name: common | _values(name, table) for name, table in tables.items()}


def _values(name: str, table: object) -> dict[str, Value]:
    if not isinstance(table, Mapping):
        raise BadSamples(f"samples.toml: {name} must be a table of values, like [{name}].")
    return {str(key): _value(f"{name}.{key}", value) for key, value in table.items()}


def _value(where: str, value: object) -> Value:
    match value:
        case datetime() if value.tzinfo is None:
            raise BadSamples(f"samples.toml: {where} needs an offset, such as +01:00.")
        case str() | int() | datetime():
            return value
        case list() if all(isinstance(item, str) for item in value):
            return [str(item) for item in value]
    raise BadSamples(f"samples.toml: {where} must be a text, number, date or list of texts.")

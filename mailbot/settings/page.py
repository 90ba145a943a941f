"""Write the settings table down for people: the manual's page, and a first mailbot.toml."""

import json
from collections.abc import Mapping
from datetime import time

from mailbot.settings.secret import variable
from mailbot.settings.section import FILE_NAME
from mailbot.settings.table import TABLES, Setting, Table

# What one table of a new file says: values by key; the other settings stand there as comments.
Values = Mapping[str, str | int | bool]

_INTRO = f"""# Settings

<!-- Written by `python -m mailbot.settings` from mailbot/settings/table.py: change it there. -->

`{FILE_NAME}` lies in the home folder: `--home DIR`, else `MAILBOT_HOME`, else the current folder.
`mailbot init` writes one, `mailbot check` says what is wrong with it.
A key that is not on this page is an error.
"""

_THREE_PLACES = """
A secret (`{key}`) is looked for in three places, in this order: the environment variable `{variable}`,
the file that `{key}_file` names (relative to the home folder), and `{key}` itself.
"""

_SCHEMES = """With several schemes the variable carries the scheme's address as well, in capitals and
with `_` for everything else: `{variable}`.
"""

_KEY = """
## The key for tokens

Replies are recognised by tokens signed with a key of this mailbot: `secrets/token_key` in the home
folder, made on first use. Back it up with the database. `MAILBOT_TOKEN_KEY` (64 hexadecimal digits)
takes its place.
"""


def page() -> str:
    """Write docs/settings.md: every table, key, kind and default."""
    return _INTRO + "".join(_table(table) for table in TABLES) + _KEY


def _table(table: Table) -> str:
    rows = "".join(
        f"| `{one.key}` | {one.kind.name} | {_default(one)} | {one.says} |\n"
        for one in table.settings
    )
    head = f"\n## `{table.heading}`\n\n{table.says}\n\n| key | kind | default | what it says |\n"
    secrets = "".join(_secret(table, one) for one in table.settings if one.secret)
    return head + "|---|---|---|---|\n" + rows + secrets


def _secret(table: Table, setting: Setting[object]) -> str:
    words = _THREE_PLACES.format(key=setting.key, variable=variable(table, setting))
    if not table.name.startswith("scheme."):
        return words
    of_one = variable(table, setting, "scheme@example.org")
    return words + _SCHEMES.format(variable=of_one)


def _default(setting: Setting[object]) -> str:
    if setting.usual:
        return setting.usual
    if setting.default is None:
        return "must be given"
    written = as_toml(setting.default)
    return "" if written == '""' else f"`{written}`"


def first_file(tables: Mapping[str, Values]) -> str:
    """Write a new mailbot.toml with the values given by table name, each with its explanation."""
    head = f"# {FILE_NAME}: what this mailbot does for whom. All settings: docs/settings.md.\n"
    return head + "".join(_first_table(table, tables.get(table.name, {})) for table in TABLES)


def _first_table(table: Table, values: Values) -> str:
    mark = "" if values else "# "
    lines = ["", f"# {table.says}", f"{mark}{table.heading}"]
    for setting in table.settings:
        given = next((key for key in setting.keys if key in values), "")
        lines.append(f"# {setting.says}")
        if given:
            lines.append(f"{given} = {as_toml(values[given])}")
        elif setting.usual:
            lines[-1] += f" Without it: {setting.usual}."
        else:
            shown = "" if setting.default is None else setting.default
            lines.append(f"# {setting.key} = {as_toml(shown)}")
    return "\n".join(lines) + "\n"


def as_toml(value: object) -> str:
    """Write one value as TOML does."""
    if isinstance(value, tuple):
        return "[" + ", ".join(as_toml(one) for one in value) + "]"
    if isinstance(value, int):
        return str(value).lower()
    text = f"{value:%H:%M}" if isinstance(value, time) else str(value)
    # A JSON string is a TOML string, but for the delete character, which no setting may hold.
    return json.dumps(text, ensure_ascii=False)

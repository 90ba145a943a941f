"""Bring a record to the shape this mailbot writes, with a copy of it kept first (J9)."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Engine

from mailbot.core.errors import Trouble
from mailbot.edges.db.backup import database_file, set_aside
from mailbot.edges.db.migrate import is_behind, newest, revision_of, upgrade


class NoCopy(Trouble):
    """The record would be changed and mailbot cannot copy it; nothing was changed."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What became of a record: whether its shape changed, and where the one before it is kept."""

    changed: bool
    kept: Path | None = None


def bring_up_to_date(engine: Engine, migrations: Path, *, copied: bool = False) -> Upgraded:
    """Bring the database to the newest revision; a SQLite file that has one already is copied first.

    `copied` says that a person sees to the copy of a database of another kind. Raises NewerDatabase,
    CannotBackUp and NoCopy, and then nothing was changed.
    """
    if not is_behind(engine, migrations):
        return Upgraded(changed=False)
    before = revision_of(engine)
    kept = _copy(engine, before, newest(migrations), copied=copied) if before else None
    return Upgraded(upgrade(engine, migrations), kept)


def _copy(engine: Engine, before: str, after: str, *, copied: bool) -> Path | None:
    if engine.dialect.name == "sqlite":
        url = engine.url.render_as_string(hide_password=False)
        return set_aside(database_file(url), f"before-{before}")
    if copied:
        return None
    raise NoCopy(
        f"The database is at {before} and not at {after}: copy it with its own tool, such as pg_dump,"
        " and run `mailbot db upgrade`."
    )

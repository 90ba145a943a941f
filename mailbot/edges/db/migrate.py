"""Bring the database to the newest shape, from code and without a file of settings."""

from pathlib import Path
from typing import ClassVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from mailbot.core.errors import Trouble
from mailbot.edges.db.statistics import state_statistics


class NewerDatabase(Trouble):
    """The database was written by a newer mailbot than this one."""

    exit_code: ClassVar[int] = 2


def _config(folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def newest(folder: Path) -> str:
    """Give the newest revision that this copy of mailbot knows."""
    return ScriptDirectory.from_config(_config(folder)).get_current_head() or ""


def knows(folder: Path, revision: str) -> bool:
    """Say whether a revision is one that this copy of mailbot has."""
    script = ScriptDirectory.from_config(_config(folder))
    return revision in {one.revision for one in script.walk_revisions()}


def revision_of(engine: Engine) -> str:
    """Give the revision of a database; empty for a new one."""
    with engine.connect() as conn:
        return MigrationContext.configure(conn).get_current_revision() or ""


def is_behind(engine: Engine, folder: Path) -> bool:
    """Say whether an upgrade would change the database; raises NewerDatabase when it is ahead."""
    found = revision_of(engine)
    if found and not knows(folder, found):
        raise NewerDatabase(
            f"The database is at {found}, which this mailbot does not know: install a newer mailbot."
        )
    return found != newest(folder)


def upgrade(engine: Engine, folder: Path) -> bool:
    """Bring the database to the newest revision; False when it was there already.

    Raises NewerDatabase, and changes nothing, when the database is ahead of this program.
    """
    if not is_behind(engine, folder):
        return False
    config = _config(folder)
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "head")
        state_statistics(conn)
    return True

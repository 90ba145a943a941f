"""Copy a SQLite record while it is in use, and put a copy back without losing what is there now."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from sqlalchemy import make_url

from mailbot.core.errors import Trouble
from mailbot.edges.db.engine import make_private

_BUSY_SECONDS = 30


class CannotBackUp(Trouble):
    """A copy cannot be made or put back; the sentence says why and nothing was changed."""

    exit_code: ClassVar[int] = 2


class Damaged(CannotBackUp):
    """A file is not a database, or not a sound one."""


def database_file(url: str) -> Path:
    """Give the file of a SQLite database; raises CannotBackUp for another kind of database."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise CannotBackUp(
            "This database is not a SQLite file: copy it with its own tool, such as pg_dump, and put"
            " it back with pg_restore."
        )
    if not parsed.database or parsed.database == ":memory:":
        raise CannotBackUp("This database is kept in memory: give url under [database] a file.")
    return Path(parsed.database)


def back_up(database: Path, file: Path) -> None:
    """Write a whole and consistent copy as one file that only its owner may read.

    Writers are not stopped. Raises CannotBackUp when the file exists, the database does not, or the
    copy is not sound; then no file is left.
    """
    if not database.exists():
        raise CannotBackUp(f"There is no database at {database} to copy.")
    if file.exists():
        raise CannotBackUp(f"{file} exists already: choose another name, it is not replaced.")
    draft = file.with_name(f".{file.name}.partial")
    draft.unlink(missing_ok=True)
    try:
        draft.touch(mode=0o600)
        copy_into(database, draft)
        _make_single(draft)
        check_sound(draft)
        draft.replace(file)
    except OSError as problem:
        raise CannotBackUp(f"{file} cannot be written ({problem.strerror}).") from None
    finally:
        draft.unlink(missing_ok=True)


def copy_into(source: Path, target: Path) -> None:
    """Make the target hold what the source holds, in one transaction of the target."""
    make_private(target)
    try:
        with _opened(source) as old, _opened(target) as new:
            old.backup(new)
    except sqlite3.Error as problem:
        raise CannotBackUp(
            f"{source} cannot be copied to {target} ({problem}): stop mailbot and try again."
        ) from None


def check_sound(file: Path) -> None:
    """Read a whole SQLite file; raises Damaged when it is none or not sound, else CannotBackUp."""
    try:
        with _opened(file) as conn:
            found = conn.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.OperationalError as problem:
        raise CannotBackUp(f"{file} cannot be read now ({problem}).") from None
    except sqlite3.Error as problem:
        raise Damaged(f"{file} is not a sound database ({problem}): take another copy.") from None
    if found is None or found[0] != "ok":
        raise Damaged(f"{file} is damaged: take another copy.")


def put_back(copy: Path, database: Path) -> Path | None:
    """Make the database what a sound copy holds; give where the present one is kept, None without one.

    The present record is kept beside it as NAME.before-restore, numbered when there is one already.
    """
    check_sound(copy)
    kept = set_aside(database, "before-restore") if database.exists() else None
    copy_into(copy, database)
    return kept


def set_aside(database: Path, word: str) -> Path:
    """Keep a copy of the present database beside it as NAME.WORD, and give its path.

    A file that is no database any more is moved there as it is, with what belongs to it.
    """
    kept = _free_name(database, word)
    try:
        check_sound(database)
    except Damaged:
        for end in ("", "-wal", "-shm"):
            part = database.with_name(database.name + end)
            if part.exists():
                part.chmod(0o600)
                part.rename(kept.with_name(kept.name + end))
        return kept
    back_up(database, kept)
    return kept


def _free_name(database: Path, word: str) -> Path:
    kept = database.with_name(f"{database.name}.{word}")
    number = 2
    while kept.exists():
        kept = database.with_name(f"{database.name}.{word}-{number}")
        number += 1
    return kept


def _make_single(file: Path) -> None:
    # A copy says "WAL" as its source did; as a rollback file it is complete without companions.
    with _opened(file) as conn:
        conn.execute("PRAGMA journal_mode=DELETE")


def _opened(file: Path) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(file, timeout=_BUSY_SECONDS))

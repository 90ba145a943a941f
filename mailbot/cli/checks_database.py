"""Look whether the record can be opened and has the shape that this mailbot writes."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from mailbot.cli.findings import Finding
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import knows, newest, revision_of
from mailbot.edges.files import others_may_read, shipped
from mailbot.settings import Settings


def database(settings: Settings) -> Iterator[Finding]:
    """Open the database and compare its revision with the newest; a file that is not there is not made."""
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        yield _wrong(
            "url under [database] is not the address of a database, as in sqlite:///mailbot.db."
        )
        return
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        yield Finding(
            "database", ok=True, sentence="there is none so far; it is made at first use."
        )
        return
    try:
        found = _revision(settings.database_url)
    except NoSuchModuleError:
        yield _wrong(
            f"{url.drivername} is no kind of database that can be used; use sqlite or postgresql."
        )
    except (DatabaseError, ImportError) as problem:
        reason = getattr(problem, "orig", None) or problem
        yield _wrong(f"it cannot be opened ({reason}): check url under [database].")
    else:
        yield _compared(found)
        if url.get_backend_name() == "sqlite" and others_may_read(Path(url.database or "")):
            yield _wrong(f"others on this machine can read {url.database}: run chmod 600 on it.")


def _revision(url: str) -> str:
    engine = open_database(url)
    try:
        return revision_of(engine)
    finally:
        engine.dispose()


def _compared(found: str) -> Finding:
    folder = shipped("migrations")
    head = newest(folder)
    if found == head:
        return Finding("database", ok=True, sentence=f"it is at the newest revision, {head}.")
    if not found:
        return _wrong("it is empty: run `mailbot db upgrade`.")
    if not knows(folder, found):
        return _wrong(
            f"it is at {found}, which this mailbot does not know: install a newer mailbot."
        )
    return _wrong(f"it is at {found} and not at {head}: run `mailbot db upgrade`.")


def _wrong(sentence: str) -> Finding:
    return Finding("database", ok=False, sentence=sentence)

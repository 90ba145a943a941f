"""Open the database so that concurrent writers wait for each other instead of losing work."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 30


def open_database(url: str, *, durable: bool = True) -> Engine:
    """Open the database at a SQLAlchemy URL; one that is not `durable` may lose its end in a power cut.

    SQLite gets write-ahead logging, foreign keys and BEGIN IMMEDIATE: with the driver's own
    transactions, a read followed by a write in two processes loses one of them silently.
    """
    if not url.startswith("sqlite"):
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    prepare = _prepare_connection if durable else _prepare_for_a_rehearsal
    file = engine.url.database or ""
    if file not in {"", ":memory:"} and not file.startswith("file:"):
        event.listen(engine, "do_connect", lambda *_: make_private(Path(file)))
    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def make_private(file: Path) -> None:
    """Make an empty file that only its owner may read, where there is none and one may be made.

    What SQLite keeps beside a database gets the permissions of the database itself.
    """
    # Where it may not be made, opening the database says so in its own words.
    with suppress(OSError):
        if not file.exists():
            file.touch(mode=0o600)


def _prepare_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    # What is deleted is overwritten: a person who asked for it is not in the file any more (H5).
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
    ):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_for_a_rehearsal(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    _prepare_connection(connection, entry)
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN" if options.get("reads_only") else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection for questions only; it does not wait for writers."""
    with engine.connect().execution_options(reads_only=True) as connection:
        yield connection


def new_id(made: CursorResult[Any]) -> int:
    """Give the id of the row that was just inserted."""
    key = made.inserted_primary_key
    assert key is not None, "an INSERT of one row gives its key"
    return int(key[0])

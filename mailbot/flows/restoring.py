"""Put a copy of the record back: checked, brought up to date and made safe before it takes over."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailbot.edges.db.backup import CannotBackUp, back_up, check_sound, put_back
from mailbot.edges.db.engine import open_database
from mailbot.edges.db.migrate import knows, revision_of, upgrade
from mailbot.edges.db.restored import hold_unsent, skip_numbers


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a restore: where the record before it is kept, and how many mails wait."""

    kept: Path | None
    held: int


def restore(copy: Path, database: Path, migrations: Path, now: datetime) -> Restored:
    """Make the database what a copy holds; until all is in order the present one is not touched.

    Mail that had not left when the copy was made waits until the Sent folder was looked at (J8).
    Raises CannotBackUp when the copy is missing, damaged, or not a record this mailbot knows.
    """
    if not copy.exists():
        raise CannotBackUp(f"There is no file {copy} to put back.")
    check_sound(copy)
    draft = database.with_name(f".{database.name}.restoring")
    _remove(draft)
    try:
        back_up(copy, draft)
        held = _made_safe(copy, draft, migrations, now)
        return Restored(put_back(draft, database), held)
    finally:
        _remove(draft)


def _made_safe(copy: Path, draft: Path, migrations: Path, now: datetime) -> int:
    engine = open_database(f"sqlite:///{draft}")
    try:
        revision = revision_of(engine)
        if not knows(migrations, revision):
            what = f"is at {revision}" if revision else "holds no record of mailbot"
            raise CannotBackUp(f"{copy} {what}, which this mailbot cannot put back.")
        upgrade(engine, migrations)
        with engine.begin() as conn:
            held = hold_unsent(conn, now)
            skip_numbers(conn, now)
    finally:
        engine.dispose()
    return held


def _remove(draft: Path) -> None:
    for end in ("", "-wal", "-shm"):
        draft.with_name(draft.name + end).unlink(missing_ok=True)

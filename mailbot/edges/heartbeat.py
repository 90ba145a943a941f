"""The heartbeat: one file in the home folder that says when mailbot last did its work without trouble."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE_NAME = "heartbeat"


def write(home: Path, now: datetime) -> None:
    """Note that a pass went well at an aware moment; a reader sees the old text or the new, never half."""
    draft = home / f".{FILE_NAME}.{os.getpid()}"
    draft.write_text(f"{now.astimezone(UTC).isoformat()}\n", "ascii")
    draft.replace(home / FILE_NAME)


def age(home: Path, now: datetime) -> timedelta | None:
    """Give how long ago the last pass went well; None where there is no heartbeat that can be read."""
    try:
        text = (home / FILE_NAME).read_text("ascii")
        beat = datetime.fromisoformat(text.strip())
    except (OSError, ValueError):
        return None
    return None if beat.tzinfo is None else now - beat

"""The alarms that stand, in one file of the home folder: they must not need what may be broken."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from mailbot.core.alarms import Alarm

FILE_NAME = "alarms.json"


def read(home: Path) -> dict[str, Alarm]:
    """Give the alarms by fault; a file that cannot be read holds none."""
    try:
        kept = json.loads((home / FILE_NAME).read_text("utf-8"))
        return {
            key: Alarm(datetime.fromisoformat(since), datetime.fromisoformat(tell_at))
            for key, (since, tell_at) in kept.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write(home: Path, alarms: Mapping[str, Alarm]) -> None:
    """Keep the alarms; a reader sees the old file or the new, never half. Without any there is no file."""
    if not alarms:
        (home / FILE_NAME).unlink(missing_ok=True)
        return
    kept = {key: (one.since.isoformat(), one.tell_at.isoformat()) for key, one in alarms.items()}
    draft = home / f".{FILE_NAME}.{os.getpid()}"
    draft.write_text(json.dumps(kept), "utf-8")
    draft.replace(home / FILE_NAME)

"""Keep every finished life in a file at once, so that a long run can be broken off and taken up again."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from benchmarks.silent_years import Figures

ROOT = Path(__file__).parent.parent
# What a life depends on: the program, what it decides by and says, and how it is counted.
DEPENDS_ON = (
    "mailbot",
    "rules",
    "templates",
    "migrations",
    "benchmarks/answered_in_time.py",
    "benchmarks/silent_years.py",
    "benchmarks/watching.py",
)


class KeptLives:
    """The lives of one file, a line of JSON each; lives of other code stay in it and are not used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.code = fingerprint(ROOT)

    def lived(self) -> Iterator[Figures]:
        """Give the lives that this very code has lived."""
        lines = self._file.read_text().splitlines() if self._file.exists() else []
        for line in lines:
            row = json.loads(line)
            if row.pop("code") == self.code:
                yield Figures(**row | {"faults": tuple(row["faults"])})

    def keep(self, life: Figures) -> None:
        """Add a life."""
        with self._file.open("a") as file:
            file.write(json.dumps({"code": self.code} | life.as_row()) + "\n")


def fingerprint(root: Path) -> str:
    """Name the code of a tree: the same for the same files, byte for byte."""
    seen = sha256()
    for name in DEPENDS_ON:
        for path in sorted([root / name, *(root / name).rglob("*")]):
            if path.is_file() and "__pycache__" not in path.parts:
                seen.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return seen.hexdigest()[:12]

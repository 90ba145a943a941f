"""What a file says to its reader, or why nobody here can tell."""

from dataclasses import dataclass
from enum import StrEnum


class Unread(StrEnum):
    """Why the words of a file are not known; the names choose the sentence of P51."""

    FOREIGN = "format"
    LOCKED = "locked"
    DAMAGED = "damaged"
    EMPTY = "empty"
    SCANNED = "scanned"
    TOO_LARGE = "large"


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was looked into: its words, or why there are none."""

    name: str
    text: str = ""
    unread: Unread | None = None

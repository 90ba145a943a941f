"""Keep who asked to be deleted as marks that tell nobody's name, beside the record that copies replace."""

from pathlib import Path

NAME = "erased"


def marks(home: Path) -> frozenset[str]:
    """Give every mark that was kept; none where nobody asked yet."""
    try:
        return frozenset((home / NAME).read_text("ascii").split())
    except FileNotFoundError:
        return frozenset()


def drop_marks(home: Path, gone: frozenset[str]) -> None:
    """Take marks out of the file: whoever they stood for has come back at their own word."""
    had = marks(home)
    if not had & gone:
        return
    draft = home / f".{NAME}.new"
    draft.touch(mode=0o600)
    draft.write_text("".join(f"{one}\n" for one in sorted(had - gone)), "ascii")
    draft.replace(home / NAME)


def keep_marks(home: Path, new: frozenset[str]) -> None:
    """Add marks to the file, one a line; only its owner may read it."""
    missing = sorted(new - marks(home))
    if not missing:
        return
    file = home / NAME
    file.touch(mode=0o600)
    with file.open("a", encoding="ascii") as opened:
        opened.writelines(f"{one}\n" for one in missing)

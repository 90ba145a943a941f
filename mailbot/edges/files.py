"""Find the folders mailbot ships with, and read them with a scheme's own files laid over them."""

import os
import stat
import tempfile
from pathlib import Path
from typing import ClassVar, Literal

from mailbot.core.errors import Trouble

_PACKAGE = Path(__file__).resolve().parents[1]
# A wheel keeps the folders inside the package; a checkout has them beside it.
_PLACES = (_PACKAGE / "_data", _PACKAGE.parent)


class BadFile(Trouble):
    """A file of rules or words that cannot be read, or a shipped folder that is not there."""

    exit_code: ClassVar[int] = 2


def shipped(name: Literal["rules", "templates", "migrations"]) -> Path:
    """Return the folder of that name as it came with mailbot, from a checkout or from a wheel.

    Raises BadFile when the installation lacks it.
    """
    for place in _PLACES:
        if (place / name).is_dir():
            return place / name
    raise BadFile(f"This copy of mailbot came without its folder {name}: install it again.")


def typeface(name: str) -> bytes:
    """Give a typeface of the portfolio's pages by the name of its file, without ".ttf".

    Raises BadFile when the installation lacks it.
    """
    try:
        return (_PACKAGE / "fonts" / f"{name}.ttf").read_bytes()
    except OSError as error:
        raise BadFile(
            f"This copy of mailbot came without its typeface {name}: install it again."
        ) from error


def others_may_read(path: Path) -> bool:
    """Say whether anybody but the owner of a file or folder may look into it."""
    # Elsewhere than on POSIX systems the mode says nothing about who may read.
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def read_tree(*roots: Path, suffix: str) -> dict[str, str]:
    """Return the text of every file below `roots` that ends in `suffix`, such as ".toml".

    Keys are paths below the root, with "/" on every system and in alphabetical order; a file in a
    later root takes the place of the one with the same key. A root that does not exist holds
    nothing: a scheme need not override anything. Hidden files, which editors leave, are passed
    over. Raises BadFile for a file that may not be read or is not UTF-8.
    """
    found = {key: path for root in roots for key, path in _files(root, suffix)}
    return {key: _text(found[key]) for key in sorted(found)}


def _files(root: Path, suffix: str) -> list[tuple[str, Path]]:
    below = ((path.relative_to(root), path) for path in root.rglob(f"*{suffix}"))
    return [
        (key.as_posix(), path)
        for key, path in below
        if path.is_file() and not any(part.startswith(".") for part in key.parts)
    ]


def _text(path: Path) -> str:
    try:
        # utf-8-sig: Windows editors put a byte order mark in front, and TOML refuses it.
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(f"{path} is not UTF-8 text: save it again as UTF-8.") from error
    except OSError as error:
        raise BadFile(
            f"{path} may not be read ({error.strerror}): see to its permissions."
        ) from error


def replace_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, for its owner alone; raises BadFile where that is not allowed."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 600
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        os.replace(draft, path)
    except OSError as error:
        raise BadFile(
            f"{path} can't be written ({error.strerror}): see to its permissions."
        ) from error

"""A folder of labelled mails: NAME.eml with NAME.json beside it, scenes, and collection.json."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from mailbot.core.errors import Trouble

COLLECTION = "collection.json"
SCENES = "scenes"
_PARENTS_ASKED = 3


class BadCollection(Trouble):
    """A folder of labelled mails is not as it must be; the sentence names the file."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class KeptCase:
    """One labelled mail: its name below the collection, the bytes, and the text of its label."""

    name: str
    folder: Path
    label_file: str
    label_text: str
    raw: bytes


def cases_below(folder: Path) -> tuple[KeptCase, ...]:
    """Give every case below a folder, by name; raises BadCollection for half a case or no folder."""
    if not folder.is_dir():
        raise BadCollection(f"{folder} is not a folder; name one that holds labelled mails.")
    labels = {path.with_suffix(""): path for path in _files(folder, ".json")}
    mails = {path.with_suffix(""): path for path in _files(folder, ".eml")}
    for stem in sorted(labels.keys() ^ mails.keys()):
        there, missing = (".json", ".eml") if stem in labels else (".eml", ".json")
        raise BadCollection(
            f"{stem}{there} has no {stem.name}{missing} beside it; a case needs both."
        )
    return tuple(_case(folder, stem, labels[stem], mails[stem]) for stem in sorted(labels))


def _files(folder: Path, suffix: str) -> list[Path]:
    found = []
    for path in folder.rglob(f"*{suffix}"):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in inside)
        if not hidden and SCENES not in inside[:-1] and path.name != COLLECTION:
            found.append(path)
    return found


def _case(folder: Path, stem: Path, label: Path, mail: Path) -> KeptCase:
    name = stem.relative_to(folder).as_posix()
    return KeptCase(name, stem.parent, f"{name}.json", _text(label), mail.read_bytes())


def labels_in(folder: Path) -> tuple[tuple[str, str], ...]:
    """Give name and text of every label that lies in a folder itself, by name; none where it is not."""
    found = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return tuple((path.stem, _text(path)) for path in found if path.name != COLLECTION)


def keep_case(folder: Path, name: str, raw: bytes, label: str, scene: str) -> None:
    """Keep one case, the label last, so that half a case is none; only the owner may read it.

    The label names its scene as `scenes/NAME.json`; an empty one is not written. A case of that name is replaced.
    """
    for place in (folder, folder / SCENES):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if scene:
        _write(folder / SCENES / f"{name}.json", scene.encode())
    _write(folder / f"{name}.eml", raw)
    _write(folder / f"{name}.json", label.encode())


def forget_case(folder: Path, name: str) -> None:
    """Delete one case; nothing happens where there is none."""
    for path in (folder / f"{name}.json", folder / f"{name}.eml", folder / SCENES / f"{name}.json"):
        path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 600
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(draft, path)


def scene_text(case: KeptCase, scene: str) -> str:
    """Give the text of a case's scene; raises BadCollection when it is not there."""
    path = case.folder / scene
    if not path.is_file():
        raise BadCollection(f"{case.label_file}: scene: there is no file {scene} beside the mail.")
    return _text(path)


def collection_text(folder: Path) -> tuple[str, str]:
    """Give name and text of the collection.json of a folder or the nearest above; "" where none is."""
    whole = folder.absolute()
    for place in (whole, *whole.parents[:_PARENTS_ASKED]):
        if (place / COLLECTION).is_file():
            return COLLECTION, _text(place / COLLECTION)
    return "", ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadCollection(f"{path} is not text in UTF-8; save it again as UTF-8.") from None
    except OSError as problem:
        raise BadCollection(f"{path} cannot be read ({problem.strerror}).") from None

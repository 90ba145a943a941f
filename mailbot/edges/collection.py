"""Read a folder of labelled mails: NAME.eml with NAME.json beside it, scenes, and collection.json."""

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

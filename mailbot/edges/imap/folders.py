"""Tells what each folder of a mailbox is for, by its flag or else by its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mailbot.edges.imap.client import Client


class Role(StrEnum):
    """What a folder is for (RFC 6154); `all` is a view of every message, as at Gmail."""

    INBOX = "inbox"
    SENT = "sent"
    ARCHIVE = "archive"
    TRASH = "trash"
    JUNK = "junk"
    DRAFTS = "drafts"
    ALL = "all"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder that can be opened; `name` is what the server calls it, decoded."""

    name: str
    role: Role


_UNOPENABLE = {rb"\noselect", rb"\nonexistent"}

_FLAGS = {
    rb"\sent": Role.SENT,
    rb"\archive": Role.ARCHIVE,
    rb"\trash": Role.TRASH,
    rb"\junk": Role.JUNK,
    rb"\drafts": Role.DRAFTS,
    rb"\all": Role.ALL,
}

# What mail programs and providers call them in English, German, French, Spanish, Italian, Dutch.
_NAMES = {
    Role.SENT: (
        "sent",
        "sent items",
        "sent mail",
        "sent messages",
        "sent-mail",
        "gesendet",
        "gesendete elemente",
        "gesendete objekte",
        "éléments envoyés",
        "messages envoyés",
        "enviados",
        "elementos enviados",
        "inviati",
        "posta inviata",
        "verzonden",
        "verzonden items",
    ),
    Role.ARCHIVE: ("archive", "archives", "archiv", "archivo", "archivio", "archief"),
    Role.TRASH: (
        "trash",
        "bin",
        "deleted",
        "deleted items",
        "deleted messages",
        "papierkorb",
        "gelöschte elemente",
        "corbeille",
        "éléments supprimés",
        "papelera",
        "elementos eliminados",
        "cestino",
        "posta eliminata",
        "prullenbak",
        "verwijderde items",
    ),
    Role.JUNK: (
        "junk",
        "junk mail",
        "junk email",
        "junk e-mail",
        "spam",
        "bulk mail",
        "courrier indésirable",
        "correo no deseado",
        "posta indesiderata",
        "ongewenste e-mail",
    ),
    Role.DRAFTS: ("drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze", "concepten"),
    Role.ALL: ("all mail", "alle nachrichten", "tous les messages"),
}
_ROLE_OF_NAME = {name: role for role, names in _NAMES.items() for name in names}

# Parents that only hold the special folders: Courier, Cyrus; Gmail.
_PARENTS = {"inbox", "[gmail]", "[google mail]"}


def list_folders(client: Client) -> tuple[Folder, ...]:
    """List the folders that can be opened, in the server's order."""
    listed = [
        ({flag.lower() for flag in flags}, delimiter, name)
        for flags, delimiter, name in client.list_folders()
    ]
    openable = [entry for entry in listed if not entry[0] & _UNOPENABLE]
    flagged = {role for flags, _, _ in openable for role in _flag_roles(flags)}
    return tuple(
        Folder(name, Role.INBOX if name.upper() == "INBOX" else _role(flags, leaf, flagged))
        for flags, leaf, name in (
            (flags, _leaf(name, delimiter), name) for flags, delimiter, name in openable
        )
    )


def names_at(client: Client, path: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Give the folders there are, and what one at a path may be called, the likeliest first.

    Some servers keep every folder below INBOX, and a few know no folders in folders.
    """
    listed = [(delimiter, name) for _, delimiter, name in client.list_folders()]
    there = frozenset(name for _, name in listed)
    mark = next((one.decode("ascii", "replace") for one, _ in listed if one), "")
    plain = mark.join(path) if mark else "-".join(path)
    if not mark:
        return there, (plain,)
    below = f"INBOX{mark}"
    others = [name for name in there if name.upper() != "INBOX"]
    nested = bool(others) and all(name.upper().startswith(below) for name in others)
    names = (f"{below}{plain}", plain) if nested else (plain, f"{below}{plain}")
    return there, (*names, "-".join(path))


def _flag_roles(flags: set[bytes]) -> Sequence[Role]:
    return [role for flag, role in _FLAGS.items() if flag in flags]


def _role(flags: set[bytes], leaf: str, flagged: set[Role]) -> Role:
    by_flag = _flag_roles(flags)
    if by_flag:
        return by_flag[0]
    by_name = _ROLE_OF_NAME.get(leaf, Role.OTHER)
    # Where the server has named one folder of a kind, a namesake is somebody's own.
    return Role.OTHER if by_name in flagged else by_name


def _leaf(name: str, delimiter: bytes | None) -> str:
    """Give the folder's own name in lower case, or the whole path where it lies deeper."""
    lower = name.lower()
    parts = lower.split(delimiter.decode("ascii", "replace")) if delimiter else [lower]
    if len(parts) > 1 and parts[0] in _PARENTS:
        parts = parts[1:]
    return "\n".join(parts)

"""What the installer decided: mailbot.toml, read once into one frozen value, failing loudly."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mailbot.core.scheme import Alert, Scheme
from mailbot.settings import table as t
from mailbot.settings.alert import alert
from mailbot.settings.keys import token_key
from mailbot.settings.schemes import Logins, refuse_twins, scheme
from mailbot.settings.secret import Secrets
from mailbot.settings.section import (
    FILE_NAME,
    BadSettings,
    entries_of,
    inner_table,
    nearest,
)

__all__ = ["FILE_NAME", "BadSettings", "Settings", "load", "token_key"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the installer decides; `home` is absolute, and so is a SQLite path."""

    home: Path
    database_url: str = field(repr=False)  # may hold a password
    schemes: tuple[Scheme, ...]
    alert: Alert | None = None


def load(home: Path, environ: Mapping[str, str], *, passwords: bool = True) -> Settings:
    """Read mailbot.toml in the home folder and every secret that it names.

    Raise BadSettings with one sentence that names file, table and key. With `passwords=False` the
    logins come without passwords, for commands that talk to no mail server.
    """
    home = home.absolute()
    raw = _parsed(home / FILE_NAME)
    known = (t.DATABASE_TABLE.name, t.SCHEME_TABLE.name, t.ALERT_TABLE.name)
    for key in raw:
        if key not in known:
            raise BadSettings(f'{FILE_NAME}: there is no table "{key}"' + nearest(key, known))
    sections = entries_of(t.SCHEME_TABLE, raw, "")
    if not sections:
        raise BadSettings(f"{FILE_NAME}: there is no [[scheme]]; describe at least one.")
    secrets = Secrets(home, environ, several=len(sections) > 1)
    schemes = tuple(scheme(section, Logins(secrets, passwords)) for section in sections)
    refuse_twins((one.address for one in schemes), t.SCHEME_TABLE.heading, "schemes")
    second = inner_table(t.ALERT_TABLE, raw, t.ALERT_TABLE.heading)
    return Settings(
        home, _database_url(raw, secrets), schemes, alert(second, Logins(secrets, passwords))
    )


def _parsed(path: Path) -> dict[str, object]:
    try:
        # Some editors begin a file with a byte order mark, which TOML does not know.
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise BadSettings(
            f"There is no {FILE_NAME} in {path.parent}; run `mailbot init`, or name another folder"
            " with --home."
        ) from None
    except OSError as problem:
        raise BadSettings(f"{path} cannot be read ({problem.strerror}).") from None
    except UnicodeDecodeError:
        raise BadSettings(f"{path} is not text in UTF-8; save it again as UTF-8.") from None
    except tomllib.TOMLDecodeError as problem:
        reason = str(problem).rstrip(".")
        raise BadSettings(f"{path} is not valid TOML: {reason}.") from None


def _database_url(raw: Mapping[str, object], secrets: Secrets) -> str:
    section = inner_table(t.DATABASE_TABLE, raw, t.DATABASE_TABLE.heading)
    section.only()
    url = secrets.find(section, t.URL)
    start, slashes, path = url.partition(":///")
    if not start.startswith("sqlite") or not path or path.startswith((":memory:", "file:")):
        return url
    return start + slashes + str(secrets.home / path)

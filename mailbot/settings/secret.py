"""Find a secret: in the environment, in a file of its own, or in mailbot.toml itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mailbot.settings.kinds import SECRET
from mailbot.settings.section import BadSettings, Section
from mailbot.settings.table import Setting, Table


def variable(table: Table, setting: Setting[object], scheme_address: str = "") -> str:
    """Name the environment variable of a secret, as in MAILBOT_IMAP_PASSWORD.

    With an address it is the variable of that scheme alone: MAILBOT_IMAP_PASSWORD_JO_EXAMPLE_ORG.
    """
    parts = ("MAILBOT", table.name.rpartition(".")[2], setting.key, scheme_address)
    return "_".join(re.sub(r"[^A-Z0-9]", "_", part.upper()) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Where secrets are looked for; `several` is true when there is more than one scheme."""

    home: Path
    environ: Mapping[str, str] = field(repr=False)
    several: bool = False

    def find(self, section: Section, setting: Setting[str], scheme_address: str = "") -> str:
        """Give a secret, the environment first; its default when it is nowhere."""
        key, key_file = setting.keys
        if key in section.values and key_file in section.values:
            raise section.wrong(key, f"and {key_file} are both there; keep one of them")
        from_outside = self._from_environment(section, setting, scheme_address)
        if from_outside:
            return setting.kind.read(from_outside)
        if key_file in section.values:
            return self._from_file(section, setting)
        return section.read(setting)

    def _from_environment(
        self, section: Section, setting: Setting[str], scheme_address: str
    ) -> str:
        for_all = variable(section.table, setting)
        for_one = variable(section.table, setting, scheme_address)
        if self.several and scheme_address and self.environ.get(for_all):
            raise BadSettings(
                f"The environment sets {for_all}, but there are several schemes; use {for_one} for"
                f" {scheme_address}, and one like it for each of the others."
            )
        return self.environ.get(for_one) or self.environ.get(for_all, "")

    def _from_file(self, section: Section, setting: Setting[str]) -> str:
        key, key_file = setting.keys
        name = section.read(Setting(key_file, SECRET, None, setting.says))
        try:
            text = (self.home / name).read_text("utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as problem:
            raise section.wrong(
                key_file, f'names "{name}", which cannot be read ({_why(problem)})'
            ) from None
        if not text:
            raise section.wrong(key_file, f'names "{name}", which is empty; put the {key} in it')
        try:
            return setting.kind.read(text)
        except ValueError:
            raise section.wrong(
                key_file, f'names "{name}", which must hold the {key} alone, on one line'
            ) from None


def _why(problem: OSError | UnicodeDecodeError) -> str:
    if isinstance(problem, OSError):
        return (problem.strerror or "no reason given").lower()
    return "it is not text in UTF-8"

"""The frameworks that tasks count towards: what a code like MLCF.2.2 is called (C16)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mailbot.core.tasks import TaskDefinition


@dataclass(frozen=True, slots=True)
class Competence:
    """One element of a domain of a framework, or with an empty element the whole domain."""

    code: str
    framework: str
    domain: str
    element: str = ""

    @property
    def name(self) -> str:
        """Give what people read: "MLCF Working with others: encouraging contribution"."""
        whole = f"{self.framework} {self.domain}"
        return f"{whole}: {self.element}" if self.element else whole


@dataclass(frozen=True, slots=True)
class Frameworks:
    """Every competence that a task may name, by its code in capitals; `names` are those of the frameworks."""

    names: Mapping[str, str]
    competences: Mapping[str, Competence]

    def name(self, code: str) -> str:
        """Give what a code is called; what is no code is shown as it is written."""
        found = self.competences.get(code.upper())
        return code if found is None else found.name

    def unknown_in(self, task: TaskDefinition) -> tuple[tuple[str, str], ...]:
        """Give (stage, code) of each competence of a task that no framework has."""
        return tuple(
            (stage.name, code)
            for stage in task.stages
            for code in stage.competences
            if code.upper() not in self.competences
        )

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Give the names of some codes, each once, framework by framework."""
        known = list(self.competences)
        places = {code: place for place, code in enumerate(known)}
        asked = dict.fromkeys(code.upper() if code.upper() in places else code for code in codes)
        ordered = sorted(asked, key=lambda one: places.get(one, len(places)))
        return [self.name(one) for one in ordered]

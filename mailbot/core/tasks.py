"""Tasks as data: what is asked, of whom, by when, and what somebody still owes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StageKind(StrEnum):
    """The seven kinds of stage that cover every task of the bank (C1)."""

    LETTER = "letter"
    SEALED = "sealed"
    DAY = "day"
    CHOICE = "choice"
    JOINT = "joint"
    SHARE = "share"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class StageDefinition:
    """One step of a task; `opens_on_relay` steps start for a person when the buddy's words reach them.

    `what` is the word for it in a mail ("letter"). `window_days` is how long it stays open. `limit_words`
    and `least_words` are 0 for none. `choices` are the letters that a choice is between. `competences`
    are codes of frameworks ("MLCF.2.2").
    """

    name: str
    kind: StageKind
    window_days: int
    what: str
    minutes: int = 10
    limit_words: int = 0
    least_words: int = 0
    visibility: str = "buddy"
    opens_on_relay: bool = False
    competences: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """A task of the bank; `reflection` is the question that its portfolio page ends with."""

    name: str
    number: int
    title: str
    minutes: int
    stages: tuple[StageDefinition, ...]
    reflection: str = ""

    def stage(self, name: str) -> StageDefinition:
        """Find a stage by name; raises KeyError."""
        for one in self.stages:
            if one.name == name:
                return one
        raise KeyError(name)

    def stage_before(self, name: str) -> StageDefinition | None:
        """Give the stage before one, or None for the first."""
        names = [one.name for one in self.stages]
        position = names.index(name)
        return self.stages[position - 1] if position else None

    def next_stage(self, name: str) -> StageDefinition | None:
        """Give the stage that follows, or None after the last."""
        names = [one.name for one in self.stages]
        position = names.index(name) + 1
        return self.stages[position] if position < len(self.stages) else None


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one person owes in one stage; times are aware UTC.

    `nudges` names the mails of the chase already sent ("P21"). `nudge_at` is the time they chose
    themselves. `closed_at` without `done_at` means that it is over and nothing came.
    """

    id: int
    round_id: int
    stage_id: int
    task: str
    stage: str
    kind: StageKind
    person_id: int
    partnership_id: int | None
    opened_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    closed_at: datetime | None = None
    nudge_at: datetime | None = None
    nudges: tuple[str, ...] = ()
    next_look_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it is still owed."""
        return self.done_at is None and self.closed_at is None


# Tasks that people know by name although the bank may not hold their words yet: kinds of their stages.
NAMED_TASKS = {
    "letters": {"letter": StageKind.LETTER, "response": StageKind.LETTER},
    "shadowing": {"day": StageKind.DAY, "diary": StageKind.SHARE},
    "cases": {"case": StageKind.CHOICE, "response": StageKind.JOINT},
    "consortium": {"own": StageKind.SEALED, "shared": StageKind.JOINT, "expert": StageKind.EXPERT},
}


def by_name_alone(name: str) -> TaskDefinition:
    """Describe a task that was begun by hand and has no folder in the bank; raises KeyError."""
    stages = NAMED_TASKS[name]
    return TaskDefinition(
        name=name,
        number=list(NAMED_TASKS).index(name) + 1,
        title=name.capitalize(),
        minutes=10,
        stages=tuple(
            StageDefinition(stage, kind, window_days=10, what=stage)
            for stage, kind in stages.items()
        ),
    )

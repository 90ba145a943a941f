"""A pair or trio in the letters, and people on the bench who would answer one for a silent buddy."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mailbot.edges.db import people, standby
from mailbot.flows.adopt import adopt, known_stages
from mailbot.flows.case import Case
from mailbot.flows.stages import start_round
from mailbot.translate.adoption import read_adoption
from tests.stories.paper import on_paper
from tests.stories.telling import ANA, BEGINS, BEN, GIL, LETTER, Telling, words_of

ELI = "eli@finance.test"
MIA = "mia@board.test"  # managers who may stand in for Ben
NOOR = "noor@clinic.test"
OLA = "ola@ward.test"  # a clinician who may stand in for Ana
ROLES = {
    ANA: ("Ana Reyes", "clinician"),
    BEN: ("Ben Okafor", "general_manager"),
    ELI: ("Eli Stone", "specialty_manager"),
    MIA: ("Mia Lund", "general_manager"),
    NOOR: ("Noor Aziz", "specialty_manager"),
    OLA: ("Ola Berg", "clinician"),
}
PERSON = '{"id": "%s", "name": "%s", "address": "%s", "role": "%s", "state": "active"}'
FILE = """{"scheme": "scheme@buddies.test", "people": [%s],
 "partnerships": [%s]}"""
GROUP = '{"id": "%s", "members": [%s], "since": "2021-06-01"}'


@dataclass(slots=True)
class Letters:
    """The letters under way; `stage` is where it is played."""

    stage: Telling

    def says(self, who: str, words: str, answers: str = "") -> None:
        """Let somebody answer the newest mail of a kind, or write afresh, and an hour pass."""
        mail = self.stage.of_kind(who, answers) if answers else None
        self.stage.writes(who, words, answers=mail)
        self.stage.passes(minutes=2)
        self.stage.passes(minutes=10)
        self.stage.passes(hours=1)

    def decides(self, words: str, about: str) -> None:
        """Let Gil answer the line of the newest digest that is about something."""
        digests = [one for one in self.stage.to(GIL) if about in words_of(one)]
        lines = words_of(digests[-1]).splitlines()
        number = next(line.split()[0] for line in lines if about in line)
        self.stage.writes(GIL, f"{number} {words}", answers=digests[-1])
        self.stage.passes(minutes=5)
        self.stage.passes(hours=1)

    def days(self, count: int) -> None:
        """Let days pass."""
        self.stage.days(count)

    def offers(self, *volunteers: str) -> None:
        """Put people on the bench, in this order."""
        with self.stage.house.engine.begin() as conn:
            for one in volunteers:
                (person,) = people.who_has_address(conn, self.stage.house.scheme_id, one)
                now = self.stage.clock.now
                standby.join_bench(conn, self.stage.house.scheme_id, person.id, now)

    def kinds(self, who: str) -> list[str]:
        """Give the kinds of mail somebody got, in order."""
        return self.stage.heard(who)

    def last(self, who: str, kind: str) -> str:
        """Give the words of the newest mail of a kind that somebody got."""
        return words_of(self.stage.of_kind(who, kind)).replace("\r\n", "\n")

    def told(self, about: str) -> bool:
        """Say whether Gil has read something."""
        return any(about in words_of(one) for one in self.stage.to(GIL))


@contextmanager
def letters(
    home: Path, *members: str, task: str = "letters", others: Sequence[Sequence[str]] = ()
) -> Iterator[Letters]:
    """Open a task for a pair or trio, with everybody else in the scheme and nobody on the bench.

    `others` are further pairs that do the task.
    """
    with on_paper(home) as stage:
        told = ", ".join(PERSON % (one[:3], name, one, role) for one, (name, role) in ROLES.items())
        groups = ", ".join(
            GROUP % (group[0][:3], ", ".join(f'"{one[:3]}"' for one in group))
            for group in (members or (ANA, BEN), *others)
        )
        with stage.house.engine.begin() as conn:
            known = known_stages(stage.house)
            adoption = read_adoption("the cast", FILE % (told, groups), stage.house.hours, known)
            adopt(conn, stage.house, adoption, BEGINS)
            begins = datetime(2021, 6, 10, tzinfo=UTC).date()
            start_round(conn, stage.house, Case(BEGINS, "a play begins"), task, begins)
        stage.days(3)
        yield Letters(stage)


def left_waiting(play: Letters) -> None:
    """Let Ana write, Ben sit it out, and Gil's next digest come."""
    play.says(ANA, LETTER, "P10")
    play.says(BEN, "I'd rather skip this one, I'm afraid.", "P11")
    play.days(1)
